"""Whether a file among others is a capture, by its name or by what it begins with."""

from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tracking_plan.payloads.input.forms import READABLE, Readable, records
from tracking_plan.payloads.input.payload_signs import is_payload
from tracking_plan.payloads.input.read_options import ReadOptions

_NAMED = frozenset((".ndjson", ".jsonl", ".har"))  # `.json` and `.log` may be anything
_PACKED = frozenset((".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz"))
_LOOKED_AT = 1 << 18  # bytes
_FIRST = 100  # records


def looks_captured(path: Path, readable: Readable = READABLE) -> bool:
    """Whether the file has a capture's suffix, or a payload among its first lines.

    Raises:
        OSError: it cannot be read.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in _PACKED:
        suffixes.pop()
    if suffixes and suffixes[-1] in _NAMED:
        return True
    if readable.file_form(path) is not None:
        return True
    with path.open("rb") as stream:
        found = islice(records(_Beginning(stream), ReadOptions(), readable), _FIRST)
        return any(isinstance(one.value, dict) and is_payload(one.value) for one in found)


class _Beginning:
    """A stream as far as anybody looks at it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, _LOOKED_AT

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""
        block = self._stream.read(min(size, self._left))
        self._left -= len(block)
        return block
