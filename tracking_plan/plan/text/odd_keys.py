"""Keys that YAML does not take for keys, and lines that end a document in the midst of a plan."""

import re
from collections.abc import Sequence

from tracking_plan.plan.text.cause import Cause, span_in

_LONGEST = 1024  # characters of a key, its quotes included
_INDICATOR = re.compile(r"(\.\.\.|---)(?:\s|$)")
_FLOW = re.compile(r"[{\[,]")
_SAYS = {"...": "ends the YAML document", "---": "begins another YAML document"}


def indicator(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A line `...` or `---` within what is open, or right above what cannot follow on it."""
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), line)
    for number in range(min(began + 1, above), line + 1):
        found = _INDICATOR.match(lines[number])
        if found is not None:
            return Cause(
                span_in(number, 0, 3),
                f"a line that begins with {found[1]!r} {_SAYS[found[1]]}",
                "remove the line; where it belongs to a text, indent it",
            )
    return None


def odd_key(lines: Sequence[str], line: int, column: int) -> Cause | None:
    """A key before a colon that is too long for one, or goes over several lines."""
    text = lines[line]
    if text[column : column + 1] != ":":
        return None
    before = text[:column].rstrip()
    start = _start(before)
    if start is None and ": " not in before:
        return Cause(
            span_in(line, len(text) - len(text.lstrip()), len(before)),
            "a key over several lines: YAML wants all of it in one",
            "write it in one line",
        )
    length = len(before) - start if start is not None else 0
    if start is None or length <= _LONGEST:
        return None
    return Cause(
        span_in(line, start, len(before)),
        f"a key of {length:,} characters, where YAML takes {_LONGEST:,} at most",
        "shorten it",
    )


def _start(before: str) -> int | None:
    """Where the key begins that a text ends with; None: in an earlier line."""
    quote = before[-1:]
    if quote in ("'", '"'):
        inner = before[:-1].replace("\\" + quote if quote == '"' else "''", "__")
        found = inner.rfind(quote)
        return found if found >= 0 else None
    opened = [found.end() for found in _FLOW.finditer(before)]
    behind = opened[-1] if (opened and before.lstrip()[:1] in ("{", "[")) or ": {" in before else 0
    return behind + len(before[behind:]) - len(before[behind:].lstrip())
