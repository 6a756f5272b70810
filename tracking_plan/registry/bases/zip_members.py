"""The members of a zip archive."""

import stat
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tracking_plan.registry.bases.members import (
    MAX_FETCHED,
    MAX_MEMBERS,
    MAX_TARGET,
    Members,
    safe_name,
    too_large,
    unreadable,
)
from tracking_plan.regular_file import MAX_BYTES

_ERRORS = (
    *(BadZipFile, OSError, EOFError, zlib.error, ValueError, RuntimeError, OverflowError),
    *(NotImplementedError, RecursionError, LookupError),
)
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_MAX_END = 22 + 0xFFFF
_MAX_DIRECTORY = 32 * 1024 * 1024


def members(path: Path, shown: str) -> Members:
    """The members of the zip archive at a path.

    Raises:
        BaseError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            _refuse_long_list(stream, shown)
            stream.seek(0)
            with ZipFile(stream) as archive:
                return _members(archive, path, shown)
    except _ERRORS as error:
        raise unreadable(shown, error) from error


def _refuse_long_list(stream: IO[bytes], shown: str) -> None:
    """Refuses an archive before `zipfile` makes objects of millions of members."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _MAX_END - 20))
    end = stream.read()
    at = end.rfind(_END)
    if at == -1:
        raise BadZipFile("it has no end")
    length = int.from_bytes(end[at + 12 : at + 16], "little")
    if length > _MAX_DIRECTORY or end[at - 20 : at].startswith(_END_64):
        raise too_large(shown, "its list of members is too long")


def _members(archive: ZipFile, path: Path, shown: str) -> Members:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise too_large(shown, f"it has more than {MAX_MEMBERS:,} members")
    files: dict[str, str] = {}
    symlinks: dict[str, str] = {}
    for index, info in enumerate(infos):
        name = safe_name(info.filename)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if name is None or info.is_dir():
            continue
        files.pop(name, None)
        symlinks.pop(name, None)
        if kind == stat.S_IFLNK and info.file_size <= MAX_TARGET:
            symlinks[name] = _content(archive, info, MAX_TARGET).decode("utf-8", "surrogateescape")
        elif kind in (0, stat.S_IFREG):
            files[name] = str(index)

    def fetch(keys: Iterable[str]) -> Mapping[str, bytes]:
        return _fetched(path, shown, [int(key) for key in keys])

    return Members(files=files, symlinks=symlinks, fetch=fetch)


def _fetched(path: Path, shown: str, wanted: list[int]) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    try:
        with ZipFile(path) as archive:
            infos = archive.infolist()
            for index in wanted:
                found[str(index)] = content = _content(archive, infos[index], MAX_BYTES + 1)
                total += len(content)
                if total > MAX_FETCHED:
                    raise too_large(shown, "the plan's files are too large")
    except _ERRORS as error:
        raise unreadable(shown, error) from error
    return found


def _content(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    """How a member begins."""
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile("a member is compressed in a way that is not read")
    with archive.open(info) as stream:
        return stream.read(most)
