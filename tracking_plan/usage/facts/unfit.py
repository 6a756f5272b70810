"""Values that JSON cannot hold: what they are, and what becomes of them."""

from typing import NamedTuple


class Unfit(NamedTuple):
    """What a value is that JSON has no place for, and what then happens, as parts of a message."""

    what: str
    effect: str = "the call fails"
