"""Text that cannot act: what a hostile name must not do to a terminal, a log or a page."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # Persian, Hindi and emoji are written with them
# Letters and signs that show nothing, though Unicode counts them as printable.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_PLAIN = re.compile(r"[ -~]*")
# Commands that act anywhere in a line of a log: GitHub's old ones, Azure's, TeamCity's.
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")


def visible(text: str) -> str:
    r"""The text on one line, with escapes (`\x1b`) for each character that acts or hides."""
    if not text.isprintable() or not _BLANKS.isdisjoint(text):
        text = "".join(map(_visible, text))
    return _LOG_COMMAND.sub(r"#\\x23", text) if "##" in text else text


def is_visible(text: str) -> bool:
    """Whether no character of the text acts, hides or looks like nothing."""
    return text.isprintable() and _BLANKS.isdisjoint(text)


def _visible(character: str) -> str:
    if character in _BLANKS:
        return f"\\u{ord(character):04x}"
    is_seen = character.isprintable() or character in _JOINERS
    return character if is_seen else repr(character)[1:-1]


def safe_json(text: str) -> str:
    """JSON that means the same, without commands to whatever keeps the log that it is printed to.

    A `#` stands only within strings, where it can be written as an escape.
    """
    return _LOG_COMMAND.sub(r"#\\u0023", text) if "##" in text else text


def width(text: str) -> int:
    """The columns that the text takes in a terminal (UAX #11; combining marks take none)."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS or character == "\ufe0f":
        return 0
    if unicodedata.category(character) == "Me":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
