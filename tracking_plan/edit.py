"""Replacements by span that keep every other byte of a text."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tracking_plan.finding import Edit, Fix
from tracking_plan.place import Span

BYTE_ORDER_MARK = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What came of applying fixes.

    `texts` holds the new texts of the files that changed. `applied` are the fixes that are in
    them; the `skipped` ones overlap one of those, or lead outside the text.
    """

    texts: Mapping[str, str]
    applied: tuple[Fix, ...]
    skipped: tuple[Fix, ...]


def apply_fixes(texts: Mapping[str, str], fixes: Iterable[Fix]) -> Edited:
    """The texts with the fixes applied, each whole or not at all; the first of two that overlap.

    `texts` holds each file's text as decoded, its byte order mark and line ends included. Spans
    count without the mark, as editors and YAML do.
    """
    files = {path: _File(text) for path, text in texts.items()}
    applied: list[Fix] = []
    skipped: list[Fix] = []
    for fix in fixes:
        placed = [_place(files, edit) for edit in fix.edits]
        pieces = [piece for piece in placed if piece is not None]
        if len(pieces) == len(placed) and all(piece.file.has_room(piece) for piece in pieces):
            applied.append(fix)
            for piece in pieces:
                piece.file.add(piece)
        else:
            skipped.append(fix)
    changed = {path: file.edited() for path, file in files.items() if file.is_changed}
    return Edited(texts=changed, applied=tuple(applied), skipped=tuple(skipped))


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    """A replacement, by index. An empty one inserts its text at that index."""

    start: int
    end: int
    text: str
    file: "_File" = field(compare=False)

    def is_apart(self, other: "_Piece") -> bool:
        """Whether both can be applied: they do not overlap, nor put two texts at one place."""
        if (self.start, self.end) == (other.start, other.end):
            return False
        return self.end <= other.start or other.end <= self.start


class Text:
    """A text as decoded, its byte order mark included, and where its lines begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        mark = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
        self._starts = [mark, *(match.end() for match in _BREAK.finditer(text))]

    def range(self, span: Span) -> tuple[int, int] | None:
        """The indexes of a span, which counts without the mark; None: the text has no such."""
        start = self._index(span.line, span.column)
        end = self._index(span.end_line, span.end_column)
        return (start, end) if start is not None and end is not None and start <= end else None

    def _index(self, line: int, column: int) -> int | None:
        if not 1 <= line <= len(self._starts) or column < 1:
            return None
        index = self._starts[line - 1] + column - 1
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return index if index <= end else None


class _File:
    """A text and its replacements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = found[0] if (found := _BREAK.search(text)) else "\n"
        self._lines = Text(text)
        self._pieces: list[_Piece] = []  # in order, none overlapping another

    def piece(self, span: Span, text: str) -> _Piece | None:
        """The replacement of a span; its line ends become the file's."""
        found = self._lines.range(span)
        return _Piece(*found, text.replace("\n", self._newline), self) if found else None

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be replaced."""
        return bool(self._pieces)

    def has_room(self, piece: _Piece) -> bool:
        """Whether the piece overlaps none that is there already, other than itself."""
        place = bisect_left(self._pieces, piece)
        neighbours = self._pieces[max(0, place - 1) : place + 1]
        return all(old == piece or old.is_apart(piece) for old in neighbours)

    def add(self, piece: _Piece) -> None:
        """Adds a piece that there is room for; one that was added before changes nothing."""
        place = bisect_left(self._pieces, piece)
        if self._pieces[place : place + 1] != [piece]:
            insort(self._pieces, piece)

    def edited(self) -> str:
        """The text with all pieces replaced."""
        return "".join(self._applied())

    def _applied(self) -> Iterator[str]:
        at = 0
        for piece in self._pieces:
            yield self._text[at : piece.start]
            yield piece.text
            at = piece.end
        yield self._text[at:]


def _place(files: Mapping[str, _File], edit: Edit) -> _Piece | None:
    file = files.get(edit.path)
    return file.piece(edit.span, edit.text) if file else None
