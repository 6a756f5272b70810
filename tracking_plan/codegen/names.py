"""Identifiers for wire names: legal, readable, distinct, and the same on every run."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])")
MAX_LENGTH = 48  # columns of an identifier, without a number; the docstring has the whole name
_HEX_CHARACTERS = 8  # of a name without a single letter or digit, this many are spelt out

K = TypeVar("K", str, tuple[bool, str, int])
Style = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """The identifiers that a target needs for itself, by scope."""

    methods: frozenset[str]
    functions: frozenset[str]
    constants: frozenset[str]
    parameters: frozenset[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How a target language writes names.

    `normalise` gives the form in which the language compares identifiers, and `is_identifier` says
    whether a normalised text is one. A helper has the names of a method, of a plain function,
    which is `function` of the method's spelling, and of a constant; a target uses those it needs.
    """

    normalise: Callable[[str], str]
    is_identifier: Callable[[str], bool]
    method: Style
    function: Callable[[str], str]
    constant: Style
    parameter: Style
    type: Style
    reserved: Reserved

    def words(self, name: str) -> tuple[str, ...]:
        """The lower-case words of a wire name: `checkoutCompleted` and `Checkout-completed` agree.

        The name is normalised, so that two names which a compiler would take for one also have the
        same words.
        """
        kept = "".join(c if self._may_stand(c) else " " for c in self.normalise(name))
        pieces = (piece for chunk in kept.split() for piece in _HUMP.split(chunk))
        return tuple(self.normalise(piece.lower()) for piece in pieces if piece)

    def _may_stand(self, character: str) -> bool:
        """Whether it is a letter, a digit or a mark on one, and may stand in an identifier."""
        is_word = character.isalnum() or unicodedata.category(character).startswith("M")
        return is_word and self.is_identifier(f"a{character}")

    def identifier(
        self,
        words: tuple[str, ...],
        style: Style,
        kind: str,
        name: str,
        affixed: Callable[[str], str] = str,
    ) -> str:
        """An identifier of the words, in the style.

        `kind` (`event`, `property`) goes in front where the words alone are none: where they begin
        with a digit, or where nothing of the wire `name` is left but its code points. `affixed`
        adds what does not count for the length, such as a prefix.
        """
        for candidate in (words, (kind, *words)) if words else ():
            text = affixed(cut(self.normalise(style(candidate))))
            if self.is_identifier(text):
                return text
        code_points = "_".join(f"{ord(c):x}" for c in name[:_HEX_CHARACTERS])
        return affixed(style((kind, code_points or "empty")))


def snake(words: tuple[str, ...]) -> str:
    """`checkout_completed`."""
    return "_".join(words)


def pascal(words: tuple[str, ...]) -> str:
    """`CheckoutCompleted`."""
    return "".join(word[:1].upper() + word[1:] for word in words)


def upper(words: tuple[str, ...]) -> str:
    """`CHECKOUT_COMPLETED`."""
    return "_".join(words).upper()


def cut(text: str) -> str:
    """An identifier cut to `MAX_LENGTH` columns; wide characters take two."""
    if text.isascii():
        return text[:MAX_LENGTH].rstrip("_")
    columns = 0
    for position, character in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > MAX_LENGTH:
            return text[:position].rstrip("_")
    return text


class Pool:
    """The identifiers of one scope: each is given out once."""

    def __init__(self, reserved: Iterable[str] = (), *, joint: str = "_") -> None:
        """`joint` separates a name from the number that makes it distinct."""
        self._reserved = frozenset(reserved)
        self._taken: set[str] = set()
        self._joint = joint

    def take(self, wish: str) -> str:
        """The wish; with `_` after it where it is reserved, with a number where it is taken."""
        first = f"{wish}_" if wish in self._reserved else wish
        name, number = first, 2
        while name in self._taken or name in self._reserved:
            name = f"{wish}{self._joint}{number}"
            number += 1
        self._taken.add(name)
        return name


def allocate(candidates: Mapping[K, str], reserved: Iterable[str] = ()) -> Mapping[K, str]:
    """The identifier of each key, given the one that it would like to have.

    Names are given out in the order of the keys, sorted, so that they depend on nothing else.
    A key that has its wish to itself keeps it, whatever numbers others get, and one that is spelled
    like its wish has it before all others: `from_date` does not move where `fromDate` joins it.
    """
    wishes = sorted(candidates.items(), key=lambda one: (str(one[0]) != one[1], one[0]))
    first: dict[str, K] = {}
    for key, wish in wishes:
        first.setdefault(wish, key)
    pool = Pool(reserved)
    given = {key: pool.take(wish) for wish, key in first.items()}
    for key, wish in wishes:
        if key not in given:
            given[key] = pool.take(wish)
    return given
