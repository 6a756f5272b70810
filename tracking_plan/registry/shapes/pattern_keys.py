"""Which patterns of `patternProperties` a key has."""

from collections.abc import Callable
from functools import cache

from tracking_plan.validation.plain_patterns import plain


def matching(pattern: str, key: str) -> bool:
    """Whether a pattern is found in a key; one that no engine takes is found in none."""
    quick = plain(pattern)
    return quick.search(key) is not None if quick is not None else _engine(pattern)(key)


@cache
def _engine(pattern: str) -> Callable[[object], bool]:
    from tracking_plan.validation.validator import Validator  # costs 15 ms, for few patterns

    try:
        return Validator({"pattern": pattern}).is_valid
    except ValueError:
        return lambda _: False
