"""Codes about versions and the registry that are no rules about one change."""

from tracking_plan.finding import Code, Severity

WENT_DOWN = Code(
    id="V401",
    name="version-went-down",
    severity=Severity.ERROR,
    page="""
The version of an event is lower than it was.

Whoever knows the higher number takes the lower one for something older. Numbers are never used
again: give it the next one.
""",
)
UNEXPLAINED = Code(
    id="V402",
    name="unexplained-break",
    severity=Severity.ERROR,
    page="""
A payload was valid and is refused now, although no rule sees a change that breaks it.

The rules say what changed; a proof and a search for counter-examples stand behind them. Where these
disagree with the rules, the change is taken for a break. The payload is shown, if one was found.
""",
)
PUBLISHED_CHANGED = Code(
    id="V403",
    name="published-version-changed",
    severity=Severity.ERROR,
    page="""
The plan says something else of a version than what was published under its number.

A published version is what others have built upon: it never changes. Give the new meaning the next
number, which `tracking-plan diff --write-bump` does. Words may change at any time: descriptions,
examples, owners and tags are no part of what a version means.
""",
)
REGISTRY_FLAW = Code(
    id="V404",
    name="inconsistent-registry",
    severity=Severity.ERROR,
    page="""
A file of the registry is not as it was published, or its index does not list what is there.

A version's file that is gone, was edited (be it in words or line breaks alone) or is no JSON has
to be restored from the history: others rely on it. Other line ends, as git may write them, are no
edit.

An index that is missing, lacks a version (a merge took one side, a run was stopped) or has the
marks of a merge conflict is no loss: `tracking-plan publish` writes it anew from the files of the
versions and the plan. What a `publish` has left that was killed is not published, and the next run
finishes it. Only what it said of versions that the plan no longer has is nowhere else:
then restore it. A registry outside the plan's folder, or of another plan, is neither read nor
written.
""",
)
NOT_COMPARED = Code(
    id="V405",
    name="not-compared",
    severity=Severity.ERROR,
    page="""
The plan could not be compared with an earlier one, although this is a pull request.

So `check` does not know whether the versions are high enough for what changed, or whether all that
was published is there still, and a break could pass. Mostly the clone is a shallow one, without the
commit that the pull request starts from: fetch more of the history (`fetch-depth: 0` for
actions/checkout, `GIT_DEPTH: 0` in GitLab). `--against` names another base.

It is a warning where the plan at the base has errors, or files of the registry there cannot be
read: the pull request may be the one that mends them. Where the comparison is of no use, lower it:
`findings: {severity: {not-compared: warning}}` in the plan, or `--ignore V405`.
""",
)
HISTORY_REWRITTEN = Code(
    id="V409",
    name="published-history-rewritten",
    severity=Severity.ERROR,
    page="""
A version was published at the base, and is gone from the registry or means something else there.

Whoever deletes the file of a published version together with its entry in the index, or edits both,
leaves a registry that agrees with itself. Others rely on what was there, so `diff` and `check` with
`--against`, and `check` in the pull request of a known CI service, compare the registry with the
one at the base. Where nothing is published any more, it is compared with the one at git's HEAD.

The status of a version stands in the index alone. A version that is retired there, and was neither
deprecated nor past its sunset at the base of a pull request, was let go without notice.

Restore the file and the index from there; `tracking-plan publish` then writes the index anew. An
event that is no longer wanted is deprecated, then retired: its published versions stay.
""",
)
NO_REGISTRY = Code(
    id="V412",
    name="no-registry",
    severity=Severity.WARNING,
    page="""
`registry.path` names a folder that is not there.

Nothing is compared with published versions then, as if there were none. Mostly the path is
misspelt, or the folder was moved; it counts from the folder of the plan. If nothing has been
published yet, `tracking-plan publish` makes the folder. Where git's HEAD has a registry, its loss
is V409.
""",
)
UNREADABLE_SCHEMA = Code(
    id="V406",
    name="unreadable-schema",
    severity=Severity.ERROR,
    page="""
A document that `diff --json-schema` names cannot be compared.

It cannot be read, or is no JSON Schema: that is an object, or a boolean, in JSON or in YAML. Or
it leaves open what it says: a key stands twice in one object, of which parsers keep one. The other
pairs are compared all the same.
""",
)
SETTING_CHANGED = Code(
    id="V407",
    name="plan-setting-changed",
    severity=Severity.WARNING,
    page="""
`environments` or `version_property` says something else than in the plan to compare with.

That holds for all events at once, so no event's version shows it: payloads from an environment that
is gone are refused, and a version under another key counts as not declared.
""",
)
TRAIT_CHANGED = Code(
    id="V408",
    name="trait-changed",
    severity=Severity.WARNING,
    page="""
What identify() may set changed: a trait came or went, or takes other values.

Traits have no version that could show it: people have to tell whoever sends or reads the trait.
""",
)
BREAK_UNDER_MINOR = Code(
    id="V410",
    name="break-under-minor",
    severity=Severity.ERROR,
    page="""
A version breaks what an older one of the same major promised, which stands under `previous`.

A minor says that whoever sends the older version may go on. What breaks them, by the plan's
`compatibility`, needs a new major.
""",
)
SAME_SHAPE = Code(
    id="V411",
    name="major-without-change",
    severity=Severity.INFO,
    page="""
A version under a new major asks for just what the one before it asks for.

A new meaning is a good reason for a new major, and then all is well. Without one, whoever sends the
event and whoever reads it has two versions to mind where one would do. Nothing is said of an event
with `previous_names`: a new name needs a new major.
""",
)
