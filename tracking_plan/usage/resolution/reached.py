"""Which branches of a condition constants rule out."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tracking_plan.place import Span
from tracking_plan.usage.facts.choices import never_gives_way
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.resolution.assumptions import Assumption, Assumptions, excludes
from tracking_plan.usage.resolution.possible_values import PossibleValue

_DEEPEST = 3  # steps after which conditions are taken as they are written
_MOST = 8  # values of a variable that a condition asks of

Simplest = Callable[[Expression, int], Iterator[PossibleValue]]


def is_ruled_out(under: Assumptions, at: Span, simplest: Simplest, depth: int) -> bool:
    """Whether some condition is never met, by all values that its variable may have there."""
    return depth <= _DEEPEST and any(_is_never(one, at, simplest, depth) for one in under)


def _is_never(asked: Assumption, at: Span, simplest: Simplest, depth: int) -> bool:
    if not asked.path:
        return False
    variable = path_at(asked.path, at, asked.offset)
    found = tuple(islice(simplest(variable, depth + 1), _MOST))
    return 0 < len(found) < _MOST and all(_is_excluded(asked, one) for one in found)


def _is_excluded(asked: Assumption, possible: PossibleValue) -> bool:
    is_sure = not (possible.is_undecided or possible.may_lack)
    return is_sure and excludes(asked, possible.expression)


def is_always_first(found: Iterable[PossibleValue], gives_way: GivesWay | None) -> bool:
    """Whether none of the values of the first of two expressions gives way to the second."""
    values = tuple(found)
    if gives_way is None or not values:
        return False
    sure = [v for v in values if not (v.is_undecided or v.may_lack)]
    return len(sure) == len(values) and all(never_gives_way(v.expression, gives_way) for v in sure)
