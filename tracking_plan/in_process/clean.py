"""Which payloads the rules need not look at: the seam to the fast path."""

from collections import Counter
from collections.abc import Callable

from tracking_plan.payloads.fast_path.fast_path import FastPath
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.tally.traffic import Traffic
from tracking_plan.place import Json

_MANY = 1000
IsClean = Callable[[Json], bool]


def screened(examiner: Examiner) -> IsClean:
    """Whether a payload passes the screens, so that no screened rule has anything to say of it.

    What the fast path counts is not looked at, and thrown away now and then.
    """
    path = FastPath(examiner)

    def is_clean(value: Json) -> bool:
        if path.unsettled >= _MANY:
            path.settle(Traffic(), Counter())
        return path.takes(value)

    return is_clean


def is_never_clean(_: Json) -> bool:
    """False: the rules look at each payload."""
    return False
