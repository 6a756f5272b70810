"""The parts of a regular expression: characters and groups, and how often they may occur."""

from dataclasses import dataclass

from tracking_plan.validation.ecma.ranges import Ranges, merged


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


Sequences = tuple[tuple[Term, ...], ...]
"""Alternatives, each a sequence of terms."""


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
