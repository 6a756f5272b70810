"""Where in a plan's text a version and an older one are written, all else left as it is."""

import re
from collections.abc import Iterator

from tracking_plan.convert.bumps import Raised
from tracking_plan.convert.version_text import (
    STEP,
    body_lines,
    entry_lines,
    flow_entry,
    members,
)
from tracking_plan.convert.yaml_values import version_text
from tracking_plan.finding import Edit
from tracking_plan.place import Span, lines_of
from tracking_plan.plan.text.nodes import MappingNode, Mark, Node, Scalar, SequenceNode, span_of
from tracking_plan.plan.version import Version

_BETWEEN = re.compile(r"[ \t]*:(?:\s|#[^\r\n]*)*")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+(?:\s|#[^\r\n]*)*")
_REST_OF_KEY = re.compile(r"[ \t]*:[ \t]*(?:&\S+[ \t]*)?(?:#.*)?")
_PLAIN_OR_QUOTED = re.compile(r"(['\"]?)([0-9]+(?:\.[0-9]+)?)\1")


class UnsureError(Exception):
    """The text is written in a way that an edit might break; `args[0]` says which."""


def edits(text: str, raised: Raised) -> tuple[Edit, ...]:
    """What writes the version, and the older one, into the text of the event's file.

    Raises:
        UnsureError: it cannot be said where.
    """
    return tuple(_Writer(text, raised).edits())


class _Writer:
    def __init__(self, text: str, raised: Raised) -> None:
        self._text = text
        self._lines = lines_of(text)
        self._raised = raised
        self._path = raised.origin.path
        self._body = raised.origin.node
        key = raised.origin.name
        assert key is not None
        self._key = key

    def edits(self) -> Iterator[Edit]:
        raised, body = self._raised, self._body
        if raised.older is not None:
            yield self._older_key()
            return
        self._expect_here(self._key, body, "its body is an alias")
        if isinstance(body, Scalar):
            yield self._null(body)
        elif not isinstance(body, MappingNode):
            raise UnsureError("it is no mapping")
        elif self._opens(body) is not None:
            yield from self._in_flow(body)
        else:
            yield from self._in_block(body)

    def _older_key(self) -> Edit:
        """The edit of a version that is a key under `previous`."""
        older, version = self._raised.older, self._raised.version
        assert older is not None
        assert older.name is not None
        assert version is not None
        return self._replaced(older.name, version)

    def _replaced(self, node: Scalar, version: Version) -> Edit:
        """The edit of a version that is there, its quotes kept."""
        written = self._text[node.start.index : node.end.index]
        found = _PLAIN_OR_QUOTED.fullmatch(written)
        if found is None or found[2] != node.text:
            raise UnsureError(f"its version is written as {written!r}")
        return Edit(path=self._path, span=span_of(node), text=version_text(version, found[1]))

    def _expect_here(self, key: Scalar, value: Node, otherwise: str) -> None:
        """Refuses a value that does not stand behind its key."""
        self._refuse_explicit(key)
        between = self._text[key.end.index : value.start.index]
        is_null = isinstance(value, Scalar) and value.start.index == value.end.index
        if value.start.index < key.end.index or not (is_null or _BETWEEN.fullmatch(between)):
            raise UnsureError(otherwise)

    def _refuse_explicit(self, key: Scalar) -> None:
        """Refuses a key behind a `?`, whose value begins with a `:` of its own."""
        before = self._text[: key.start.index].rstrip()
        if before.endswith("?") and before[-2:-1] in ("", *" \t\r\n{,"):
            raise UnsureError(f"its key {key.text!r} is written with `?`")

    def _opens(self, node: MappingNode) -> int | None:
        """The index of the brace that opens a mapping; None for one in block style."""
        at = node.start.index
        anchor = _ANCHOR.match(self._text, at)
        at = anchor.end() if anchor else at
        return at if self._text[at : at + 1] == "{" else None

    # null

    def _null(self, body: Scalar) -> Edit:
        """The edit of an event without a body."""
        written = self._text[body.start.index : body.end.index]
        if written:
            if written not in ("~", "null", "Null", "NULL"):
                raise UnsureError("its body is empty in a way of its own")
            text = ", ".join(members(self._raised, as_json=False))
            return Edit(path=self._path, span=span_of(body), text=f"{{{text}}}")
        self._expect_own_line()
        column = self._key.start.column
        lines = body_lines(self._raised, column + (column or STEP), column or STEP)
        return self._insertion(self._key.end.line + 1, lines)

    def _expect_own_line(self) -> None:
        """Refuses an event whose key is not alone on its line."""
        line, key = self._lines[self._key.end.line], self._key
        rest = line[key.end.column :]
        is_alone = not line[: key.start.column].strip() and key.start.line == key.end.line
        if not is_alone or not _REST_OF_KEY.fullmatch(rest):
            raise UnsureError("its key is not alone on its line")

    # flow style

    def _in_flow(self, body: MappingNode) -> Iterator[Edit]:
        entries, raised = body.entries, self._raised
        as_json = any(not key.plain for key, _ in entries.values())
        found = members(raised, as_json=as_json)
        if "version" in entries and raised.version is not None:
            yield self._version_edit(body)
            found = found[1:]
        if "previous" in entries and raised.kept is not None:
            yield self._into_previous(body)
            found = found[:-1]
        elif raised.kept is not None and (end := self._end_of_last(body)) is not None:
            yield self._edit(end.line, end.column, f", {found.pop()}")
        if found:
            yield self._behind_brace(body, ", ".join(found))

    def _end_of_last(self, body: MappingNode) -> Mark | None:
        """Where the last value of a mapping in braces ends; None: that cannot be seen."""
        if not body.entries:
            return None
        key, value = list(body.entries.values())[-1]
        written = self._text[value.start.index : value.end.index]
        is_here = _BETWEEN.fullmatch(self._text[key.end.index : value.start.index])
        return value.end if is_here and written.strip() else None

    def _version_edit(self, body: MappingNode) -> Edit:
        key, node = body.entries["version"]
        self._expect_here(key, node, "its version is an alias")
        assert self._raised.version is not None
        if not isinstance(node, Scalar):
            raise UnsureError("its version is no scalar")
        return self._replaced(node, self._raised.version)

    def _behind_brace(self, node: MappingNode, text: str) -> Edit:
        opened = self._opens(node)
        assert opened is not None
        following = self._text[opened + 1 : opened + 2]
        comma = "" if not node.entries else ("," if following.isspace() else ", ")
        # The brace may stand behind an anchor: its line and column are counted from the index.
        before = lines_of(self._text[: opened + 1])
        return self._edit(len(before) - 1, len(before[-1]), f"{text}{comma}")

    # block style

    def _in_block(self, body: MappingNode) -> Iterator[Edit]:
        entries, raised = body.entries, self._raised
        first = next(iter(entries.values()))[0]
        self._expect_own_line()
        self._expect_plain_start(first, body)
        indent = first.start.column
        step = max(1, indent - self._key.start.column)
        if "version" in entries and raised.version is not None:
            yield self._version_edit(body)
        elif raised.version is not None:
            line = f"{' ' * indent}version: {version_text(raised.version)}"
            yield self._insertion(self._version_line(body), [line])
        if raised.kept is None or raised.entry is None:
            return
        if "previous" in entries:
            yield self._into_previous(body)
        else:
            lines = [f"{' ' * indent}previous:"]
            lines += entry_lines(raised.kept, raised.entry, indent + step, step)
            yield self._insertion(self._end_line(body, indent), lines)

    def _expect_plain_start(self, first: Scalar, body: MappingNode) -> None:
        """Refuses a body whose first key is not the first thing of a line below its event."""
        self._refuse_explicit(first)
        line = self._lines[first.start.line]
        is_below = first.start.line > self._key.end.line
        is_here = body.start.line in (self._key.end.line, first.start.line)  # an anchor, or the key
        if not is_below or not is_here or line[: first.start.column].strip():
            raise UnsureError("its body begins in an unusual way")

    def _version_line(self, body: MappingNode) -> int:
        """The line that the version is put above: that of the properties, or the first."""
        found = body.entries.get("properties")
        if found is not None:
            line = found[0].start.line
            above = self._lines[line - 1].strip()
            if line - 1 > self._key.end.line and above and not above.startswith("#"):
                return line
        return self._key.end.line + 1

    def _end_line(self, body: MappingNode, indent: int) -> int:
        """The line behind the body, and behind the comments that are indented as it is."""
        end = body.end
        line = end.line + 1
        if end.column == 0:  # behind a block scalar
            line = end.line
            if not self._is_kept(body):
                while not self._lines[line - 1].strip():
                    line -= 1
        found = line
        for number in range(line, len(self._lines)):
            written = self._lines[number]
            stripped = written.lstrip(" ")
            if stripped.startswith("#") and len(written) - len(stripped) >= indent:
                found = number + 1
            elif stripped.strip():
                break
        return found

    def _is_kept(self, node: Node) -> bool:
        """Whether the block scalar that ends a mapping keeps the blank lines behind it."""
        while not isinstance(node, Scalar):
            last = list(node.entries.values())[-1][1] if isinstance(node, MappingNode) else None
            node = last if last is not None else _last_item(node)
        header = self._lines[node.start.line][node.start.column :].partition(" #")[0]
        if not re.fullmatch(r"(?:&\S+\s+)?[|>][0-9+-]*\s*", header):
            raise UnsureError("it cannot be seen where its body ends")
        return "+" in header

    def _into_previous(self, body: MappingNode) -> Edit:
        """The edit of a `previous` that is there: newest first."""
        raised = self._raised
        key, node = body.entries["previous"]
        self._expect_here(key, node, "its `previous` is an alias")
        if not isinstance(node, MappingNode) or raised.kept is None or raised.entry is None:
            raise UnsureError("its `previous` is no mapping")
        if self._opens(node) is not None:
            as_json = any(not key.plain for key, _ in body.entries.values())
            return self._behind_brace(
                node, flow_entry(raised, as_json=as_json, quote=self._quote_of(node))
            )
        first = next(iter(node.entries.values()))[0]
        before = self._lines[first.start.line][: first.start.column]
        if first.start.line <= key.end.line or before.strip():
            raise UnsureError("its `previous` begins in an unusual way")
        indent = first.start.column
        step = max(1, indent - key.start.column)
        lines = entry_lines(raised.kept, raised.entry, indent, step, self._quote_of(node))
        return self._insertion(key.end.line + 1, lines)

    def _quote_of(self, node: MappingNode) -> str:
        """The quote that the keys of a mapping have, where they have one."""
        starts = (self._text[key.start.index] for key, _ in node.entries.values())
        return next((sign for sign in starts if sign in "'\""), "'")

    def _insertion(self, line: int, lines: list[str]) -> Edit:
        """The edit that puts lines above a line, counted from 0; or behind the last one."""
        text = "\n".join(lines)
        if line >= len(self._lines):
            last = len(self._lines) - 1
            return self._edit(last, len(self._lines[last]), f"\n{text}")
        return self._edit(line, 0, f"{text}\n")

    def _edit(self, line: int, column: int, text: str) -> Edit:
        here = Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=column + 1)
        return Edit(path=self._path, span=here, text=text)


def _last_item(node: SequenceNode | MappingNode) -> Node:
    assert isinstance(node, SequenceNode)
    return node.items[-1]
