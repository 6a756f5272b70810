"""Texts that match a pattern, the shortest first."""

import string
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random

from tracking_plan.validation.ecma.cursor import PatternError
from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.ecma.ranges import SURROGATES, Ranges, complement, merged
from tracking_plan.validation.ecma.tree import (
    Alternatives,
    Assertion,
    Characters,
    Group,
    Node,
    Property,
    Repeat,
)

_FIRST = "a1A_ -.b2Bc3C0dDé"
_POOL = string.digits + string.ascii_letters + " _-.,:;/@#!?+*éüßÀαΩжЖאبहิกあア漢한ǅʰ٣Ⅷ²€©😀"
_POOL += "\u0301\u200d\n\t\xa0\u2028\0\uffff"
_MOST = 40  # characters that a class is asked for
_LONGEST = 100_000  # characters of a text that repeats the plainest
_LONGEST_DRAWN = 5_000

_Pick = Callable[[int], int]  # a number below the one given


def pattern_texts(pattern: str, chance: Random, least: int = 0) -> Iterator[str]:
    """Texts that likely match a pattern, without end: the shortest first, then random ones.

    `least` is how long they ought to be. There are none where the pattern is not understood.
    """
    try:
        tree = parse(pattern)
    except PatternError:
        return
    writer = _Writer()
    for index in range(min(len(tree), 8)):
        yield from writer.padded(tree[index], least)
    while True:
        drawn = _Writer(chance.randrange)
        drawn.more = chance.choice((0, 0, 1, 2, 5))
        yield from drawn.padded(tree[chance.randrange(len(tree))], least)


def _first(_: int) -> int:
    return 0


def _in_words(sequence: tuple[Node, ...], text: str) -> Iterator[str]:
    """The text within a word, where the pattern asks for that."""
    if Assertion.NO_BOUNDARY in sequence:
        yield from (f"a{text}", f"{text}a", f"a{text}a")


class _Writer:
    """Writes a text; without `pick` the first of what may stand at each place."""

    def __init__(self, pick: _Pick | None = None) -> None:
        self._pick = pick or _first
        self._is_plain = pick is None
        self._longest = _LONGEST if pick is None else _LONGEST_DRAWN
        self.more = 0

    def padded(self, sequence: tuple[Node, ...], least: int) -> Iterator[str]:
        """The sequence as a text, and as one that is long enough where it is not."""
        text = self.sequence(sequence)
        if len(text) >= least:
            yield text
            yield from _in_words(sequence, text)
            return
        before, lacking = self.more, least - len(text)
        for self.more in (1, lacking // 2, lacking, lacking + 1):
            longer = self.sequence(sequence)
            yield longer
            if len(longer) >= least:
                break
        self.more = before
        if not sequence or sequence[-1] is not Assertion.END:
            yield text + "a" * min(lacking, self._longest)
        if not sequence or sequence[0] is not Assertion.START:
            yield "a" * min(lacking, self._longest) + text

    def sequence(self, nodes: tuple[Node, ...]) -> str:
        return "".join(map(self._node, nodes))

    def _node(self, node: Node) -> str:
        match node:
            case Assertion():
                return ""
            case Characters():
                members = characters(node)
                return members[self._pick(len(members))] if members else ""
            case Group():
                return self.sequence(self._one(node.alternatives))
            case Repeat():
                most = node.least + self.more if node.most is None else node.most
                times = min(most, node.least + self._extra(), self._longest)
                return self._repeated(node.inside, times)

    def _repeated(self, inside: Node, times: int) -> str:
        if self._is_plain:
            text = self._node(inside) if times else ""
            return text * min(times, self._longest // max(len(text), 1) + 1)
        text = ""
        for _ in range(times):
            text += self._node(inside)
            if len(text) > self._longest:
                break
        return text

    def _extra(self) -> int:
        return self.more and max(self.more // 2, self._pick(self.more + 1) or self.more)

    def _one(self, alternatives: Alternatives) -> tuple[Node, ...]:
        return alternatives[self._pick(len(alternatives))]


@lru_cache(maxsize=1024)
def characters(one: Characters) -> tuple[str, ...]:
    """Some characters of a class, the plainest first; none where none is known."""
    if one.properties:
        return tuple(c for c in (*_FIRST, *_POOL) if _is_in(one, c))[:_MOST]
    ranges = complement(one.ranges) if one.is_negated else merged(one.ranges)
    found = dict.fromkeys(c for c in (*_FIRST, *_POOL) if _has(ranges, ord(c)))
    for low, high in ranges[:_MOST]:
        found |= dict.fromkeys(chr(c) for c in (low, high, (low + high) // 2) if not _is_half(c))
    if one.is_negated and one.ignores_case:
        return tuple(c for c in found if _has(ranges, ord(c.swapcase()[0])))[:_MOST]
    return tuple(found)[:_MOST]


def _is_half(code: int) -> bool:
    return SURROGATES[0] <= code <= SURROGATES[1]


def _has(ranges: Ranges, code: int) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _is_in(one: Characters, character: str) -> bool:
    """Whether a class with properties likely has a character."""
    both = {character, character.swapcase()[:1]} if one.ignores_case else {character}
    has = any(
        _has(one.ranges, ord(c)) or any(_has_property(p, c) for p in one.properties) for c in both
    )
    return has is not one.is_negated


@lru_cache(maxsize=65_536)
def _has_property(one: Property, character: str) -> bool:
    from tracking_plan.registry.shapes.pattern_keys import matching

    kind, _, value = one.name.rpartition("=")
    if kind == "gc" and len(value) <= 2:
        return unicodedata.category(character).startswith(value) is not one.is_negated
    written = one.name.replace("sc=", "Script=").replace("scx=", "Script_Extensions=")
    return matching(f"^\\{'P' if one.is_negated else 'p'}{{{written}}}$", character)
