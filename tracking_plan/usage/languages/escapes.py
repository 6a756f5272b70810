"""The text of string literals: escape sequences decoded."""

import re
import unicodedata

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "\n": ""}
_PYTHON = re.compile(
    r"\\(?:N\{([^}]*)\}|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})"
    r"|([0-7]{1,3})|(\r\n|.))",
    re.DOTALL,
)
_JAVASCRIPT = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|(0(?![0-9]))|(\r\n|.))",
    re.DOTALL,
)
_LAST_CHARACTER = 0x10FFFF


def python_text(body: str) -> str:
    """The text of a Python string's body; an escape that Python refuses stays as written."""
    return _PYTHON.sub(_python_escape, body) if "\\" in body else body


def javascript_text(body: str) -> str:
    """The text of a JavaScript string's or template's body; surrogate pairs become one."""
    if "\\" not in body:
        return body
    text = _JAVASCRIPT.sub(_javascript_escape, body)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _python_escape(match: re.Match[str]) -> str:
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


def _javascript_escape(match: re.Match[str]) -> str:
    x, u, braced, zero, other = match.groups()
    code = x or u or braced
    if code is not None:
        return chr(int(code, 16)) if int(code, 16) <= _LAST_CHARACTER else match[0]
    if zero is not None:
        return "\0"
    if other in ("\r\n", "\u2028", "\u2029"):
        return ""
    return other if other == "a" else _SIMPLE.get(other, other)


def _named(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None
