"""Reads JSON that is spread over lines: an object, or an array whose items are streamed."""

import json
from collections.abc import Iterable, Iterator
from enum import Enum, auto

import orjson

from tracking_plan.payloads.input.log_line import json_in, looks_logged
from tracking_plan.payloads.input.parse_errors import TOO_DEEP, TOO_MANY, diagnose
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import (
    MARK,
    LongRecord,
    ParseError,
    ParseErrorKind,
    Record,
    mark_record,
)
from tracking_plan.payloads.input.recovery import unreadable
from tracking_plan.payloads.input.text import Text
from tracking_plan.payloads.input.value_count import LARGE
from tracking_plan.payloads.input.value_end import Break, value_end
from tracking_plan.payloads.input.values import records_of
from tracking_plan.place import Json

_DECODER = json.JSONDecoder(parse_int=float)
_MARK = MARK.decode()


def fits(head: bytes) -> bool:
    """Whether the text begins with an object or an array that goes on in the next line.

    If its first line is no JSON by itself, and yet another one is an object by itself, then the
    text is lines, and the first cannot be read; unless it is an array of such lines, or a value
    that is whole with the lines below it. So it is where a log puts brackets before JSON, and where
    several values stand side by side.
    """
    lines = [line for line in head.split(b"\n") if line.strip()]
    first = lines[0].strip() if lines else b""
    if len(lines) < 2 or first[:1] not in {b"{", b"["} or _is_json(lines[0]):
        return False
    text = first.decode("utf-8", "replace")
    if looks_logged(text) or json_in(text) or _has_several(text):
        return False
    goes_on = first[:1] == b"[" and first[-1:] in _OPEN_ENDS and not first.startswith(b"[[[")
    if goes_on or not any(line[:1] == b"{" and _is_json(line) for line in lines[1:]):
        return True
    return _is_whole(head)


def _has_several(line: str) -> bool:
    """Whether several values stand side by side on the line: then each line has its own."""
    try:
        end = _DECODER.raw_decode(line)[1]
    except (ValueError, RecursionError):
        return False
    return line[end:].lstrip()[:1] in {"{", "["}


def _is_whole(head: bytes) -> bool:
    """Whether a text, or what is seen of it, begins with a whole value that goes over lines."""
    text = head.decode("utf-8", "surrogateescape").lstrip()
    try:
        end = _DECODER.raw_decode(text)[1]
    except (ValueError, RecursionError):
        return False
    return "\n" in text[:end]


_OPEN_ENDS = frozenset((b",", b"[", b"{"))


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


class _After(Enum):
    """What has just been read. What follows an error is passed over until the next item."""

    NOTHING = auto()
    ITEM = auto()
    COMMA = auto()
    ERROR = auto()


_DUE = {  # after what these marks may stand in an array
    ",": frozenset((_After.ITEM, _After.ERROR)),
    "]": frozenset((_After.NOTHING, _After.ITEM, _After.ERROR)),
}


