"""What a shape says of what lies in its values."""

from functools import lru_cache

from tracking_plan.registry.shapes.conjunction import all_of
from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.shapes.shape import ANYTHING, Shape


def child_of(shape: Shape, name: str) -> Shape:
    """What an object says of one of its keys, listed or not; of several patterns, all together."""
    listed = shape.properties.get(name)
    if not shape.patterns or (listed is not None and not shape.patterns_assert):
        return listed or shape.others
    said = [one for pattern, one in shape.patterns.items() if matching(pattern, name)]
    if listed is not None:
        said.insert(0, listed)
    if not said:
        return shape.others
    narrower = tuple(one for one in said if not one.is_anything)
    if not narrower:
        return said[0]
    return narrower[0] if len(narrower) == 1 else _together(narrower)


@lru_cache(maxsize=4096)
def _together(shapes: tuple[Shape, ...]) -> Shape:
    try:
        return shape_of(all_of([one.schema for one in shapes]))
    except ValueError:
        return ANYTHING


def item_of(shape: Shape, index: int) -> Shape:
    """What an array says of one of its items."""
    return shape.prefix[index] if index < len(shape.prefix) else shape.rest


def names_of(shape: Shape) -> Shape:
    """What an object says of the names of its keys."""
    said = shape.opaque.get("propertyNames")
    try:
        return ANYTHING if said is None else shape_of(said)
    except ValueError:
        return ANYTHING


def allows(shape: Shape, kind: str) -> bool:
    """Whether values may be of a type; integers are numbers."""
    return kind in shape.types or (kind == "integer" and "number" in shape.types)
