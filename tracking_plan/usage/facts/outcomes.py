"""What functions return, wherever in their code they do so."""

from typing import Generic, NamedTuple, TypeVar

E = TypeVar("E")
"""What is returned: an expression."""


class Outcome(NamedTuple, Generic[E]):
    """Something that a function returns, at an offset of the code."""

    value: E
    offset: int


class Outcomes(NamedTuple, Generic[E]):
    """All that a function returns. `may_end`: it may also end without returning anything.

    `is_only_declared`: it does nothing itself, and leaves that to the classes that derive from its.
    `is_getter`: code that reads a member calls it. `names_object`: its text has the object that it
    is called on, by a name that the language has for that.
    """

    every: tuple[Outcome[E], ...] = ()
    may_end: bool = True
    is_only_declared: bool = False
    is_getter: bool = False
    names_object: bool = True
