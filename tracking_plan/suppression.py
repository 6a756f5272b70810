"""Comments that silence findings: `tracking-plan: ignore[U101] reason until 2027-01-31`."""

import re
from datetime import date
from typing import NamedTuple

from tracking_plan.place import Place

_SENDS = re.compile(r"tracking-plan:\s*sends\s[^\"']*[\"']")
_ALIKE = 0.65
_IGNORE = re.compile(
    r"tracking-plan:\s*ignore\b\s*(?:\[(?P<codes>[^\]]*)\])?(?P<rest>.*)", re.DOTALL
)
_DIRECTIVE = re.compile(r"tracking-plan:?\s*(?P<word>[A-Za-z-]+):?\s*(?P<rest>.*)", re.DOTALL)
_UNTIL = re.compile(r"(?:^|\s)until\s+(?P<day>\d{4}-\d{2}-\d{2})\b")


class Fault(NamedTuple):
    """What is wrong with how a comment is written, and what to do about it."""

    message: str
    hint: str


_UNQUOTED = Fault(
    message="the comment says 'sends' and names no event in quotes, so it has no effect",
    hint="write 'tracking-plan: sends \"EVENT\"'",
)


_MOST_CODES = 100
_TOO_MANY = Fault(
    message=f"the comment names more than {_MOST_CODES} codes, so it silences nothing",
    hint="write what they begin with, such as ignore[P2]",
)


class Suppression(NamedTuple):
    """A comment that silences the findings of `codes` that begin in `covers`.

    `codes` are ids, prefixes of ids or names of rules; empty where the comment names none,
    which is a mistake that triage reports. `until` is the last day on which it silences; None:
    for ever. A comment with a `fault` silences nothing, whatever else it says.
    """

    at: Place
    codes: tuple[str, ...]
    reason: str | None
    until: date | None
    covers: Place
    fault: Fault | None = None


def parse_comment(text: str, *, at: Place, covers: Place) -> Suppression | None:
    """The suppression that the text of a comment states; None where it states none.

    A misspelled comment gives one that has a fault and no codes.
    `text` may include its comment signs: what comes before `tracking-plan:` is not read.
    """
    match = _IGNORE.search(text)
    if match is None:
        fault = _misspelling(text)
        return None if fault is None else Suppression(at, (), None, None, covers, fault)
    until = _UNTIL.search(match["rest"])
    reason = _UNTIL.sub("", match["rest"]).strip().removesuffix("*/").removesuffix("-->").strip()
    codes = tuple(code for code in re.split(r"[\s,]+", match["codes"] or "") if code)
    if len(codes) > _MOST_CODES:
        return Suppression(at, (), None, None, covers, _TOO_MANY)
    return Suppression(
        at=at,
        codes=codes,
        reason=reason or None,
        until=_day(until["day"]) if until else None,
        covers=covers,
        fault=_impossible_day(until["day"]) if until else None,
    )


def _day(text: str) -> date | None:
    """The day; None for one that no calendar has (2027-02-30)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _impossible_day(text: str) -> Fault | None:
    if _day(text) is not None:
        return None
    return Fault(
        message=f"{text!r} is no day, so the comment silences nothing",
        hint="write until and the last day on which it counts, such as 2027-01-31",
    )


def _misspelling(text: str) -> Fault | None:
    """The fault of a comment that is nearly `ignore[...]` or `sends "..."`; None for prose."""
    match = _DIRECTIVE.search(text)
    if match is None or _SENDS.search(text):
        return None
    word, first = match["word"], match["rest"][:1]
    has_colon = match[0].startswith("tracking-plan:")
    if word == "sends" and has_colon:
        return _UNQUOTED
    meant = {"[": "ignore", '"': "sends", "'": "sends"}.get(first)
    if meant is None or not (has_colon or meant == "ignore") or not _is_like(word, meant):
        return None
    form = "ignore[CODE]" if meant == "ignore" else 'sends "EVENT"'
    written = match[0].removesuffix(match["rest"]).rstrip()
    return Fault(
        message=f"{written!r} has no effect",
        hint=f"did you mean 'tracking-plan: {form}'?",
    )


def _is_like(word: str, meant: str) -> bool:
    from difflib import SequenceMatcher  # only a mistake pays for it

    return SequenceMatcher(None, word.lower(), meant).ratio() >= _ALIKE
