"""Reads an object over lines whose first member is a long list of payloads, or of log records.

What fits into memory is read as a whole, and with more care, by `document.py`.
"""

import re
from collections.abc import Iterable, Iterator

import orjson

from tracking_plan.payloads.input.blocks import HEAD
from tracking_plan.payloads.input.members import enter, passed_over
from tracking_plan.payloads.input.parse_errors import diagnose
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import LongRecord, ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.recovery import unreadable
from tracking_plan.payloads.input.text import Text
from tracking_plan.payloads.input.value_end import Break, value_end
from tracking_plan.payloads.input.values import records_of

_BEGINNING = re.compile(
    rb'\s*\{\s*\n\s*"(batch|data|events|logEvents|messages|records|Records)"\s*:\s*\['
)
_CUT = ParseError(kind=ParseErrorKind.TRUNCATED)
_BEHIND = ParseError(kind=ParseErrorKind.INVALID_JSON, detail="expecting nothing behind the object")


def fits(head: bytes) -> bool:
    """Whether the text is long, and begins with such a list, over lines."""
    return len(head) > HEAD // 2 and _BEGINNING.match(head) is not None


def read(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of the items; those behind an unreadable one, too."""
    text = Text(blocks)
    text.read_more()
    begins = _BEGINNING.match(text.buffer.encode("utf-8", "surrogateescape"))
    key = begins[1].decode() if begins else ""
    if not enter(text, key, "[", options):
        yield _mark(text, _CUT)
        return
    yield from _items(text, options)
    while text.peek() in {",", '"', ":"}:  # the other members
        if text.peek() == '"':
            passed_over(text, options)
        else:
            is_value = text.peek() == ":"
            text.advance(text.at + 1)
            if is_value and passed_over(text, options) is None:
                break
    if text.peek() == "}":
        text.advance(text.at + 1)
        if text.peek():
            yield _mark(text, _BEHIND)
    else:
        yield _mark(text, _BEHIND if text.peek() else _CUT)


def _mark(text: Text, error: ParseError) -> Record:
    return Record(text.line, b"", errors=(error,), column=text.column)


def _items(text: Text, options: ReadOptions) -> Iterator[Record]:
    while char := text.peek():
        if char in {",", "]"}:
            text.advance(text.at + 1)
            if char == "]":
                return
            continue
        line, column = text.line, text.column
        end = value_end(text, options, ends_input=True)
        if isinstance(end, Break):
            at_line, at_column = text.position(end.at)
            pieces = unreadable(text, end.at, in_array=True)
            yield LongRecord(at_line, next(pieces, b""), end.error, pieces, at_column)
            for _ in pieces:  # whether or not somebody has looked at them
                pass
            continue
        raw = text.take(end)
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            found = diagnose(raw, ends_input=False)
            error = ParseError(kind=found.kind, detail=found.detail)
            yield Record(line, raw, errors=(error,), column=column)
            continue
        yield from records_of(line, raw, value, options, column)
