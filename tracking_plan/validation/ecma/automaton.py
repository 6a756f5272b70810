"""A pattern as an automaton, which reads a text once and knows where it has matched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from tracking_plan.validation.ecma.ranges import Ranges, complement, merged
from tracking_plan.validation.ecma.tree import (
    Alternatives,
    Assertion,
    Characters,
    Group,
    Node,
    Repeat,
)

WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
"""The characters of words, as `\\b` has them."""

_MAX_STATES = 4_000  # of one pattern: each repetition that is counted is written out
_FOLDS = {ord("s"): 0x17F, ord("k"): 0x212A}  # what else differs from an ASCII letter only in case


class UndecidedError(Exception):
    """The patterns are too large, or say what no automaton here can tell."""


class Beside(Enum):
    """What stands on one side of a place in a text."""

    NOTHING = "nothing"
    WORD = "a character of words"
    OTHER = "another character"


@dataclass(slots=True)
class Automaton:
    """States by number; from each, where an assertion leads, and where a character does.

    `start` is the first state, `end` the one in which the pattern has matched. An assertion None
    always holds.
    """

    start: int = 0
    end: int = 0
    free: list[list[tuple[Assertion | None, int]]] = field(default_factory=list)
    taking: list[list[tuple[Ranges, int]]] = field(default_factory=list)

    def reached(self, states: Iterable[int], before: Beside, after: Beside) -> set[int]:
        """The states that can be reached without a further character, between these two."""
        found, pending = set[int](), list(states)
        while pending:
            state = pending.pop()
            if state not in found:
                found.add(state)
                pending += (to for a, to in self.free[state] if _is_true(a, before, after))
        return found


def _is_true(assertion: Assertion | None, before: Beside, after: Beside) -> bool:
    match assertion:
        case None:
            return True
        case Assertion.START:
            return before is Beside.NOTHING
        case Assertion.END:
            return after is Beside.NOTHING
    is_boundary = (before is Beside.WORD) is not (after is Beside.WORD)
    return is_boundary is (assertion is Assertion.BOUNDARY)


def automaton(alternatives: Alternatives) -> Automaton:
    """The automaton of a pattern.

    Raises:
        UndecidedError: it would be too large, or the pattern has properties of characters.
    """
    writer = _Writer()
    start, end = writer.state(), writer.state()
    writer.alternatives(alternatives, start, end)
    writer.made.start, writer.made.end = start, end
    return writer.made


class _Writer:
    def __init__(self) -> None:
        self.made = Automaton()

    def state(self) -> int:
        """A further state."""
        if len(self.made.free) >= _MAX_STATES:
            raise UndecidedError
        self.made.free.append([])
        self.made.taking.append([])
        return len(self.made.free) - 1

    def alternatives(self, alternatives: Alternatives, start: int, end: int) -> None:
        """Ways from one state to another."""
        for sequence in alternatives:
            at = start
            for node in sequence:
                to = self.state()
                self._node(node, at, to)
                at = to
            self._join(at, end)

    def _join(self, start: int, end: int, assertion: Assertion | None = None) -> None:
        self.made.free[start].append((assertion, end))

    def _node(self, node: Node, start: int, end: int) -> None:
        match node:
            case Assertion():
                self._join(start, end, node)
            case Characters():
                self.made.taking[start].append((characters(node), end))
            case Group():
                self.alternatives(node.alternatives, start, end)
            case Repeat():
                self._repeat(node, start, end)

    def _repeat(self, node: Repeat, start: int, end: int) -> None:
        at = start
        for _ in range(node.least):
            at = self._once(node, at)
        if node.most is None:
            loop = self.state()
            self._join(at, loop)
            self._node(node.inside, loop, loop_end := self.state())
            self._join(loop_end, loop)
            at = loop
        for _ in range((node.most or 0) - node.least):
            self._join(at, end)
            at = self._once(node, at)
        self._join(at, end)

    def _once(self, node: Repeat, start: int) -> int:
        to = self.state()
        self._node(node.inside, start, to)
        return to


def characters(one: Characters) -> Ranges:
    """The characters of a class.

    Raises:
        UndecidedError: Unicode's tables are needed to tell.
    """
    ranges = merged(one.ranges)
    if one.properties or (one.ignores_case and ranges and ranges[-1][1] > 127):
        raise UndecidedError
    if one.ignores_case:
        ranges = merged((*ranges, *_other_case(ranges)))
    return complement(ranges) if one.is_negated else ranges


def _other_case(ranges: Ranges) -> Iterator[tuple[int, int]]:
    for low, high in ranges:
        for code in range(low, high + 1):
            other = ord(chr(code).swapcase())
            yield other, other
            fold = _FOLDS.get(ord(chr(code).lower()))
            if fold is not None:
                yield fold, fold
