"""The first layer of an input: what is compressed becomes the bytes that it was made from."""

from collections.abc import Callable
from dataclasses import dataclass

from tracking_plan.payloads.input.blocks import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A way to compress, recognised by the bytes that it begins with, whatever the file's name."""

    name: str
    magic: bytes
    open: Callable[[Stream], Stream]


class _Replayed:
    """A stream that gives its beginning again after somebody has looked at it."""

    def __init__(self, stream: Stream, size: int) -> None:
        self._stream = stream
        self.head = b""
        while len(self.head) < size and (block := stream.read(size - len(self.head))):
            self.head += block
        self._left = self.head

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        if not self._left:
            return self._stream.read(size)
        block, self._left = self._left[:size], self._left[size:]
        return block


def uncompressed(stream: Stream, compressions: tuple[Compression, ...]) -> Stream:
    """The stream without its compression, and as it is where it has none."""
    if not compressions:
        return stream
    replayed = _Replayed(stream, max(len(one.magic) for one in compressions))
    found = (one for one in compressions if replayed.head.startswith(one.magic))
    compression = next(found, None)
    return compression.open(replayed) if compression else replayed


def is_compressed(head: bytes, compressions: tuple[Compression, ...]) -> bool:
    """Whether a stream that begins like that is compressed in one of these ways."""
    return any(head.startswith(one.magic) for one in compressions)
