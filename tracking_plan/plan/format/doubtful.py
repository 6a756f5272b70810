"""Values of an enum that may be meant as another kind than they are read as: `1.10`, `yes`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracking_plan.names.phrases import literal
from tracking_plan.plan.format.numbers import finite
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode

BOOLEAN_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "on"), "true"),
    **dict.fromkeys(("no", "n", "off"), "false"),
}
_CODE_LIKE = re.compile(r"\+(?!0[0-9])[0-9.]+|[-+]?[0-9]+\.[0-9]*[1-9]0+")
_ODD_NUMBER = re.compile(r"[-+]?0[0-9]+|[-+]?[0-9][0-9.]*[eE][-+]?[0-9]+|0[ox][0-9a-fA-F]+")


class Doubt(NamedTuple):
    """A value that may be meant otherwise."""

    at: Scalar
    message: str
    hint: str


def doubts(node: MappingNode) -> Iterator[Doubt]:
    """The doubtful values of a property's `enum` and `const`.

    There are none where its `type` is written: it says what is meant, and a value that is of
    another type is refused as such. `any` leaves numbers in doubt that are written like codes.
    """
    _, written = node.entries.get("type", (None, None))
    is_any = isinstance(written, Scalar) and written.text == "any"
    if written is not None and not is_any:
        return
    values = [value for name in ("enum", "const") for value in _values(node, name)]
    if is_any:
        values = [value for value in values if _ODD_NUMBER.fullmatch(value.text)]
    boolean = next((value for value in values if isinstance(value.value, bool)), None)
    for value in values:
        meant = BOOLEAN_WORDS.get(value.text.lower())
        if not value.plain:
            continue
        if boolean is not None and value.is_text and meant is not None:
            message = f"{value.text} is read as a text, beside the boolean {boolean.text}"
            yield Doubt(value, message, f"write {meant}; or quote both, if they are texts")
        elif finite(value) is not None and _is_doubtful(value.text):
            shown = literal(value.value)
            read_as = "a number" if shown == value.text else f"the number {shown}"
            message = f"{value.text} is read as {read_as}"
            hint = f"if it is a text, quote it: '{value.text}'; if not, add `type: number`"
            yield Doubt(value, message, hint)


def _is_doubtful(text: str) -> bool:
    """Whether what is a number may be meant as a text: a code, or a version."""
    return _CODE_LIKE.fullmatch(text) is not None or _ODD_NUMBER.fullmatch(text) is not None


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
