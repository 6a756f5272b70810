"""The parameters of functions, and how code uses what callers give for them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

E_co = TypeVar("E_co", covariant=True)
"""What a default is: an expression."""


class ParameterKind(StrEnum):
    """How much of what a caller gives a parameter takes."""

    ONE = "one"
    ITEMS = "items"  # all arguments by position that are left: `...args`, `*args`
    KEYWORDS = "keywords"  # all arguments by keyword that are left: `**kwargs`
    ENTRIES = "entries"  # all entries that are left of an object: `{ name, ...rest }`


class FunctionParameter(Struct, Generic[E_co], frozen=True, kw_only=True):
    """A variable that a function has from its callers.

    `position` and `keyword` say which argument it is (None: it is given the other way only), `keys`
    what is taken out of that. `others` are the keys that a parameter of entries leaves to others.
    `default` builds what it is where nothing is given; None: it has none.
    """

    name: str
    position: int | None = None
    keyword: str | None = None
    keys: tuple[str, ...] = ()
    kind: ParameterKind = ParameterKind.ONE
    others: tuple[str, ...] = ()
    default: Callable[[], E_co] | None = None


class ParameterUse(Struct, frozen=True, kw_only=True):
    """A parameter, or what is under `keys` in it.

    `function` is the offset at which the region of its function begins.
    """

    function: int
    name: str
    keys: tuple[str, ...] = ()

    def member(self, key: str) -> "ParameterUse":
        """What is under a key in it."""
        return replace(self, keys=(*self.keys, key))
