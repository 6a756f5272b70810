"""Text that cannot act: what a hostile name must not do to a terminal, a log or a page."""

import re
import unicodedata

from tracking_plan.names.characters import BLANKS, JOINERS

_PLAIN = re.compile(r"[ -~]*")
# Commands that act anywhere in a line of a log: GitHub's old ones, Azure's, TeamCity's.
_LOG_COMMAND = re.compile(r"##(?=\w*\[)")


def visible(text: str) -> str:
    r"""The text on one line, with escapes (`\x1b`) for each character that acts or hides."""
    if not text.isprintable() or not BLANKS.isdisjoint(text):
        text = "".join(map(_visible, text))
    return _LOG_COMMAND.sub(r"#\\x23", text) if "##" in text else text


def is_visible(text: str) -> bool:
    """Whether no character of the text acts, hides or looks like nothing."""
    return text.isprintable() and BLANKS.isdisjoint(text)


def _visible(character: str) -> str:
    if character in BLANKS:
        return f"\\u{ord(character):04x}"
    is_seen = character.isprintable() or character in JOINERS
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
    if unicodedata.combining(character) or character in JOINERS or character == "\ufe0f":
        return 0
    if unicodedata.category(character) == "Me":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
