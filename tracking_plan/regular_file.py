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


def read_regular(path: Path) -> bytes:
    """The content of a file, and no more of it than `MAX_BYTES` and one byte.

    Opening a pipe would wait for whoever writes to it, and a device may never end.

    Raises:
        IrregularFileError: it is no file.
        OSError: it cannot be read.
    """
    _refuse_irregular(path, path.stat().st_mode)
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    with os.fdopen(descriptor, "rb") as stream:
        _refuse_irregular(path, os.fstat(descriptor).st_mode)  # it may have changed meanwhile
        return stream.read(MAX_BYTES + 1)


def _refuse_irregular(path: Path, mode: int) -> None:
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
