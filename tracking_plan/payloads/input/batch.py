"""A batch: the array that several records came in, and where each of its items stands."""

import re
from array import array
from bisect import bisect_left

from tracking_plan.payloads.input import json_layout

MANY_DIGITS = re.compile(rb"[0-9]{19}")  # so many may be beyond 64 bits


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
        return self._position(self._starts[index])

    def _position(self, start: int) -> tuple[int, int]:
        """The line and the column of a character of the text."""
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
            for start, end in json_layout.items(self._text, self._text.index("[")):
                self._starts.append(start)
                self._ends.append(end)
            self._find_lines(self._text)
        return self._text

    def _find_lines(self, text: str) -> None:
        self._line_ends.extend(match.start() for match in re.finditer("\n", text))
