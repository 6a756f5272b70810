"""The plan format as tables: which keys stand where, and what they may hold."""

from tracking_plan.plan.kinds import (
    AnyObject,
    Anything,
    Choice,
    Count,
    Either,
    EnumScalar,
    Excludes,
    FirstOf,
    Flag,
    Form,
    Key,
    Kind,
    Later,
    ListOf,
    Literal,
    MapOf,
    Name,
    Needs,
    Null,
    Number,
    Shape,
    Text,
    VersionText,
    When,
)
from tracking_plan.plan.model import Compatibility, PiiAction, PiiKind, Status, Type

TYPES = tuple(map(str, Type))
FORMATS = ("date", "date-time", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname")
STYLES = (
    "Title Case", "Sentence case", "lower case", "snake_case", "kebab-case", "camelCase",
    "PascalCase",
)  # fmt: skip
METADATA = ("description", "trigger", "answers", "owner", "sources", "tags", "metadata", "examples")
SEVERITIES = ("error", "warning", "info")
BESIDE_REF = ("ref", "description", "required", "nullable", "examples", "pii", "status")
NUMBER_LIMITS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of")
COUNT_LIMITS = ("min_length", "max_length", "min_items", "max_items")
LIMITS = (*NUMBER_LIMITS, *COUNT_LIMITS, "unique_items")

# Name: no blank or control character at either end, no control character within.
NAME_PATTERN = (
    r"^(?:[^\s\u0000-\u001f\u007f-\u009f]|[^\s\u0000-\u001f\u007f-\u009f]"
    r"[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f])$"
)
VERSION_PATTERN = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8}))?$"
DATE = Form("a date", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "YYYY-MM-DD")
PYTHON = Form("a Python version", r"^3\.[1-9][0-9]?$", "such as '3.10', in quotes")

_TYPE_WORDS = "|".join(TYPES)
_REF = r"ref +[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*"
_REF_NEEDED = _REF.replace("ref", "ref!?", 1)
USE_SHORTHAND = Form(
    "a property", rf"^(({_TYPE_WORDS})!?|{_REF_NEEDED})$", "`string`, `string!` or `ref NAME`"
)
OPTIONAL_SHORTHAND = Form(
    "a property", rf"^(({_TYPE_WORDS})|{_REF})$", "`string` or `ref NAME`, without `!`"
)
FROZEN_SHORTHAND = Form("a property", rf"^({_TYPE_WORDS})!?$", "`string` or `string!`")
FROZEN_ITEM_SHORTHAND = Form("a property", rf"^({_TYPE_WORDS})$", "`string`")

WORDS = ListOf(Text())
NAMES = ListOf(Name())
ONE_OR_MORE = Either(scalar=Text(), sequence=WORDS)
ARGUMENT = FirstOf((Count(), Text()))
SEVERITY = Choice(SEVERITIES)


def _property_keys(use: Kind, item: Kind, *, required: bool, ref: bool) -> dict[str, Key]:
    keys = {
        "type": Key(Choice(TYPES), "The type of the value."),
        "description": Key(Text(), "What the value says."),
        "nullable": Key(Flag(), "Whether null may be sent."),
        "enum": Key(
            ListOf(Either(scalar=EnumScalar(), mapping=Later("enum_value")), at_least=1),
            "The values that may be sent.",
        ),
        "const": Key(EnumScalar(), "The one value that may be sent."),
        "format": Key(Choice(FORMATS), "The form of the text; it is checked."),
        "pattern": Key(
            Text(), "A regular expression that the text must match somewhere (ECMA-262, linear)."
        ),
        "items": Key(item, "What an array holds."),
        "properties": Key(
            MapOf(Name(), use, role="property"), "What an object holds; it is closed then."
        ),
        "additional_properties": Key(Flag(), "Whether an object may hold other keys, too."),
        "unit": Key(Text(), "The unit of a number, such as USD or ms."),
        "examples": Key(ListOf(Anything()), "Values that may be sent."),
        "status": Key(Choice(("active", "deprecated")), "`deprecated`: send it no more."),
        "replaced_by": Key(Text(), "The property to use instead."),
        "pii": Key(
            Either(scalar=Choice(("none",)), mapping=Later("pii")),
            "Personal data: its kind and what is done about it; `none`: reviewed, not personal.",
        ),
        "unique_items": Key(Flag(), "Whether an array's values must differ."),
    }
    keys |= {name: Key(Number(name == "multiple_of"), _limit(name)) for name in NUMBER_LIMITS}
    keys |= {name: Key(Count(), _limit(name)) for name in COUNT_LIMITS}
    if required:
        keys["required"] = Key(Flag(), "Whether it must be sent.")
    if ref:
        keys["ref"] = Key(Name(), "The shared definition to take.")
    return keys


