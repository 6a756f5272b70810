"""The part of the vocabulary that describes properties, in each of the places where they occur."""

from tracking_plan.plan.format.kinds import (
    Anything,
    Choice,
    Count,
    Either,
    Excludes,
    Flag,
    Form,
    ItemsOf,
    Key,
    Kind,
    Later,
    ListOf,
    MapOf,
    Name,
    Needs,
    Number,
    PlainValue,
    Shape,
    Text,
    When,
)
from tracking_plan.plan.limits import LIMITS, NUMBERS
from tracking_plan.plan.model import PiiAction, PiiKind, Type

TYPES = tuple(map(str, Type))
FORMATS = ("date", "date-time", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname")
BESIDE_REF = (
    "ref",
    "description",
    "required",
    "nullable",
    "examples",
    "pii",
    "status",
    "replaced_by",
)

# Name: no blank or control character at either end, no control character within.
NAME_PATTERN = (
    r"^(?:[^\s\u0000-\u001f\u007f-\u009f]|[^\s\u0000-\u001f\u007f-\u009f]"
    r"[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f])$"
)

_TYPE_WORDS = "|".join(TYPES)
_REF = r"ref +[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*"
_REF_NEEDED = _REF.replace("ref", "ref!?", 1)
USE_SHORTHAND = Form(
    "a property", rf"^(({_TYPE_WORDS})!?|{_REF_NEEDED})$", "`string`, `string!` or `ref NAME`"
)
OPTIONAL_SHORTHAND = Form(
    "a property", rf"^(({_TYPE_WORDS})|{_REF})$", "`string` or `ref NAME`, without `!`"
)
FROZEN_SHORTHAND = Form(
    "a property", rf"^({_TYPE_WORDS})!?$", "`string` or `string!`; `ref` has no place here"
)
FROZEN_ITEM_SHORTHAND = Form(
    "a property", rf"^({_TYPE_WORDS})$", "`string`; `ref` has no place here"
)


def _property_keys(use: Kind, item: Kind, *, required: bool, ref: bool) -> dict[str, Key]:
    keys = {
        "type": Key(
            Choice(TYPES),
            "The type of the value.",
            not_a_list="write one type; `nullable: true` allows null, `any` allows every type",
        ),
        "description": Key(Text(), "What the value says."),
        "nullable": Key(Flag(), "Whether null may be sent."),
        "enum": Key(
            ListOf(Either(scalar=PlainValue(), mapping=Later("enum_value")), at_least=1),
            "The values that may be sent.",
        ),
        "const": Key(
            PlainValue(),
            "The one value that may be sent.",
            not_a_list="write the one value; several stand under `enum`",
        ),
        "format": Key(
            Choice(FORMATS),
            "The form of the text; it is checked.",
            not_a_list="write one format, or a `pattern`",
        ),
        "pattern": Key(
            Text(), "A regular expression that the text must match somewhere (ECMA-262, linear)."
        ),
        "items": Key(ItemsOf(item), "What an array holds."),
        "properties": Key(
            MapOf(Name(), use, role="property"), "What an object holds; it is closed then."
        ),
        "additional_properties": Key(Flag(), "Whether an object may hold other keys, too."),
        "unit": Key(Text(), "The unit of a number, such as USD or ms."),
        "examples": Key(ListOf(Anything()), "Values that may be sent."),
        "status": Key(Choice(("active", "deprecated")), "`deprecated`: send it no more."),
        "replaced_by": Key(Text(), "The property to use instead."),
        "pii": Key(
            Either(
                scalar=Choice(
                    ("none",), hint="write `none`, or a mapping with `kind` and `action`"
                ),
                mapping=Later("pii"),
            ),
            "Personal data: its kind and what is done about it; `none`: reviewed, not personal.",
        ),
        "unique_items": Key(Flag(), "Whether an array's values must differ."),
    }
    for name, limit in LIMITS.items():
        kind = (
            Number(positive=name if name == "multiple_of" else "")
            if limit.types is NUMBERS
            else Count()
        )
        keys.setdefault(name, Key(kind, f"JSON Schema's {limit.keyword}."))
    if required:
        keys["required"] = Key(
            Flag(),
            "Whether it must be sent.",
            not_a_list="write `required: true` at each property that must be sent",
        )
    if ref:
        keys["ref"] = Key(Name(), "The shared definition to take.")
    return keys


_NO_REQUIRED = {"required": "it belongs where the definition is used"}
_NO_REF = {"ref": "an older version must not change when a shared definition does"}


_IMPLIED = {
    "properties": "add `type: object`",
    "additional_properties": "add `type: object`",
    "items": "add `type: array`",
    "format": "add `type: string`",
    "pattern": "add `type: string`",
    **{name: "add `type: number` or `type: integer`" for name in LIMITS if "imum" in name},
    **{name: "add `type: string`" for name in LIMITS if name.endswith("_length")},
    **{name: "add `type: array`" for name in LIMITS if name.endswith("_items")},
}


def _property(use: str, item: str, *, required: bool, ref: bool) -> Shape:
    """A property's shape: in it, `use` is a nested property and `item` an array's item."""
    without_type = ("type", "ref", "enum", "const") if ref else ("type", "enum", "const")
    constraints: list[Needs | Excludes] = [
        Needs(
            keys=without_type,
            message="a property needs a type",
            hint=f"add `type`: one of {', '.join(TYPES)}",
            implied=_IMPLIED,
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

PROPERTY_SHAPES: dict[str, Shape] = {
    "enum_value": Shape(
        what="an enum value",
        keys={
            "value": Key(PlainValue(), "The value on the wire."),
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
}
