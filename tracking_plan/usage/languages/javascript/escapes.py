"""The values of literals: of texts and templates with escape sequences decoded, and of numbers."""

import re

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|(0(?![0-9]))|(\r\n|.))",
    re.DOTALL,
)
_LAST_CHARACTER = 0x10FFFF


def javascript_text(body: str) -> str:
    """The text of a JavaScript string's or template's body; surrogate pairs become one."""
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_decoded, body)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(match: re.Match[str]) -> str:
    x, u, braced, zero, other = match.groups()
    code = x or u or braced
    if code is not None:
        return chr(int(code, 16)) if int(code, 16) <= _LAST_CHARACTER else match[0]
    if zero is not None:
        return "\0"
    if other in ("\r\n", "\u2028", "\u2029"):
        return ""
    return _SIMPLE.get(other, other)


def javascript_number(digits: str) -> int | float:
    """The number that digits without `_` are; raises `ValueError` for what is no JSON number."""
    if digits[:2].lower() in ("0x", "0o", "0b"):
        return int(digits, 0)
    if digits.isdigit() and (digits == "0" or digits[0] != "0"):
        return int(digits)
    if digits.isdigit():
        raise ValueError(digits)
    return float(digits)
