"""Comments that silence findings: `tracking-plan: ignore[U101] reason until 2027-01-31`."""

import re
from datetime import date
from typing import NamedTuple

from tracking_plan.place import Place

_SENDS = re.compile(r"tracking-plan:\s*sends\s[^\"']*[\"']")
_ALIKE = 0.65
_IGNORE = re.compile(
    r"tracking-plan:\s*ignore(?![\w-])\s*(?:\[(?P<codes>[^\]]*)\])?(?P<rest>.*)", re.DOTALL
)
_DIRECTIVE = re.compile(
    r"(?P<name>tracking[-_ ]?plan):?\s*(?P<word>[a-z-]+):?\s*(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_UNTIL = re.compile(r"(?<![\w-])until\s+(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w/:-])")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LIKE_UNTIL = re.compile(
    r"(?<![\w-])(?:untill?|till?)\s{0,9}[:=]?\s{0,9}(?P<day>[\"'(]?(?:"
    r"\d{4}(?:[-/.\dT:Z+]*)"  # 2027-1-31, 20270131, 2027
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,4}"  # 31.01.2027, 1/2027
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}(?![a-z])(?:,?\s*\d{{4}})?"
    rf"|{_MONTH},?\s+\d{{1,4}}(?:st|nd|rd|th)?(?:,?\s*\d{{4}})?"
    r"|Q[1-4](?![a-z]))(?:[\s/-]{0,9}\d{4})?)",
    re.IGNORECASE,
)
_MEANS_IGNORE = frozenset(
    "allow disable disable-line disable-next-line exclude ignore-line ignore-next-line mute noqa"
    " off silence skip suppress".split()
)
_CODE = re.compile(r"\[?\s*[A-Z]\d{1,3}\b")


class Fault(NamedTuple):
    """What is wrong with how a comment is written, and what to do about it."""

    message: str
    hint: str


_UNTIL_FORM = "write until and the last day on which it counts, such as until 2027-01-31"
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
        fault=_impossible_day(until["day"]) if until else _unread_day(match["rest"]),
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
    return Fault(message=f"{text!r} is no day, so the comment silences nothing", hint=_UNTIL_FORM)


def _unread_day(rest: str) -> Fault | None:
    """The fault of a comment that names its last day in another form; None for other words."""
    match = _LIKE_UNTIL.search(rest)
    if match is None:
        return None
    written = match[0].strip()
    return Fault(
        message=f"{written!r} names no day in the form YYYY-MM-DD, so the comment silences nothing",
        hint=_UNTIL_FORM,
    )


def _misspelling(text: str) -> Fault | None:
    """The fault of a comment that is nearly `ignore[...]` or `sends "..."`; None for prose."""
    match = _DIRECTIVE.search(text)
    if match is None or _SENDS.search(text):
        return None
    word, rest = match["word"].lower(), match["rest"]
    has_colon = match[0][len(match["name"])] == ":"
    if match["word"] == "sends" and has_colon and match["name"] == "tracking-plan":
        return _UNQUOTED
    meant = _meant(word, rest)
    if meant is None or not (has_colon or (meant == "ignore" and _CODE.match(rest))):
        return None
    form = "ignore[CODE]" if meant == "ignore" else 'sends "EVENT"'
    written = match[0].removesuffix(rest).rstrip()
    return Fault(
        message=f"{written!r} has no effect",
        hint=f"did you mean 'tracking-plan: {form}'?",
    )


def _meant(word: str, rest: str) -> str | None:
    """The word that is meant by another; None where it seems to be prose."""
    if rest.startswith("[") and not _has_selectors(rest):
        return None
    if word in _MEANS_IGNORE and (rest.startswith("[") or _CODE.match(rest)):
        return "ignore"
    meant = {"[": "ignore", '"': "sends", "'": "sends"}.get(rest[:1])
    return meant if meant is not None and _is_like(word, meant) else None


def _has_selectors(rest: str) -> bool:
    """Whether the brackets have codes or names of rules, and no sentence."""
    listed, end, _ = rest[1:].partition("]")
    return bool(end) and all(len(one.split()) < 2 for one in listed.split(","))


def _is_like(word: str, meant: str) -> bool:
    from difflib import SequenceMatcher  # only a mistake pays for it

    return SequenceMatcher(None, word.lower(), meant).ratio() >= _ALIKE
