"""What is true of the whole plan is said once."""

from collections.abc import Collection

from tracking_plan.finding import Together
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem

_LEAST = 5  # of fewer, each is named
_SHOWN = 5


def said_once(
    subject: Subject, message: str, hint: str, lacking: Collection[object], of: int
) -> Together | None:
    """How the problems of all that lack something are said; None where not all of them do."""
    if len(lacking) != of:
        return None
    origin = subject.plan.origin
    at = origin.key("events") if origin.has("events") else origin.at("tracking_plan")

    def say(each: tuple[Problem, ...]) -> Problem:
        places = tuple(one.at for one in each[:_SHOWN] if one.at is not None)
        return Problem(message=message, hint=hint, at=at, count=len(each), places=places)

    return Together(key=message, least=_LEAST, say=say)
