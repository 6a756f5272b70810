"""Which assignments reach a place in the code."""

from typing import Final, NamedTuple

from msgspec import Struct

START: Final = -1
"""Stands for what there is before all of the assignments."""


class Assignment(NamedTuple):
    """A range of code that assigns. `is_start`: what it does counts as what there is before."""

    start: int
    end: int
    is_start: bool = False


class Reached(Struct, frozen=True, kw_only=True):
    """The offsets of the assignments that may be the last; None: that cannot be told.

    `is_beyond`: there is too much code for that. `is_unsure`: code that is not seen decides
    whether some of them may be. `steps` says how much was looked at.
    """

    last: frozenset[int] | None = None
    is_beyond: bool = False
    is_unsure: bool = False
    steps: int = 0
