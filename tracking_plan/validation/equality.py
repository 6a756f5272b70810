"""When two values are the same to JSON Schema."""


def is_same(one: object, other: object) -> bool:
    """Whether two scalars are equal: `1.0` is 1, but `true` is no number, as it is in Python."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)
