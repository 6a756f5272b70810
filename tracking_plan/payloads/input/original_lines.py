"""The lines of an input as they were, each kept until it is known where it goes."""

from collections.abc import Callable, Iterable, Iterator

Write = Callable[[Iterable[bytes]], object]
"""Takes bytes one after the other, each time whole lines, but for a line longer than memory."""


class OriginalLines:
    """Passes blocks on to whoever reads lines, and their lines to one of two outputs.

    A line goes to `others` where `take` was called with its number, and else to `usual`. It is
    settled once a later one has been reached; but a line that is taken already is not waited for,
    however long it is. `line` is the first that is not settled. `mark` stands before the first
    line, and is none of a reader's business.
    """

    def __init__(self, usual: Write, others: Write, *, mark: bytes = b"") -> None:
        self._usual, self._others = usual, others
        self._taken: set[int] = set()
        self._in_place_of: dict[int, list[tuple[bytes, bool]]] = {}
        self._pending = mark
        self._reached = 1
        self.line = 1

    def watch(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks as they are. The last of them is settled by `finish`."""
        for block in blocks:
            self._settle()
            if self.line in self._taken and b"\n" not in self._pending:
                self._others([self._pending])
                self._pending = b""
            self._pending = self._pending + block if self._pending else block
            yield block

    def reach(self, line: int) -> None:
        """All is known of the lines before this one."""
        self._reached = max(self._reached, line)

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
        for line in _lines(self._pending):
            self._write(line)
            self.line += line.endswith(b"\n")
        self._pending = b""

    def _settle(self) -> None:
        """Writes the lines of which all is known."""
        settled = 0
        for line in _lines(self._pending):
            if self.line >= self._reached or not line.endswith(b"\n"):
                break
            self._write(line)
            self.line += 1
            settled += len(line)
        self._pending = self._pending[settled:]

    def _write(self, line: bytes) -> None:
        pieces = self._in_place_of.pop(self.line, None)
        is_taken = self.line in self._taken
        if line.endswith(b"\n"):
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
