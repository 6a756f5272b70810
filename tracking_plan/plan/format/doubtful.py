"""Values of an enum that may be meant as another kind than they are read as: `1.10`, `yes`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracking_plan.names.phrases import literal
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode

BOOLEAN_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "on"), "true"),
    **dict.fromkeys(("no", "n", "off"), "false"),
}
_CODE_LIKE = re.compile(r"\+(?!0[0-9])[0-9.]+|[-+]?[0-9]+\.[0-9]*[1-9]0+")


class Doubt(NamedTuple):
    """A value that may be meant otherwise."""

    at: Scalar
    message: str
    hint: str


def doubts(node: MappingNode) -> Iterator[Doubt]:
    """The doubtful values of a property's `enum` and `const`; none where its `type` is written."""
    if "type" in node.entries:
        return
    values = [value for name in ("enum", "const") for value in _values(node, name)]
    boolean = next((value for value in values if isinstance(value.value, bool)), None)
    for value in values:
        meant = BOOLEAN_WORDS.get(value.text.lower())
        if not value.plain:
            continue
        if boolean is not None and value.is_text and meant is not None:
            message = f"{value.text} is read as a text, beside the boolean {boolean.text}"
            yield Doubt(value, message, f"write {meant}; or quote both, if they are texts")
        elif not value.is_text and _CODE_LIKE.fullmatch(value.text):
            message = f"{value.text} is read as the number {literal(value.value)}"
            hint = f"if it is a text, quote it: '{value.text}'; if not, add `type: number`"
            yield Doubt(value, message, hint)


def _values(node: MappingNode, name: str) -> Iterator[Scalar]:
    """The scalars that are listed under a key, or stand there."""
    _, value = node.entries.get(name, (None, None))
    items: list[Node] = [] if value is None else [value]
    if isinstance(value, SequenceNode):
        items = list(value.items)
    for item in items:
        inner: Node | None = item
        if isinstance(item, MappingNode):
            _, inner = item.entries.get("value", (None, None))
        if isinstance(inner, Scalar):
            yield inner
