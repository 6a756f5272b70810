"""Which patterns of `patternProperties` a key has, and which keys several of them share."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Final

from tracking_plan.validation.plain_patterns import plain


class Unsure(Enum):
    """What stands for a key where nobody can tell whether there is one."""

    IT = "unsure"


UNSURE: Final = Unsure.IT


def matching(pattern: str, key: str) -> bool:
    """Whether a pattern is found in a key; one that no engine takes is found in none."""
    quick = plain(pattern)
    return quick.search(key) is not None if quick is not None else _engine(pattern)(key)


def key_with(
    patterns: Iterable[str], without: Iterable[str] = (), beside: Iterable[str] = ()
) -> str | Unsure | None:
    """A key that has each of the patterns, none of those of `without`, and is not one of `beside`.

    None: there is no such key.
    """
    from tracking_plan.validation.ecma.automaton import UndecidedError  # 5 ms, for few schemas
    from tracking_plan.validation.ecma.searches import text_with
    from tracking_plan.validation.patterns import escape

    found = [*patterns]
    others = (name for name in beside if all(matching(one, name) for one in found))
    try:
        return text_with(found, [*without, *(f"^{escape(name)}$" for name in others)])
    except UndecidedError:
        return UNSURE


def follows(one: str, other: str) -> bool:
    """Whether a pattern is known to be found in each text in which another one is found."""
    return one == other or key_with([other], [one]) is None


@cache
def _engine(pattern: str) -> Callable[[object], bool]:
    from tracking_plan.validation.validator import Validator  # costs 15 ms, for few patterns

    try:
        return Validator({"pattern": pattern}).is_valid
    except ValueError:
        return lambda _: False
