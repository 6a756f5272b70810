"""A plan's patterns for Python's `re`: the same meaning, and no text that makes it hang.

Patterns of a plan are ECMA-262 and run in linear time; `re` backtracks. So a pattern is
translated term by term, and given up where `re` cannot say it, or where it could take much
more than the square of the text's length. The helpers do not check such a pattern; the
validator does.
"""

import re

from tracking_plan.codegen.targets.python.pattern_cost import LOOP, MAX_COST, cost
from tracking_plan.codegen.targets.python.pattern_terms import (
    GivenUpError,
    Ranges,
    Term,
    complement,
    merged,
)

_MAX_DEPTH = 8  # of groups in groups
_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = (
    *((9, 13), (32, 32), (160, 160), (5760, 5760), (8192, 8202), (8232, 8233)),
    *((8239, 8239), (8287, 8287), (12288, 12288), (65279, 65279)),
)
_SHORTHAND = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROL = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_QUANTIFIER = re.compile(r"(?:([*+?])|\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\})\??")
_HEX = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}")
_GROUP = re.compile(r"\((?:\?:|\?<[A-Za-z_][A-Za-z0-9_]*>)?")


def python_pattern(pattern: str) -> str | None:
    """The pattern for `re.search`; None where it is not checked."""
    try:
        parser = _Parser(pattern)
        alternatives = parser.alternatives()
        parser.expect_end()
        effort = sum(map(cost, alternatives))
    except GivenUpError:
        return None
    is_anchored = all(one and one[0].text == "^" for one in alternatives)
    if effort + LOOP * (not is_anchored) > MAX_COST:
        return None
    text = _written(alternatives)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return None
    return text


class _Parser:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def alternatives(self) -> tuple[tuple[Term, ...], ...]:
        """The sequences between `|`, up to a `)` or the end."""
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        return tuple(found)

    def expect_end(self) -> None:
        """Gives up where something is left."""
        if self._at < len(self._pattern):
            raise GivenUpError

    def _sequence(self) -> tuple[Term, ...]:
        terms: list[Term] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            terms.append(self._quantified(self._atom()))
        return tuple(terms)

    def _atom(self) -> Term:
        if self._take("^"):
            return Term(text="^", least=0, most=0)
        if self._take("$"):
            return Term(text=r"\Z", least=0, most=0)
        if self._pattern[self._at] == "(":
            return self._group()
        ranges = self._class() if self._take("[") else self._single()
        return Term(text=_class_text(ranges), ranges=ranges)

    def _group(self) -> Term:
        match = _GROUP.match(self._pattern, self._at)
        if match is None or self._pattern.startswith("?", match.end()):
            raise GivenUpError
        self._at = match.end()
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise GivenUpError
        inside = self.alternatives()
        self._depth -= 1
        if not self._take(")"):
            raise GivenUpError
        return Term(text=f"(?:{_written(inside)})", alternatives=inside)

    def _quantified(self, term: Term) -> Term:
        match = _QUANTIFIER.match(self._pattern, self._at)
        if match is None:
            return term
        if term.most == 0:  # an anchor
            raise GivenUpError
        self._at = match.end()
        sign, low, comma, high = match.groups()
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(sign, (0, None))
        if low is not None:
            least = int(low)
            most = least if comma is None else (int(high) if high else None)
        return Term(
            text=term.text + match[0],
            ranges=term.ranges,
            alternatives=term.alternatives,
            least=least,
            most=most,
        )

    def _class(self) -> Ranges:
        is_negated = self._take("^")
        found: list[tuple[int, int]] = []
        while not self._take("]"):
            low = self._member()
            high = low
            if self._pattern.startswith("-", self._at) and self._pattern[self._at + 1 :][:1] != "]":
                self._at += 1
                high = self._member()
                if len(low) != 1 or len(high) != 1 or low[0][0] > high[0][1]:
                    raise GivenUpError
                found.append((low[0][0], high[0][1]))
            else:
                found.extend(low)
        ranges = merged(tuple(found))
        return complement(ranges) if is_negated else ranges

    def _member(self) -> Ranges:
        if self._pattern[self._at :][:1] in ("", "["):
            raise GivenUpError  # some dialects read `[` in a class as a class
        return self._escaped_or_literal()

    def _single(self) -> Ranges:
        if self._take("."):
            return complement(((10, 10),))
        if self._pattern[self._at] in "*+?{}]":
            raise GivenUpError
        return self._escaped_or_literal()

    def _escaped_or_literal(self) -> Ranges:
        if not self._take("\\"):
            code = ord(self._next())
            return ((code, code),)
        match = _HEX.match(self._pattern, self._at)
        if match is not None:
            self._at = match.end()
            code = int(next(filter(None, match.groups())), 16)
            return ((code, code),)
        letter = self._next()
        if letter.lower() in _SHORTHAND:
            ranges = _SHORTHAND[letter.lower()]
            return ranges if letter.islower() else complement(ranges)
        if letter in _CONTROL:
            return ((_CONTROL[letter], _CONTROL[letter]),)
        if letter.isalnum() or not letter.isascii():
            raise GivenUpError
        return ((ord(letter), ord(letter)),)

    def _next(self) -> str:
        if self._at >= len(self._pattern):
            raise GivenUpError
        self._at += 1
        return self._pattern[self._at - 1]

    def _take(self, text: str) -> bool:
        if not self._pattern.startswith(text, self._at):
            return False
        self._at += len(text)
        return True


def _written(alternatives: tuple[tuple[Term, ...], ...]) -> str:
    return "|".join("".join(term.text for term in sequence) for sequence in alternatives)


def _class_text(ranges: Ranges) -> str:
    """The characters as `re` writes them."""
    if not ranges:
        raise GivenUpError
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return re.escape(chr(ranges[0][0]))
    others = complement(ranges)
    if 0 < len(others) < len(ranges):
        return f"[^{''.join(map(_range_text, others))}]"
    return f"[{''.join(map(_range_text, ranges))}]"


def _range_text(ends: tuple[int, int]) -> str:
    low, high = (_code_text(code) for code in ends)
    return low if low == high else f"{low}-{high}"


def _code_text(code: int) -> str:
    if chr(code).isascii() and chr(code).isalnum():
        return chr(code)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