def _limit(name: str) -> str:
    return f"JSON Schema's {name.replace('_', ' ')}."


_NO_REQUIRED = {"required": "it belongs where the definition is used"}
_NO_REF = {"ref": "an older version must not change when a shared definition does"}


def _property(use: str, item: str, *, required: bool, ref: bool) -> Shape:
    """A property's shape: in it, `use` is a nested property and `item` an array's item."""
    without_type = ("type", "ref", "enum", "const") if ref else ("type", "enum", "const")
    constraints: list[Needs | Excludes] = [
        Needs(
            keys=without_type,
            message="a property needs a type",
            hint=f"add `type`: one of {', '.join(TYPES)}",
        ),
        Excludes(
            when=When(("pii", "action"), (PiiAction.HASH,)),
            refused=("type",),
            unless=(Type.STRING,),
            message="only a string can be hashed",
            hint="`hash` puts 64 hexadecimal digits on the wire; use `drop`, `forbid` or `allow`",
        ),
    ]
    keys = _property_keys(PROPERTIES[use], PROPERTIES[item], required=required, ref=ref)
    if ref:
        constraints.append(
            Excludes(
                when=When(("ref",)),
                refused=tuple(sorted(set(keys) - set(BESIDE_REF))),
                message="a `ref` takes the shared definition as it is",
                hint="beside `ref` may stand: " + ", ".join(BESIDE_REF[1:]),
            )
        )
    if required:
        constraints.append(
            Excludes(
                when=When(("pii", "action"), (PiiAction.DROP, PiiAction.FORBID)),
                refused=("required",),
                message="what is never sent cannot be required",
                hint="remove `required`, or choose another `pii.action`",
            )
        )
    elsewhere = ({} if required else _NO_REQUIRED) | ({} if ref else _NO_REF)
    return Shape(what="a property", keys=keys, constraints=tuple(constraints), elsewhere=elsewhere)


PROPERTIES: dict[str, Kind] = {
    "use": Either(scalar=USE_SHORTHAND, mapping=Later("use")),
    "optional": Either(scalar=OPTIONAL_SHORTHAND, mapping=Later("optional")),
    "frozen_use": Either(scalar=FROZEN_SHORTHAND, mapping=Later("frozen_use")),
    "frozen_item": Either(scalar=FROZEN_ITEM_SHORTHAND, mapping=Later("frozen_item")),
}
USES = MapOf(Name(), PROPERTIES["use"], role="property")
DEFINITIONS = MapOf(Name(), PROPERTIES["optional"], role="property")
EVENTS = MapOf(Name(), Either(scalar=Null(), mapping=Later("event")), role="event")

