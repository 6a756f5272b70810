"""Inputs that grow while they are read: files, as `tail -F` follows them, and pipes."""

import os
import select
import time
from pathlib import Path
from typing import Protocol

_BLOCK = 1 << 18
_PATIENCE = 0.2  # seconds until an input is asked again


class Growing(Protocol):
    """An input that may have more later on."""

    has_ended: bool
    """Whether nothing more can come."""

    def read(self) -> bytes:
        """What has come since the last time, or some of it; nothing, after a while, for none."""
        ...

    def is_renewed(self) -> bool:
        """Whether another content has taken the place of what was read; it comes from now on."""
        ...


class GrowingFile:
    """A file that is appended to, put aside for a new one of its name (rotated), or emptied.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb", buffering=0)
        self.has_ended = False

    def read(self) -> bytes:
        """What has been appended since the last time; waits a little where there is nothing."""
        found = self._file.read(_BLOCK) or b""
        if not found:
            time.sleep(_PATIENCE)
        return found

    def is_renewed(self) -> bool:
        """Whether it is another file now, or the same and shorter; that is read from its start."""
        try:
            named = self._path.stat()
        except OSError:  # it has been put aside, and the new one is not there yet
            return False
        own = os.fstat(self._file.fileno())
        if own.st_size > self._file.tell():  # what it has got meanwhile comes first
            return False
        if (named.st_dev, named.st_ino) != (own.st_dev, own.st_ino):
            renewed = self._path.open("rb", buffering=0)
            self._file.close()
            self._file = renewed
            return True
        if own.st_size < self._file.tell():
            self._file.seek(0)
            return True
        return False


class GrowingPipe:
    """A pipe, or whatever else gives its bytes once, by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.has_ended = False

    def read(self) -> bytes:
        """What has come since the last time; waits a little where there is nothing."""
        if not select.select([self._descriptor], [], [], _PATIENCE)[0]:
            return b""
        found = os.read(self._descriptor, _BLOCK)
        self.has_ended = not found
        return found

    def is_renewed(self) -> bool:
        """False: what has come stays."""
        return False
