"""Reads newline-delimited JSON: on each line a payload, or a batch of them.

This is also the form of what has none: each line of it is reported.
"""

from collections.abc import Iterable, Iterator

import orjson

from tracking_plan.payloads.input.depth import SHORT, SHORT_OBJECT, may_be_too_deep
from tracking_plan.payloads.input.line_judge import LineJudge, all_lines
from tracking_plan.payloads.input.parse_errors import TOO_MANY, diagnose
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import document
from tracking_plan.payloads.input.record import (
    MARK,
    LongRecord,
    ParseError,
    ParseErrorKind,
    Record,
    mark_record,
)
from tracking_plan.payloads.input.value_count import LARGE, has_too_many_values
from tracking_plan.payloads.input.values import records_of

_Line = tuple[int, bytes]
"""A line and its number."""


def fits(_: bytes) -> bool:
    """Yes: anything can be read line by line, so that other forms are asked first."""
    return True


def read(
    blocks: Iterable[bytes], options: ReadOptions, judge: LineJudge = all_lines
) -> Iterator[Record]:
    """The records of the lines that the judge leaves; blank lines are passed over."""
    behind, waiting, size = 1, list[_Line](), 0
    for lines, rest in _lines(blocks, options.max_line):
        if rest is not _NOTHING:  # a line that may be cut off, or too long, is for nobody else
            yield from _records(waiting, options, _NOTHING)
            yield from _records([(behind, lines)], options, rest)
            waiting, size = [], 0
        for at, raw in judge(lines) if rest is _NOTHING else ():
            waiting.append((behind + at, raw))
            size += len(raw)
        behind += lines.count(b"\n") + 1
        if judge is all_lines or len(waiting) >= _TOGETHER or size >= _LARGE_TOGETHER:
            yield from _records(waiting, options, _NOTHING)
            waiting, size = [], 0
    yield from _records(waiting, options, _NOTHING)


def _records(
    lines: Iterable[_Line], options: ReadOptions, rest: Iterator[bytes] | None
) -> Iterator[Record]:
    """The records of lines; `rest` is what `_lines` gives along with the last of them."""
    loads, is_strict, most = orjson.loads, options.strict, options.max_line
    for number, raw in lines:
        size = len(raw)
        if size > most:
            yield LongRecord(number, raw, _TOO_LONG, rest or iter(()), None)
            continue
        if size > LARGE and has_too_many_values(raw, options):
            yield Record(number, raw, errors=(TOO_MANY,))
            continue
        try:
            value = loads(raw)
        except orjson.JSONDecodeError:
            if raw.strip(_SPACE):
                yield from _unreadable(raw, number, options, ends_input=rest is None)
            continue
        # Short lines are not deep, nor are longer ones without arrays: no need to count.
        may_be_deep = size > SHORT and (size > SHORT_OBJECT or _BRACKET in raw)
        if type(value) is list or is_strict or (may_be_deep and may_be_too_deep(raw)):
            yield from records_of(number, raw, value, options)
        else:
            yield Record(number, raw, value)


_TOGETHER = 256  # lines that need a closer look: one after the other, they take half the time
_LARGE_TOGETHER = 1 << 20  # bytes
_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)
_SPACE = b" \t\r\n"  # JSON's
_OPENS = (b"{", b"[")
_BRACKET = ord("[")


def _unreadable(
    raw: bytes, number: int, options: ReadOptions, *, ends_input: bool
) -> Iterator[Record]:
    """The records of a line that is no JSON: of what can be read of it, or of it as a whole.

    A mark that stands only within an object or an array belongs to one that broke apart there: what
    stands around it is no payload, and the line is one.
    """
    if raw.startswith(MARK):
        yield mark_record(number, 1)
        yield from _behind_mark(raw, number, options, ends_input=ends_input)
        return
    if raw.lstrip(_SPACE).startswith(_OPENS):
        found = tuple(document.read_line(raw, number, options, ends_input=ends_input))
        is_torn = any(not record.is_read and record.raw.startswith(_INNER) for record in found)
        if not is_torn and any(isinstance(record.value, dict) for record in found):
            yield from found
            return
    yield Record(number, raw, errors=(diagnose(raw, ends_input=ends_input),))


_INNER = (b"}", b"]", b":")


def _behind_mark(
    raw: bytes, number: int, options: ReadOptions, *, ends_input: bool
) -> Iterator[Record]:
    """The records of a line without the byte order marks that it begins with, as if it had none."""
    while raw.startswith(MARK):
        raw = raw.removeprefix(MARK)
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        if raw.strip(_SPACE):
            yield from _unreadable(raw, number, options, ends_input=ends_input)
        return
    yield from records_of(number, raw, value, options)


def split_lines(
    blocks: Iterable[bytes], limit: int
) -> Iterator[tuple[list[bytes], Iterator[bytes] | None]]:
    """The same as `_lines`, the lines one by one."""
    return ((lines.split(b"\n"), rest) for lines, rest in _lines(blocks, limit))


def _lines(blocks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, Iterator[bytes] | None]]:
    """The whole lines of each block, without the break behind the last of them.

    A line longer than `limit` bytes comes alone, with an iterator over what is missing of it; so
    does the last line of the input, unless a line break follows it, with None. No more than a line
    of that length and a block are in memory at once.
    """
    blocks = iter(blocks)
    kept: list[bytes] = []
    size = 0
    block = next(blocks, None)
    while block is not None:
        lines, newline, last = block.rpartition(b"\n")
        if newline:
            yield from _of_usual_length(b"".join((*kept, lines)), limit)
            kept, size = [], 0
        kept.append(last)
        size += len(last)
        if size > limit:
            long = _Long(blocks)
            yield b"".join(kept), long.rest
            block, kept, size = long.others(), [], 0
        else:
            block = next(blocks, None)
    if size:
        yield b"".join(kept), None


def _of_usual_length(lines: bytes, limit: int) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """The lines together; where one is longer than `limit`, each alone."""
    if len(lines) <= limit:
        yield lines, _NOTHING
        return
    for line in lines.split(b"\n"):
        yield line, _NOTHING if len(line) <= limit else iter(())


_NOTHING: Iterator[bytes] = iter(())


class _Long:
    """What is missing of a long line: its bytes, and what stands behind them in the last block."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._others = b""
        self.rest = self._read(blocks)

    def _read(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in blocks:
            piece, newline, self._others = block.partition(b"\n")
            yield piece
            if newline:
                return

    def others(self) -> bytes:
        """What follows the line; empty where the input has ended."""
        for _ in self.rest:  # whether or not somebody has looked at them
            pass
        return self._others
