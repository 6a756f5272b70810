"""What the text of a file says, found by whoever asks, and kept by whoever has the texts."""

from collections.abc import Callable
from typing import Protocol, TypeVar

_Fact = TypeVar("_Fact")


class Says(Protocol):
    """Says of a file what `find` finds in its code; `kind` tells that from all else."""

    def __call__(self, name: str, kind: str, find: Callable[[bytes], _Fact], /) -> _Fact | None:
        """What is found, as JSON; None where the file cannot be read."""


def nothing(name: str, kind: str, find: Callable[[bytes], _Fact], /) -> _Fact | None:
    """What is said of files that nobody can read."""
    return None
