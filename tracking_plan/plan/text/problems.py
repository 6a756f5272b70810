"""Problems of a plan's text that several readers of it report."""

from tracking_plan.finding import Code, Related
from tracking_plan.place import Place
from tracking_plan.plan.codes.text import CUT_TEXT, DUPLICATE_KEY
from tracking_plan.plan.text.nodes import Scalar, span_of
from tracking_plan.rule import Problem


def duplicate(name: str, second: Place, first: Place) -> tuple[Code, Problem]:
    """The problem of a key that occurs twice in one mapping."""
    related = (Related(message="first here", at=first),)
    message = f"the key {name!r} stands twice"
    problem = Problem(message=message, at=second, related=related, hint="keep one of them")
    return DUPLICATE_KEY, problem


def cut_text(path: str, node: Scalar, rest: str) -> tuple[Code, Problem]:
    """The problem of a text that a `#` cuts."""
    message = f"the text ends at the '#': {rest.strip()[:40]!r} is read as a comment"
    at = Place(path=path, span=span_of(node))
    hint = "quote the text if the '#' belongs to it; put a space behind the '#' of a comment"
    return CUT_TEXT, Problem(message=message, at=at, hint=hint)
