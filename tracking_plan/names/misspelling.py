"""Whether a name is another one misspelled, or written in another style, and no name of its own."""

import re
import unicodedata
from collections.abc import Sequence

from tracking_plan.names.characters import skeleton
from tracking_plan.names.real_words import REAL
from tracking_plan.names.words import words

_LEAST_LETTERS = 4  # of a word with a wrong letter: shorter ones are too often words of their own
_SHORT_WORD = 3  # letters, of which two may be swapped, and one doubled
_LONG_WORD = 8  # letters, from which two may be wrong
_MOST_LETTERS = 40  # beyond, nobody means a word, and it would cost
_NUMBER = re.compile(r"\d+")
_DIRECTION = re.compile(r"(?:in|out|up|down|on|off|over|by|to|at)$")  # `signedup`, `signedin`
_OPPOSITES = (("max", "min"), ("macro", "micro"), ("over", "under"))  # beginnings of words
_ROLES = (("er", "ee"), ("or", "ee"))  # endings of words: `employer`, `employee`


def is_misspelled(name: str, meant: str) -> bool:
    """Whether `name` is likely to be `meant`, with other signs between its words or with typos.

    It is not where a word is missing or one too many, where numbers differ, or where a word is
    another one: `enabled` is not `disabled`, `step 1` not `step 2`, `cart` not `card`.
    """
    if _NUMBER.findall(name) != _NUMBER.findall(meant):
        return False
    given, planned = _words(name), _words(meant)
    if "".join(given) == "".join(planned):
        return True
    if len(given) == len(planned):
        return all(map(_is_word_misspelled, given, planned))
    return _is_joined_otherwise(given, planned)


def _words(name: str) -> list[str]:
    shown = skeleton(unicodedata.normalize("NFKC", name))
    return [word.casefold() for word in words(shown)] or [shown.casefold()]


def _is_joined_otherwise(given: Sequence[str], planned: Sequence[str]) -> bool:
    """Whether the words are the same but for two that are written as one, perhaps with a typo."""
    longer, shorter = (given, planned) if len(given) > len(planned) else (planned, given)
    if len(longer) != len(shorter) + 1:
        return False
    for place, word in enumerate(shorter):
        joined = longer[place] + longer[place + 1]
        rest = (*longer[:place], joined, *longer[place + 2 :])
        if _is_one_letter_off(joined, word) and all(map(_is_word_misspelled, rest, shorter)):
            return True
    return False


def _is_word_misspelled(given: str, meant: str) -> bool:
    if given == meant or _is_inflected(*sorted((given, meant), key=len)):
        return True
    if given in REAL or _is_other_word(given, meant):
        return False
    longest = max(len(given), len(meant))
    if longest < _LEAST_LETTERS:
        return longest == _SHORT_WORD and _has_the_same_letters(given, meant)
    if longest > _MOST_LETTERS or not _begin_alike(given, meant):
        return False
    return distance(given, meant) <= (2 if longest >= _LONG_WORD else 1)


def _has_the_same_letters(one: str, other: str) -> bool:
    """Whether two neighbours are swapped, or a letter is written once or twice: `wbe`, `ap`."""
    return set(one) == set(other) and distance(one, other) == 1


def _is_one_letter_off(given: str, meant: str) -> bool:
    return given == meant or (
        _LEAST_LETTERS <= len(given) <= _MOST_LETTERS
        and len(meant) <= _MOST_LETTERS
        and _begin_alike(given, meant)
        and distance(given, meant) <= 1
    )


def _begin_alike(one: str, other: str) -> bool:
    """Whether the first letter is the same, or swapped with the next.

    Hardly anyone mistypes it otherwise, and `un-`, `dis-`, `de-` and `in-` change it.
    """
    return one[:1] == other[:1] or one[:2] == other[1::-1]


def _is_inflected(short: str, long: str) -> bool:
    """Whether the longer word is a form of the shorter: `orders`, `started`, `properties`."""
    if len(short) < 2:
        return False
    stems = (short, short.removesuffix("e"), short + short[-1])
    regular = any(long == stem + end for stem in stems for end in ("ed", "ing"))
    plural = long in (short + "s", short + "es", short.removesuffix("y") + "ies")
    return regular or plural or (short.endswith("e") and long == short + "d")


def _is_other_word(one: str, other: str) -> bool:
    """Whether two words that look alike mean different things."""
    if _DIRECTION.sub("", one) == _DIRECTION.sub("", other):
        return True
    pairs = [(one, other), (other, one)]
    return any(
        a.startswith(left) and b.startswith(right) for a, b in pairs for left, right in _OPPOSITES
    ) or any(
        a.endswith(left) and b == a.removesuffix(left) + right
        for a, b in pairs
        for left, right in _ROLES
    )


def distance(one: str, other: str) -> int:
    """How many letters are added, left out, replaced, or swapped with the next."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        costs = [row]
        for column, twin in enumerate(other, start=1):
            cost = min(last[column] + 1, costs[-1] + 1, last[column - 1] + (letter != twin))
            if row > 1 and column > 1 and letter == other[column - 2] and twin == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            costs.append(cost)
        before, last = last, costs
    return last[-1]
