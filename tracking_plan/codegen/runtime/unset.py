"""`UNSET`: the value of an argument that was not given. Null is a value; this is none."""

from enum import Enum
from typing import Final


class Unset(Enum):
    """The type of `UNSET`; an enum, so that type checkers can tell it from any value."""

    UNSET = "UNSET"

    def __bool__(self) -> bool:
        """False, so that `if value:` reads as expected."""
        return False

    def __repr__(self) -> str:
        """`UNSET`, in signatures and messages."""
        return "UNSET"


UNSET: Final = Unset.UNSET
