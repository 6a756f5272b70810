"""Which payloads the rules need not look at: the seam to the fast path."""

from collections import Counter
from collections.abc import Callable

from tracking_plan.payloads.fast_path.fast_path import FastPath
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.tally.traffic import Traffic
from tracking_plan.place import Json

IsClean = Callable[[Json], bool]


def screened(examiner: Examiner) -> IsClean:
    """Whether a payload passes the screens, so that no screened rule has anything to say of it.

    What the fast path counts is not looked at; its memory is bounded.
    """
    return FastPath(examiner, Traffic(), Counter()).takes


def is_never_clean(_: Json) -> bool:
    """False: the rules look at each payload."""
    return False
