"""YAML nodes that know their places, and the values that the core schema gives them."""

import re
from collections.abc import Mapping
from typing import Protocol

from tracking_plan.place import Json, JsonScalar, Span


class Mark(Protocol):
    """A position as PyYAML gives it: all three count from 0, in characters."""

    @property
    def index(self) -> int:
        """The number of characters before it."""
        ...

    @property
    def line(self) -> int:
        """The number of lines before it."""
        ...

    @property
    def column(self) -> int:
        """The number of characters before it on its line."""
        ...


class Scalar:
    """A YAML scalar: its text, and whether it is plain (only plain text can be a number).

    Nodes are plain slotted classes, not dataclasses: a large plan has a million of them,
    and building frozen dataclasses would take longer than parsing the file.
    """

    __slots__ = ("end", "plain", "start", "text")

    def __init__(self, text: str, plain: bool, start: Mark, end: Mark) -> None:
        self.text = text
        self.plain = plain
        self.start = start
        self.end = end

    @property
    def value(self) -> JsonScalar:
        """The value that the YAML 1.2 core schema gives the text."""
        return core_value(self.text) if self.plain else self.text

    @property
    def is_text(self) -> bool:
        """Whether the value is a text."""
        if not self.plain or (self.text and self.text[0] not in _CORE_FIRST):
            return True
        return isinstance(core_value(self.text), str)


class MappingNode:
    """A YAML mapping: key text -> (key, value), in the order of the file."""

    __slots__ = ("end", "entries", "start")

    def __init__(self, start: Mark) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.start = start
        self.end = start


class SequenceNode:
    """A YAML sequence and its items."""

    __slots__ = ("end", "items", "start")

    def __init__(self, start: Mark) -> None:
        self.items: list[Node] = []
        self.start = start
        self.end = start


Node = Scalar | MappingNode | SequenceNode


_CORE_FIRST = frozenset("-+.0123456789tTfFnN~")


_INT = re.compile(r"[-+]?[0-9]+")


_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


_RADIX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")


_WORDS: Mapping[str, JsonScalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}


_MAX_DIGITS = 4000  # int() refuses more than 4,300 digits; longer ones become floats


def core_value(text: str) -> JsonScalar:
    """The value of plain text under the YAML 1.2 core schema (YAML 1.2.2, section 10.3.2).

    `yes`, `no`, `on` and dates are strings, `010` is ten, and `0o10` is eight.
    """
    if text and text[0] not in _CORE_FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text) if len(text) < _MAX_DIGITS else float(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _RADIX.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    return text


def span_of(node: Node) -> Span:
    """The span of a node. A block mapping's or sequence's ends where its last value ends."""
    start, end = node.start, node.end
    return Span(
        line=start.line + 1,
        column=start.column + 1,
        end_line=end.line + 1,
        end_column=end.column + 1,
    )


def json_of(node: Node) -> Json:
    """The node as plain data."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, MappingNode):
        return {key: json_of(value) for key, (_, value) in node.entries.items()}
    return [json_of(item) for item in node.items]
