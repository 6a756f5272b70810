"""Expressions that are built when they are asked for: most of a file never is."""

from collections.abc import Callable
from typing import Generic, TypeVar

E_co = TypeVar("E_co", covariant=True)
"""What is built: an expression."""

MADE = "()"
"""What follows the name of a function in that of what it makes: `useTrack()`."""


class Deferred(Generic[E_co]):
    """An expression that is built when it is asked for.

    `member` is the name that it takes of an object, that of a variable, or that of what a function
    makes; None: it is none of these.
    """

    __slots__ = ("_build", "_built", "member")

    def __init__(self, build: Callable[[], E_co], member: str | None = None) -> None:
        self.member = member
        self._build = build
        self._built: E_co | None = None

    @property
    def expression(self) -> E_co:
        """The expression."""
        if self._built is None:
            self._built = self._build()
        return self._built
