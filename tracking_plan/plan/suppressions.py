"""Comments in the plan that silence findings, and the entries that they cover."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.place import Place, Span
from tracking_plan.plan.model import Plan, PlanFile
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, span_of
from tracking_plan.plan.text.parse import parse
from tracking_plan.suppression import Suppression, parse_comment

_MENTION = re.compile(
    r"#.*tracking[-_ ]?plan:?\s*(?:ignore|[a-z-]+:?\s*(?:\[|[A-Z]\d{3}\b))", re.IGNORECASE
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A key and all under it, or an item of a list."""

    span: Span
    start: int  # index in the text, counted in characters

    @property
    def size(self) -> tuple[int, int]:
        return self.span.end_line, self.span.end_column


def suppressions(plan: Plan) -> tuple[Suppression, ...]:
    """The suppressions in the plan's files. Most plans have none, and cost nothing."""
    return tuple(found for file in plan.files for found in file_suppressions(file))


def file_suppressions(file: PlanFile) -> Iterator[Suppression]:
    """The suppressions in one file.

    A comment on the line of a key covers the key and all under it; one on a line of its own
    covers the next key or item.
    """
    if not _MENTION.search(file.text):
        return
    layout = _Layout(parse(file.text, file.path).root)
    for number, match in enumerate(_LINE.finditer(file.text), start=1):
        line = match[1]
        column = layout.comment(line, match.start()) if _MENTION.search(line) else None
        if column is not None:
            yield from _suppression(file.path, number, line, column, layout)


def _suppression(
    path: str, number: int, line: str, column: int, layout: "_Layout"
) -> Iterator[Suppression]:
    end = len(line)
    at = Span(line=number, column=column + 1, end_line=number, end_column=end + 1)
    is_alone = not line[:column].strip()
    entry = layout.after(number) if is_alone else layout.on(number)
    whole = Span(line=number, column=1, end_line=number, end_column=end + 2)
    found = parse_comment(
        line[column:end],
        at=Place(path=path, span=at),
        covers=Place(path=path, span=entry.span if entry else whole),
    )
    if found is not None:
        yield found


class _Layout:
    """The entries and the scalars of a document, found by line and index."""

    def __init__(self, root: Node | None) -> None:
        nodes = tuple(_walk(root)) if root is not None else ()
        scalars = sorted((n.start.index, n.end.index) for n in nodes if isinstance(n, Scalar))
        self._starts = [start for start, _ in scalars]
        self._ends = [end for _, end in scalars]
        self._entries = sorted(_entries(nodes), key=lambda entry: (entry.start, entry.size))
        self._lines = [entry.span.line for entry in self._entries]

    def comment(self, line: str, index: int) -> int | None:
        """Where the comment of a line begins; None where each `#` is part of a value."""
        for match in re.finditer(r"(?:^|(?<=\s))#", line):
            at = index + match.start()
            last = bisect_right(self._starts, at) - 1
            if last < 0 or at >= self._ends[last]:
                return match.start()
        return None

    def on(self, line: int) -> _Entry | None:
        """The first entry that begins on the line, else the last that begins before it."""
        first = bisect_left(self._lines, line)
        if first < len(self._lines) and self._lines[first] == line:
            return self._entries[first]
        return self._entries[first - 1] if first else None

    def after(self, line: int) -> _Entry | None:
        """The next entry after the line: of those that begin at one place, the largest."""
        first = bisect_right(self._lines, line)
        if first == len(self._entries):
            return None
        start = self._entries[first].start
        return self._entries[bisect_right(self._entries, start, key=lambda e: e.start) - 1]


def _walk(node: Node) -> Iterator[Node]:
    """The node and all below it, keys included."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, MappingNode):
            todo.extend(part for entry in node.entries.values() for part in entry)
        elif isinstance(node, SequenceNode):
            todo.extend(node.items)


def _entries(nodes: Iterable[Node]) -> Iterator[_Entry]:
    """Every key with its value, and every item."""
    for node in nodes:
        if isinstance(node, MappingNode):
            yield from (_entry(key, value) for key, value in node.entries.values())
        elif isinstance(node, SequenceNode):
            yield from (_entry(item, item) for item in node.items)


def _entry(first: Node, last: Node) -> _Entry:
    start, end = span_of(first), span_of(last)
    if (end.end_line, end.end_column) < (start.end_line, start.end_column):
        end = start  # an alias: its value stands elsewhere
    span = Span(
        line=start.line,
        column=start.column,
        end_line=end.end_line,
        end_column=end.end_column,
    )
    return _Entry(span=span, start=first.start.index)
