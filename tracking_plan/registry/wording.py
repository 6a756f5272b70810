"""Values and names as messages about changes write them."""

from collections.abc import Iterable

from tracking_plan.names.phrases import literal
from tracking_plan.place import Json
from tracking_plan.registry.shapes.shape import Shape

_MAX_SHOWN = 5


def listed(values: Iterable[Json]) -> str:
    """The first few values: `'a', 'b' and 3 more`."""
    each = [literal(value) for value in values]
    if len(each) > _MAX_SHOWN:
        return f"{', '.join(each[:_MAX_SHOWN])} and {len(each) - _MAX_SHOWN} more"
    return " and ".join(filter(None, (", ".join(each[:-1]), *each[-1:])))


def one_of(values: Iterable[Json]) -> str:
    """The first few values, as those of which it is one: `one of 'a' and 'b'`; `'a'` alone."""
    each = tuple(values)
    return f"{'one of ' * (len(each) > 1)}{listed(each)}"


def words(shape: Shape) -> str:
    """What values of a shape are: `values of type string`."""
    if shape.values is not None:
        return f"the values {listed(shape.values)}"
    return f"values of type {shape.types_in_words}"
