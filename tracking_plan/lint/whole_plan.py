"""What is true of the whole plan is said once."""

from collections.abc import Collection, Sequence

from tracking_plan.lint.subject import Subject
from tracking_plan.place import Place
from tracking_plan.rule import Problem

_LEAST = 5  # of fewer, each is named
_SHOWN = 5


def is_general(lacking: Collection[object], of: int) -> bool:
    """Whether so many lack something that it is a matter of the plan, not of each of them."""
    return len(lacking) == of and of >= _LEAST


def said_once(subject: Subject, message: str, hint: str, places: Sequence[Place]) -> Problem:
    """The one problem of the whole plan that stands for all those at the places."""
    origin = subject.plan.origin
    at = origin.key("events") if origin.has("events") else origin.at("tracking_plan")
    return Problem(
        message=message, hint=hint, at=at, count=len(places), places=tuple(places[:_SHOWN])
    )
