"""Where in JSON text its values stand. The text is valid: a parser has read it before."""

import json
import re
from collections.abc import Iterator

from tracking_plan.payloads.input.json_strings import PIECE

_DECODER = json.JSONDecoder(parse_int=float)
_BETWEEN = re.compile(r"[ \t\r\n,:]*")
_TOKEN = re.compile(rf"{PIECE}|[][{{}}]")
_STEP = {"{": 1, "[": 1, "}": -1, "]": -1}


def begin(text: str, at: int) -> int:
    """The index of the next character that is neither space nor a mark between values."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def end(text: str, start: int) -> int:
    """The end of the value that starts there, however deep it is nested."""
    try:
        return _DECODER.raw_decode(text, start)[1]
    except RecursionError:
        depth = 0
        for match in _TOKEN.finditer(text, start):
            depth += _STEP.get(match[0], 0)
            if not depth:
                return match.end()
        return len(text)


def items(text: str, array: int) -> Iterator[tuple[int, int]]:
    """The start and the end of each item of the array that begins there."""
    at = array + 1
    while True:
        at = begin(text, at)
        if at >= len(text) or text[at] == "]":
            return
        stop = end(text, at)
        yield at, stop
        at = stop


def member(text: str, nest: int, key: str, *, is_first: bool = False) -> int:
    """Where the value of a key of the object stands that begins there.

    As for a parser, the last one counts, if there are several; or what `is_first`, so that the rest
    of the object need not be there.

    Raises:
        KeyError: there is none.
    """
    found, at = None, begin(text, nest + 1)
    while at < len(text) and text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = begin(text, at)
        if name == key:
            found = at
            if is_first:
                break
        at = begin(text, end(text, at))
    if found is None:
        raise KeyError(key)
    return found
