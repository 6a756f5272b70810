"""The plan format as tables: which keys are allowed where, and their values."""

from tracking_plan.plan.format.adapter_keys import ADAPTER
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Choice,
    Count,
    Either,
    FirstOf,
    Flag,
    Form,
    Key,
    Later,
    ListOf,
    Literal,
    MapOf,
    Name,
    Needs,
    Null,
    Shape,
    Text,
    VersionText,
)
from tracking_plan.plan.format.property_keys import DATE, OTHERS_HINT, PROPERTIES, PROPERTY_SHAPES
from tracking_plan.plan.model import Status
from tracking_plan.plan.settings import Compatibility

STYLES = (
    "Title Case", "Sentence case", "lower case", "snake_case", "kebab-case", "camelCase",
    "PascalCase", "SCREAMING_SNAKE_CASE", "dot.case",
)  # fmt: skip
METADATA = ("description", "trigger", "answers", "owner", "sources", "tags", "metadata", "examples")
SEVERITIES = ("error", "warning", "info")
URI = Form(
    "a URI",
    r"^[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f][0-9A-Fa-f])*$",
    "such as 'urn:tracking-plan:shop:' or 'https://schemas.example/'",
)
PYTHON = Form("a Python version", r"^3\.[1-9][0-9]?$", "such as '3.10', in quotes")

WORDS = ListOf(Text())
NAMES = ListOf(Name())
ONE_OR_MORE = Either(scalar=Text(), sequence=WORDS)
SEVERITY = Choice(SEVERITIES)

USES = MapOf(Name(), PROPERTIES["use"], role="property")
DEFINITIONS = MapOf(Name(), PROPERTIES["optional"], role="property")
EVENTS = MapOf(Name(), Either(scalar=Null(), mapping=Later("event")), role="event")

_BODY = {
    "properties": Key(USES, "What may be sent with it; nothing else may, unless it is open."),
    "additional_properties": Key(
        PROPERTIES["value"],
        "Whether other properties may be sent, too; a property: what each of them is.",
        not_a_list=OTHERS_HINT,
    ),
    "sources": Key(NAMES, "The platforms that send it; absent: any."),
    "description": Key(Text(), "What happened, in words a product manager reads."),
    "sunset": Key(DATE, "The day from which it counts as retired."),
}
SHARED_SECTIONS = {
    "events": Key(Either(scalar=Null(), mapping=EVENTS), "The events, by their name on the wire."),
    "shared": Key(DEFINITIONS, "Property definitions that events take with `ref`."),
    "traits": Key(DEFINITIONS, "What identify() may set; every one is optional."),
}
_ROOT_ONLY = "it belongs in the plan's root file"

