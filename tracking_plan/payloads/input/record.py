"""A record: one payload as it was read, and what is wrong with its bytes."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import orjson

from tracking_plan.place import Json

_SPACE = b" \t\r\n"
_BETWEEN = re.compile(r"[ \t\r\n,]*")


class ParseErrorKind(StrEnum):
    """What can be wrong with bytes that should be JSON."""

    INVALID_JSON = "invalid JSON"
    TRUNCATED = "truncated JSON"
    NON_FINITE = "number that is not finite"
    INVALID_UTF8 = "invalid UTF-8"
    LONE_SURROGATE = "lone surrogate"
    TOO_LONG = "line too long"
    EMPTY = "empty input"
    BYTE_ORDER_MARK = "byte order mark"
    WRONG_ENCODING = "wrong encoding"
    DUPLICATE_KEY = "duplicate key"
    IMPRECISE_INTEGER = "imprecise integer"


OF_INPUT = frozenset(  # what is said of an input as a whole, and of no line
    (ParseErrorKind.EMPTY, ParseErrorKind.BYTE_ORDER_MARK, ParseErrorKind.WRONG_ENCODING)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """One thing wrong with the bytes. `column` is where in the record's line, None: its start.

    `detail` says more, without any value: a key, the name of an encoding, a parser's complaint.
    """

    kind: ParseErrorKind
    detail: str = ""
    column: int | None = None


class Start(NamedTuple):
    """Where an item begins: how many line breaks below its array, and in which column."""

    breaks: int
    column: int


class Batch:
    """The array that several records came in; knows where each of its items begins."""

    __slots__ = ("_column", "_starts", "line", "raw")

    def __init__(self, line: int, raw: bytes, column: int) -> None:
        self.line = line
        self.raw = raw
        self._column = column
        self._starts: tuple[Start, ...] | None = None

    def start(self, index: int) -> Start:
        """Where the item begins. All items are found at once, when the first is asked for."""
        if self._starts is None:
            self._starts = tuple(_starts(self.raw.decode("utf-8", "replace"), self._column))
        return self._starts[index]


class Record:
    """A JSON value that should be a payload, the line it begins on, and its bytes.

    `errors` without a `value` mean that nothing could be read; with one, that it could. `batch`
    is the array that it came in, as the item `index`; None: it stands alone. Records are plain
    slotted objects, because a capture has millions of them; the column is computed only when it
    is asked for.
    """

    __slots__ = ("_column", "_line", "batch", "errors", "index", "raw", "value")

    def __init__(
        self,
        line: int,
        raw: bytes,
        value: Json = None,
        errors: tuple[ParseError, ...] = (),
        column: int | None = None,
        batch: Batch | None = None,
        index: int = 0,
    ) -> None:
        self._line = line
        self.raw = raw
        self.value = value
        self.errors = errors
        self._column = column
        self.batch = batch
        self.index = index

    @property
    def is_read(self) -> bool:
        """Whether there is a value to judge."""
        return self.value is not None or not self.errors

    def as_line(self) -> bytes:
        """The record on a line of its own: its bytes, or the item of a batch written anew."""
        raw = self.raw.strip(_SPACE)
        if self.is_read and (self.batch is not None or b"\n" in raw):
            raw = orjson.dumps(self.value)
        return raw.replace(b"\n", b" ") + b"\n"

    @property
    def line(self) -> int:
        """The line on which the value begins, from 1."""
        if self.batch is None:
            return self._line
        return self.batch.line + self.batch.start(self.index).breaks

    @property
    def column(self) -> int:
        """Where in its line the value begins, from 1, in characters."""
        if self._column is not None:
            return self._column
        if self.batch is not None:
            return self.batch.start(self.index).column
        return len(self.raw) - len(self.raw.lstrip(_SPACE)) + 1


def _starts(text: str, column: int) -> Iterator[Start]:
    """The start of each item of an array, given as valid JSON text that starts at `column`."""
    decoder = json.JSONDecoder(parse_int=float)
    at, breaks, line_start = text.index("[") + 1, 0, 1 - column
    while True:
        match = _BETWEEN.match(text, at)
        begin = match.end() if match else at
        breaks += text.count("\n", at, begin)
        line_start = _line_start(text, at, begin, line_start)
        if begin >= len(text) or text[begin] == "]":
            return
        yield Start(breaks=breaks, column=begin - line_start + 1)
        at = decoder.raw_decode(text, begin)[1]
        breaks += text.count("\n", begin, at)
        line_start = _line_start(text, begin, at, line_start)


def _line_start(text: str, begin: int, end: int, before: int) -> int:
    """The start of the line that contains `end`; `before`: of the line with `begin`."""
    found = text.rfind("\n", begin, end)
    return before if found < 0 else found + 1