_BODY = {
    "properties": Key(USES, "What may be sent with it; nothing else may, unless it is open."),
    "additional_properties": Key(Flag(), "Whether other properties may be sent, too."),
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
    "enum_value": Shape(
        what="an enum value",
        keys={
            "value": Key(EnumScalar(), "The value on the wire."),
            "description": Key(Text(), "What it means."),
        },
        required=("value",),
    ),
    "pii": Shape(
        what="`pii`",
        keys={
            "kind": Key(
                Choice(tuple(str(k) for k in PiiKind if k is not PiiKind.NONE)),
                "What kind of personal data it is.",
            ),
            "action": Key(
                Choice(tuple(map(str, PiiAction))),
                "allow (with a reason), hash (keyed, before it is sent), drop, or forbid.",
            ),
            "reason": Key(Text(), "Why it may be sent."),
        },
        required=("kind", "action"),
        constraints=(
            Needs(
                when=When(("action",), (PiiAction.ALLOW,)),
                keys=("reason",),
                message="`allow` needs a reason",
                hint="say in `reason` who needs it, and what for",
            ),
        ),
    ),
    "use": _property("use", "optional", required=True, ref=True),
    "optional": _property("use", "optional", required=False, ref=True),
    "frozen_use": _property("frozen_use", "frozen_item", required=True, ref=False),
    "frozen_item": _property("frozen_use", "frozen_item", required=False, ref=False),
    "previous": Shape(
        what="a previous version",
        keys={
            **_BODY,
            "properties": Key(
                MapOf(Name(), PROPERTIES["frozen_use"], role="property"),
                "What could be sent with it, without `ref`.",
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
            "owner": Key(Text(), "The person or team to ask."),
            "tags": Key(WORDS, "Words to find it by."),
            "metadata": Key(AnyObject(), "Whatever else your team notes."),
            "status": Key(
                Choice(tuple(map(str, Status))), "draft (planned), active, deprecated, or retired."
            ),
            "previous_names": Key(NAMES, "Names it had on the wire before; still recognised."),
            "replaced_by": Key(Text(), "The event to use instead."),
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
                Choice(tuple(map(str, Compatibility))), "Whom a new minor must not break."
            ),
            "rules": Key(ListOf(Later("own_rule")), "The plan's own rules."),
        },
    ),
    "registry": Shape(
        what="`registry`",
        keys={
            "path": Key(Text(), "The folder of published versions."),
            "base_uri": Key(Text(), "What the `$id` of each schema begins with."),
        },
    ),
    "adapter": Shape(
        what="an adapter",
        keys={
            "name": Key(Name(), "What it is called in reports."),
            "languages": Key(WORDS, "Where it applies; absent: everywhere."),
            "callee": Key(Text(), "The call, such as '*.record_event'."),
            "component": Key(Text(), "A JSX or markup component."),
            "attribute": Key(Text(), "The attribute of `component` that holds the event."),
            "event": Key(ARGUMENT, "The event's argument: position from 0, or keyword."),
            "properties": Key(ARGUMENT, "The properties' argument."),
            "user_id": Key(ARGUMENT, "The distinct id's argument."),
            "name_transform": Key(Text(), "How an enum member becomes a wire name."),
        },
        required=("name",),
        constraints=(
            Needs(keys=("callee", "component"), message="an adapter needs `callee` or `component`"),
            Excludes(
                when=When(("callee",)),
                refused=("component", "attribute"),
                message="an adapter is for a call or for a component",
            ),
        ),
    ),
    "usage": Shape(
        what="`usage`",
        keys={
            "paths": Key(WORDS, "The folders with code."),
            "exclude": Key(WORDS, "Patterns of files to leave out."),
            "adapters": Key(ListOf(Later("adapter")), "Tracking calls of your own."),
            "wrappers": Key(Choice(("auto", "off")), "Whether functions that track are followed."),
        },
    ),
    "target": Shape(
        what="a target",
        keys={
            "target": Key(Choice(("python", "typescript")), "The language."),
            "output": Key(Name(), "The folder to write to."),
            "sources": Key(NAMES, "Only events of these sources."),
            "python": Key(PYTHON, "The oldest Python that runs it."),
            "runtime": Key(Choice(("vendored", "library")), "Where the runtime module comes from."),
            "template": Key(Text(), "A template of your own."),
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
                FirstOf((Null(), Name())), "The property that carries the version; null: none."
            ),
            "registry": Key(Later("registry"), "Where published versions are kept."),
            "common": Key(USES, "Properties of every event."),
            "usage": Key(Later("usage"), "Where the code stands."),
            "generate": Key(ListOf(Later("target")), "The helpers to write."),
            "findings": Key(Later("findings"), "What to report, and how loudly."),
            **SHARED_SECTIONS,
        },
        required=("tracking_plan",),
    ),
}
SHAPES["included"] = Shape(
    what="an included file",
    keys=SHARED_SECTIONS,
    elsewhere={key: _ROOT_ONLY for key in SHAPES["root"].keys if key not in SHARED_SECTIONS},
)
