"""Names that can be taken for one another, found by buckets and never by comparing all pairs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.names.likeness import fold
from tracking_plan.names.real_words import REAL
from tracking_plan.names.words import words

_LEAST_LETTERS = 5  # of a word that may be a typo: shorter ones are too often words of their own
_MOST_LETTERS, _MOST_WORDS = 40, 12  # beyond, nobody means a word or a name, and it would cost
_FAMILIAR = 3  # names that a word stands in, from which it is a word and no typo


class Likeness(StrEnum):
    """In which way two names are alike; the second name follows."""

    SPELLING = "differs only in case, spaces or punctuation from"
    WORDS = "has the same words as"
    TYPO = "differs in one letter from"


class Pair(NamedTuple):
    """A name that is likely to be taken for another one, which weighs more."""

    name: str
    other: str
    likeness: Likeness


def similar(
    names: Iterable[str],
    *,
    weight: Callable[[str], int],
    stem: Callable[[str], str],
    alike: Callable[[str, str], bool],
) -> Iterator[Pair]:
    """The pairs of names that are alike; each name is reported once, against the weightiest.

    Of names that weigh the same the first is kept. `stem` takes the ending off a lower-case
    word; `alike` has the last word on names with the same words.
    """
    reported: set[str] = set()
    spelled: dict[str, str] = {}  # names in another spelling, and the one that stands for both
    split = {name: tuple(word.lower() for word in words(name)) for name in names}
    for likeness, buckets in (
        (Likeness.SPELLING, _buckets(split, fold)),
        (Likeness.WORDS, _buckets(split, lambda name: _turned(split[name], stem))),
        (Likeness.TYPO, _typos(split)),
    ):
        for bucket in buckets:
            meant = dict.fromkeys(spelled.get(name, name) for name in bucket)
            left = [name for name in meant if name not in reported]
            best = max(left, key=weight, default="")
            for name in left:
                if name != best and (likeness is not Likeness.WORDS or alike(name, best)):
                    reported.add(name)
                    if likeness is Likeness.SPELLING:
                        spelled[name] = best
                    yield Pair(name, best, likeness)


def _buckets(names: Iterable[str], key: Callable[[str], Hashable]) -> Iterator[list[str]]:
    found: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in names:
        found[key(name)].append(name)
    return (bucket for bucket in found.values() if len(bucket) > 1)


def _turned(pieces: tuple[str, ...], stem: Callable[[str], str]) -> tuple[str, ...]:
    """What endings leave of a name, begun at whichever word makes it smallest.

    `Completed Checkout` is `Checkout Completed` turned; `list item view` is not what
    `view item list` is.
    """
    stems = tuple(map(stem, pieces))
    return min((stems[i:] + stems[:i] for i in range(min(len(stems), _MOST_WORDS))), default=())


def _typos(split: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Pairs of names of the same words but one, which differs in a letter from the other's."""
    by_words: dict[tuple[str, ...], str] = {pieces: name for name, pieces in split.items()}
    frequency = Counter(word for pieces in by_words for word in frozenset(pieces))
    confusable = _confusable(frequency)
    order = {name: place for place, name in enumerate(split)}
    for pieces, name in by_words.items():
        for place, word in enumerate(pieces):
            for twin in confusable.get(word, ()):
                other = by_words.get((*pieces[:place], twin, *pieces[place + 1 :]))
                if other is not None:  # the commoner word is the right one
                    right = (frequency[word], -order[name]) > (frequency[twin], -order[other])
                    yield [name, other] if right else [other, name]


def _confusable(frequency: Mapping[str, int]) -> Mapping[str, list[str]]:
    """Which words have a twin that differs in one letter, by first letter and deletions.

    Two words one edit apart share a form with a letter less: that is the bucket (the symmetric
    deletion method, W. Garbe 2012).
    """
    buckets: defaultdict[str, set[str]] = defaultdict(set)
    for word in frequency:
        if _LEAST_LETTERS <= len(word) <= _MOST_LETTERS and word.isalpha():
            for form in (word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))):
                buckets[form].add(word)
    twins: defaultdict[str, set[str]] = defaultdict(set)
    for bucket in buckets.values():
        for word in bucket if len(bucket) > 1 else ():
            twins[word] |= {
                other for other in bucket if other != word and _is_typo(word, other, frequency)
            }
    return {word: sorted(others) for word, others in twins.items()}


def _is_typo(one: str, other: str, frequency: Mapping[str, int]) -> bool:
    """Whether one of two words that share a deletion is likely to be the other, mistyped."""
    if one in REAL and other in REAL:
        return False
    if min(frequency[one], frequency[other]) >= _FAMILIAR:
        return False
    return _is_one_edit(one, other) and not _is_inflection(*sorted((one, other), key=len))


def _is_one_edit(one: str, other: str) -> bool:
    """Whether a letter added, left out, replaced or swapped with the next makes them the same."""
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) == 1:
        return True
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )


def _is_inflection(short: str, long: str) -> bool:
    """Whether the longer word is a form of the shorter: a plural, a past tense."""
    return long[:-1] == short and long[-1] in "sdrn"
