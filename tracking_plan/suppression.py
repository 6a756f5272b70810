"""Comments that silence findings: `tracking-plan: ignore[U101] reason until 2027-01-31`."""

import re
from datetime import date
from typing import NamedTuple

from tracking_plan.source import Place

_IGNORE = re.compile(
    r"tracking-plan:\s*ignore\b\s*(?:\[(?P<codes>[^\]]*)\])?(?P<rest>.*)", re.DOTALL
)
_UNTIL = re.compile(r"(?:^|\s)until\s+(?P<day>\d{4}-\d{2}-\d{2})\b")


class Suppression(NamedTuple):
    """A comment that silences the findings of `codes` that begin in `covers`.

    `codes` are ids, prefixes of ids or names of rules; empty where the comment names none,
    which is a mistake that triage reports. `until` is the last day on which it silences; None:
    for ever.
    """

    at: Place
    codes: tuple[str, ...]
    reason: str | None
    until: date | None
    covers: Place


def parse_comment(text: str, *, at: Place, covers: Place) -> Suppression | None:
    """The suppression that the text of a comment states; None where it states none.

    `text` may still bear its comment signs: what stands before `tracking-plan:` is not read.
    """
    match = _IGNORE.search(text)
    if match is None:
        return None
    until = _UNTIL.search(match["rest"])
    reason = _UNTIL.sub("", match["rest"]).strip().removesuffix("*/").removesuffix("-->").strip()
    return Suppression(
        at=at,
        codes=tuple(code for code in re.split(r"[\s,]+", match["codes"] or "") if code),
        reason=reason or None,
        until=_day(until["day"]) if until else None,
        covers=covers,
    )


def _day(text: str) -> date:
    """The day; one that no calendar has (2027-02-30) has passed already."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
