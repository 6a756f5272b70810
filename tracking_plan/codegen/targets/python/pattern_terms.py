"""The parts of a regular expression: characters and groups, and how often they may occur."""

from dataclasses import dataclass

Ranges = tuple[tuple[int, int], ...]

LAST = 0x10FFFF


class GivenUpError(Exception):
    """The pattern cannot be said in `re`, or not safely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One character out of `ranges`, or a group; as often as its quantifier says.

    `alternatives` is None for a character. `most` None: without end.
    """

    text: str
    ranges: Ranges = ()
    alternatives: "tuple[tuple[Term, ...], ...] | None" = None
    least: int = 1
    most: int | None = 1

    @property
    def varies(self) -> bool:
        """Whether it can match texts of different lengths, its group's insides left aside."""
        return self.least != self.most

    @property
    def repeats(self) -> bool:
        """Whether it can match more than once."""
        return self.most is None or self.most > 1


def merged(ranges: Ranges) -> Ranges:
    """The same characters in as few ranges as possible, sorted."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """All other characters."""
    found, start = [], 0
    for low, high in merged(ranges):
        if start < low:
            found.append((start, low - 1))
        start = high + 1
    return (*found, *(((start, LAST),) if start <= LAST else ()))


def overlap(one: Ranges, other: Ranges) -> bool:
    """Whether some character is in both."""
    return any(a <= d and c <= b for a, b in one for c, d in other)


def first(sequence: tuple[Term, ...], after: Ranges = ()) -> Ranges:
    """The characters that the sequence can begin with; `after` counts where it can be empty."""
    found: Ranges = ()
    for term in sequence:
        inside = [first(one) for one in term.alternatives or ()]
        found = merged((*found, *term.ranges, *(pair for one in inside for pair in one)))
        if term.least > 0 and not any(map(_can_be_empty, term.alternatives or ())):
            return found
    return merged((*found, *after))


def _can_be_empty(sequence: tuple[Term, ...]) -> bool:
    return all(
        term.least == 0 or any(map(_can_be_empty, term.alternatives or ())) for term in sequence
    )
