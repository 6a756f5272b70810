"""Where in a plan's text that is put which it lacks, all else left as it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from tracking_plan.convert.draft import DraftEvent
from tracking_plan.convert.lacking import Addition
from tracking_plan.convert.plan_text import event_lines, property_lines
from tracking_plan.finding import Edit
from tracking_plan.place import Span, lines_of
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar

_STEP = 2  # columns, where nothing shows how far others indent
_REST_OF_KEY = re.compile(r"[ \t]*:[ \t]*(?:#.*)?")
_Lines = Callable[[int], Iterable[str]]  # those that begin in a column


class UnsureError(Exception):
    """The text is written in a way that an edit might break; `args[0]` says which."""


def edit_of_addition(plan: Plan, addition: Addition) -> Edit:
    """What puts properties first among those of their object.

    Raises:
        UnsureError: it cannot be said where.
    """
    origin = addition.origin
    text = _Text(plan, origin.path)

    def lines(indent: int) -> Iterator[str]:
        return property_lines(addition.properties, " " * indent)

    if addition.event is None and not addition.path:
        return text.below(_entry(origin.node, "traits"), lines)
    if isinstance(origin.node, MappingNode) and "properties" in origin.node.entries:
        return text.below(origin.node.entries["properties"], lines)
    if origin.name is None:
        raise UnsureError("it has no key")

    def section(indent: int) -> Iterator[str]:
        yield f"{' ' * indent}properties:"
        yield from lines(indent + _STEP)

    return text.below((origin.name, origin.node), section)


def edit_of_events(plan: Plan, events: Sequence[DraftEvent]) -> Edit:
    """What puts events first among those of the plan's root file.

    Raises:
        UnsureError: it cannot be said where.
    """
    text = _Text(plan, plan.path)

    def lines(indent: int) -> Iterator[str]:
        for event in events:
            yield from (f"{' ' * indent}{line.removeprefix('  ')}" for line in event_lines(event))

    root = plan.origin.node
    if not isinstance(root, MappingNode) or "events" not in root.entries:
        return text.at_the_end(["", "events:", *lines(_STEP)])
    return text.below(root.entries["events"], lines)


def _entry(node: Node, name: str) -> tuple[Scalar, Node]:
    found = node.entries.get(name) if isinstance(node, MappingNode) else None
    if found is None:
        raise UnsureError("they are written in another file")
    return found


class _Text:
    """The text of one of the plan's files, into which lines are put."""

    def __init__(self, plan: Plan, path: str) -> None:
        self._path = path
        self._lines = lines_of(next(file.text for file in plan.files if file.path == path))

    def below(self, entry: tuple[Scalar, Node], lines: _Lines) -> Edit:
        """The edit that puts lines first into a mapping in block style, or where there is none."""
        key, node = entry
        if not _REST_OF_KEY.fullmatch(self._lines[key.end.line][key.end.column :]):
            raise UnsureError("it is not written in block style")
        if isinstance(node, MappingNode) and node.entries:
            first = next(iter(node.entries.values()))[0].start
            is_below = first.line > key.end.line and first.column > key.start.column
            if not is_below or self._lines[first.line][: first.column].strip():
                raise UnsureError("it is not written in block style")
            indent = first.column
        elif isinstance(node, Scalar) and node.value is None:
            indent = key.start.column + _STEP
        else:
            raise UnsureError("it is not written in block style")
        return self._insertion(key.end.line + 1, list(lines(indent)))

    def at_the_end(self, lines: list[str]) -> Edit:
        """The edit that puts lines behind the last one."""
        return self._insertion(len(self._lines) - (not self._lines[-1].strip()), lines)

    def _insertion(self, line: int, lines: list[str]) -> Edit:
        """The edit that puts lines above a line, counted from 0; or behind the last one."""
        text = "\n".join(lines)
        if line < len(self._lines):
            return self._edit(line, 0, f"{text}\n")
        last = len(self._lines) - 1
        return self._edit(last, len(self._lines[last]), f"\n{text}")

    def _edit(self, line: int, column: int, text: str) -> Edit:
        here = Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 1)
        return Edit(path=self._path, span=here, text=text)
