"""A record: one payload as it stands in a file, and what was damaged about it."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum

import orjson

from tracking_plan.source import Json

_SPACE = b" \t\r\n"
_BETWEEN = re.compile(r"[\s,\[]*")


class DamageKind(StrEnum):
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
    (DamageKind.EMPTY, DamageKind.BYTE_ORDER_MARK, DamageKind.WRONG_ENCODING)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing wrong with the bytes. `column` is where in the record's line, None: its start.

    `detail` says more, without any value: a key, the name of an encoding, a parser's complaint.
    """

    kind: DamageKind
    detail: str = ""
    column: int | None = None


class Record:
    """A JSON value that should be a payload, the line it begins on, and its bytes.

    `damages` without a `value` mean that nothing could be read; with one, that it could. `index`
    counts the payloads of a batch from 0, None: no batch. Records are plain slotted objects,
    because a capture has millions of them; the column is reckoned only when it is asked for.
    """

    __slots__ = ("_column", "damages", "index", "line", "raw", "value")

    def __init__(
        self,
        line: int,
        raw: bytes,
        value: Json = None,
        damages: tuple[Damage, ...] = (),
        index: int | None = None,
        column: int | None = None,
    ) -> None:
        self.line = line
        self.raw = raw
        self.value = value
        self.damages = damages
        self.index = index
        self._column = column

    @property
    def is_read(self) -> bool:
        """Whether there is a value to judge."""
        return self.value is not None or not self.damages

    def as_line(self) -> bytes:
        """The record on a line of its own: its bytes, or the item of a batch written anew."""
        raw = self.raw.strip(_SPACE)
        if self.is_read and (self.index is not None or b"\n" in raw):
            raw = orjson.dumps(self.value)
        return raw.replace(b"\n", b" ") + b"\n"

    @property
    def column(self) -> int:
        """Where in its line the value begins, from 1, in characters."""
        if self._column is None:
            self._column = self._find_column()
        return self._column

    def _find_column(self) -> int:
        blank = len(self.raw) - len(self.raw.lstrip(_SPACE))
        if not self.index or not self.is_read:
            return blank + 1 + (self.index is not None)
        return _start_of_item(self.raw.decode("utf-8", "replace"), self.index) + 1


def _start_of_item(text: str, index: int) -> int:
    """Where in the text of an array its item `index` begins."""
    decoder = json.JSONDecoder(parse_int=float)
    at = _after(text, 0)
    for _ in range(index):
        at = _after(text, decoder.raw_decode(text, at)[1])
    return at


def _after(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at
