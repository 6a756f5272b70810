"""What the reading of one file may cost: a file that takes more is refused, and reported so.

Code that people write needs a small part of each limit. Steps are counted, so that a file is read
or refused alike on every machine; processor time is measured only where a parser decides how long
it takes.
"""

from time import thread_time

MAX_LEVELS = 2_000
MOST_STEPS = 200_000  # for evaluating one file; where it has many calls, for each:
_STEPS_PER_CALL = 150
MOST_CALLS = 2_000
_SECONDS = 1.0  # for parsing, and for each MiB:
_SECONDS_PER_MIB = 1.5


class TooMuch(Exception):  # noqa: N818  it names a limit, no error of the program
    """A file takes more than it may. `reason` says so as the end of a sentence about the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


TOO_DEEP = "is nested too deeply"
TOO_MANY_SIGNS = "has too many signs in a row"
TOO_SLOW = "takes too long to parse"
TOO_INVOLVED = "takes too many steps to evaluate"
TOO_MANY_CALLS = f"has more than {MOST_CALLS:,} tracking calls"


class Clock:
    """The processor time that is left for parsing one file of so many bytes."""

    def __init__(self, size: int) -> None:
        self._end = thread_time() + _SECONDS + _SECONDS_PER_MIB * size / 1024 / 1024

    def is_over(self) -> bool:
        """Whether all of it is spent."""
        return thread_time() > self._end


class Effort:
    """The steps that are left for evaluating the calls of one file."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._most = self._left = steps

    def renew(self, calls: int = 0) -> None:
        """Begins with another file, which has so many calls."""
        self._left = max(self._most, _STEPS_PER_CALL * calls)

    def spend(self, steps: int) -> None:
        """Takes some of them; raises `TooMuch` when none is left."""
        self._left -= steps
        if self._left < 0:
            raise TooMuch(TOO_INVOLVED)
