"""Which texts several patterns find: a text that some find and others do not, or that none is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracking_plan.validation.ecma.automaton import (
    WORD,
    Automaton,
    Beside,
    UndecidedError,
    automaton,
)
from tracking_plan.validation.ecma.cursor import PatternError
from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.ecma.ranges import LAST, SURROGATES, Ranges, overlap

_MAX_STEPS = 40_000  # characters that are tried, at all states together
_PLAINEST = "a1A_ -.b2BcCdD0xyzé"


def text_with(found: Sequence[str], missed: Sequence[str] = ()) -> str | None:
    """A shortest text that all of the first patterns find and none of the others; None: none is.

    Raises:
        UndecidedError: a pattern is not understood, or it would take too long to tell.
    """
    return _text_with(tuple(found), tuple(missed))


@lru_cache(maxsize=4096)
def _text_with(found: tuple[str, ...], missed: tuple[str, ...]) -> str | None:
    try:
        each = [_automaton(pattern) for pattern in (*found, *missed)]
    except PatternError as error:
        raise UndecidedError from error
    wanted = [index < len(found) for index in range(len(each))]
    if all(_finds_nothing(one) is is_wanted for one, is_wanted in zip(each, wanted, strict=True)):
        return ""
    kinds, by_pattern = _reading(tuple(sorted({*found, *missed})))
    readers = [by_pattern[pattern] for pattern in (*found, *missed)]
    return _search(readers, wanted, kinds)


@lru_cache(maxsize=16)
def _reading(patterns: tuple[str, ...]) -> "tuple[Sequence[_Kind], Mapping[str, _Reader]]":
    """What reads each of the patterns, and the kinds that they tell apart.

    It is asked for twice where each of two patterns may follow from the other.
    """
    each = [_automaton(pattern) for pattern in patterns]
    kinds = _kinds(each)
    members = _members(each, kinds)
    readers = [_Reader(one, kinds, members) for one in each]
    return kinds, dict(zip(patterns, readers, strict=True))


@lru_cache(maxsize=64)
def _automaton(pattern: str) -> Automaton:
    return automaton(parse(pattern))


@dataclass(frozen=True, slots=True)
class _Kind:
    """Characters that no pattern tells apart, by the plainest of them."""

    character: str
    is_word: bool


_State = tuple[frozenset[int], Beside] | None  # None: it has matched
_Ways = list[tuple[int, int]]
_LOST: _State = frozenset(), Beside.OTHER


class _Reader:
    """One pattern, looked for anywhere in a text that is read kind by kind."""

    def __init__(
        self, made: Automaton, kinds: Sequence[_Kind], members: Mapping[Ranges, frozenset[int]]
    ) -> None:
        self._made = made
        self._members = members
        self._sides = {
            Beside.WORD: frozenset(index for index, kind in enumerate(kinds) if kind.is_word),
            Beside.OTHER: frozenset(index for index, kind in enumerate(kinds) if not kind.is_word),
        }
        self._moves: dict[_State, Sequence[_State]] = {None: [None] * len(kinds)}
        self._ways: dict[tuple[int, Beside, Beside], _Ways | None] = {}
        self._begins_later = _begins_later(made)

    def begin(self) -> _State:
        """The state before the first character."""
        return frozenset(), Beside.NOTHING

    def moves(self, state: _State) -> Sequence[_State]:
        """The state behind a further character, of each kind."""
        if state not in self._moves:
            assert state is not None
            found: list[_State] = [None] * len(self._moves[None])
            for side, kinds in self._sides.items():
                if (there := self._there(state, side)) is not None:
                    for kind in kinds:
                        found[kind] = self._state(there.get(kind), side)
            self._moves[state] = found
        return self._moves[state]

    def _state(self, there: set[int] | None, side: Beside) -> _State:
        if there:
            return frozenset(there), side
        return (frozenset(), side) if self._begins_later else _LOST

    def _there(
        self, state: tuple[frozenset[int], Beside], side: Beside
    ) -> dict[int, set[int]] | None:
        """Where each kind of characters leads, of those of one side; None: it has matched."""
        found: dict[int, set[int]] = {}
        for one in (*state[0], self._made.start):
            key = (one, state[1], side)
            if key not in self._ways:
                self._ways[key] = self._ways_from(*key)
            ways = self._ways[key]
            if ways is None:
                return None
            for kind, to in ways:
                found.setdefault(kind, set()).add(to)
        return found

    def _ways_from(self, state: int, before: Beside, after: Beside) -> _Ways | None:
        """Where characters lead from one state of the automaton; None: it has matched."""
        made = self._made
        here = made.reached((state,), before, after)
        if made.end in here:
            return None
        return [
            (kind, to)
            for one in here
            for ranges, to in made.taking[one]
            for kind in self._members[ranges] & self._sides[after]
        ]

    def is_found(self, state: _State) -> bool:
        """Whether the pattern has been found where the text ends here."""
        if state is None:
            return True
        here = self._made.reached((*state[0], self._made.start), state[1], Beside.NOTHING)
        return self._made.end in here


def _search(readers: list[_Reader], wanted: list[bool], kinds: Sequence[_Kind]) -> str | None:
    """The first text, shorter ones first, after which patterns are found or not as wanted."""
    first = tuple(reader.begin() for reader in readers)
    hopeless = [_LOST if is_wanted else None for is_wanted in wanted]
    seen, pending, steps = {first}, [("", first)], 0
    for text, states in pending:
        if all(r.is_found(s) is w for r, s, w in zip(readers, states, wanted, strict=True)):
            return text
        steps += len(kinds)
        if steps > _MAX_STEPS:
            raise UndecidedError
        moves = [reader.moves(state) for reader, state in zip(readers, states, strict=True)]
        for kind, there in zip(kinds, zip(*moves, strict=True), strict=True):
            if there not in seen:
                seen.add(there)
                if not any(s is bad for s, bad in zip(there, hopeless, strict=True)):
                    pending.append((text + kind.character, there))
    return None


def _finds_nothing(made: Automaton) -> bool:
    """Whether a pattern is found in the empty text."""
    return made.end in made.reached((made.start,), Beside.NOTHING, Beside.NOTHING)


def _begins_later(made: Automaton) -> bool:
    """Whether a match can begin behind the beginning of a text."""
    beside = (Beside.WORD, Beside.OTHER)
    return any(
        state == made.end or made.taking[state]
        for before in beside
        for after in (*beside, Beside.NOTHING)
        for state in made.reached((made.start,), before, after)
    )


def _members(each: Sequence[Automaton], kinds: Sequence[_Kind]) -> dict[Ranges, frozenset[int]]:
    """Which kinds of characters each class has."""
    codes = [(index, ord(kind.character)) for index, kind in enumerate(kinds)]
    return {
        ranges: frozenset(index for index, code in codes if overlap(ranges, ((code, code),)))
        for ranges in _classes(each)
    }


def _classes(each: Sequence[Automaton]) -> set[Ranges]:
    return {ranges for one in each for taking in one.taking for ranges, _ in taking}


def _kinds(each: Sequence[Automaton]) -> list[_Kind]:
    """The characters sorted by what the patterns have to tell them apart, the plainest first."""
    classes = [*_classes(each), WORD]
    plain: dict[tuple[bool, ...], str] = {}
    for character in _representatives(classes):
        code = ord(character)
        having = tuple(overlap(ranges, ((code, code),)) for ranges in classes)
        plain.setdefault(having, character)
    return [_Kind(character, having[-1]) for having, character in plain.items()]


def _representatives(classes: Sequence[Ranges]) -> Iterator[str]:
    """Characters, one at least between any two places at which some class begins or ends."""
    yield from _PLAINEST
    starts = {0, SURROGATES[1] + 1}
    starts |= {code for ranges in classes for low, high in ranges for code in (low, high + 1)}
    for code in sorted(starts, key=lambda code: (not 32 < code < 127, code)):
        if code <= LAST and not SURROGATES[0] <= code <= SURROGATES[1]:
            yield chr(code)
