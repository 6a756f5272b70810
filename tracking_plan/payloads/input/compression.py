"""The first layer of an input: what is compressed becomes the bytes that it was made from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tracking_plan.payloads.input.blocks import Stream
from tracking_plan.payloads.input.codecs import CODECS
from tracking_plan.payloads.input.decompression import Decompressed
from tracking_plan.payloads.input.record import ParseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Compression:
    """A way to compress, recognised by the bytes that it begins with, whatever the file's name."""

    name: str
    magic: bytes
    open: Callable[[Stream], Stream]


COMPRESSIONS = tuple(
    Compression(name=codec.name, magic=magic, open=partial(Decompressed, codec=codec))
    for codec in CODECS
    for magic in codec.magics
)
MAX_LAYERS = 3  # of compression over compression


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


class Uncompressed:
    """A stream without its compression, of which there may be several layers; as it is without."""

    def __init__(self, stream: Stream, compressions: tuple[Compression, ...]) -> None:
        self._layers: list[Decompressed] = []
        self.has_layers = False
        self._stream = self._opened(stream, compressions)
        self._breaks, self._last = 0, b""

    def _opened(self, stream: Stream, compressions: tuple[Compression, ...]) -> Stream:
        for _ in range(MAX_LAYERS if compressions else 0):
            replayed = _Replayed(stream, max(len(one.magic) for one in compressions))
            fits = (one for one in compressions if replayed.head.startswith(one.magic))
            compression = next(fits, None)
            if compression is None:
                return replayed
            stream = compression.open(replayed)
            self.has_layers = True
            if isinstance(stream, Decompressed):
                self._layers.append(stream)
        return stream

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        block = self._stream.read(size)
        if self._layers and block:
            self._breaks += block.count(b"\n")
            self._last = block[-1:]
        return block

    @property
    def failure(self) -> ParseError | None:
        """Why the text ends before its end; None: it does not. The outermost layer knows best."""
        return next((layer.failure for layer in self._layers if layer.failure), None)

    def is_cut_on(self, line: int) -> bool:
        """Whether the text that was read ends within that line."""
        return line == self.line and self._ends_within_line

    @property
    def _ends_within_line(self) -> bool:
        return self._last not in {b"", b"\n"}

    @property
    def line(self) -> int:
        """The last line of the text that was read."""
        return max(self._breaks + self._ends_within_line, 1)


def is_compressed(head: bytes, compressions: tuple[Compression, ...]) -> bool:
    """Whether a stream that begins like that is compressed in one of these ways."""
    return any(head.startswith(one.magic) for one in compressions)
