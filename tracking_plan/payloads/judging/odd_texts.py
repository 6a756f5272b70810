r"""What makes a text odd, whatever the plan says: a word for nothing, a NUL, a number as text.

Each test is also a pattern for a linear-time engine, which finds what the test finds, and may find
more: the screens of the fast path refuse what it finds.
"""

import re

from tracking_plan.names.units import ENDINGS, unit_of_name
from tracking_plan.names.words import words

NUL = "\x00"
NUL_PATTERN = r"\x00"

_NOTHING = ("undefined", "null", "NaN", "None")
_OBJECT = "[object Object]"
NOTHING_PATTERN = r"^(?:undefined|null|NaN|None)$|\[object Object\]"

DIGITS_PATTERN = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$"
_DIGITS = re.compile(DIGITS_PATTERN.replace("$", r"\Z"))

_QUANTITIES = frozenset(
    """
    amount price total subtotal sum cost fee tax revenue balance budget salary discount shipping
    count quantity qty duration elapsed latency distance weight height width depth score percent
    percentage age latitude longitude lat lng
    """.split()
)
QUANTITY_PATTERN = rf"(?i:{'|'.join(sorted(_QUANTITIES | ENDINGS))})[^\p{{L}}\p{{N}}]*$"
"""It finds every name of a quantity, and names that only end in the same letters."""


def stands_for_nothing(text: str) -> bool:
    """Whether a program made the text of a value that was missing, or of an object."""
    return text in _NOTHING or _OBJECT in text


def is_number(text: str) -> bool:
    """Whether the text is a decimal number as JSON writes it: no leading zeros, no exponent."""
    return _DIGITS.match(text) is not None


def names_quantity(name: str) -> bool:
    """Whether a name counts or measures: `total_amount`, `itemCount`, `duration_ms`."""
    spelled = [word.casefold() for word in words(name)]
    return bool(spelled) and (spelled[-1] in _QUANTITIES or unit_of_name(name) is not None)


def oddities(text: str) -> tuple[bool, str, bool]:
    """How a text is odd: has it a NUL, which words for nothing has it, is it a number."""
    return NUL in text, text if stands_for_nothing(text) else "", is_number(text)
