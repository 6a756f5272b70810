"""Matching names against the patterns that a plan states."""

from collections.abc import Callable

from tracking_plan.plan.validation import Validator


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text matches the pattern somewhere, by the same linear engine as payloads."""
    return Validator({"type": "string", "pattern": pattern}).is_valid
