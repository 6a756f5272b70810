"""The seam between reading and judging: an engine takes clean lines before they become records."""

from collections.abc import Sequence
from typing import Protocol


class LineJudge(Protocol):
    """Judges a block of lines at once; whoever it is, what is found in the end is the same.

    It counts the payloads that no rule has anything to say about, and gives back all other lines:
    those that it is not sure of, and those that are no payload.
    """

    def __call__(self, block: bytes, /) -> Sequence[tuple[int, bytes]]:
        """The lines that need a closer look, in their order, each with its number in the block.

        The first line has the number 0. The block has no line break behind its last line.
        """
        ...


def all_lines(block: bytes) -> Sequence[tuple[int, bytes]]:
    """The judge that takes nothing: every line needs a closer look."""
    return tuple(enumerate(block.split(b"\n")))


class Watched:
    """A judge of which it is known how much it has judged, and if it has taken anything."""

    def __init__(self, judge: LineJudge) -> None:
        self._judge = judge
        self.lines = self.taken = 0

    def __call__(self, block: bytes, /) -> Sequence[tuple[int, bytes]]:
        """What the judge gives back."""
        closer = self._judge(block)
        lines = block.count(b"\n") + 1
        self.lines += lines
        self.taken += lines - len(closer)
        return closer
