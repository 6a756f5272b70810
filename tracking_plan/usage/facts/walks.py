"""What loops have in each of their rounds."""

from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from tracking_plan.place import Span

E_co = TypeVar("E_co", covariant=True)
"""What is gone through: an expression."""


class WalkKind(StrEnum):
    """What a round has."""

    ITEM = "item"  # an item of a list
    ANY = "any"  # the same, or a key of an object, or a member of an enumeration
    KEY = "key"
    VALUE = "value"
    ENTRY = "entry"  # a pair: the key and the value, or the number and the item


class Walked(Struct, Generic[E_co], frozen=True, kw_only=True):
    """What a loop has in one of its rounds through `of`.

    The code that goes through it lies from `begin` to `until`, what runs in each round from `start`
    to `end`.
    """

    at: Span
    of: E_co
    kind: WalkKind
    begin: int
    until: int
    start: int
    end: int

    def reaches(self, offset: int) -> bool:
        """Whether the code at an offset runs in each round."""
        return self.start <= offset < self.end

    def is_here(self, offset: int) -> bool:
        """Whether what happens at an offset is that the loop goes through it."""
        return self.begin <= offset < self.until
