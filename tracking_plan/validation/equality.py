"""When two values are the same to JSON Schema."""

_EXACT = 2**53  # doubles below are the decimals that they are written as, or have a fraction
_INFINITE = float("inf")


def is_same(one: object, other: object) -> bool:
    """Whether two scalars are equal: `1.0` is 1, but `true` is no number, as it is in Python."""
    return comparable(one) == comparable(other)


def comparable(value: object) -> object:
    """A hashable stand-in; two are equal where JSON Schema calls the values equal."""
    if isinstance(value, dict):
        return frozenset((name, comparable(item)) for name, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(comparable, value))
    return isinstance(value, bool), decimal(value) if isinstance(value, float) else value


def decimal(number: float) -> float:
    """The number; a large double as the integer that JSON writes: `1e23` is 10**23.

    In Python it is 99999999999999991611392, and equal to no integer that people write.
    """
    if isinstance(number, int) or not _EXACT <= abs(number) < _INFINITE:
        return number
    from decimal import Decimal  # costs a millisecond, and hardly any plan has such a number

    return int(Decimal(repr(number)))
