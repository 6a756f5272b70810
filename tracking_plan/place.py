"""Where things stand in text: spans, places, and YAML nodes that remember theirs."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

JsonScalar = str | int | float | bool | None
Json = JsonScalar | list["Json"] | dict[str, "Json"]
Route = tuple[str | int, ...]


class Span(NamedTuple):
    """A stretch of text: lines and columns from 1, columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def contains(self, other: "Span") -> bool:
        """Whether `other` begins within this span."""
        start = (other.line, other.column)
        return (self.line, self.column) <= start < (self.end_line, self.end_column)


class Place(NamedTuple):
    """A span in a file.

    `path` is as a user would type it: relative to the current folder where the file lies
    below it, with forward slashes. `span` is None where the file as a whole is meant.
    """

    path: str
    span: Span | None = None

    def position(self, *, with_column: bool = True) -> str:
        """`path:line:column` or `path:line`, unescaped; the path where it means the whole file."""
        if self.span is None:
            return self.path
        column = f":{self.span.column}" if with_column else ""
        return f"{self.path}:{self.span.line}{column}"


class Mark(Protocol):
    """A position as PyYAML gives it: all three count from 0, in characters."""

    @property
    def index(self) -> int:
        """How many characters stand before it."""
        ...

    @property
    def line(self) -> int:
        """How many lines stand before it."""
        ...

    @property
    def column(self) -> int:
        """How many characters of its line stand before it."""
        ...


class Scalar:
    """A YAML scalar: its text, and whether it stands plain (only plain text can be a number).

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


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends: CR, LF and CRLF end one, and nothing else does."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


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
    """The plain data that a node stands for."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, MappingNode):
        return {key: json_of(value) for key, (_, value) in node.entries.items()}
    return [json_of(item) for item in node.items]


class Origin:
    """Where a value of the plan was written: a file, the key that names it, and its node.

    Rules think in keys and people need lines: `origin.at("description")` is the place of the
    value under `description`. Where a step of the route does not exist (left out, or written
    in shorthand), the place is that of the last step that does.
    """

    __slots__ = ("_key", "_node", "path")

    def __init__(self, path: str, key: Scalar | None, node: Node) -> None:
        self.path = path
        self._key = key
        self._node = node

    @property
    def place(self) -> Place:
        """The place of the key that names this value; of the value itself where none does."""
        return Place(path=self.path, span=span_of(self._key or self._node))

    @property
    def whole(self) -> Place:
        """The place of the key and all that stands under it."""
        key, node = span_of(self._key or self._node), span_of(self._node)
        last = max((key.end_line, key.end_column), (node.end_line, node.end_column))
        span = Span(line=key.line, column=key.column, end_line=last[0], end_column=last[1])
        return Place(path=self.path, span=span)

    def at(self, *route: str | int) -> Place:
        """The place of the value at the end of `route`; for an empty scalar, of its key."""
        key, node = self._follow(route)
        named = key is not None and isinstance(node, Scalar) and not node.text
        return Place(path=self.path, span=span_of(key if named and key else node))

    def key(self, *route: str | int) -> Place:
        """The place of the last key of `route`; where there is none, of the value."""
        key, node = self._follow(route)
        return Place(path=self.path, span=span_of(key or node))

    def has(self, *route: str | int) -> bool:
        """Whether something is written at the end of `route`."""
        return len(list(_steps(self._node, route))) == len(route)

    def _follow(self, route: Route) -> tuple[Scalar | None, Node]:
        key, node = self._key, self._node
        taken = list(_steps(node, route))
        if taken:
            key, node = taken[-1]
        elif route and key is not None and not isinstance(node, Scalar):
            return key, key  # nothing of the route is written: the name stands for it
        return key, node


def _steps(node: Node, route: Route) -> Iterator[tuple[Scalar | None, Node]]:
    """The (key, value) of each step of `route` that exists below `node`."""
    for step in route:
        if isinstance(node, MappingNode) and step in node.entries:
            key, node = node.entries[str(step)]
            yield key, node
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            yield None, node
        else:
            return
