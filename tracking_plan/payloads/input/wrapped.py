"""Payloads within something else: the way to each, its bytes, and where in the input it stands."""

import json
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass

from tracking_plan.payloads.input import json_layout
from tracking_plan.payloads.input.batch import Batch

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)


@dataclass(frozen=True, slots=True)
class Behind:
    """A step over what stands in front of JSON on a line: so many characters."""

    skip: int


@dataclass(frozen=True, slots=True)
class Within:
    """A step into a text that has JSON behind so many characters."""

    skip: int


Steps = tuple[str | int | Behind | Within, ...]
"""The way from a text to a value in it: keys of objects, positions in arrays, and into texts."""


class Wrapped(Batch):
    """What several payloads came in, or one. Each has a way of its own; `raw` is all of it.

    `around`: what the ways lead through, if that is more than anybody may see; it begins at `line`
    and `column`.
    """

    __slots__ = ("_around", "_ways", "_within")

    def __init__(
        self,
        line: int,
        raw: bytes,
        column: int,
        ways: list[Steps],
        *,
        around: bytes | None = None,
    ) -> None:
        super().__init__(line, raw, column)
        self._around = raw if around is None else around
        self._ways = ways
        self._within: _Within | None = None

    def place(self, index: int) -> tuple[int, int]:
        """The line and the column in which the payload begins, escapes counted as they stand."""
        level, at = self._look_within(index)
        return self._position(level.outer(at))

    def item(self, index: int) -> bytes:
        """The bytes of the payload, without what it is wrapped in."""
        level, at = self._look_within(index)
        text = level.text
        return text[at : json_layout.end(text, at)].encode("utf-8", "surrogateescape")

    def _look_within(self, index: int) -> "tuple[_Level, int]":
        if self._within is None:
            text = self._around.decode("utf-8", "surrogateescape")
            self._find_lines(text)
            self._within = _Within(text)
        return self._within.find(self._ways[index])


class _Level:
    """A text, the one that it stands in, and which character of that each of its own is."""

    def __init__(self, text: str, outer: "_Level | None" = None, quote: int = 0) -> None:
        self.text = text
        self._outer, self._quote = outer, quote
        self._behind, self._more = array("q"), array("q")

    def within(self, quote: int) -> "_Level":
        """The text whose quote is there, as a level of its own."""
        end = json_layout.end(self.text, quote)
        raw = self.text[quote:end]
        inner = _Level(json.loads(raw), self, quote)
        inner._find_escapes(raw[1:-1])
        return inner

    def _find_escapes(self, raw: str) -> None:
        more = 0
        for match in _ESCAPE.finditer(raw):
            self._behind.append(match.start() - more + 1)
            more += match.end() - match.start() - 1
            self._more.append(more)

    def outer(self, at: int) -> int:
        """Where in the outermost text the character stands."""
        if self._outer is None:
            return at
        escapes = bisect_right(self._behind, at)
        more = self._more[escapes - 1] if escapes else 0
        return self._outer.outer(self._quote + 1 + at + more)


class _Within:
    """Where ways lead in a text. What several have in common is looked for once."""

    def __init__(self, text: str) -> None:
        self._found: dict[Steps, tuple[_Level, int]] = {(): (_Level(text), _start(text))}
        self._items: dict[Steps, array[int]] = {}

    def find(self, steps: Steps) -> tuple[_Level, int]:
        """The level at which the way ends, and where in its text."""
        known = self._found.get(steps)
        if known is not None:
            return known
        before, step = steps[:-1], steps[-1]
        level, at = self.find(before)
        if isinstance(step, Behind):
            at = step.skip
        elif isinstance(step, Within):
            level, at = level.within(at), step.skip
        elif isinstance(step, str):
            at = json_layout.member(level.text, at, step)
        else:
            at = self._item(before, level.text, at, step)
        self._found[steps] = level, at
        return level, at

    def _item(self, steps: Steps, text: str, at: int, index: int) -> int:
        starts = self._items.get(steps)
        if starts is None:
            starts = array("q", (start for start, _ in json_layout.items(text, at)))
            self._items[steps] = starts
        return starts[index]


def _start(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\r\n"))
