"""Problems of a plan's text that several readers of it report, and how many may be."""

from collections.abc import Iterable

from tracking_plan.finding import Code, Related
from tracking_plan.place import Place
from tracking_plan.plan.codes.text import CUT_TEXT, DUPLICATE_KEY, TOO_MANY
from tracking_plan.plan.text.nodes import Scalar, span_of
from tracking_plan.plan.text.size import MAX_PROBLEMS
from tracking_plan.rule import Found, Problem


class TooLargeError(Exception):
    """There is too much of something to go on reading; `found` says of what, and where."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


class Problems(list[Found]):
    """Problems, in the order in which they were met, and no more than `MAX_PROBLEMS`."""

    def append(self, found: Found) -> None:
        """Adds a problem.

        Raises:
            TooLargeError: it would be one too many.
        """
        if len(self) >= MAX_PROBLEMS:
            message = f"more than {MAX_PROBLEMS:,} problems; what follows is not looked at"
            hint = "many of them may have one cause: solve the first, and run it again"
            raise TooLargeError(too_many(message, found[1].at, hint))
        super().append(found)

    def extend(self, found: Iterable[Found]) -> None:
        """Adds problems.

        Raises:
            TooLargeError: one would be too many.
        """
        for each in found:
            self.append(each)


_SPLIT = "leave out what no chart needs, or split the product into several plans"


def too_many(message: str, at: Place | None, hint: str = _SPLIT) -> Found:
    """The problem that there is more of something than is read."""
    return TOO_MANY, Problem(message=message, at=at, hint=hint)


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
