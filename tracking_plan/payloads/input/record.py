"""A record: one payload as it was read, and what is wrong with its bytes."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tracking_plan.payloads.input.batch import MANY_DIGITS, Batch
from tracking_plan.payloads.input.json_strings import PIECE_WITH_BREAK_IN_BYTES
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.place import Json

MARK = codecs.BOM_UTF8
"""UTF-8's byte order mark."""

_SPACE = b" \t\r\n"
_PUNCTUATION = b",;]}" + _SPACE


class ParseErrorKind(StrEnum):
    """What can be wrong with bytes that should be JSON."""

    INVALID_JSON = "invalid JSON"
    TOO_DEEP = "nested too deeply"
    TRUNCATED = "truncated JSON"
    NON_FINITE = "number that is not finite"
    INVALID_UTF8 = "invalid UTF-8"
    LONE_SURROGATE = "lone surrogate"
    TOO_LONG = "line too long"
    TOO_MANY = "too many values"
    EMPTY = "empty input"
    BYTE_ORDER_MARK = "byte order mark"
    WRONG_ENCODING = "wrong encoding"
    PACKED = "packed"
    DUPLICATE_KEY = "duplicate key"
    IMPRECISE_INTEGER = "imprecise integer"
    UNREADABLE_ROW = "unreadable row"
    UNUSABLE_TABLE = "unusable table"


OF_INPUT = frozenset(  # what makes no stretch of an input unreadable
    (
        ParseErrorKind.EMPTY,
        ParseErrorKind.BYTE_ORDER_MARK,
        ParseErrorKind.WRONG_ENCODING,
        ParseErrorKind.PACKED,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """One thing wrong with the bytes. `column` is where in the record's line, None: its start.

    `detail` says more, without any value: a key, the name of an encoding, a parser's complaint.
    `names` are those of a table's columns, as they were read, and `hint` the way out.
    """

    kind: ParseErrorKind
    detail: str = ""
    column: int | None = None
    names: tuple[str, ...] = ()
    hint: str | None = None


class Record:
    """A JSON value that should be a payload, the line it begins on, and its bytes.

    `errors` without a `value` mean that nothing could be read; with one, that it could. `batch`
    is the array that it came in, as the item `index`; None: it stands alone. Records are plain
    slotted objects, because a capture has millions of them; the column is computed only when it
    is asked for. `shape` is one for each class of records.
    """

    __slots__ = ("_column", "_line", "batch", "errors", "index", "raw", "value")
    shape: ClassVar[Shape] = Shape.ALTERTABLE

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

    @property
    def may_have_large_integers(self) -> bool:
        """Whether some may be beyond 64 bits, which were read as floating point numbers."""
        if self.batch is not None:
            return self.batch.may_have_large_integers(self.index)
        return MANY_DIGITS.search(self.raw) is not None

    @property
    def is_punctuation(self) -> bool:
        """Whether there is nothing but commas and brackets, so that no payload is lost."""
        return not self.raw.strip(_PUNCTUATION)

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the record as they were read, on a line of their own.

        Where they stand on several lines, these are joined.
        """
        raw = self.raw if self.batch is None else self.batch.item(self.index)
        yield _joined(raw) if b"\n" in raw else raw
        yield b"\n"

    def as_line(self) -> bytes:
        """All of the pieces."""
        return b"".join(self.pieces())

    def read_again(self, loads: Callable[[bytes], Json]) -> Json:
        """The value, from its bytes, as another parser reads them."""
        return loads(self.as_line())

    @property
    def line(self) -> int:
        """The line on which the value begins, from 1."""
        if self.batch is None:
            return self._line
        return self.batch.place(self.index)[0]

    @property
    def column(self) -> int:
        """Where in its line the value begins, from 1, in characters."""
        if self._column is not None:
            return self._column
        if self.batch is not None:
            return self.batch.place(self.index)[1]
        return len(self.raw) - len(self.raw.lstrip(_SPACE)) + 1


class LongRecord(Record):
    """A record that is too long to be in memory. `rest` are the bytes behind `raw`.

    They can be had until the next record is asked for.
    """

    __slots__ = ("rest",)

    def __init__(
        self, line: int, raw: bytes, error: ParseError, rest: Iterator[bytes], column: int | None
    ) -> None:
        super().__init__(line, raw, errors=(error,), column=column)
        self.rest = rest

    def pieces(self) -> Iterator[bytes]:
        """The bytes as they were read."""
        yield self.raw
        yield from self.rest
        yield b"\n"


def mark_record(line: int, column: int) -> Record:
    """What says that a byte order mark stands somewhere; as at the beginning, it is left out."""
    error = ParseError(kind=ParseErrorKind.BYTE_ORDER_MARK, column=column)
    return Record(line, b"", errors=(error,), column=column)


def _joined(raw: bytes) -> bytes:
    """The lines joined by spaces. A break within a string, which JSON does not have, stays."""
    return _BREAK.sub(lambda match: b" " if match[0] == b"\n" else match[0], raw)


_BREAK = re.compile(PIECE_WITH_BREAK_IN_BYTES + rb"|\n")
