"""Which entries of a list are the same."""

from collections.abc import Hashable, Iterator

from tracking_plan.names.phrases import quoted
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode


def repeats(node: SequenceNode) -> Iterator[tuple[Node, Node]]:
    """Each entry that an earlier one equals, and the first such, as JSON Schema compares them.

    `1` is `1.0`, `a` is `'a'`, and an enum's `{value: a}` is `a`, whatever its description.
    """
    first: dict[Hashable, Node] = {}
    for item in node.items:
        value = _value(item)
        if value is None:
            continue
        same = first.setdefault(_key(value), item)
        if same is not item:
            yield item, same


def shown(node: Node) -> str:
    """An entry as a message names it."""
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
