"""Checked nodes to single values of properties: numbers, constants, the entries of an enum."""

from collections.abc import Callable, Iterator, Mapping

from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.model import EnumScalar, EnumValue, Property, Status, Type
from tracking_plan.plan.pii import Pii, PiiAction, PiiKind
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, json_of
from tracking_plan.plan.text.refusals import Refusals

TYPES: Mapping[str, Type] = {str(member): member for member in Type}
_NUMBER_OR_TEXT: Mapping[type, Type] = {
    bool: Type.BOOLEAN,
    int: Type.INTEGER,
    float: Type.NUMBER,
    str: Type.STRING,
}


def number(node: Node) -> int | float | bool:
    """The number or boolean of a scalar."""
    value = node.value if isinstance(node, Scalar) else 0
    assert isinstance(value, int | float)
    return value


def scalar(node: Node) -> EnumScalar:
    """The value of a scalar that is not null."""
    value = node.value if isinstance(node, Scalar) else ""
    assert value is not None
    return value


def _enum_value(path: str, node: Node, bad: Refusals) -> EnumValue:
    """The entry of an enum that a value, or a mapping with one, describes."""
    if not isinstance(node, MappingNode):
        return EnumValue(value=scalar(node))
    fields = Fields(path, node, bad)
    value = fields.node("value")
    assert value is not None
    instead = fields.node("replaced_by")
    return EnumValue(
        value=scalar(value),
        description=fields.text("description"),
        status=fields.choice("status", Status, Status.ACTIVE),
        replaced_by=None if instead is None else scalar(instead),
    )


def _text(path: str, node: Node, bad: Refusals) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _flag(path: str, node: Node, bad: Refusals) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _enum(path: str, node: Node, bad: Refusals) -> tuple[EnumValue, ...]:
    assert isinstance(node, SequenceNode)
    return tuple(_enum_value(path, item, bad) for item in node.items if id(item) not in bad)


def _examples(path: str, node: Node, bad: Refusals) -> tuple[object, ...]:
    assert isinstance(node, SequenceNode)
    return tuple(json_of(item) for item in node.items if id(item) not in bad)


def _pii(path: str, node: Node, bad: Refusals) -> Pii:
    """The `pii` entry: what becomes of personal data."""
    if not isinstance(node, MappingNode):
        return Pii(kind=PiiKind.NONE)
    fields = Fields(path, node, bad)
    return Pii(
        kind=fields.choice("kind", PiiKind, PiiKind.OTHER),
        action=fields.choice("action", PiiAction, PiiAction.ALLOW),
        reason=fields.text("reason"),
    )


PLAIN_KEYS: Mapping[str, Callable[[str, Node, Refusals], object]] = {
    "type": lambda path, node, bad: TYPES[_text(path, node, bad)],
    "required": _flag,
    "nullable": _flag,
    "description": _text,
    "enum": _enum,
    "const": lambda path, node, bad: scalar(node),
    "format": _text,
    "pattern": _text,
    "unit": _text,
    "examples": _examples,
    "status": lambda path, node, bad: Status(_text(path, node, bad)),
    "replaced_by": _text,
    "pii": _pii,
}
"""How the value of each key that holds no property is read."""


def implied_type(written: Mapping[str, object]) -> Type:
    """The type of the values of an enum or a const; `any` where they are of several types."""
    enum = written.get("enum")
    values = [entry.value for entry in enum] if isinstance(enum, tuple) else [written.get("const")]
    types = {_NUMBER_OR_TEXT[type(value)] for value in values}
    if types == {Type.INTEGER, Type.NUMBER}:
        return Type.NUMBER
    return types.pop() if len(types) == 1 else Type.ANY


def pii_faults(taken: Property) -> Iterator[tuple[str, str]]:
    """What a schema cannot see where a `ref` and `pii` meet: a key, and what is wrong with it."""
    if taken.action is PiiAction.HASH and taken.type is not Type.STRING:
        yield "pii", f"only a string can be hashed, and {taken.ref!r} is {taken.type}"
    if taken.required and taken.action.is_never_sent:
        why = f"{taken.name!r} is never sent (pii: {taken.action})"
        yield "required", f"{why}, so it cannot be required"
