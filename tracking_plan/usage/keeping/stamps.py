"""Whether a file is still what it was, without reading it, as git tells it.

Two writings within one tick of a clock look alike: a file that was written just before it was read
is read again the next time.
"""

import os
import stat

Stamp = tuple[int, ...]
"""The size of a file, when it and its entry were changed, in nanoseconds, and which one it is."""

_TICK = 2_000_000_000  # nanoseconds: no file system that is in use has a longer one
_COARSE = 1_000_000  # what a time in whole milliseconds, or seconds, is a multiple of
_LONG_AGO = 60_000_000_000  # for such file systems, which may be another machine's


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file; None: it is none, or a link, which is read each time."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return (
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_ino,
        found.st_dev,
    )


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a file that was read at a time cannot be changed any more without it being seen."""
    changed = max(stamp[1], stamp[2])
    is_coarse = stamp[1] % _COARSE == 0 or stamp[2] % _COARSE == 0
    return changed + (_LONG_AGO if is_coarse else _TICK) < now
