"""Classes of characters: `[a-z]`, `[^0-9_]`, `[]`."""

from tracking_plan.validation.ecma.cursor import Cursor, PatternError
from tracking_plan.validation.ecma.escapes import escaped
from tracking_plan.validation.ecma.ranges import Ranges, merged
from tracking_plan.validation.ecma.tree import Characters, Property


def character_class(cursor: Cursor, *, ignores_case: bool) -> Characters:
    """The class whose `[` has been read.

    Raises:
        PatternError: it is none.
    """
    is_negated = cursor.take("^")
    ranges: list[tuple[int, int]] = []
    properties: list[Property] = []
    while not cursor.take("]"):
        member = _member(cursor, ignores_case=ignores_case)
        if _begins_range(cursor):
            cursor.next()
            member = _range(member, _member(cursor, ignores_case=ignores_case))
        ranges += member.ranges
        properties += member.properties
    return Characters(
        ranges=merged(tuple(ranges)),
        properties=tuple(properties),
        is_negated=is_negated,
        ignores_case=ignores_case,
    )


def _begins_range(cursor: Cursor) -> bool:
    return cursor.peek() == "-" and not cursor.pattern.startswith("-]", cursor.at)


def _member(cursor: Cursor, *, ignores_case: bool) -> Characters:
    """One character, or what an escape means."""
    if cursor.is_at_end:
        raise PatternError("a class has no end: `[` without `]` is not a regular expression")
    if not cursor.take("\\"):
        return _one(ord(cursor.next()))
    if cursor.take("b"):
        return _one(8)  # a backspace
    return _one(ord("-")) if cursor.take("-") else escaped(cursor, ignores_case=ignores_case)


def _one(code: int) -> Characters:
    return Characters(ranges=((code, code),))


def _range(low: Characters, high: Characters) -> Characters:
    ends = _end(low), _end(high)
    if ends[0] > ends[1]:
        shown = "-".join(map(_shown, ends))
        raise PatternError(f"the range `{shown}` is backwards, which is not a regular expression")
    return Characters(ranges=(ends,))


def _end(member: Characters) -> int:
    ranges: Ranges = member.ranges
    if member.properties or len(ranges) != 1 or ranges[0][0] != ranges[0][1]:
        raise PatternError(r"a range of a class ends in one character: write `\-` for a hyphen")
    return ranges[0][0]


def _shown(code: int) -> str:
    return chr(code) if 32 < code < 127 else f"\\u{{{code:X}}}"
