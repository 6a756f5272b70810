"""A line of a log with JSON behind a prefix: `service | {...}`, `INFO sent {...} took=3ms`."""

import json
import re
from typing import NamedTuple

import orjson

from tracking_plan.place import Json

_MOST_TRIED = 8  # places where JSON may begin
_MAX_PREFIX, _MAX_SUFFIX = 400, 1000  # characters
_OPENS = re.compile(r'\{\s*["}]|\[\s*[\[{]')
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FIELDS = re.compile(r'(?:[\w.@-]+=(?:"(?:[^"\\\n]|\\.)*"|[^\s"]*)\s+)*[\w.@-]+=\s*')
_ENDS = (" ", "\t", ":", "=", "|", ">", "-", "]", ")")
_SUFFIX = re.compile(r"(?:\s+(?:\[\]|\{\}|[^\s{}\[\]\"]+))*\s*")
_BRACKETS = {"]": "[", ")": "(", "}": "{"}
_POSITION = re.compile(r"[\w.-]+:\d+\]\s*$")  # glog's, whose bracket has no other
_COMMENT = re.compile(r"\s*(?://|#|/\*|--)")

_DATE = (
    r"\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2}|UTC)?"
)
_LOGGED = re.compile(
    rf"\W{{0,3}}(?:{_DATE}(?=[\s\]|)])|\d{{2}}:\d{{2}}:\d{{2}}(?:[.,]\d+)?[\s\]]"
    r"|[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} "
    r"|(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b[\s:\]]"
    r"|[A-Za-z][\w.-]* +\| "
    r"|\[(?:pod|job|deployment|container)/[^\]\s]+\] )"  # of `kubectl logs --prefix`
)
_DECODER = json.JSONDecoder(parse_int=float)


class Logged(NamedTuple):
    """JSON on a line of a log: where it stands in it, and its value."""

    start: int
    value: Json


def looks_logged(text: str) -> bool:
    """Whether a line begins as a log's do: with a moment, a level, or `service | `."""
    return _LOGGED.match(_COLOUR.sub("", text[:_MAX_PREFIX])) is not None


def json_in(text: str) -> list[Logged]:
    """What may be the JSON of a line, between a prefix and what may follow."""
    found: list[Logged] = []
    for match in _OPENS.finditer(text):
        start = match.start()
        if len(found) == _MOST_TRIED or start > _MAX_PREFIX:
            break
        if not _is_prefix(text[:start]):
            continue
        try:
            end = _DECODER.raw_decode(text, start)[1]
            value: Json = orjson.loads(text[start:end])
        except (ValueError, RecursionError):
            continue
        if len(text) - end <= _MAX_SUFFIX and _SUFFIX.fullmatch(_COLOUR.sub("", text[end:])):
            found.append(Logged(start, value))
    return found


def _is_prefix(text: str) -> bool:
    """Whether that is what loggers write in front: no JSON, and no comment."""
    text = _POSITION.sub(" ", _COLOUR.sub("", text))
    is_bare = text.rstrip().endswith(",") or not any(map(str.isalnum, text))
    if is_bare or not text.endswith(_ENDS) or _COMMENT.match(text):
        return False
    if '"' in text:
        return _FIELDS.fullmatch(text) is not None
    opened: list[str] = []
    for character in text:
        if character in _BRACKETS.values():
            opened.append(character)
        elif character in _BRACKETS and (not opened or opened.pop() != _BRACKETS[character]):
            return False
    return not opened
