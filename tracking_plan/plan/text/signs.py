"""Characters that look like YAML's own signs and blanks, which YAML takes for text."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracking_plan.names.characters import BLANKS, described, skeleton

COLONS = "：﹕꞉∶︓ː"
COMMAS = "，﹐、､﹑"
DASHES = "–—−－﹣‐‑‒―•‣∙·◦"
QUOTES: Mapping[str, str] = {
    **dict.fromkeys("“”„‟″＂«»〝〞", '"'),
    **dict.fromkeys("‘’‚‛′＇‹›", "'"),
}
BRACKETS = ("［", "｛", "【", "〔")
_SIGNS: Mapping[str, str] = {
    **dict.fromkeys(COLONS, ": "),
    **dict.fromkeys(COMMAS, ", "),
    **dict.fromkeys(DASHES, "-"),
    **QUOTES,
    **dict(zip("【】〔〕", "[][]", strict=True)),
}
_FULL_WIDTH = 0xFEE0  # from `!` to `！`
_BLANK = r"[^\S ]"


class Sign(NamedTuple):
    """A character at a column of a line, and what was meant."""

    column: int
    character: str
    meant: str


def plainly(text: str) -> str:
    """A text as the eye reads it: each sign, blank and letter in place of that of ASCII."""
    plain = "".join(map(_plain, skeleton(text)))
    return " ".join(plain.split())


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - _FULL_WIDTH)
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf" or character in BLANKS:
        return ""
    return " " if character.isspace() else character


def hint_of_sign(text: str) -> str | None:
    """What to write for a text that is right when it is written plainly; None where it is that."""
    signs = (c for c in text if not c.isascii() and _plain(skeleton(c)) != c)
    first = next(signs, None)
    if first is None:
        return None
    return f"it has {described(first)}, which YAML takes for text: write `{plainly(text)[:60]}`"


_DASH = re.compile(rf"\s*([{DASHES}])(?:\s|$)")
_COLON = re.compile(rf"[^:#'\"]*?([{COLONS}])")
_COLON_IN_BRACES = re.compile(rf"[^#'\"]*[{{,]\s*[^:#'\"{{}},]*?([{COLONS}])\s*[\[{{]")
_BLANK_BEHIND = re.compile(rf"(?:[^#'\"]*[^#'\"\s])?:({_BLANK})")
_OPENING = re.compile(rf"(?:.*?[:,\[{{-] +|\s*)([{''.join((*BRACKETS, *QUOTES))}])")
_COMMA = re.compile(rf".*?\{{.*?([{COMMAS}])\s*[^\s:{{}}]+: ")
_FORMS: Sequence[tuple[re.Pattern[str], str]] = (
    (_DASH, "-"),
    (_COLON, ":"),
    (_COLON_IN_BRACES, ":"),
    (_BLANK_BEHIND, " "),
    (_OPENING, ""),
    (_COMMA, ","),
)


def sign_in(line: str) -> Sign | None:
    """The first character of a line that stands where YAML's own sign would act; else None."""
    if line.isascii():
        return None
    for form, meant in _FORMS:
        found = form.match(line)
        if found and not found[1].isascii():
            return Sign(found.start(1), found[1], meant or _plain(found[1]))
    return None


def sign_among_latin(text: str) -> tuple[str, str] | None:
    """The first sign of another script in a text of Latin letters, and that of ASCII; else None.

    In a text of the other script (`注文（完了）`) it is at home, as dashes and quotes are in any.
    """
    if text.isascii() or not any(character.isalnum() for character in text):
        return None
    if not all(map(_is_latin, filter(str.isalpha, text))):
        return None
    for character in text:
        is_wide = "\uff01" <= character <= "\uff5e" and not character.isalnum()
        if is_wide or character in COLONS or character in COMMAS or character == "\u2011":
            return character, _plain(character).strip()
    return None


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def in_foreign_quotes(text: str) -> tuple[str, str] | None:
    """The quote in which a text stands as a whole, and the one that was meant for YAML; or None."""
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        return text[0], QUOTES[text[0]]
    return None
