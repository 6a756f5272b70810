"""Answers that are found once and kept: looking again each time would take too long."""

from collections.abc import Callable
from typing import Generic, TypeVar

_About = TypeVar("_About")
_Answer = TypeVar("_Answer")


class Kept(Generic[_About, _Answer]):
    """Finds something about each of some objects, which do not change, once.

    They are told apart by their identity: to compare them would take as long as to look again.
    """

    def __init__(self, find: Callable[[_About], _Answer]) -> None:
        self._find = find
        self._known: dict[int, tuple[_About, _Answer]] = {}

    def of(self, about: _About) -> _Answer:
        """What there is to find about an object."""
        known = self._known.get(id(about))
        if known is None:
            known = self._known[id(about)] = about, self._find(about)
        return known[1]
