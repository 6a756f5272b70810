"""The mistake behind a syntax error."""

from typing import NamedTuple

from tracking_plan.place import Span


class Cause(NamedTuple):
    """Where a mistake is, what it is, and what to do about it."""

    span: Span
    message: str
    hint: str


def span_in(line: int, column: int, end: int) -> Span:
    """A stretch of a line; line and columns count from 0."""
    last = max(end, column + 1)
    return Span(line=line + 1, column=column + 1, end_line=line + 1, end_column=last + 1)
