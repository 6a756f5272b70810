r"""What stands behind a backslash: `\d`, `\p{L}`, `\u{1F600}`, `\$`."""

import re
from collections.abc import Mapping

from tracking_plan.validation.ecma.cursor import Cursor, PatternError
from tracking_plan.validation.ecma.properties import unicode_property
from tracking_plan.validation.ecma.ranges import LAST, Ranges, complement, merged
from tracking_plan.validation.ecma.tree import Characters

_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_LIKE_WORD: Ranges = ((0x17F, 0x17F), (0x212A, 0x212A))  # capitals of these are `S` and `K`
_SPACE: Ranges = (
    *((9, 13), (32, 32), (160, 160), (5760, 5760), (8192, 8202), (8232, 8233)),
    *((8239, 8239), (8287, 8287), (12288, 12288), (65279, 65279)),
)
_SHORTHAND: Mapping[str, Ranges] = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROL = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_PAIR = re.compile(r"u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]+)\}")
_LETTER = re.compile("c([A-Za-z])")
_NUL = re.compile("0(?![0-9])")
_PROPERTY = re.compile(r"([pP])\{([A-Za-z0-9_=]*)\}")
_SYNTAX = frozenset(r"^$\.*+?()[]{}|/")
_ANCHORS = {"A": "^", "Z": "$", "z": "$"}


def escaped(cursor: Cursor, *, ignores_case: bool) -> Characters:
    """The characters that an escape means; its backslash has been read.

    Raises:
        PatternError: ECMA-262 has no such escape, or it is not of the linear kind.
    """
    letter = cursor.peek()
    if letter.lower() in _SHORTHAND:
        cursor.next()
        ranges = _SHORTHAND[letter.lower()]
        if letter.lower() == "w" and ignores_case:
            ranges = merged((*ranges, *_LIKE_WORD))
        return Characters(ranges=ranges if letter.islower() else complement(ranges))
    if letter in ("p", "P"):
        return _property(cursor, ignores_case=ignores_case)
    code = code_point(cursor)
    return Characters(ranges=((code, code),))


def code_point(cursor: Cursor) -> int:
    """The one character that an escape means; its backslash has been read.

    Raises:
        PatternError: ECMA-262 has no such escape, or it is not of the linear kind.
    """
    if (pair := cursor.match(_PAIR)) is not None:
        high, low = (int(half, 16) for half in pair.groups())
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    if (match := cursor.match(_HEX)) is not None:
        code = int(next(filter(None, match.groups())), 16)
        if code > LAST:
            raise PatternError(rf"`\{match[0]}` is no character: the last one is `\u{{10FFFF}}`")
        return code
    if (match := cursor.match(_LETTER)) is not None:
        return ord(match[1]) % 32
    if cursor.match(_NUL) is not None:
        return 0
    if cursor.is_at_end:
        raise PatternError(r"a backslash at its end escapes nothing: write `\\` for the character")
    letter = cursor.next()
    if letter in _CONTROL:
        return _CONTROL[letter]
    if letter not in _SYNTAX:
        raise PatternError(_unknown(letter))
    return ord(letter)


def _property(cursor: Cursor, *, ignores_case: bool) -> Characters:
    match = cursor.match(_PROPERTY)
    if match is None:
        shown = cursor.rest[:2]
        raise PatternError(rf"`\{shown}` is not ECMA-262: write a property as `\p{{L}}`")
    is_negated = match[1] == "P"
    found = unicode_property(match[2], is_negated=is_negated)
    if found is None:
        raise PatternError(rf"`\{match[0]}` is no property that ECMA-262 knows")
    if found.name in ("gc=Cs", "gc=Surrogate"):
        return Characters(ranges=complement(()) if is_negated else ())  # no text has any
    if is_negated and ignores_case:
        raise PatternError(rf"`\{match[0]}` under the `i` flag is not supported")
    return Characters(properties=(found,))


def _unknown(letter: str) -> str:
    if letter in "123456789k":
        return "back-references are not supported: patterns run in linear time"
    if letter in _ANCHORS:
        return rf"`\{letter}` is not ECMA-262: write `{_ANCHORS[letter]}`"
    if letter.isalnum() or not letter.isascii():
        return rf"`\{letter}` is not ECMA-262"
    return rf"`\{letter}` is not ECMA-262 (with the `u` flag): write `{letter}`"
