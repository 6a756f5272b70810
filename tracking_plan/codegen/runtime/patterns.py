"""Searching a pattern in a text. Which patterns are safe to search was decided at generation."""

import re
from functools import lru_cache

_MAX_TEXT = 1000  # a longer text is not searched: the time may grow with its square


def found(pattern: str, text: str) -> bool:
    """Whether the pattern occurs in the text; a text that is too long counts as a match."""
    return len(text) > _MAX_TEXT or _compiled(pattern).search(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
