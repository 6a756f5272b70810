"""Matching texts against the patterns that a plan states."""

from collections.abc import Callable

from tracking_plan.plan.patterns import plain
from tracking_plan.plan.validation import Validator


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text matches the pattern somewhere, as payloads are matched."""
    simple = plain(pattern)
    if simple is not None:
        search = simple.search
        return lambda text: search(text) is not None
    return Validator({"type": "string", "pattern": pattern}).is_valid
