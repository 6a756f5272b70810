"""The text of an input as a window that moves on: what is behind it is no longer in memory."""

import codecs
import re
from collections.abc import Iterable

_SPACE = re.compile(r"[ \t\r\n]*")


class Text:
    """The decoded text, read as it is needed, and where in the input it stands.

    `at` is the index of the next character in `buffer`. Reading more moves both, so that an index
    is good until then.
    """

    def __init__(self, blocks: Iterable[bytes], line: int = 1) -> None:
        self._blocks = iter(blocks)
        # Bytes that are not UTF-8 survive as surrogates and come out again as they were.
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self.buffer, self.at = "", 0
        self.line, self.column = line, 1
        self.is_whole = False

    def read_more(self) -> None:
        """Reads at least as much again as it has from here on."""
        wanted = 2 * (len(self.buffer) - self.at)
        pieces = [self.buffer[self.at :]]
        size = len(pieces[0])
        while size <= wanted and not self.is_whole:
            block = next(self._blocks, None)
            self.is_whole = block is None
            pieces.append(self._decode(block or b"", final=self.is_whole))
            size += len(pieces[-1])
        self.buffer, self.at = "".join(pieces), 0

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        while True:
            space = _SPACE.match(self.buffer, self.at)
            self.advance(space.end() if space else self.at)
            if self.at < len(self.buffer) or self.is_whole:
                return self.buffer[self.at : self.at + 1]
            self.read_more()

    def line_end(self, most: int) -> int:
        """The index behind the line break that ends this line.

        The end of what has been read where the text stops before, or the line has more than `most`
        characters.
        """
        while True:
            found = self.buffer.find("\n", self.at)
            if found >= 0:
                return found + 1
            if self.is_whole or len(self.buffer) - self.at > most:
                return len(self.buffer)
            self.read_more()

    def position(self, index: int) -> tuple[int, int]:
        """The line and the column of a character that has not been passed yet."""
        breaks = self.buffer.count("\n", self.at, index)
        if breaks:
            return self.line + breaks, index - self.buffer.rfind("\n", self.at, index)
        return self.line, self.column + index - self.at

    def advance(self, end: int) -> None:
        """Moves on to `end` of the buffer."""
        self.line, self.column = self.position(end)
        self.at = end

    def take(self, end: int) -> bytes:
        """Moves on to `end` of the buffer, and returns the bytes on the way."""
        taken = self.buffer[self.at : end].encode("utf-8", "surrogateescape")
        self.advance(end)
        return taken

    def remainder(self) -> bytes:
        """All bytes from here on, to the end."""
        while not self.is_whole:
            self.read_more()
        return self.take(len(self.buffer))
