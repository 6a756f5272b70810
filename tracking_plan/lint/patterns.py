"""Matching texts against the patterns that a plan states."""

from collections.abc import Callable

from tracking_plan.validation.plain_patterns import longest_text, plain
from tracking_plan.validation.validator import Validator


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text matches the pattern somewhere, as payloads are matched."""
    simple = plain(pattern)
    if simple is None:
        return _by_engine(pattern)
    search, longest = simple.search, longest_text(pattern)

    def matches(text: str) -> bool:
        return search(text) is not None if len(text) <= longest else _by_engine(pattern)(text)

    return matches


def _by_engine(pattern: str) -> Callable[[str], bool]:
    return Validator({"type": "string", "pattern": pattern}).is_valid
