"""The seam between reading and judging: an engine takes clean lines before they become records."""

from collections.abc import Callable, Sequence
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
    """A judge of which it is known if it has taken anything; `say` is called with how far it is.

    That is in lines and in bytes.
    """

    def __init__(self, judge: LineJudge, say: Callable[[int, int], object] | None = None) -> None:
        self._judge = judge
        self._say = say
        self._lines = self._bytes = 0
        self.taken = 0

    def __call__(self, block: bytes, /) -> Sequence[tuple[int, bytes]]:
        """What the judge gives back."""
        closer = self._judge(block)
        lines = block.count(b"\n") + 1
        self._lines += lines
        self._bytes += len(block) + 1
        self.taken += lines - len(closer)
        if self._say is not None:
            self._say(self._lines, self._bytes)
        return closer
