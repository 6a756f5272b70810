"""Checked nodes to single values of properties: numbers, constants, the entries of an enum."""

from collections.abc import Iterator, Mapping

from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.model import EnumScalar, EnumValue, PiiAction, Property, Type
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar
from tracking_plan.plan.text.refusals import Refusals

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


def enum_value(path: str, node: Node, bad: Refusals) -> EnumValue:
    """The entry of an enum that a value, or a mapping with one, describes."""
    if not isinstance(node, MappingNode):
        return EnumValue(value=scalar(node))
    fields = Fields(path, node, bad)
    value = fields.node("value")
    assert value is not None
    return EnumValue(value=scalar(value), description=fields.text("description"))


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
    if taken.required and not taken.is_sent:
        why = f"{taken.name!r} is never sent (pii: {taken.action})"
        yield "required", f"{why}, so it cannot be required"
