"""Whether one `multiple_of` follows from another."""

from fractions import Fraction

from tracking_plan.registry.shapes.shape import Shape


def multiple_of(shape: Shape) -> float | None:
    """What numbers must be multiples of; whole numbers of 1 at least. None: of nothing."""
    written = shape.limits.get("multipleOf")
    if written is None and "number" not in shape.types:
        return 1
    return written


def follows(one: float | None, other: float | None) -> bool:
    """Whether each multiple of `other` is one of `one`; None: any number is."""
    if one is None:
        return True
    return other is not None and _exact(other) % _exact(one) == 0


def _exact(number: float) -> Fraction:
    """The number as JSON writes it: 0.07 is seven hundredths."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))
