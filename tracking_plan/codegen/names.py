"""Identifiers for wire names: legal, readable, distinct, and the same on every run."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[0-9])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])")
MAX_LENGTH = 48  # columns of an identifier, without a number; the docstring has the whole name
_HEX_CHARACTERS = 8  # of a name without a single letter or digit, this many are spelt out

K = TypeVar("K", str, tuple[bool, str, int])
Style = Callable[[tuple[str, ...]], str]


def identifier_words(name: str) -> tuple[str, ...]:
    """The lower-case words of a wire name: `checkoutCompleted` and `Checkout-completed` agree.

    The name is normalised as Python normalises identifiers (NFKC), so that two names which the
    compiler would take for one also have the same words.
    """
    kept = "".join(c if _is_identifier_part(c) else " " for c in _nfkc(name))
    parts = (part for chunk in kept.split() for part in _HUMP.split(chunk))
    return tuple(_nfkc(part.lower()) for part in parts if part)


def snake(parts: tuple[str, ...]) -> str:
    """`checkout_completed`."""
    return "_".join(parts)


def pascal(parts: tuple[str, ...]) -> str:
    """`CheckoutCompleted`."""
    return "".join(part[:1].upper() + part[1:] for part in parts)


def upper(parts: tuple[str, ...]) -> str:
    """`CHECKOUT_COMPLETED`."""
    return "_".join(parts).upper()


def identifier(parts: tuple[str, ...], style: Style, kind: str, source: str) -> str:
    """A Python identifier of the words, in the style.

    `kind` (`event`, `property`) goes in front where the words alone are none: where they begin
    with a digit, or where nothing of `source` is left but its code points.
    """
    for candidate in (parts, (kind, *parts)):
        text = cut(_nfkc(style(candidate))) if parts else ""
        if text.isidentifier():
            return text
    code_points = "_".join(f"{ord(c):x}" for c in source[:_HEX_CHARACTERS])
    return style((kind, code_points or "empty"))


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
        """`joint` stands between a name and the number that tells it from others."""
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
    A key that has its wish to itself keeps it, whatever numbers others get.
    """
    wishes = sorted(candidates.items())
    first: dict[str, K] = {}
    for key, wish in wishes:
        first.setdefault(wish, key)
    pool = Pool(reserved)
    given = {key: pool.take(wish) for wish, key in first.items()}
    for key, wish in wishes:
        if key not in given:
            given[key] = pool.take(wish)
    return given


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _is_identifier_part(character: str) -> bool:
    """Whether it is a letter, a digit or a mark on one, for Python and for docstring checkers."""
    is_word = character.isalnum() or unicodedata.category(character).startswith("M")
    return is_word and f"a{character}".isidentifier()
