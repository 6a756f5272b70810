"""A file split into chunks of whole lines, which can be read independently."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from tracking_plan.payloads.input.blocks import BLOCK, Blocks
from tracking_plan.payloads.input.compression import is_compressed
from tracking_plan.payloads.input.forms import READABLE, Form, Readable

SMALL = 16 << 20  # bytes of a file, below which further processes cost more than they save
_SHORTEST, _LONGEST = 1 << 20, 32 << 20  # bytes of a chunk
_EACH = 6  # chunks for each process, so that none has to wait long for another at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Bytes of a file, from a line's beginning to a line's end, and the form of the file."""

    path: Path
    form: Form
    start: int
    end: int


def can_be_split(path: Path, readable: Readable = READABLE) -> bool:
    """Whether the file is a regular one, plain UTF-8, and of a form that can be read in chunks."""
    if not path.is_file() or readable.file_form(path) is not None:
        return False
    with path.open("rb") as stream:
        blocks = Blocks(stream)
    if blocks.errors or is_compressed(blocks.head, readable.compressions):
        return False
    return readable.form(blocks.head).can_be_split


def chunk_length(size: int, jobs: int) -> int:
    """How long the chunks of a file of that size are to be, in bytes."""
    return max(_SHORTEST, min(size // (_EACH * jobs), _LONGEST))


def chunks(path: Path, length: int, *, readable: Readable = READABLE) -> Iterator[Chunk]:
    """The chunks of a file, in order, each about `length` bytes long, or as long as a line."""
    with path.open("rb") as stream:
        form = readable.form(Blocks(stream).head)
        size = stream.seek(0, 2)
        start = 0
        while start < size:
            end = _line_end(stream, start + length - 1) if start + length < size else size
            yield Chunk(path=path, form=form, start=start, end=end)
            start = end


def _line_end(stream: BinaryIO, at: int) -> int:
    """The end of the line that contains the byte `at`, or of the file."""
    at = stream.seek(at)
    while block := stream.read(BLOCK):
        found = block.find(b"\n")
        if found >= 0:
            return at + found + 1
        at += len(block)
    return at


class ChunkReader:
    """A chunk as a stream; `breaks` counts the line breaks that have been read."""

    def __init__(self, chunk: Chunk) -> None:
        self._file = chunk.path.open("rb")
        self._file.seek(chunk.start)
        self._left = chunk.end - chunk.start
        self.breaks = 0

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; nothing at the end of the chunk."""
        block = self._file.read(min(size, self._left))
        self._left -= len(block)
        self.breaks += block.count(b"\n")
        return block

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
