"""Reads CSV with a header: rows of the warehouse's table, as databases export them."""

import csv
import re
from collections.abc import Iterable, Iterator

from tracking_plan.payloads.input.columns import columns_of
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers.csv_lines import CsvRow, csv_rows
from tracking_plan.payloads.input.readers.extra import refused
from tracking_plan.payloads.input.record import LongRecord, ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.rows import RowRecord, Rows, row_error

_DELIMITERS = (",", ";", "\t")
_NULLS = frozenset(("", "\\N"))  # the second is what Snowflake, Hive and MySQL write
_NAME = re.compile(r"[\w $@./-]{0,200}")
_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)


def fits(head: bytes) -> bool:
    """Whether the text begins with a header: names of columns, `event` among them.

    Without an `event`, it is a table if its next line has as many cells.
    """
    lines = [line.rstrip(b"\r") for line in head.split(b"\n") if line.strip()][:2]
    if not lines:
        return False
    delimiter = _delimiter(lines[0])
    names = _cells(lines[0], delimiter)
    if len(names) < 2 or not all(map(_NAME.fullmatch, names)):
        return False
    return _has_event(names) or (
        len(lines) > 1
        and len(_cells(lines[1], delimiter)) == len(names)
        and all(name and name == name.strip() for name in names)
    )


def _delimiter(header: bytes) -> str:
    """What separates the cells: what makes `event` one of them, else what makes most of them."""
    every = {delimiter: _cells(header, delimiter) for delimiter in _DELIMITERS}
    return max(every, key=lambda one: (_has_event(every[one]), len(every[one])))


def _has_event(names: list[str]) -> bool:
    return any(name.rpartition(".")[2].strip().casefold() == "event" for name in names)


def _cells(line: bytes, delimiter: str) -> list[str]:
    """The cells of a line by itself; none where it is no CSV."""
    text = line.decode("utf-8", "replace")
    try:
        return next(csv.reader((text,), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def read(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of the rows. Empty cells are absent."""
    blocks = iter(blocks)
    header, blocks = _header(blocks)
    rows = csv_rows(blocks, _delimiter(header), options.max_line)
    first = next(rows, None)
    if first is None:
        return
    names = [name.strip() for name in first.cells or _cells(header, _delimiter(header))]
    columns = columns_of(names, has_types=False)
    if isinstance(columns, ParseError):
        yield refused(columns)
        return
    used, made = columns.used, Rows(columns.without_others(), options)
    for row in rows:
        cells = row.cells
        if cells is None or not row.is_utf8:
            yield _unreadable(row)
        else:
            some = [None if cells[at] in _NULLS else cells[at] for at in used]
            yield made.record(row.lines[0].number, some)


def _header(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first line that is not blank, and all blocks."""
    kept = b""
    for block in blocks:
        kept += block
        if b"\n" in kept.lstrip():
            break
    return kept.lstrip().partition(b"\n")[0].rstrip(b"\r"), _behind(kept, blocks)


def _behind(kept: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield kept
    yield from blocks


def _unreadable(row: CsvRow) -> Record:
    """The record of a row that cannot be read."""
    line = row.lines[0]
    if row.cells is None and not row.why:
        return LongRecord(line.number, line.raw, _TOO_LONG, line.rest or iter(()), 1)
    raw = b"\n".join(one.raw for one in row.lines)
    error = (
        row_error(f"this row cannot be read: {row.why}", hint=row.hint)
        if row.cells is None
        else ParseError(kind=ParseErrorKind.INVALID_UTF8, column=_column(line.raw))
    )
    return RowRecord(line.number, raw, errors=(error,), column=1)


def _column(raw: bytes) -> int | None:
    """The column of the first byte of a line that is not UTF-8; None where all are."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return len(raw[: error.start].decode()) + 1
    return None
