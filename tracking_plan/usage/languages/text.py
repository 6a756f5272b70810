"""The text of a code file, and the line and column of each byte."""

import re
from bisect import bisect_right

from tree_sitter import Node

from tracking_plan.place import Span

_ESCAPED = re.compile(r"\\u(?:([0-9a-fA-F]{4})|\{0*(10[0-9a-fA-F]{4}|[0-9a-fA-F]{1,5})\})")


class CodeText:
    """UTF-8 text. tree-sitter counts bytes; people and findings count characters."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._is_ascii = content.isascii()
        self._starts: list[int] | None = None

    def span(self, node: Node) -> Span:
        """The span of a node."""
        return self.between(node.start_byte, node.end_byte)

    def between(self, start: int, end: int) -> Span:
        """The span from one offset to another."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Span(line=line, column=column, end_line=end_line, end_column=end_column)

    def of(self, node: Node) -> str:
        """The text of a node."""
        text = self.content[node.start_byte : node.end_byte].decode("utf-8", "replace")
        return unescaped(text) if "\\" in text and "identifier" in node.type else text

    def _position(self, offset: int) -> tuple[int, int]:
        if self._starts is None:
            self._starts = _line_starts(self.content)
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self._is_ascii:
            return line, offset - start + 1
        return line, len(self.content[start:offset].decode("utf-8", "replace")) + 1


def unescaped(name: str) -> str:
    r"""The name that JavaScript reads, escape sequences decoded: `track`, for `tr\u0061ck`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), name)


def _line_starts(content: bytes) -> list[int]:
    starts, at = [0], content.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = content.find(b"\n", at + 1)
    return starts
