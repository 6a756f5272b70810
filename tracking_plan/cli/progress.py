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


class Progress:
    """Says on standard error how far the reading of one input has come."""

    def __init__(self, name: str, *, quiet: bool, things: str = "payloads") -> None:
        self._name = name
        self._things = things
        self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._quiet = quiet
        self._pause = _OFTEN if self._is_terminal else _SELDOM
        self._said = time.monotonic()
        self._is_shown = False

    def over(self, items: Iterator[T]) -> Iterator[T]:
        """The items, with a word about them now and then."""
        if self._quiet:
            yield from items
            return
        left, seen = _STEP, 0
        for item in items:
            yield item
            left -= 1
            if not left:
                left, seen = _STEP, seen + _STEP
                self.say(seen)
        self.clear()

    def say(self, seen: int) -> None:
        """Says how many things have been seen, if it is time to."""
        if self._quiet:
            return
        now = time.monotonic()
        if now - self._said < self._pause:
            return
        self._said = now
        text = f"{self._name!r}: {seen:,} {self._things}"
        if self._is_terminal:
            self._is_shown = True
            print(f"{_CLEAR}{text}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line of progress away."""
        if self._is_shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
