"""Python's strings as expressions: plain, raw, with something filled in, side by side."""

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Expression,
    Literal,
    Template,
)
from tracking_plan.usage.languages.python.escapes import python_text
from tracking_plan.usage.languages.python.values import BYTES
from tracking_plan.usage.languages.text import CodeText

_PREFIX = re.compile(r"[A-Za-z]*")


class PythonStrings:
    """Reads the strings of one file; `build` reads what is filled in."""

    def __init__(self, text: CodeText, build: Callable[[Node], Expression]) -> None:
        self._text = text
        self._build = build

    def string(self, node: Node) -> Expression:
        """A `string`."""
        at = self._text.span(node)
        opening, closing = node.children[0], node.children[-1]
        prefix = (_PREFIX.match(self._text.of(opening)) or [""])[0].lower()
        if closing.type != "string_end" or "t" in prefix:
            return Dynamic(at=at)
        if "b" in prefix:
            return Dynamic(at=at, reason=DynamicReason.NO_TEXT, unfit=BYTES)
        holes = [child for child in node.children if child.type == "interpolation"]
        pieces = list(self._pieces(opening.end_byte, closing.start_byte, holes, prefix))
        if not holes:
            return Literal(at=at, value="".join(_text_of(piece) for piece in pieces))
        return Template(at=at, pieces=tuple(pieces))

    def concatenated(self, node: Node) -> Expression:
        """A `concatenated_string`."""
        pieces = tuple(self._build(c) for c in node.children if c.is_named and not c.is_extra)
        at = self._text.span(node)
        if all(_is_text(piece) for piece in pieces):
            return Literal(at=at, value="".join(_text_of(piece) for piece in pieces))
        if any(isinstance(one, Dynamic) for one in pieces):  # bytes, or templates that are no text
            return next(one for one in pieces if isinstance(one, Dynamic))
        return Template(at=at, pieces=pieces)

    def _pieces(self, start: int, end: int, holes: list[Node], prefix: str) -> Iterator[Expression]:
        for hole in [*holes, None]:
            stop = hole.start_byte if hole else end
            if stop > start:
                body = self._text.content[start:stop].decode("utf-8", "replace")
                body = body.replace("\r\n", "\n")
                text = body if "r" in prefix else python_text(body)
                text = text.replace("{{", "{").replace("}}", "}") if "f" in prefix else text
                yield Literal(at=self._text.between(start, stop), value=text)
            if hole:
                yield self._hole(hole)
                start = hole.end_byte

    def _hole(self, node: Node) -> Expression:
        plain = node.child_by_field_name("expression")
        formatted = any(c.type in ("format_specifier", "type_conversion") for c in node.children)
        is_known = plain is not None and not formatted
        return self._build(plain) if is_known and plain else Dynamic(at=self._text.span(node))


def _is_text(expression: Expression) -> bool:
    return isinstance(expression, Literal) and isinstance(expression.value, str)


def _text_of(expression: Expression) -> str:
    return str(expression.value) if isinstance(expression, Literal) else ""
