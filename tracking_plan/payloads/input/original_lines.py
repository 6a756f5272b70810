"""The lines of an input as they were, each kept until it is known where it goes."""

from collections.abc import Callable, Iterable, Iterator

Write = Callable[[Iterable[bytes]], object]
"""Takes bytes one after the other, each time whole lines, but for a line longer than memory."""


class OriginalLines:
    """Passes blocks on to whoever reads lines, and their lines to one of two outputs.

    A line goes to `others` where `take` was called with its number, and else to `usual`. A reader
    gives the records of all whole lines before it asks for another block: these are settled then. A
    line that is taken already is not waited for, however long it is. `line` is the first that is
    not settled. `mark` stands before the first line, and is none of a reader's business.
    """

    def __init__(self, usual: Write, others: Write, *, mark: bytes = b"") -> None:
        self._usual, self._others = usual, others
        self._taken: set[int] = set()
        self._in_place_of: dict[int, list[tuple[bytes, bool]]] = {}
        self._pending = mark
        self.line = 1

    def watch(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks as they are. The last of them is settled by `finish`."""
        for block in blocks:
            self._settle()
            if self.line in self._taken and self._pending:
                self._others([self._pending])
                self._pending = b""
            self._pending = self._pending + block if self._pending else block
            yield block

    def take(self, line: int) -> bool:
        """Has a line go to the others; whether it was not to go there before."""
        is_new = line not in self._taken
        self._taken.add(line)
        return is_new

    def put_in_place_of(self, line: int, piece: bytes, *, is_other: bool) -> None:
        """Has pieces, each a line of its own, written in the place of a line."""
        self._in_place_of.setdefault(line, []).append((piece, is_other))

    def finish(self) -> None:
        """Settles all that is left."""
        self._settle()
        if self._pending:
            self._write(self._pending)
        self._pending = b""

    def _settle(self) -> None:
        """Writes the whole lines."""
        end = self._pending.rfind(b"\n") + 1
        if not end:
            return
        whole, self._pending = self._pending[:end], self._pending[end:]
        if not self._taken and not self._in_place_of:
            self._usual(_lines(whole))
            self.line += whole.count(b"\n")
            return
        for line in _lines(whole):
            self._write(line)
            self.line += 1

    def _write(self, line: bytes) -> None:
        pieces = self._in_place_of.pop(self.line, None)
        is_taken = self.line in self._taken
        self._taken.discard(self.line)
        if pieces is None:
            (self._others if is_taken else self._usual)([line])
            return
        for piece, is_other in pieces:
            (self._others if is_other else self._usual)([piece])


def _lines(text: bytes) -> Iterator[bytes]:
    """The lines, each with its break; a CR by itself ends none."""
    start = 0
    while start < len(text):
        end = text.find(b"\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
