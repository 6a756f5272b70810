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
disagree with the rules, the change is taken for a break, and the payload is shown.
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
    name="registry-damaged",
    severity=Severity.ERROR,
    page="""
A file of the registry is not as it was published.

It is gone, was changed, or is no JSON: a merge may have left its marks. Take version files out of
the history again; `tracking-plan publish` writes the index anew from them.
""",
)
UNREADABLE_SCHEMA = Code(
    id="V406",
    name="unreadable-schema",
    severity=Severity.ERROR,
    page="""
A document that `diff --json-schema` names cannot be compared.

It cannot be read, or is no JSON Schema: that is an object, or a boolean, in JSON or in YAML. The
other pairs are compared all the same.
""",
)
