"""Progress of long work: on one line of a terminal, or a line every ten seconds elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")

_STEP = 4096  # items between two looks at the clock
_OFTEN, _SELDOM = 0.2, 10.0
_CLEAR = "\r\x1b[K"
_MB = 1_000_000


class Progress:
    """Says on standard error how far the reading of one input has come.

    `what` is read from it; the clock is looked at after each `step` of them.
    """

    def __init__(
        self, name: str, *, quiet: bool, what: str = "payloads", step: int = _STEP
    ) -> None:
        self._name, self._what, self._step = name, what, step
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._quiet = quiet
        self._pause = _OFTEN if self._is_terminal else _SELDOM
        self._began = self._said = time.monotonic()
        self._is_shown = False

    def over(self, items: Iterator[T]) -> Iterator[T]:
        """The items, with a word about them now and then."""
        if self._quiet:
            yield from items
            return
        left, seen = self._step, 0
        for item in items:
            yield item
            left -= 1
            if not left:
                left, seen = self._step, seen + self._step
                self.say(seen)
        self.clear()

    def say(self, seen: int, *, read: int | None = None, size: int | None = None) -> None:
        """Says how many have been seen, if it is time to, and how many bytes of how many read."""
        if self._quiet:
            return
        now = time.monotonic()
        if now - self._said < self._pause:
            return
        self._said = now
        text = f"{self._name!r}: {seen:,} {self._what}"
        if read is not None:
            text += _speed(read, size, now - self._began)
        if self._is_terminal:
            self._is_shown = True
            print(f"{_CLEAR}{text}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line of progress away."""
        if self._is_shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def _speed(read: int, size: int | None, seconds: float) -> str:
    """How much has been read, of how much, and how fast."""
    share = f", {100 * read // size} %" if size else ""
    return f"{share}, {read / _MB:,.0f} MB, {read / _MB / max(seconds, 0.001):,.0f} MB/s"
