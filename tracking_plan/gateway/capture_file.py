"""The file of a capture: one writer, whole lines, and nothing lost that was acknowledged.

Lines are given to the system before they count as written, with no buffer of ours in between: they
survive the end of this process, however it comes. What a process that was killed, or a full disk,
has left of a line is taken out before anything else is written.
"""

import errno
import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT
_ATONCE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_MODE = 0o600  # what people do is in there
_LONGEST = 32 * 1024 * 1024  # bytes, in which a line has to end
_BLOCK = 64 * 1024
_BREAK, _MARK = b"\n", b"\xef\xbb\xbf"
_BEGINNINGS, _ENDS = (b"{", b"["), (b"}", b"]")


class CaptureFileError(OSError):
    """A file that no capture can be appended to; the text says why."""


class CaptureFile:
    """A file of newline-delimited JSON that is appended to.

    It is made where it is not there, readable by the user alone, and locked, so that no second
    capture writes to it. `taken_out` is how many bytes of a half line it had at its end.

    Raises:
        CaptureFileError: it is a link, no file, in use, or no capture.
        OSError: it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1  # none
        self._has_half_line = False
        self.taken_out = 0
        self._open()

    def append(self, lines: Iterable[bytes]) -> None:
        """Writes whole lines, all of them or none.

        Raises:
            OSError: they cannot be written.
        """
        content = b"".join(lines)
        if not content:
            return
        if self._descriptor < 0 or not self._is_in_place():
            self.close()
            self._open()
        if self._has_half_line:
            self._heal()
        before = os.fstat(self._descriptor).st_size
        try:
            self._write(content)
        except OSError:
            self._has_half_line = True  # unless it can be taken back at once
            os.ftruncate(self._descriptor, before)
            self._has_half_line = False
            raise

    def close(self) -> None:
        """Closes the file, and lets the lock go."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def _open(self) -> None:
        try:
            descriptor = os.open(self._path, _FLAGS | _ATONCE, _MODE)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK):
                raise CaptureFileError("it is a link; name the file itself") from None
            raise
        try:
            _refuse_irregular(descriptor)
            _lock(descriptor)
            self._descriptor = descriptor
            self._heal()
        except BaseException:
            os.close(descriptor)
            self._descriptor = -1
            raise

    def _is_in_place(self) -> bool:
        """Whether the file is still the one of its name: somebody may have moved it away."""
        try:
            named = self._path.lstat()
        except OSError:
            return False
        own = os.fstat(self._descriptor)
        return (named.st_dev, named.st_ino) == (own.st_dev, own.st_ino)

    def _write(self, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[os.write(self._descriptor, left) :]

    def _heal(self) -> None:
        """Ends the last line, or takes it out where it is only half of one.

        Raises:
            CaptureFileError: the file is no capture.
        """
        size = os.fstat(self._descriptor).st_size
        last = _last_line(self._descriptor, size)
        is_only = len(last) == size
        if not is_only and not _looks_whole(_first_line(self._descriptor, size)):
            raise _no_capture()
        if not last.strip() or _is_whole(last):
            if last:
                self._write(_BREAK)
        elif last.startswith(_BEGINNINGS):
            os.ftruncate(self._descriptor, size - len(last))
            self.taken_out += len(last)
        else:
            raise _no_capture()
        self._has_half_line = False


def _refuse_irregular(descriptor: int) -> None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise CaptureFileError("it is no file; a capture is appended to one")


def _lock(descriptor: int) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CaptureFileError("another capture writes to it") from None


def _last_line(descriptor: int, size: int) -> bytes:
    """What stands behind the last line break.

    Raises:
        CaptureFileError: that is longer than any line of a capture.
    """
    found = b""
    while len(found) < size:
        start = max(0, size - len(found) - _BLOCK)
        block = _read_at(descriptor, start, size - len(found) - start)
        _, newline, behind = block.rpartition(_BREAK)
        found = behind + found
        if newline:
            break
        if len(found) > _LONGEST:
            raise _no_capture()
    return found


def _first_line(descriptor: int, size: int) -> bytes:
    """What stands before the first line break, and no more of it than a line may have."""
    head = b""
    while _BREAK not in head and len(head) < min(size, _LONGEST):
        head += _read_at(descriptor, len(head), _BLOCK)
    return head.partition(_BREAK)[0]


def _read_at(descriptor: int, start: int, count: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, count)


def _looks_whole(line: bytes) -> bool:
    """Whether a line begins and ends as a payload or a batch does, or is blank."""
    line = line.removeprefix(_MARK).strip()
    return not line or (line.startswith(_BEGINNINGS) and line.endswith(_ENDS))


def _is_whole(line: bytes) -> bool:
    """Whether a line is a payload or a batch, and has its end."""
    if not _looks_whole(line):
        return False
    try:
        json.loads(line.removeprefix(_MARK))
    except (ValueError, RecursionError):
        return False
    return True


def _no_capture() -> CaptureFileError:
    return CaptureFileError("it is no newline-delimited JSON; name a file of its own")
