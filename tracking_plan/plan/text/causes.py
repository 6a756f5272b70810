"""What in the lines around a syntax error caused it, which is often not where YAML gives up."""

import re
import unicodedata
from collections.abc import Callable, Sequence

import yaml

from tracking_plan.names.characters import described
from tracking_plan.plan.text import odd_keys, other_notations
from tracking_plan.plan.text.cause import Cause, span_in
from tracking_plan.plan.text.signs import sign_in

_LONGEST = 2_000  # characters of a line that somebody wrote; longer ones are not looked into
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7}|={7})(?: .*)?$")
_KEY = re.compile(r"^(?P<indent> *(?:- +)?)(?P<key>[^\s#'\"{\[][^:#]*?): +(?P<value>\S.*?)\s*$")
_TIGHT = re.compile(
    r"^ *(?:- +)?(?P<key>[^\s#'\"{\[&*!|>%@`:][^:#{\[,]*):(?P<value>[^\s:/0-9#][^#]*?)\s*(?:#.*)?$"
)
_SHOWN = 60
_NAME = re.compile(r"^(?P<indent> *)(?P<name>[^\s#'\"{\[&*!|>%@`][^#]*: [^#]*):\s*(?P<rest>#.*)?$")
_HASH = re.compile(r"(?<![^\s,\[{])#")
_SHORTHAND = re.compile(r"(?:string|integer|number|boolean|array|object|any|ref!? .+)!?$|\{")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_ALONE = re.compile(rf" *(?:- +)?(?P<text>{_QUOTED.pattern})\s*(?:#.*)?")
_BEGINS_KEY = re.compile(rf" *(?:{_QUOTED.pattern}|[^\s#'\"{{\[][^:#]*):(?:\s|$)")
_STARTS = {
    "{": "a brace is a mapping",
    "[": "a bracket is a list",
    '"': "a quote ends at the next one",
    "'": "a quote ends at the next one",
    "*": "an asterisk is an alias",
    "&": "an ampersand is an anchor",
}
_ENDS = {"{": "}", "[": "]", '"': '"', "'": "'"}


