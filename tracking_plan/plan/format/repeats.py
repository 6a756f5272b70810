"""Which entries of a list are the same."""

from collections.abc import Hashable, Iterator

from tracking_plan.names.phrases import quoted
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode


def repeats(node: SequenceNode, *, are_examples: bool = False) -> Iterator[tuple[Node, Node]]:
    """Each entry that an earlier one equals, and the first such, as JSON Schema compares them.

    `1` is `1.0`, `a` is `'a'`, and an enum's `{value: a}` is `a`, whatever its description; an
    example is what it is as a whole.
    """
    first: dict[Hashable, Node] = {}
    for item in node.items:
        value = _value(item)
        if value is None and not are_examples:
            continue
        key = _whole(item) if value is None or are_examples else _key(value)
        same = first.setdefault(key, item)
        if same is not item:
            yield item, same


def shown(node: Node, *, is_example: bool = False) -> str:
    """An entry as a message names it."""
    if is_example and not isinstance(node, Scalar):
        return "the example"
    value = _value(node)
    if value is None:
        return "the entry"
    return quoted(value.text) if value.is_text else value.text


def _value(node: Node) -> Scalar | None:
    """The scalar that an entry is, or has under `value`; None for what is neither."""
    if isinstance(node, MappingNode):
        _, inner = node.entries.get("value", (None, None))
        return inner if isinstance(inner, Scalar) else None
    return node if isinstance(node, Scalar) else None


def _key(node: Scalar) -> Hashable:
    value = node.value if not node.is_text else node.text
    if isinstance(value, str):
        return value
    return isinstance(value, bool), value


def _whole(node: Node) -> Hashable:
    """A value with all that is in it, so that equal ones are equal."""
    if isinstance(node, Scalar):
        return _key(node)
    if isinstance(node, SequenceNode):
        return ("list", *map(_whole, node.items))
    return frozenset((name, _whole(value)) for name, (_, value) in node.entries.items())
