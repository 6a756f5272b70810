"""Reads JSON that is spread over lines: an object, or an array whose items are streamed."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

import orjson

from tracking_plan.payloads.input.limits import Limits
from tracking_plan.payloads.input.parse_errors import (
    TOO_DEEP,
    diagnose,
    syntax_parse_error,
)
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.values import records_of

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=float)
_NEAR_END = 16  # an error so near to what has been read may come from what has not


class _Text:
    """The decoded text, read as it is needed, and where in the input it stands."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        # Bytes that are not UTF-8 survive as surrogates and come out again as they were.
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self.buffer, self.at = "", 0
        self.line, self.column = 1, 1
        self.is_whole = False

    def read_more(self) -> None:
        """Reads at least as much again as it has from here on."""
        wanted = 2 * (len(self.buffer) - self.at)
        pieces = [self.buffer[self.at :]]
        size = len(pieces[0])
        while size <= wanted and not self.is_whole:
            block = next(self._blocks, None)
            self.is_whole = block is None
            pieces.append(self._decode(block or b"", final=self.is_whole))
            size += len(pieces[-1])
        self.buffer, self.at = "".join(pieces), 0

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        while True:
            space = _SPACE.match(self.buffer, self.at)
            self.advance(space.end() if space else self.at)
            if self.at < len(self.buffer) or self.is_whole:
                return self.buffer[self.at : self.at + 1]
            self.read_more()

    def advance(self, end: int) -> None:
        """Moves on to `end` of the buffer."""
        breaks = self.buffer.count("\n", self.at, end)
        self.line += breaks
        if breaks:
            self.column = end - self.buffer.rfind("\n", self.at, end)
        else:
            self.column += end - self.at
        self.at = end

    def skip_to(self, pattern: re.Pattern[str]) -> None:
        """Moves on to where the pattern next matches; to the end where it does not."""
        self.advance(min(self.at + 1, len(self.buffer)))
        while (match := pattern.search(self.buffer, self.at)) is None:
            if self.is_whole:
                self.advance(len(self.buffer))
                return
            self.advance(max(self.at, self.buffer.rfind("\n", self.at)))
            if self.buffer.find("\n", self.at) < 0:
                self.advance(len(self.buffer))  # one endless line: none of it is needed
            self.read_more()
        self.advance(match.start("start"))


def fits(head: bytes) -> bool:
    """Whether the text begins with an object or an array that goes on in the next line.

    If its first line is no JSON by itself, and yet another one is an object by itself, then the
    text is lines, and the first cannot be read; unless it is an array of such lines.
    """
    lines = [line for line in head.split(b"\n") if line.strip()]
    first = lines[0].strip() if lines else b""
    if len(lines) < 2 or first[:1] not in {b"{", b"["} or _is_json(lines[0]):
        return False
    goes_on = first[:1] == b"[" and first[-1:] in _OPEN_ENDS and not first.startswith(b"[[[")
    return goes_on or not any(line[:1] == b"{" and _is_json(line) for line in lines[1:])


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


def read(blocks: Iterable[bytes], limits: Limits) -> Iterator[Record]:
    """The records of a document; those behind an unreadable item, too.

    Documents may stand one below the other, with nothing in between.
    """
    text = _Text(blocks)
    in_array, after = False, _After.NOTHING
    while char := text.peek():
        if char == "[" and not in_array:
            in_array, after = True, _After.NOTHING
        elif char in _DUE:
            if after is not _After.ERROR and not (in_array and after in _DUE[char]):
                yield _unread(text, _NO_VALUE)
                after = _After.ERROR
            in_array = in_array and char == ","
            if after is not _After.ERROR:
                after = _After.COMMA if in_array else _After.NOTHING
        else:
            missing = _unread(text, _NO_COMMA) if in_array and after is _After.ITEM else None
            after = _After.ITEM
            for record in _after_comma(missing, _item(text, limits)):
                after = after if record.is_read or record is missing else _After.ERROR
                yield record
            continue
        text.advance(text.at + 1)
    if in_array and after is not _After.ERROR:
        yield _unread(text, ParseError(kind=ParseErrorKind.TRUNCATED))


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


def _unread(text: _Text, error: ParseError) -> Record:
    return Record(text.line, b"", errors=(error,), column=text.column)


def _item(text: _Text, limits: Limits) -> Iterator[Record]:
    """The record, or the batch, that begins here; moves on behind it."""
    line, column = text.line, text.column
    end = _end(text, limits)
    if isinstance(end, _Break):
        text.advance(end.at)
        yield _unread(text, end.error)
        text.skip_to(_next_item(column))
        return
    raw = text.buffer[text.at : end].encode("utf-8", "surrogateescape")
    text.advance(end)
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        found = diagnose(raw, ends_input=False)
        error = ParseError(kind=found.kind, detail=found.detail)  # its column is not of one line
        yield Record(line, raw, errors=(error,), column=column)
        return
    yield from records_of(line, raw, value, limits, column)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Break:
    """Why a value has no end, and the index into the buffer at which that shows."""

    error: ParseError
    at: int


def _end(text: _Text, limits: Limits) -> int | _Break:
    """The end of the value that begins here, as an index into the buffer, or why it has none."""
    while True:
        is_too_long = len(text.buffer) - text.at > limits.max_line
        try:
            end = _DECODER.raw_decode(text.buffer, text.at)[1]
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated")
            cut = cut or error.pos >= len(text.buffer) - _NEAR_END
            if not cut or text.is_whole:
                return _syntax(error, text)
            if is_too_long:
                return _Break(error=_TOO_LONG, at=text.at)
        except RecursionError:
            return _Break(error=TOO_DEEP, at=text.at)
        else:
            if end - text.at > limits.max_line:
                return _Break(error=_TOO_LONG, at=text.at)
            if end < len(text.buffer) or text.is_whole:
                return end
        text.read_more()


_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)


def _syntax(error: json.JSONDecodeError, text: _Text) -> _Break:
    found = syntax_parse_error(error, ends_input=text.is_whole)
    at = text.at if found.kind is ParseErrorKind.TRUNCATED else min(error.pos, len(text.buffer))
    return _Break(error=ParseError(kind=found.kind, detail=found.detail), at=at)


def _next_item(column: int) -> re.Pattern[str]:
    """The start of the next value: a line with the indentation of the unreadable one."""
    indent = rf"[ \t]{{{column - 1}}}" if column > 1 else ""
    return re.compile(rf"\n{indent}(?P<start>[{{\]])")
