"""Which texts several patterns find: a text that some find and others do not, or that none is."""

from collections.abc import Iterator, Sequence
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
    kinds = _kinds(each)
    readers = [_Reader(one, kinds) for one in each]
    wanted = [index < len(found) for index in range(len(each))]
    return _search(readers, wanted, kinds)


@lru_cache(maxsize=64)
def _automaton(pattern: str) -> Automaton:
    return automaton(parse(pattern))


@dataclass(frozen=True, slots=True)
class _Kind:
    """Characters that no pattern tells apart, by the plainest of them."""

    character: str
    is_word: bool


_State = tuple[frozenset[int], Beside] | None  # None: it has matched
_LOST: _State = frozenset(), Beside.OTHER


class _Reader:
    """One pattern, looked for anywhere in a text that is read kind by kind."""

    def __init__(self, made: Automaton, kinds: Sequence[_Kind]) -> None:
        self._made = made
        self._kinds = kinds
        self._taking = [
            [(_members(ranges, kinds), to) for ranges, to in each] for each in made.taking
        ]
        self._known: dict[tuple[_State, int], _State] = {}
        self._begins_later = _begins_later(made)

    def begin(self) -> _State:
        """The state before the first character."""
        return frozenset(), Beside.NOTHING

    def next(self, state: _State, kind: int) -> _State:
        """The state behind a further character."""
        if state is None:
            return None
        key = (state, kind)
        if key not in self._known:
            self._known[key] = self._next(state, kind)
        return self._known[key]

    def _next(self, state: tuple[frozenset[int], Beside], kind: int) -> _State:
        after = Beside.WORD if self._kinds[kind].is_word else Beside.OTHER
        here = self._made.reached((*state[0], self._made.start), state[1], after)
        if self._made.end in here:
            return None
        there = frozenset(
            to for one in here for members, to in self._taking[one] if kind in members
        )
        return (there, after) if there or self._begins_later else _LOST

    def is_lost(self, state: _State) -> bool:
        """Whether the pattern will not be found, whatever follows."""
        return (
            state is not None
            and not self._begins_later
            and not state[0]
            and (state[1] is not Beside.NOTHING)
        )

    def is_found(self, state: _State) -> bool:
        """Whether the pattern has been found where the text ends here."""
        if state is None:
            return True
        here = self._made.reached((*state[0], self._made.start), state[1], Beside.NOTHING)
        return self._made.end in here


def _search(readers: list[_Reader], wanted: list[bool], kinds: Sequence[_Kind]) -> str | None:
    """The first text, shorter ones first, after which patterns are found or not as wanted."""
    first = tuple(reader.begin() for reader in readers)
    seen, pending, steps = {first}, [("", first)], 0
    for text, states in pending:
        if all(r.is_found(s) is w for r, s, w in zip(readers, states, wanted, strict=True)):
            return text
        for index, kind in enumerate(kinds):
            steps += 1
            if steps > _MAX_STEPS:
                raise UndecidedError
            there = tuple(r.next(s, index) for r, s in zip(readers, states, strict=True))
            if there not in seen:
                seen.add(there)
                if not _is_lost(readers, there, wanted):
                    pending.append((text + kind.character, there))
    return None


def _is_lost(readers: Sequence[_Reader], states: Sequence[_State], wanted: Sequence[bool]) -> bool:
    """Whether no text that begins so will do."""
    each = zip(readers, states, wanted, strict=True)
    return any(reader.is_lost(state) if w else state is None for reader, state, w in each)


def _begins_later(made: Automaton) -> bool:
    """Whether a match can begin behind the beginning of a text."""
    beside = (Beside.WORD, Beside.OTHER)
    return any(
        state == made.end or made.taking[state]
        for before in beside
        for after in (*beside, Beside.NOTHING)
        for state in made.reached((made.start,), before, after)
    )


def _members(ranges: Ranges, kinds: Sequence[_Kind]) -> frozenset[int]:
    codes = ((index, ord(kind.character)) for index, kind in enumerate(kinds))
    return frozenset(index for index, code in codes if overlap(ranges, ((code, code),)))


def _kinds(each: Sequence[Automaton]) -> list[_Kind]:
    """The characters sorted by what the patterns have to tell them apart, the plainest first."""
    classes = [*{ranges for one in each for taking in one.taking for ranges, _ in taking}, WORD]
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
