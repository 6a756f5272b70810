"""The members of a tar archive, compressed with gzip or not at all."""

import contextlib
import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, relpath
from typing import IO, cast

from tracking_plan.registry.bases.members import (
    MAX_FETCHED,
    MAX_MEMBERS,
    MAX_UNPACKED,
    Members,
    safe_name,
    too_large,
    unreadable,
)
from tracking_plan.regular_file import MAX_BYTES

_ERRORS = (
    *(tarfile.TarError, OSError, EOFError, zlib.error),
    *(ValueError, OverflowError, LookupError, RecursionError),
)
_MAX_HEADER = 16 * 1024 * 1024 + 512


class _BeyondError(Exception):
    """An archive goes on beyond a limit."""


class _Bounded(io.IOBase):
    """A stream that refuses to be read beyond a limit, or in one large piece."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        if not 0 <= size <= _MAX_HEADER:
            raise _BeyondError
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence, offset) == (os.SEEK_CUR, 0):
            return self._stream.seek(0, os.SEEK_CUR)
        if whence != os.SEEK_SET or not 0 <= offset <= MAX_UNPACKED:
            raise _BeyondError
        return self._stream.seek(offset)


def members(path: Path, shown: str) -> Members:
    """The members of the tar archive at a path.

    Raises:
        BaseError: it cannot be read.
    """
    files: dict[str, str] = {}
    symlinks: dict[str, str] = {}
    with _opened(path, shown) as archive:
        for info in _infos(archive):
            name = safe_name(info.name)
            if name is None:
                continue
            files.pop(name, None)
            symlinks.pop(name, None)
            if info.issym():
                symlinks[name] = info.linkname
            elif info.islnk():
                symlinks[name] = relpath(f"/{info.linkname}", f"/{dirname(name)}")
            elif info.isreg():
                files[name] = str(info.offset_data)

    def fetch(keys: Iterable[str]) -> Mapping[str, bytes]:
        return _fetched(path, shown, set(keys))

    return Members(files=files, symlinks=symlinks, fetch=fetch)


def _fetched(path: Path, shown: str, wanted: set[str]) -> Mapping[str, bytes]:
    """The members that begin at these offsets, in the order of the archive: read but once."""
    found: dict[str, bytes] = {}
    total = 0
    with _opened(path, shown) as archive:
        for info in _infos(archive):
            key = str(info.offset_data)
            stream = archive.extractfile(info) if key in wanted and info.isreg() else None
            if stream is not None:
                found[key] = stream.read(MAX_BYTES + 1)
                total += len(found[key])
            if total > MAX_FETCHED:
                raise too_large(shown, "the plan's files are too large")
            if len(found) == len(wanted):
                break
    return found


def _infos(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for count, info in enumerate(archive):
        if count == MAX_MEMBERS:
            raise _BeyondError
        yield info


@contextlib.contextmanager
def _opened(path: Path, shown: str) -> Iterator[tarfile.TarFile]:
    """The archive, whose errors are those of a base."""
    try:
        with path.open("rb") as raw:
            is_compressed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if is_compressed else raw
            bounded = cast(IO[bytes], _Bounded(stream))
            with tarfile.open(fileobj=bounded, mode="r:") as archive:
                yield archive
    except _BeyondError as error:
        size = f"{MAX_UNPACKED // 1024 // 1024} MiB"
        raise too_large(shown, f"more than {size}, or {MAX_MEMBERS:,} members") from error
    except _ERRORS as error:
        raise unreadable(shown, error) from error
