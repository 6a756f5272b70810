"""A batch: the array that several records came in, and where each of its items stands."""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from tracking_plan.payloads.input.json_strings import PIECE

_DECODER = json.JSONDecoder(parse_int=float)
_BETWEEN = re.compile(r"[ \t\r\n,]*")
MANY_DIGITS = re.compile(rb"[0-9]{19}")  # so many may be beyond 64 bits
_TOKEN = re.compile(rf"{PIECE}|[][{{}}]")


class Batch:
    """An array of payloads as it was read. Knows where its items are once one is asked for."""

    __slots__ = (
        "_column",
        "_ends",
        "_has_many_digits",
        "_line_ends",
        "_starts",
        "_text",
        "line",
        "raw",
    )

    def __init__(self, line: int, raw: bytes, column: int) -> None:
        self.line = line
        self.raw = raw
        self._column = column
        self._text: str | None = None
        self._has_many_digits: bool | None = None
        self._starts, self._ends, self._line_ends = array("q"), array("q"), array("q")

    def place(self, index: int) -> tuple[int, int]:
        """The line and the column in which the item begins."""
        self._look()
        start = self._starts[index]
        breaks = bisect_left(self._line_ends, start)
        if breaks:
            return self.line + breaks, start - self._line_ends[breaks - 1]
        return self.line, start + self._column

    def may_have_large_integers(self, index: int) -> bool:
        """Whether an item may have integers beyond 64 bits; most batches have none at all."""
        if self._has_many_digits is None:
            self._has_many_digits = MANY_DIGITS.search(self.raw) is not None
        return self._has_many_digits and MANY_DIGITS.search(self.item(index)) is not None

    def item(self, index: int) -> bytes:
        """The bytes of the item."""
        text = self._look()
        return text[self._starts[index] : self._ends[index]].encode("utf-8", "surrogateescape")

    def _look(self) -> str:
        """The text, in which all items have been found: at once, when the first is asked for."""
        if self._text is None:
            self._text = self.raw.decode("utf-8", "surrogateescape")
            for start, end in _items(self._text):
                self._starts.append(start)
                self._ends.append(end)
            self._line_ends.extend(match.start() for match in re.finditer("\n", self._text))
        return self._text


def _items(text: str) -> Iterator[tuple[int, int]]:
    """The start and the end of each item of an array, given as valid JSON text."""
    at = text.index("[") + 1
    while True:
        match = _BETWEEN.match(text, at)
        at = match.end() if match else at
        if at >= len(text) or text[at] == "]":
            return
        end = _end(text, at)
        yield at, end
        at = end


def _end(text: str, start: int) -> int:
    """The end of the value that starts there, however deep it is nested."""
    try:
        return _DECODER.raw_decode(text, start)[1]
    except RecursionError:
        depth = 0
        for match in _TOKEN.finditer(text, start):
            depth += _STEP.get(match[0], 0)
            if not depth:
                return match.end()
        return len(text)


_STEP = {"{": 1, "[": 1, "}": -1, "]": -1}