def read(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of a document; those behind an unreadable item, too.

    Documents may stand one below the other, with nothing in between.
    """
    return _values(Text(blocks), options, ends_input=True)


def read_line(raw: bytes, line: int, options: ReadOptions, *, ends_input: bool) -> Iterator[Record]:
    """The records of a line that is no JSON as a whole, each with its own bytes.

    What stands behind as many as a line may have is one record.
    """
    # In pieces: errors of Python's parser take as long as what has been read before them.
    pieces = (raw[at : at + LARGE] for at in range(0, len(raw), LARGE))
    text = Text(pieces, line)
    for number, record in enumerate(_values(text, options, ends_input=ends_input), 1):
        yield record
        if number >= options.max_items and record.raw and record.batch is None and text.peek():
            place = text.line, text.column
            yield Record(place[0], text.remainder(), errors=(TOO_MANY,), column=place[1])
            return


def _values(text: Text, options: ReadOptions, *, ends_input: bool) -> Iterator[Record]:
    """The records of the values in a text, and those of what is none."""
    in_array, after = False, _After.NOTHING
    while char := text.peek():
        if char == _MARK:  # of a file that was put behind another
            yield mark_record(text.line, text.column)
        elif char == "[" and not in_array:
            in_array, after = True, _After.NOTHING
        elif char in _DUE:
            if after is not _After.ERROR and not (in_array and after in _DUE[char]):
                is_end = in_array and char == "]"  # of the array, behind a comma too many
                yield _mark(text, _NO_VALUE, "" if is_end else char)
                after = _After.ERROR
            in_array = in_array and char == ","
            if after is not _After.ERROR:
                after = _After.COMMA if in_array else _After.NOTHING
        else:
            missing = _mark(text, _NO_COMMA) if in_array and after is _After.ITEM else None
            after = _After.ITEM
            item = _item(text, options, ends_input=ends_input, in_array=in_array)
            for record in _after_comma(missing, item):
                after = after if record.is_read or record is missing else _After.ERROR
                yield record
            continue
        text.advance(text.at + 1)
    if in_array and after is not _After.ERROR:
        yield _mark(text, _CUT if ends_input else _NO_COMMA)


def _after_comma(missing: Record | None, item: Iterator[Record]) -> Iterator[Record]:
    """The records of an item, behind the one that says which comma is `missing`.

    An item that cannot be read says enough by itself.
    """
    for record in item:
        if missing is not None and record.is_read:
            yield missing
        missing = None
        yield record
    if missing is not None:
        yield missing


_NO_COMMA = ParseError(kind=ParseErrorKind.INVALID_JSON, detail="expecting ',' delimiter")
_NO_VALUE = ParseError(kind=ParseErrorKind.INVALID_JSON, detail="expecting value")
_CUT = ParseError(kind=ParseErrorKind.TRUNCATED)


def _mark(text: Text, error: ParseError, mark: str = "") -> Record:
    """The record of a mark out of place, or of one that is missing."""
    return Record(text.line, mark.encode(), errors=(error,), column=text.column)


def _item(
    text: Text, options: ReadOptions, *, ends_input: bool, in_array: bool
) -> Iterator[Record]:
    """The record, or the batch, that begins here; moves on behind it."""
    line, column = text.line, text.column
    end = value_end(text, options, ends_input=ends_input)
    if isinstance(end, Break):
        yield from _passed_over(text, end, options, in_array=in_array)
        return
    raw = text.take(end)
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        found = diagnose(raw, ends_input=False)
        error = ParseError(kind=found.kind, detail=found.detail)  # its column is not of one line
        yield Record(line, raw, errors=(error,), column=column)
        return
    yield from records_of(line, raw, value, options, column)


def _passed_over(
    text: Text, why: Break, options: ReadOptions, *, in_array: bool
) -> Iterator[Record]:
    """The record of an item that cannot be read, with its bytes."""
    line, column = text.position(why.at)
    if why.end is not None:
        yield Record(line, text.take(why.end), errors=(why.error,), column=column)
        return
    pieces = unreadable(text, why.at, in_array=in_array)
    taken, size = [], 0
    while size <= options.max_line and (piece := next(pieces, None)) is not None:
        taken.append(piece)
        size += len(piece)
    raw = b"".join(taken)
    if why.error is TOO_DEEP and (batch := _batch(raw)) is not None:
        yield from records_of(line, raw, batch, options, column)
        return
    if size <= options.max_line:
        yield Record(line, raw, errors=(why.error,), column=column)
        return
    yield LongRecord(line, raw, why.error, pieces, column)
    for _ in pieces:  # whether or not somebody has looked at them
        pass


def _batch(raw: bytes) -> Json:
    """The batch that is too deep for Python's parser, as one of its items is; else None."""
    try:
        value: Json = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, list) else None
