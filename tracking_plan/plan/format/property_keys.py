"""The part of the vocabulary that describes properties, in each of the places where they occur."""

from tracking_plan.plan.format.kinds import (
    Anything,
    Choice,
    Count,
    Either,
    Excludes,
    FirstOf,
    Flag,
    Form,
    InnerOf,
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
from tracking_plan.plan.model import Type
from tracking_plan.plan.pii import PiiAction, PiiKind

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
    "sunset",
    "replaced_by",
)

DATE = Form("a date", r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", "YYYY-MM-DD")

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


def _property_keys(
    use: Kind, item: Kind, value: Kind, *, required: bool, ref: bool
) -> dict[str, Key]:
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
        "items": Key(InnerOf(item, "items"), "What an array holds."),
        "properties": Key(
            MapOf(Name(), use, role="property"), "What an object holds; it is closed then."
        ),
        "additional_properties": Key(
            value,
            "Whether an object may hold other keys, too; a property: what each of them holds.",
            not_a_list=OTHERS_HINT,
        ),
        "unit": Key(Text(), "The unit of a number, such as USD or ms."),
        "examples": Key(ListOf(Anything()), "Values that may be sent."),
        "status": Key(
            Choice(("active", "deprecated", "retired")),
            "`deprecated`: send it no more; `retired`: it is refused.",
        ),
        "sunset": Key(DATE, "The day from which it counts as retired."),
        "replaced_by": Key(
            Text(),
            "The property to use instead.",
            not_a_list="name one property, and the others in the `description`",
        ),
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


OTHERS_HINT = "write `true`, `false`, or what each of the other keys holds, such as `string`"
_NO_REQUIRED = {"required": "it belongs where the definition is used"}
_OF_VALUES = {
    "required": "it says what each of the further keys holds, of which none has to be there",
    "helper": "no parameter of a helper stands for the values of a map",
}
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


def _property(
    use: str, item: str, value: str, *, required: bool = False, ref: bool, of_map: bool = False
) -> Shape:
    """A property's shape: what it may hold are properties of the shapes `use`, `item` and `value`.

    `item` is that of an array's items, `value` that of the further keys of an object; `of_map` says
    that it is itself what those hold.
    """
    inner = (PROPERTIES[each] for each in (use, item, value))
    keys = _property_keys(*inner, required=required, ref=ref)
    without_type = ("type", "ref", "enum", "const") if ref else ("type", "enum", "const")
    constraints: list[Needs | Excludes] = [_NEEDS_TYPE._replace(keys=without_type), _HASHED]
    if ref:
        constraints.append(_BESIDE_REF._replace(refused=tuple(sorted({*keys} - {*BESIDE_REF}))))
    if required:
        constraints.append(_NEVER_SENT)
    if of_map:
        constraints.append(_SENT_AS_IS)
    unrequired = _OF_VALUES if of_map else _NO_REQUIRED
    elsewhere = ({} if required else unrequired) | ({} if ref else _NO_REF)
    return Shape(what="a property", keys=keys, constraints=tuple(constraints), elsewhere=elsewhere)


_NEEDS_TYPE = Needs(
    keys=(),
    message="a property needs a type",
    hint=f"add `type`: one of {', '.join(TYPES)}",
    implied=_IMPLIED,
)
_HASHED = Excludes(
    when=When(("pii", "action"), (PiiAction.HASH,)),
    refused=("type",),
    unless=(Type.STRING,),
    message="only a string can be hashed",
    hint="`hash` puts 64 hexadecimal digits on the wire; use `drop`, `forbid` or `allow`",
)
_BESIDE_REF = Excludes(
    when=When(("ref",)),
    refused=(),
    message="a `ref` takes the shared definition as it is",
    hint="beside `ref` may stand: " + ", ".join(BESIDE_REF[1:]),
)
_NEVER_SENT = Excludes(
    when=When(("pii", "action"), (PiiAction.DROP, PiiAction.FORBID)),
    refused=("required",),
    message="what is never sent cannot be required",
    hint="remove `required`, or choose another `pii.action`",
)
_SENT_AS_IS = Excludes(
    when=When(("pii", "action"), (PiiAction.HASH, PiiAction.DROP, PiiAction.FORBID)),
    refused=("pii",),
    message="a map's values are sent as they are",
    hint="list the key under `properties`, or send a list of objects with planned keys",
)


def _others(shorthand: Form, shape: str) -> Kind:
    """What `additional_properties` may be, whose values have the shape of that name."""
    return Either(
        scalar=FirstOf((Flag(), shorthand), "true, false or a property"),
        mapping=InnerOf(Later(shape), "values"),
    )


PROPERTIES: dict[str, Kind] = {
    "use": Either(scalar=USE_SHORTHAND, mapping=Later("use")),
    "optional": Either(scalar=OPTIONAL_SHORTHAND, mapping=Later("optional")),
    "frozen_use": Either(scalar=FROZEN_SHORTHAND, mapping=Later("frozen_use")),
    "frozen_item": Either(scalar=FROZEN_ITEM_SHORTHAND, mapping=Later("frozen_item")),
    "value": _others(OPTIONAL_SHORTHAND, "value"),
    "frozen_value": _others(FROZEN_ITEM_SHORTHAND, "frozen_value"),
}

_OPEN = ("use", "optional", "value")
_FROZEN = ("frozen_use", "frozen_item", "frozen_value")
PROPERTY_SHAPES: dict[str, Shape] = {
    "enum_value": Shape(
        what="an enum value",
        keys={
            "value": Key(PlainValue(), "The value on the wire."),
            "description": Key(Text(), "What it means."),
            "status": Key(
                Choice(("active", "deprecated")), "`deprecated`: still valid; send it no more."
            ),
            "replaced_by": Key(
                PlainValue(),
                "The value of the list to send instead.",
                not_a_list="name one value, and the others in the `description`",
            ),
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
    "use": _property(*_OPEN, required=True, ref=True),
    "optional": _property(*_OPEN, ref=True),
    "value": _property(*_OPEN, ref=True, of_map=True),
    "frozen_use": _property(*_FROZEN, required=True, ref=False),
    "frozen_item": _property(*_FROZEN, ref=False),
    "frozen_value": _property(*_FROZEN, ref=False, of_map=True),
}