def likely_cause(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Cause | None:
    """The cause of an error, where the lines show it; else None."""
    mark = error.problem_mark or error.context_mark
    if mark is None or not lines:
        return None
    line = min(mark.line, len(lines) - 1)
    if "\t" in lines[line][: _indent(lines[line])]:
        return None
    began = error.context_mark.line if error.context_mark else line
    odd = odd_keys.odd_key(lines, line, mark.column) if line == mark.line else None
    if odd is not None:
        return odd
    written = [text if len(text) <= _LONGEST else "" for text in lines]
    for find in _FINDERS:
        found = find(written, min(began, line), line)
        if found is not None:
            return found
    return None


def _sign(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A character that looks like a sign of YAML's, and is none."""
    for number in range(began, line + 1):
        sign = sign_in(lines[number])
        if sign is not None:
            span = span_in(number, sign.column, sign.column + 1)
            message = f"YAML takes {described(sign.character)} for text, not for {sign.meant!r}"
            return Cause(span, message, f"write {sign.meant!r}")
    return None


def _sign_above(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """The same in the line above, which ends what it begins only there."""
    above = next((n for n in range(began - 1, -1, -1) if lines[n].strip()), None)
    return None if above is None else _sign(lines, above, above)


def _conflict(lines: Sequence[str], began: int, line: int) -> Cause | None:
    marked = [number for number, text in enumerate(lines) if _CONFLICT.match(text)]
    if not marked:
        return None
    first = next((number for number in marked if lines[number][0] == "<"), None)
    at = marked[0] if first is None else first
    return Cause(
        span_in(at, 0, len(lines[at])),
        "a line of a merge conflict is left here"
        if first is None
        else "a merge conflict begins here that nobody has resolved",
        "keep what is right of the two sides, both where each adds something, and remove the lines"
        " with <<<<<<<, ======= and >>>>>>>",
    )


def _hard_blank(lines: Sequence[str], began: int, line: int) -> Cause | None:
    for number in range(max(began - 1, 0), line + 1):
        text = lines[number]
        indent = text[: len(text) - len(text.lstrip())]
        blank = next((c for c in indent if c not in " \t"), None)
        if blank is not None:
            name = unicodedata.name(blank, "another blank").lower()
            message = f"the indentation has U+{ord(blank):04X} ({name}), which YAML takes for text"
            column = indent.index(blank)
            return Cause(span_in(number, column, column + 1), message, "indent with plain spaces")
    return None


def _comment_in_flow(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A `#` behind an opening bracket: the closing one is part of a comment."""
    for number in range(min(began, max(line - 3, 0)), line + 1):
        text = _QUOTED.sub(lambda found: "'" * len(found[0]), lines[number])
        for found in _HASH.finditer(text):
            before, behind = text[: found.start()], text[found.start() :]
            is_open = before.count("{") + before.count("[") > before.count("}") + before.count("]")
            if is_open and ("}" in behind or "]" in behind):
                return Cause(
                    span_in(number, found.start(), len(text.rstrip())),
                    "the rest of the line is a comment, the closing bracket included",
                    "quote the text that has the '#'",
                )
    return None


def _text_that_begins_as_something_else(
    lines: Sequence[str], began: int, line: int
) -> Cause | None:
    for number in sorted({line, began}, reverse=True):
        match = _KEY.match(lines[number])
        first = match["value"][0] if match else ""
        if match and first in _STARTS and _goes_on(match["value"]):
            value = match["value"].replace("'", "''")
            return Cause(
                span_in(number, match.start("value"), match.end("value")),
                f"{_STARTS[first]}, and text follows it",
                f"quote it all: {match['key']}: '{value}'",
            )
    return None


def _goes_on(value: str) -> bool:
    """Whether text follows what a value begins as."""
    first = value[0]
    if first not in _ENDS:
        return True
    end = value.find(_ENDS[first], 1)
    rest = value[value.rfind(_ENDS[first]) + 1 :] if first in "{[" else value[end + 1 :]
    return end > 0 and bool(rest.strip()) and not rest.lstrip().startswith("#")


def _colon_in_name(lines: Sequence[str], began: int, line: int) -> Cause | None:
    match = _NAME.match(lines[line])
    if match is None:
        return None
    name = match["name"].replace("'", "''")
    return Cause(
        span_in(line, match.start("name"), match.end("name")),
        "a colon and a space within a name end it",
        f"quote the name: '{name}':",
    )


def _no_blank_behind_colon(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A line that is nothing but a key and its value, with no blank between them: one text."""
    for number in dict.fromkeys((_above(lines, line), began, line)):
        match = _TIGHT.match(lines[number]) if number is not None else None
        if number is not None and match is not None:
            key, value = match["key"], match["value"]
            return Cause(
                span_in(number, match.end("key"), match.end("key") + 1),
                "a colon without a blank behind it is text to YAML, and ends no key",
                f"write `{key}: {value if len(value) <= _SHOWN else value[:_SHOWN] + '...'}`",
            )
    return None


def _line_that_continues(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A line that is indented deeper than one that has a text already, or lacks its colon."""
    here = lines[line]
    before = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), None)
    if before is None or ":" not in here or here.lstrip()[:1] in ("'", '"', "{", "["):
        return None
    above = lines[before]
    if _indent(here) < _indent(above) or above.lstrip()[0] in "#-{}[]'\"|>":
        return None
    if ":" not in above:
        sign = _sign(lines, before, before)
        if sign is not None:
            return sign
        key, _, value = above.strip().partition(" ")
        is_deeper = _indent(here) > _indent(above)
        written = f"{above.strip()}:" if is_deeper or not value else f"{key}: {value}"
        span = span_in(before, _indent(above), len(above.rstrip()))
        return Cause(span, "a key without a colon", f"write `{written}`")
    if _indent(here) == _indent(above):
        return None
    match = _KEY.match(above)
    if match is None or match["value"][0] in "{['\"|>":
        return None
    return Cause(
        span_in(line, _indent(here), len(here.rstrip())),
        f"this line is indented deeper than line {before + 1}, so that it continues the text there",
        f"indent it like line {before + 1}; if it belongs to the text of {match['key']!r},"
        " quote that as a whole",
    )


def _quoted_key(lines: Sequence[str], began: int, line: int) -> Cause | None:
    """A line of nothing but a quoted text, over one that has a key there or deeper, or the last."""
    for number in dict.fromkeys((line, _above(lines, line), began, _above(lines, began))):
        match = _ALONE.fullmatch(lines[number]) if number is not None else None
        if number is None or match is None:
            continue
        below = next((n for n in range(number + 1, len(lines)) if _is_content(lines[n])), None)
        if below is None:
            above = _above(lines, number)
            is_value = above is None or lines[above].rstrip()[-1] in ":>|"
            is_key = not is_value and lines[number].lstrip()[0] != "-"
        else:
            is_key = _BEGINS_KEY.match(lines[below]) is not None and below >= line
            is_key = is_key and _indent(lines[below]) >= match.start("text")
        if is_key:
            span = span_in(number, *match.span("text"))
            return Cause(span, "a key without a colon", f"write `{match['text']}:`")
    return None


def _above(lines: Sequence[str], line: int) -> int | None:
    """The line above that is neither blank nor a comment."""
    return next((n for n in range(line - 1, -1, -1) if _is_content(lines[n])), None)


def _is_content(text: str) -> bool:
    return bool(text.strip()) and text.lstrip()[0] != "#"


def _colon_in_value(lines: Sequence[str], began: int, line: int) -> Cause | None:
    match = _KEY.match(lines[line])
    if match is None or ": " not in match["value"] or match["value"][0] in "{['\"":
        return None
    value, key = match["value"].replace("'", "''"), match["key"]
    inner, _, rest = match["value"].partition(": ")
    hint = f"quote it: {key}: '{value}'"
    if _SHORTHAND.match(rest):
        hint += f"; or, if the colon belongs to the name, '{key}: {inner}': {rest}"
    return Cause(
        span_in(line, match.start("value"), match.end("value")),
        "a colon and a space in plain text begin another key",
        hint,
    )


def _missing_colon(lines: Sequence[str], began: int, line: int) -> Cause | None:
    text = lines[began]
    if began == line or ":" in text or not text.strip() or text.lstrip()[0] in "#-{}[]'\"|>":
        return None
    return Cause(
        span_in(began, _indent(text), len(text.rstrip())),
        "a key without a colon",
        f"write `{text.strip()}: ...`",
    )


_Finder = Callable[[Sequence[str], int, int], Cause | None]
_FINDERS: tuple[_Finder, ...] = (
    _conflict,
    odd_keys.indicator,
    _hard_blank,
    _sign,
    _comment_in_flow,
    other_notations.comment,
    other_notations.comma_behind,
    other_notations.text_in_brackets,
    other_notations.dash_in_value,
    _text_that_begins_as_something_else,
    _colon_in_name,
    _quoted_key,
    _no_blank_behind_colon,
    _line_that_continues,
    _colon_in_value,
    _missing_colon,
    _sign_above,
)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