SHAPES: dict[str, Shape] = {
    **PROPERTY_SHAPES,
    "previous": Shape(
        what="a previous version",
        keys={
            **_BODY,
            "properties": Key(
                MapOf(Name(), PROPERTIES["frozen_use"], role="property"),
                "What could be sent with it, without `ref`.",
            ),
            "additional_properties": _BODY["additional_properties"]._replace(
                kind=PROPERTIES["frozen_value"]
            ),
            "status": Key(
                Choice(("active", "deprecated", "retired")),
                "Where the version stands in its life.",
            ),
        },
    ),
    "event": Shape(
        what="an event",
        keys={
            **_BODY,
            "trigger": Key(Text(), "The exact moment at which it is sent."),
            "answers": Key(ONE_OR_MORE, "The product question(s) that it answers."),
            "owner": Key(
                Text(),
                "The person or team to ask.",
                not_a_list="name one; `tags` or `metadata` may name others",
            ),
            "tags": Key(WORDS, "Words to find it by."),
            "metadata": Key(AnyObject(), "Whatever else your team notes."),
            "status": Key(
                Choice(tuple(map(str, Status))), "draft (planned), active, deprecated, or retired."
            ),
            "previous_names": Key(NAMES, "Names it had on the wire before; still recognised."),
            "replaced_by": Key(
                Text(),
                "The event to use instead.",
                not_a_list="name one event, and the others in the `description`",
            ),
            "version": Key(VersionText(), "MAJOR.MINOR; 1.0 when left out."),
            "common": Key(Flag(only=False), "false: without the plan's common properties."),
            "examples": Key(ListOf(AnyObject()), "Whole `properties` objects; each must be valid."),
            "previous": Key(
                MapOf(
                    VersionText(), Either(scalar=Null(), mapping=Later("previous")), role="version"
                ),
                "Older majors that may still arrive.",
            ),
        },
    ),
    "source": Shape(
        what="a source",
        keys={
            "paths": Key(WORDS, "Which files are its code, as patterns."),
            "libs": Key(WORDS, "Which `$lib` its payloads bear."),
        },
    ),
    "own_rule": Shape(
        what="a rule",
        keys={
            "name": Key(Name(), "What is wrong, in a word or two."),
            "events": Key(Text(), "A pattern; event names that it matches are reported."),
            "properties": Key(Text(), "A pattern; property names that it matches are reported."),
            "message": Key(Text(), "What to say."),
            "severity": Key(SEVERITY, "error, warning (when left out) or info."),
        },
        required=("name", "message"),
        constraints=(
            Needs(keys=("events", "properties"), message="a rule needs `events` or `properties`"),
        ),
    ),
    "style": Shape(
        what="a style",
        keys={"pattern": Key(Text(), "A pattern that every name must match.")},
        required=("pattern",),
    ),
    "conventions": Shape(
        what="`conventions`",
        keys={
            "event_names": Key(
                Either(scalar=Choice(STYLES), mapping=Later("style")), "How events are written."
            ),
            "property_names": Key(
                Either(scalar=Choice(STYLES), mapping=Later("style")), "How properties are written."
            ),
            "event_grammar": Key(
                Choice(("object action",)), "An object and a past-tense verb: Checkout Completed."
            ),
            "questions": Key(NAMES, "The product questions that events may answer."),
            "require": Key(ListOf(Choice(METADATA)), "What each event must say about itself."),
            "max_properties": Key(Count(1), "How many properties an event may have."),
            "compatibility": Key(
                Choice(tuple(map(str, Compatibility))),
                "Whom a new minor must not break.",
            ),
            "rules": Key(ListOf(Later("own_rule")), "The plan's own rules."),
        },
    ),
    "registry": Shape(
        what="`registry`",
        keys={
            "path": Key(Text(), "The folder of published versions."),
            "base_uri": Key(URI, "What the `$id` of each schema begins with."),
        },
    ),
    "adapter": ADAPTER,
    "usage": Shape(
        what="`usage`",
        keys={
            "paths": Key(WORDS, "The folders with code."),
            "exclude": Key(WORDS, "Patterns of files to leave out."),
            "tests": Key(
                Choice(("exclude", "include")),
                "Whether calls in tests are judged; exclude when left out.",
            ),
            "test_paths": Key(WORDS, "Patterns of files that are tests, beside the usual ones."),
            "adapters": Key(ListOf(Later("adapter")), "Tracking calls of your own."),
            "wrappers": Key(
                Choice(("auto", "off")),
                "Whether functions that send what callers give are followed; auto when left out.",
            ),
        },
    ),
    "target": Shape(
        what="a target",
        keys={
            "target": Key(Choice(("python", "typescript"), later=("typescript",)), "The language."),
            "output": Key(Name(), "The folder to write to."),
            "sources": Key(NAMES, "Only events of these sources."),
            "python": Key(PYTHON, "The oldest Python that runs it."),
            "runtime": Key(Choice(("vendored", "library")), "Where the runtime module comes from."),
            "template": Key(Text(), "A template of your own.", has_effect=False),
        },
        required=("target", "output"),
    ),
    "findings": Shape(
        what="`findings`",
        keys={
            "select": Key(WORDS, "Only these codes."),
            "extend_select": Key(WORDS, "These codes, too."),
            "ignore": Key(WORDS, "Not these codes."),
            "severity": Key(
                MapOf(Name(), Choice((*SEVERITIES, "off"))), "How bad a code is in this plan."
            ),
            "fail_on": Key(Choice(("error", "warning", "never")), "What fails a run."),
            "baseline": Key(Text(), "The file of findings that are known."),
        },
    ),
    "root": Shape(
        what="a plan",
        keys={
            "tracking_plan": Key(Literal(1), "The version of this format."),
            "name": Key(Name(), "What the plan is called."),
            "description": Key(Text(), "What is measured, and why."),
            "include": Key(WORDS, "Patterns of further files, relative to this one."),
            "environments": Key(ListOf(Name(), at_least=1), "What `environment` may be."),
            "sources": Key(
                MapOf(Name(), Either(scalar=Null(), mapping=Later("source"))),
                "The platforms that send.",
            ),
            "conventions": Key(Later("conventions"), 'What "right" means in this plan.'),
            "version_property": Key(
                FirstOf((Null(), Name()), "a name, or null"),
                "The property that carries the version; null: none.",
            ),
            "registry": Key(Later("registry"), "Where published versions are kept."),
            "common": Key(USES, "Properties of every event."),
            "usage": Key(Later("usage"), "Where the code stands."),
            "generate": Key(ListOf(Later("target")), "The helpers to write."),
            "findings": Key(Later("findings"), "What to report, and how loudly."),
            **SHARED_SECTIONS,
        },
        required=("tracking_plan",),
        missing={
            "tracking_plan": "begin with `tracking_plan: 1`; of a plan in several files, name the"
            " root file, which includes the others"
        },
        elsewhere=dict.fromkeys(
            (
                "properties",
                "additional_properties",
                "trigger",
                "answers",
                "owner",
                "status",
                "tags",
            ),
            "it is a key of an event: indent it like the other keys of the one that it belongs to",
        ),
    ),
}
SHAPES["included"] = Shape(
    what="an included file",
    keys=SHARED_SECTIONS,
    elsewhere={key: _ROOT_ONLY for key in SHAPES["root"].keys if key not in SHARED_SECTIONS},
)
