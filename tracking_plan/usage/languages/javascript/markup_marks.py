"""Marks in the scripts of HTML that a server replaces: what they give is unknown."""

import re

_GIVEN = re.compile(rb"\{\{[^{}\n]{0,300}\}\}|<%=[^\n]{0,300}?%>|<\?=[^\n]{0,300}?\?>")
_STATEMENT = re.compile(rb"\{%[^\n]{0,300}?%\}|\{#[^\n]{0,300}?#\}|<%[^=\n][^\n]{0,300}?%>")
_TEXT = re.compile(
    rb"'(?:[^'\\\n]|\\.){0,300}'|\"(?:[^\"\\\n]|\\.){0,300}\"|`[^`]{0,300}`|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
_PIECE = re.compile(rb"\$\{(_ *)\}")
_SHORTEST = 4  # bytes of `${_}`


def without_marks(code: bytes) -> bytes:
    """The same code, as long, where texts with marks are templates, and other marks are names."""
    if not (_GIVEN.search(code) or _STATEMENT.search(code)):
        return code
    plain = _STATEMENT.sub(lambda found: b" " * len(found[0]), code)
    marked = _GIVEN.sub(_piece, plain)
    texts, at = [], 0
    for found in _TEXT.finditer(marked):
        texts += [_PIECE.sub(_name, marked[at : found.start()]), _template(found[0])]
        at = found.end()
    return b"".join((*texts, _PIECE.sub(_name, marked[at:])))


def _piece(found: re.Match[bytes]) -> bytes:
    length = len(found[0])
    return b"${_" + b" " * (length - _SHORTEST) + b"}"


def _name(found: re.Match[bytes]) -> bytes:
    return b"_" + b" " * (len(found[0]) - 1)


def _template(text: bytes) -> bytes:
    """A text with marks as a template; one that cannot be is left as it is."""
    is_plain = text[:1] in b"'\"" and b"`" not in text
    return b"`" + text[1:-1] + b"`" if is_plain and _PIECE.search(text) else text
