"""Whether one `multiple_of` follows from another."""

from fractions import Fraction

from tracking_plan.registry.shapes.shape import Shape


def multiple_of(shape: Shape) -> float | None:
    """What numbers must be multiples of; whole numbers of 1 at least. None: of nothing.

    A whole number that is a multiple of 0.07 is one of 7.
    """
    written = shape.limits.get("multipleOf")
    if "number" in shape.types:
        return written
    return 1 if written is None else _exact(written).numerator


def asks_for_multiples(shape: Shape) -> bool:
    """Whether more is asked of numbers than to be whole, where that is their type."""
    is_whole = "number" not in shape.types
    return "multipleOf" in shape.limits and not (is_whole and multiple_of(shape) == 1)


def follows(one: float | None, other: float | None) -> bool:
    """Whether each multiple of `other` is one of `one`; None: any number is."""
    if one is None:
        return True
    return other is not None and _exact(other) % _exact(one) == 0


def _exact(number: float) -> Fraction:
    """The number as JSON writes it: 0.07 is seven hundredths."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
