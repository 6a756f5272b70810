"""Where a key of a JSON text stands for the second time in one object."""

import json
import re
from typing import NamedTuple

from tracking_plan.place import Span, lines_of

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]')


class RepeatedKey(NamedTuple):
    """A key, and where it stands, the first time and the second."""

    key: str
    first: Span
    second: Span


def repeated_key(text: str) -> RepeatedKey | None:
    """The first key in a JSON text that its object has already; None: there is none."""
    opened: list[dict[str, re.Match[str]] | None] = []  # None: an array
    is_key = False
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "{":
                opened.append({})
                is_key = True
            case "[":
                opened.append(None)
                is_key = False
            case "}" | "]":
                if opened:
                    opened.pop()
                is_key = False
            case ",":
                is_key = bool(opened) and opened[-1] is not None
            case written if is_key and opened[-1] is not None:
                key, known = str(json.loads(written)), opened[-1]
                if key in known:
                    return RepeatedKey(key, _span(text, known[key]), _span(text, token))
                known[key], is_key = token, False
    return None


def _span(text: str, token: re.Match[str]) -> Span:
    lines = lines_of(text[: token.start()])
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + len(token[0]))
