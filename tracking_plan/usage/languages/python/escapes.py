"""The text of string literals: escape sequences decoded."""

import re
import unicodedata

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "\n": ""}
_ESCAPE = re.compile(
    r"\\(?:N\{([^}]*)\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})"
    r"|([0-7]{1,3})|(\r\n|.))",
    re.DOTALL,
)
_LAST_CHARACTER = 0x10FFFF


def python_text(body: str) -> str:
    """The text of a Python string's body; an escape that Python refuses stays as written."""
    return _ESCAPE.sub(_decoded, body) if "\\" in body else body


def _decoded(match: re.Match[str]) -> str:
    name, x, u, big_u, octal, other = match.groups()
    if name is not None:
        return _named(name) or match[0]
    if octal is not None:
        return chr(int(octal, 8))
    code = x or u or big_u
    if code is not None:
        return chr(int(code, 16)) if int(code, 16) <= _LAST_CHARACTER else match[0]
    if other == "\r\n":
        return ""
    return _SIMPLE.get(other, other if other in "\\'\"" else match[0])


def _named(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
