"""What decompresses one member of a compressed file, and how that can fail."""

from enum import StrEnum
from typing import Protocol


class Broken(StrEnum):
    """What can be wrong with compressed data that does not just end too early."""

    BYTES = "bytes"
    CHECKSUM = "checksum"
    WINDOW = "window"
    BEHIND = "behind"
    REPETITION = "repetition"


class DecoderError(Exception):
    """Compressed data cannot be read any further."""

    def __init__(self, how: Broken) -> None:
        super().__init__(how)
        self.how = how


class Decoder(Protocol):
    """What decompresses one member, or frame, of a file."""

    @property
    def eof(self) -> bool:
        """Whether it has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out of what was given."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What was given beyond its end."""
        ...

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Up to so many bytes of text.

        Raises:
            DecoderError: there is no more text that can be read.
        """
        ...
