"""ECMA-262's regular expressions (with the `u` flag), read into a tree; others are refused.

The grammar is that of ECMA-262, 16th edition, section 22.2.1, with `UnicodeMode`. Look-around and
back-references, which no linear engine runs, are refused with that reason.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tracking_plan.validation.ecma.classes import character_class
from tracking_plan.validation.ecma.cursor import Cursor, PatternError
from tracking_plan.validation.ecma.escapes import code_point, escaped
from tracking_plan.validation.ecma.ranges import ALL, Ranges, complement
from tracking_plan.validation.ecma.tree import (
    Alternatives,
    Assertion,
    Characters,
    Group,
    Node,
    Repeat,
)

_MAX_DEPTH = 50  # of groups in groups
_LINE_ENDS: Ranges = ((10, 10), (13, 13), (0x2028, 0x2029))
_QUANTIFIER = re.compile(r"(?:([*+?])|\{([0-9]+)(?:(,)([0-9]+)?)?\})\??")
_SIGNS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_MAX_DIGITS = 6  # of a count: no engine has room for more
_ASSERTION_STARTS = frozenset(one.value[0] for one in Assertion)
_LOOK_AROUND = re.compile(r"\(\?<?[=!]")
_FLAGS = re.compile(r"\(\?([ims]*)(?:-([ims]*))?:")
_NAMED = re.compile(r"\(\?<([^>]*)>")
_BARE_FLAGS = re.compile(r"\(\?[A-Za-z-]+\)")
_JOINERS = str.maketrans({"$": "_", "\u200c": "_", "\u200d": "_"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flags:
    """What the group around a term says: `(?i:a)`."""

    ignores_case: bool = False
    is_multiline: bool = False
    dot_is_all: bool = False


@lru_cache(maxsize=256)
def parse(pattern: str) -> Alternatives:
    """What the pattern says.

    Raises:
        PatternError: it is not ECMA-262, or not of the linear kind.
    """
    parser = _Parser(pattern)
    alternatives, _ = parser.alternatives(_Flags())
    parser.expect_end()
    return alternatives


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._cursor = Cursor(pattern)
        self._depth = 0

    def alternatives(self, flags: _Flags) -> tuple[Alternatives, frozenset[str]]:
        """The sequences between `|`, up to a `)` or the end, and the names of their groups."""
        sequence, names = self._sequence(flags)
        found = [sequence]
        while self._cursor.take("|"):
            sequence, further = self._sequence(flags)
            found.append(sequence)
            names |= further
        return tuple(found), names

    def expect_end(self) -> None:
        """Raises where something is left."""
        if not self._cursor.is_at_end:
            raise PatternError(r"`)` closes nothing: write `\)` for the character")

    def _sequence(self, flags: _Flags) -> tuple[tuple[Node, ...], frozenset[str]]:
        nodes: list[Node] = []
        names: frozenset[str] = frozenset()
        while self._cursor.peek() not in ("", "|", ")"):
            node, further = self._term(flags)
            nodes.append(node)
            if names & further:
                raise PatternError(f"two groups are named {min(names & further)!r}")
            names |= further
        return tuple(nodes), names

    def _term(self, flags: _Flags) -> tuple[Node, frozenset[str]]:
        assertion = self._assertion(flags)
        if assertion is not None:
            return assertion, frozenset()
        if self._cursor.peek() == "(":
            group, names = self._group(flags)
            return self._quantified(group), names
        return self._quantified(self._characters(flags)), frozenset()

    def _assertion(self, flags: _Flags) -> Assertion | None:
        if self._cursor.peek() not in _ASSERTION_STARTS:
            return None
        found = next((one for one in Assertion if self._cursor.take(one.value)), None)
        if found in (Assertion.START, Assertion.END) and flags.is_multiline:
            raise PatternError(
                "`^` and `$` under the `m` flag are not supported: patterns run in linear time"
            )
        if found in (Assertion.BOUNDARY, Assertion.NO_BOUNDARY) and flags.ignores_case:
            shown = f"write `{found}` outside of `(?i:...)`"
            raise PatternError(f"`{found}` under the `i` flag is not supported: {shown}")
        return found

    def _characters(self, flags: _Flags) -> Characters:
        if self._cursor.take("["):
            return character_class(self._cursor, ignores_case=flags.ignores_case)
        if self._cursor.take("."):
            return Characters(ranges=ALL if flags.dot_is_all else complement(_LINE_ENDS))
        if self._cursor.take("\\"):
            found = escaped(self._cursor, ignores_case=flags.ignores_case)
            return replace(found, ignores_case=flags.ignores_case)
        character = self._cursor.next()
        if character in "*+?":
            raise PatternError(f"there is nothing for `{character}` to repeat")
        if character in "{}]":
            shown = f"write `\\{character}` for the character"
            raise PatternError(f"`{character}` closes or repeats nothing: {shown}")
        code = ord(character)
        return Characters(ranges=((code, code),), ignores_case=flags.ignores_case)

    def _group(self, flags: _Flags) -> tuple[Group, frozenset[str]]:
        flags, name = self._opening(flags)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise PatternError(f"groups are nested more than {_MAX_DEPTH} deep")
        alternatives, names = self.alternatives(flags)
        self._depth -= 1
        if not self._cursor.take(")"):
            raise PatternError("a group has no end: `(` without `)` is not a regular expression")
        if name & names:
            raise PatternError(f"two groups are named {min(name)!r}")
        return Group(alternatives=alternatives), name | names

    def _opening(self, flags: _Flags) -> tuple[_Flags, frozenset[str]]:
        """The flags within a group that begins here, and its name, which has been read."""
        if self._cursor.match(_LOOK_AROUND) is not None:
            raise PatternError("look-around is not supported: patterns run in linear time")
        if (match := self._cursor.match(_NAMED)) is not None:
            return flags, frozenset((_name(match[1]),))
        if self._cursor.rest.startswith("(?"):
            return self._flags(flags), frozenset()
        self._cursor.next()
        return flags, frozenset()

    def _flags(self, flags: _Flags) -> _Flags:
        match = self._cursor.match(_FLAGS)
        if match is None:
            raise PatternError(self._foreign())
        on, off = match[1], match[2] or ""
        if len(set(on + off)) < len(on + off) or match[0] == "(?-:":
            raise PatternError(f"`{match[0]}` is not ECMA-262: each flag is set once")
        changes = {flag: flag in on for flag in on + off}
        return _Flags(
            ignores_case=changes.get("i", flags.ignores_case),
            is_multiline=changes.get("m", flags.is_multiline),
            dot_is_all=changes.get("s", flags.dot_is_all),
        )

    def _foreign(self) -> str:
        if (match := self._cursor.match(_BARE_FLAGS)) is not None:
            return f"`{match[0]}` is not ECMA-262: write `(?i:...)` around what it is for"
        if self._cursor.take("(?P<"):
            return "`(?P<` is not ECMA-262: write `(?<name>...)`"
        return f"`{self._cursor.rest[:3]}` is not ECMA-262"

    def _quantified(self, inside: Characters | Group) -> Characters | Group | Repeat:
        match = self._cursor.match(_QUANTIFIER)
        if match is None:
            return inside
        sign, low, comma, high = match.groups()
        if sign is not None:
            least, most = _SIGNS[sign]
            return Repeat(inside=inside, least=least, most=most)
        if max(len(low.lstrip("0")), len((high or "").lstrip("0"))) > _MAX_DIGITS:
            raise PatternError(f"`{match[0]}` is too large a count")
        least = int(low)
        most = least if comma is None else (int(high) if high else None)
        if most is not None and most < least:
            raise PatternError(f"`{match[0]}` is backwards, which is not a regular expression")
        return Repeat(inside=inside, least=least, most=most)


def _name(written: str) -> str:
    """The name of a group, its escapes resolved."""
    cursor, name = Cursor(written), ""
    while not cursor.is_at_end:
        is_escape = cursor.take("\\")
        if is_escape and cursor.peek() != "u":
            raise PatternError(f"{written!r} is no name of a group")
        name += chr(code_point(cursor)) if is_escape else cursor.next()
    first_is_joiner = name[:1] in ("\u200c", "\u200d")
    if first_is_joiner or not name.translate(_JOINERS).isidentifier():
        raise PatternError(f"{written!r} is no name of a group")
    return name
