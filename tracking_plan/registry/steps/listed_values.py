"""Lists of values side by side: what was gained, and what was lost."""

from collections.abc import Iterable

from tracking_plan.place import Json
from tracking_plan.plan.facts import DEPRECATED_VALUES
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.pair import Pair
from tracking_plan.validation.equality import comparable


def gains(pair: Pair) -> tuple[Json, ...]:
    """The values that only the new list has; none where one of the versions has no list."""
    if pair.before.values is None or pair.after.values is None:
        return ()
    return _but_null(minus(pair.after.values, pair.before.values))


def losses(pair: Pair) -> tuple[Json, ...]:
    """The values of the old list that the new version refuses; none where the old one has none."""
    if pair.before.values is None:
        return ()
    if pair.after.values is not None:
        return _but_null(minus(pair.before.values, pair.after.values))
    accepts = pair.after.accepts
    return _but_null(value for value in pair.before.values if not accepts(value))


def minus(values: Iterable[Json], others: Iterable[Json]) -> tuple[Json, ...]:
    """The values that are none of the others."""
    known = frozenset(map(comparable, others))
    return tuple(value for value in values if comparable(value) not in known)


def _but_null(values: Iterable[Json]) -> tuple[Json, ...]:
    """The values without null, of which other rules speak."""
    return tuple(value for value in values if value is not None)


def deprecated_values(shape: Shape) -> tuple[Json, ...]:
    """The values of a list that are still valid, and on their way out."""
    found = shape.facts.get(DEPRECATED_VALUES)
    return tuple(found) if isinstance(found, list) else ()
