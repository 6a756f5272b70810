"""Reads HAR files, which a browser's network tab exports: the payloads posted to the API."""

import json
import re
from collections.abc import Iterable, Iterator

import orjson

from tracking_plan.payloads.input import json_layout
from tracking_plan.payloads.input.members import enter
from tracking_plan.payloads.input.parse_errors import diagnose
from tracking_plan.payloads.input.posted import Entry, posted_kind, posted_records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.recovery import unreadable
from tracking_plan.payloads.input.text import Text
from tracking_plan.payloads.input.value_end import Break, value_end

_BEGINNING = re.compile(
    rb'\s*\{\s*"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries|comment)"\s*:'
)
_DECODER = json.JSONDecoder(parse_int=float)
_CUT = ParseError(kind=ParseErrorKind.TRUNCATED)


def fits(head: bytes) -> bool:
    """Whether the text begins as the `log` of a HAR file does."""
    return _BEGINNING.match(head) is not None


def read(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of the bodies that were posted, entry by entry; the others are passed over."""
    text, seen = Text(blocks), _Seen()
    if enter(text, "log", "{", options) and enter(text, "entries", "[", options):
        yield from _entries(text, options, seen)
    else:
        seen.is_cut = True
        yield Record(text.line, b"", errors=(_CUT,), column=text.column)
    while not text.is_whole:  # what is behind the entries says nothing of them
        text.at = len(text.buffer)
        text.read_more()
    if not seen.calls and not seen.is_cut:
        detail = f"{seen.entries:,} requests, none a POST to /track, /identify or /alias"
        error = ParseError(kind=ParseErrorKind.EMPTY, detail=detail)
        yield Record(1, b"", errors=(error,), column=1)


class _Seen:
    """How many entries there were, how many called the API, and whether the file ends too early."""

    def __init__(self) -> None:
        self.entries = self.calls = 0
        self.is_cut = False


def _entries(text: Text, options: ReadOptions, seen: _Seen) -> Iterator[Record]:
    while char := text.peek():
        if char in {",", "]"}:
            text.advance(text.at + 1)
            if char == "]":
                return
            continue
        seen.entries += 1
        line, column = text.line, text.column
        end = value_end(text, options, ends_input=True)
        if isinstance(end, Break):
            yield from _broken(text, end, options, seen)
            continue
        raw = text.take(end)
        try:
            yield from _records(Entry(line, column, raw, orjson.loads(raw)), options, seen)
        except orjson.JSONDecodeError:
            found = diagnose(raw, ends_input=False)
            error = ParseError(kind=found.kind, detail=found.detail)
            yield Record(line, b"", errors=(error,), column=column)
    if not seen.is_cut:
        seen.is_cut = True
        yield Record(text.line, b"", errors=(_CUT,), column=text.column)


def _records(entry: Entry, options: ReadOptions, seen: _Seen) -> Iterator[Record]:
    kind = posted_kind(entry.value)
    if kind is not None:
        seen.calls += 1
        yield from posted_records(entry, kind, options)


def _broken(text: Text, why: Break, options: ReadOptions, seen: _Seen) -> Iterator[Record]:
    """The records of an entry that cannot be read, or is longer than a line may be.

    The request stands in front of the response, which is what makes entries long.
    """
    line, column = text.line, text.column
    long = why.error.kind is ParseErrorKind.TOO_LONG
    entry = _up_to_request(text, line, column) if long else None
    if entry is not None:
        yield from _records(entry, options, seen)
    else:
        at_line, at_column = text.position(why.at)
        seen.is_cut = why.error.kind is ParseErrorKind.TRUNCATED
        yield Record(at_line, b"", errors=(why.error,), column=at_column)
    if why.end is not None:
        text.advance(why.end)
        return
    for _ in unreadable(text, why.at, in_array=True):
        pass


def _up_to_request(text: Text, line: int, column: int) -> Entry | None:
    """A long entry as far as its request goes; None: that is not in what was read of it."""
    try:
        start = json_layout.member(text.buffer, text.at, "request", is_first=True)
        end = _DECODER.raw_decode(text.buffer, start)[1]
        raw = f"{text.buffer[text.at : end]}}}".encode("utf-8", "surrogateescape")
        return Entry(line, column, raw, orjson.loads(raw))
    except (ValueError, KeyError, RecursionError):
        return None
