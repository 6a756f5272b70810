"""The formats that texts may have, as bits, so that a property has those which all of its texts do.

`hostname` is none of them: every word is one.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from tracking_plan.plan.json_schema import HASH_PATTERN
from tracking_plan.validation.formats import FORMATS

_HASH = re.compile(HASH_PATTERN.replace("$", r"\Z"))


def _is_hash(text: str) -> bool:
    return _HASH.match(text) is not None


HASH = "hash"  # no format of the plan's: what is sent in place of personal data
_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    *((name, FORMATS[name]) for name in ("date-time", "date", "time", "uuid", "email", "uri")),
    *((name, FORMATS[name]) for name in ("ipv4", "ipv6")),
    (HASH, _is_hash),
)
ALL_FORMATS = (1 << len(_TESTS)) - 1
_LONGEST = 2000  # characters: what is longer has no format
_FIXED = ("date-time", "date", "uuid", HASH)
_IMPERSONAL = sum(1 << bit for bit, (name, _) in enumerate(_TESTS) if name in _FIXED)


def narrowed(formats: int, text: str) -> int:
    """Those of the formats that the text has as well."""
    if len(text) > _LONGEST:
        return 0
    return sum(bit for bit, fits in _tests(formats) if fits(text))


def is_impersonal(formats: int) -> bool:
    """Whether a text of these formats cannot be an address, a card number or a key."""
    return formats & _IMPERSONAL != 0


def names_of(formats: int) -> tuple[str, ...]:
    """The names of the formats."""
    return tuple(name for bit, (name, _) in enumerate(_TESTS) if formats & 1 << bit)


@lru_cache(maxsize=1 << len(_TESTS))
def _tests(formats: int) -> tuple[tuple[int, Callable[[str], bool]], ...]:
    return tuple((1 << bit, fits) for bit, (_, fits) in enumerate(_TESTS) if formats & 1 << bit)
