"""Comments in the plan that silence findings, and the entries that they cover."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.plan.model import Plan, PlanFile
from tracking_plan.plan.parse import parse
from tracking_plan.source import MappingNode, Node, Place, Scalar, SequenceNode, Span, span_of
from tracking_plan.suppression import Suppression, parse_comment

_MENTION = re.compile(r"#.*tracking-plan:\s*ignore")


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
    root = parse(file.text, file.path).root
    nodes = tuple(_walk(root)) if root is not None else ()
    scalars = [(node.start.index, node.end.index) for node in nodes if isinstance(node, Scalar)]
    entries = sorted(_entries(root), key=lambda e: (e.start, e.size)) if root is not None else []
    index = 0
    for number, line in enumerate(file.text.split("\n"), start=1):
        if _MENTION.search(line):
            column = _comment(line, index, scalars)
            if column is not None:
                yield from _suppression(file.path, number, line, column, entries)
        index += len(line) + 1


def _comment(line: str, index: int, scalars: list[tuple[int, int]]) -> int | None:
    """Where the line's comment begins; None where each `#` is part of a value."""
    for match in re.finditer(r"(?:^|(?<=\s))#", line):
        at = index + match.start()
        if not any(start <= at < end for start, end in scalars):
            return match.start()
    return None


def _suppression(
    path: str, number: int, line: str, column: int, entries: list[_Entry]
) -> Iterator[Suppression]:
    end = len(line.rstrip("\r"))
    at = Span(line=number, column=column + 1, end_line=number, end_column=end + 1)
    is_alone = not line[:column].strip()
    entry = _next(entries, number) if is_alone else _on(entries, number)
    whole = Span(line=number, column=1, end_line=number, end_column=end + 2)
    found = parse_comment(
        line[column:end],
        at=Place(path=path, span=at),
        covers=Place(path=path, span=entry.span if entry else whole),
    )
    if found is not None:
        yield found


def _on(entries: list[_Entry], line: int) -> _Entry | None:
    """The first entry that begins on the line, else the last that begins before it."""
    here = [entry for entry in entries if entry.span.line == line]
    before = [entry for entry in entries if entry.span.line < line]
    return here[0] if here else before[-1] if before else None


def _next(entries: list[_Entry], line: int) -> _Entry | None:
    """The next entry after the line: of those that begin at one place, the largest."""
    after = [entry for entry in entries if entry.span.line > line]
    same = [entry for entry in after if entry.start == after[0].start]
    return same[-1] if same else None


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


def _entries(root: Node) -> Iterator[_Entry]:
    """Every key with its value, and every item."""
    for node in _walk(root):
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
