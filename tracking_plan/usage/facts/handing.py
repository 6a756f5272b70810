"""The places where code hands on what a variable has: to a function, a variable or its caller."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import Expression

ANY_KEY = "*"
"""A place in a list or an object that is not known."""
CALLED = "()"
"""What a function gives, as if it had that under a key."""


class HandingKind(StrEnum):
    """What gets it."""

    CALL = "call"
    ASSIGNED = "assigned"
    RETURNED = "returned"


class Handing(Struct, frozen=True, kw_only=True):
    """A place where a variable, or something of it, is handed on, by itself or within something.

    `to` is the function that is called with it, the target that it is assigned to, or the function
    that returns it. `at` is where the variable stands, `offset` the same in bytes. `taken` are the
    keys of what is taken of the variable, `value` that itself; `keys` those under which what is
    handed on has it, the outermost one first. `position` and `keyword` say which argument it is:
    neither, if it is among those that are spread. `outer` is where the result of a call goes.
    """

    kind: HandingKind
    to: Expression
    value: Expression
    at: Span
    offset: int
    taken: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    position: int | None = None
    keyword: str | None = None
    outer: "Callable[[], Handing | None]" = lambda: None
