"""The code of a file that could not be parsed."""

from typing import NamedTuple

from tracking_plan.place import Span


class Unparsed(NamedTuple):
    """What could not be parsed near calls, and the calls of which no argument is certain."""

    errors: tuple[Span, ...] = ()
    calls: frozenset[Span] = frozenset()
