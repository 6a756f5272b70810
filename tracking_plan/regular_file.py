"""Reading a file that a plan or an option names: never waiting, and never without an end."""

import errno
import os
import stat
from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def real_path(path: Path) -> Path:
    """Where a path leads, links followed as far as they lead anywhere.

    `Path.resolve` raises for links in a circle, before Python 3.13.
    """
    return Path(os.path.realpath(path))


class IrregularFileError(OSError):
    """A path leads to a folder, a pipe, a device or a socket, where a file is wanted."""


def read_regular(path: Path | str, *, is_listed: bool = False) -> bytes:
    """The content of a file, and no more of it than `MAX_BYTES` and one byte.

    Opening a pipe would wait for whoever writes to it, and a device may never end. `is_listed`: the
    system has just listed it as a file, so that it is looked at only once it is open.

    Raises:
        IrregularFileError: it is no file.
        OSError: it cannot be read.
    """
    if not is_listed:
        _refuse_irregular(path, os.stat(path).st_mode)  # noqa: PTH116  a text stays one
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    try:
        now = os.fstat(descriptor)
        _refuse_irregular(path, now.st_mode)  # it may have changed meanwhile
        # A buffer of 16 MiB for each small file would take longer than reading it.
        content = os.read(descriptor, min(now.st_size, MAX_BYTES) + 1)
        if len(content) == now.st_size:
            return content
        while len(content) <= MAX_BYTES:  # it has grown, has no size, or comes in parts
            more = os.read(descriptor, MAX_BYTES + 1 - len(content))
            if not more:
                break
            content += more
        return content
    finally:
        os.close(descriptor)


def _refuse_irregular(path: Path | str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), None)
    if kind is not None:
        raise IrregularFileError(errno.EINVAL, f"it is {kind}, not a file", str(path))


def read_stream(path: Path) -> bytes:
    """The same of whatever the path leads to: for what the user names, `<(...)` included.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
