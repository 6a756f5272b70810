"""The lines of a CSV file as rows of cells; what breaks a row costs that row, and no other."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.readers.lines import split_lines

_CLOSING = 'double the quotes within a cell (`""`), and put quotes around one with a line break'
_OPEN = "a quote opens a cell, and none closes it"
_ESCAPED = 'double the quotes within a cell (`""`): a backslash before them is no CSV'
_UNTIL_THE_END = ("unexpected end of data", "field larger than field limit")
_MOST_READ_AGAIN = 64 << 20  # bytes, so that no file takes the square of its length


class Line(NamedTuple):
    """A line and its number. `rest` is what is missing of one that is too long."""

    number: int
    raw: bytes
    rest: Iterator[bytes] | None = None


class CsvRow(NamedTuple):
    """A row: the lines that it stands on, and its cells; None: it could not be read.

    `why` says what is wrong then, and `hint` what to do; without them its line is too long.
    """

    lines: list[Line]
    cells: list[str] | None
    is_utf8: bool = True
    why: str = ""
    hint: str | None = None


class _TooLongError(Exception):
    """A row that is longer than a line may be."""


class _Source:
    """The lines for `csv.reader`. Those of the current row are `taken`, and can be given back."""

    def __init__(self, lines: Iterator[Line], most: int) -> None:
        self._lines = lines
        self._most = most
        self._again: deque[Line] = deque()
        self._size = 0
        self.may_read_again = _MOST_READ_AGAIN
        self.taken: list[Line] = []
        self.is_utf8 = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self._size += len(line.raw)
        if self._size > self._most:
            raise _TooLongError
        try:
            return f"{line.raw.decode()}\n"
        except UnicodeDecodeError:
            self.is_utf8 = False
            return f"{line.raw.decode('utf-8', 'surrogateescape')}\n"

    def next_row(self) -> None:
        self.taken, self._size, self.is_utf8 = [], 0, True

    def give_back(self, start: int) -> None:
        """The lines of the row from `start` on are to be read again."""
        self.may_read_again -= self._size
        self._again.extendleft(reversed(self.taken[start:]))
        del self.taken[start:]


def csv_rows(
    blocks: Iterable[bytes], delimiter: str, most: int, width: int | None = None
) -> Iterator[CsvRow]:
    """The rows of a CSV file, the first of which says how many cells a row has.

    No row may have more than `most` bytes. Blank lines are passed over.
    """
    csv.field_size_limit(max(csv.field_size_limit(), min(most, 2**31 - 1)))
    source = _Source(_numbered(blocks, most), most)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.next_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield _too_long(source, delimiter, width)
        except csv.Error as error:
            yield _broken(source, delimiter, width, _why(str(error)))
        else:
            if not any(cells) and len(cells) <= 1:
                continue
            width = width or len(cells)
            if len(cells) == width:
                yield CsvRow(source.taken, cells, source.is_utf8)
            else:
                have = plural(len(cells), "cell")
                why = f"it has {have}, and the table has {width} columns"
                yield _broken(source, delimiter, width, why)


def _why(complaint: str) -> str:
    """What the module `csv` complains of, as one who has written the file would say it."""
    if complaint.startswith(_UNTIL_THE_END):
        return _OPEN
    if "expected after" in complaint:
        return "text stands behind the quote that closes a cell"
    return "a line ends with CR alone" if "new-line" in complaint else "it is no CSV"


def _too_long(source: _Source, delimiter: str, width: int | None) -> CsvRow:
    if len(source.taken) == 1:
        return CsvRow(source.taken, None)
    return _broken(source, delimiter, width, _OPEN)


def _broken(source: _Source, delimiter: str, width: int | None, why: str) -> CsvRow:
    """The row that is broken. Lines that are rows by themselves do not belong to it."""
    if source.may_read_again > 0:
        for at, line in enumerate(source.taken[1:], 1):
            if line.rest is not None or _is_row(line.raw, delimiter, width):
                source.give_back(at)
                break
    is_escaped = b'{\\"' in source.taken[0].raw
    return CsvRow(
        lines=source.taken, cells=None, why=why, hint=_ESCAPED if is_escaped else _CLOSING
    )


def _is_row(raw: bytes, delimiter: str, width: int | None) -> bool:
    text = raw.decode("utf-8", "surrogateescape")
    try:
        return any(
            len(cells) == width for cells in csv.reader((text,), delimiter=delimiter, strict=True)
        )
    except csv.Error:
        return False


def _numbered(blocks: Iterable[bytes], most: int) -> Iterator[Line]:
    number = 0
    for lines, rest in split_lines(blocks, most):
        for raw in lines:
            number += 1
            if len(raw) > most:
                yield Line(number, raw, rest or iter(()))
            else:
                yield Line(number, raw)
