"""Where in a plan's text adapters are put, all else left as it is."""

import re
from collections.abc import Sequence

from tracking_plan.convert.adapter_text import AdapterEntry, item_lines, usage_lines
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.place import Json, Span, lines_of
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, json_of
from tracking_plan.plan.text.parse import parse

_STEP = 2  # columns, where nothing shows how far others indent
_EMPTY_LIST = re.compile(r"[ \t]*:[ \t]*\[[ \t]*\][ \t]*")


class UnsureError(Exception):
    """The text is written in a way that an edit might break; `args[0]` says which."""


def with_adapters(text: str, path: str, entries: Sequence[AdapterEntry]) -> Edit:
    """What puts adapters into the text of a plan's root file, behind those that are there.

    Raises:
        UnsureError: it cannot be said where, or the plan would not say just that with it.
    """
    before = parse(text, path)
    root = before.root
    if not isinstance(root, MappingNode):
        raise UnsureError("it is no mapping")
    edit = _Writer(text, path, root).edit(entries)
    edited = apply_fixes({path: text}, [Fix(safety=Safety.SAFE, edits=(edit,))]).texts.get(path)
    after = parse(edited or "", path)
    is_sound = after.root is not None and len(after.found) == len(before.found)
    if not is_sound or json_of(after.root or root) != _expected(json_of(root), entries):
        raise UnsureError("its text is laid out in an unusual way")
    return edit


def _expected(before: Json, entries: Sequence[AdapterEntry]) -> Json:
    """What the plan says with the adapters."""
    assert isinstance(before, dict)
    usage = before.get("usage") or {}
    present = (usage.get("adapters") or []) if isinstance(usage, dict) else None
    if not isinstance(usage, dict) or not isinstance(present, list):
        raise UnsureError("`usage` is not what it should be")
    adapters: list[Json] = [*present, *(dict(entry.value) for entry in entries)]
    return {**before, "usage": {**usage, "adapters": adapters}}


class _Writer:
    """Finds the place for adapters in a root file in block style."""

    def __init__(self, text: str, path: str, root: MappingNode) -> None:
        self._lines = lines_of(text)
        self._path = path
        self._root = root

    def edit(self, entries: Sequence[AdapterEntry]) -> Edit:
        """The edit; the caller sees to it that it does what it should."""
        found = self._root.entries.get("usage")
        if found is None:
            return self._at_the_end(entries)
        usage = found[1]
        if not isinstance(usage, MappingNode) or not usage.entries:
            raise UnsureError("its `usage` is written in braces")
        first = next(iter(usage.entries.values()))[0]
        self._expect_block(first)
        indent = first.start.column
        own = usage.entries.get("adapters")
        if own is None:
            start = " " * indent
            lines = [f"{start}adapters:", *_items(entries, indent + _STEP)]
            return self._insertion(first.start.line, lines)
        return self._into(own, indent, entries)

    def _into(self, own: tuple[Scalar, Node], indent: int, entries: Sequence[AdapterEntry]) -> Edit:
        """The edit of `adapters` that are there."""
        key, adapters = own
        if not isinstance(adapters, SequenceNode):
            raise UnsureError("its `adapters` are no list")
        if not adapters.items:
            line = self._lines[key.end.line]
            if not _EMPTY_LIST.fullmatch(line[key.end.column :]):
                raise UnsureError("its `adapters` are written in brackets")
            text = ":\n" + "\n".join(_items(entries, indent + _STEP))
            return self._edit(key.end.line, key.end.column, text, until=len(line))
        dash = self._lines[adapters.items[0].start.line]
        column = len(dash) - len(dash.lstrip(" "))
        if not dash[column:].startswith("- ") or adapters.items[0].start.column <= column:
            raise UnsureError("its `adapters` are written in brackets")
        return self._insertion(_last_line(adapters) + 1, _items(entries, column))

    def _at_the_end(self, entries: Sequence[AdapterEntry]) -> Edit:
        first = next(iter(self._root.entries.values()), None)
        if first is None or first[0].start.column:
            raise UnsureError("it is written in braces")
        self._expect_block(first[0])
        lines = list(usage_lines(entries))
        is_empty = not self._lines[-1].strip()
        return self._insertion(len(self._lines) - is_empty, ["", *lines])

    def _expect_block(self, first: Scalar) -> None:
        """Refuses a mapping whose first key does not begin its line."""
        if self._lines[first.start.line][: first.start.column].strip():
            raise UnsureError("its `usage` is written in braces")

    def _insertion(self, line: int, lines: list[str]) -> Edit:
        """The edit that puts lines above a line, counted from 0; or behind the last one."""
        text = "\n".join(lines)
        if line < len(self._lines):
            return self._edit(line, 0, f"{text}\n")
        last = len(self._lines) - 1
        before = "" if not self._lines[last] else "\n"
        return self._edit(last, len(self._lines[last]), f"{before}{text}")

    def _edit(self, line: int, column: int, text: str, until: int | None = None) -> Edit:
        end = column if until is None else until
        span = Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=end + 1)
        return Edit(path=self._path, span=span, text=text)


def _items(entries: Sequence[AdapterEntry], indent: int) -> list[str]:
    return [line for entry in entries for line in item_lines(entry, indent)]


def _last_line(node: Node) -> int:
    """The line on which a node ends, counted from 0."""
    match node:
        case MappingNode(entries=entries) if entries:
            return max(node.start.line, *(_last_line(value) for _, value in entries.values()))
        case SequenceNode(items=items) if items:
            return max(node.start.line, *map(_last_line, items))
    is_block = isinstance(node, Scalar) and node.end.column == 0 and node.end.line > node.start.line
    return node.end.line - 1 if is_block else node.end.line
