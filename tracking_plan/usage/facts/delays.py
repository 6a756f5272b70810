"""When the code of a function runs, as seen from a call of it."""

from enum import IntEnum


class Delay(IntEnum):
    """Until when what a function does may be put off."""

    NONE = 0  # it is done when the call returns
    AWAITED = 1  # it is done when what the call gives was awaited
    OPEN = 2  # it may be done at any time after the call


def by_way_of(inner: Delay, *, is_awaited: bool) -> Delay:
    """The delay of a call of a function that has a delay itself."""
    if inner is Delay.AWAITED:
        return Delay.NONE if is_awaited else Delay.OPEN
    return inner
