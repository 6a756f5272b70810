"""What a shape says of what lies in its values."""

from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.shapes.shape import Shape


def child_of(shape: Shape, name: str) -> Shape:
    """What an object says of one of its keys; of several patterns that it has, the first."""
    if name in shape.properties:
        return shape.properties[name]
    found = (one for pattern, one in shape.patterns.items() if matching(pattern, name))
    return next(found, shape.others)


def item_of(shape: Shape, index: int) -> Shape:
    """What an array says of one of its items."""
    return shape.prefix[index] if index < len(shape.prefix) else shape.rest


def allows(shape: Shape, kind: str) -> bool:
    """Whether values may be of a type; integers are numbers."""
    return kind in shape.types or (kind == "integer" and "number" in shape.types)
