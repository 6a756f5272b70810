"""How long a backtracking search for a pattern may take, at worst."""

from tracking_plan.codegen.targets.python.pattern_terms import (
    GivenUpError,
    Sequences,
    Term,
    first,
)
from tracking_plan.validation.ecma.ranges import Ranges, merged, overlap

LOOP = 8
MAX_COST = 12  # one loop and some choices, besides the first loop, which costs nothing
_CHOICE = 1


def effort(alternatives: Sequences) -> int:
    """The steps of a search; one without a beginning to start from is a loop of its own.

    `validation/plain_patterns.py` has an approximation that imports nothing: it is never less.
    """
    is_anchored = all(one and one[0].text == "^" for one in alternatives)
    return sum(map(cost, alternatives)) + LOOP * (not is_anchored)


def cost(sequence: tuple[Term, ...], after: Ranges = ()) -> int:
    """The steps that a search may take; `after` is what can follow the sequence.

    A loop that can give up characters which its successor takes as well multiplies the time by
    the length of the text, and a choice with two ways to go on by two.
    """
    total = 0
    for position, term in enumerate(sequence):
        follows = first(sequence[position + 1 :], after)
        if term.alternatives is None:
            if term.varies and overlap(term.ranges, follows):
                total += LOOP if term.repeats else _CHOICE
        elif term.repeats:
            is_loop = _can_go_on(term.alternatives, follows)
            total += LOOP * (is_loop and term.varies)
        else:
            total += sum(cost(inside, follows) for inside in term.alternatives)
            total += _CHOICE * _is_ambiguous(term, follows)
    return total


def _is_ambiguous(term: Term, follows: Ranges) -> bool:
    """Whether a group that occurs once can match, or be left out, in two ways."""
    starts: Ranges = follows if term.least == 0 else ()
    for inside in term.alternatives or ():
        start = first(inside, follows)
        if overlap(start, starts):
            return True
        starts = merged((*starts, *start))
    return False


def _can_go_on(alternatives: tuple[tuple[Term, ...], ...], after: Ranges) -> bool:
    """Whether a repeated group can end where it could also go on.

    Gives up on a group that could read one text in two ways: each alternative must begin with
    characters of its own, and what varies in it must end where its successor begins.
    """
    starts: Ranges = ()
    for inside in alternatives:
        start = first(inside)
        is_plain = all(one.alternatives is None and one.most != 0 for one in inside)
        if not is_plain or all(one.least == 0 for one in inside) or overlap(start, starts):
            raise GivenUpError
        starts = merged((*starts, *start))
    follows = merged((*starts, *after))
    for inside in alternatives:
        for position, one in enumerate(inside):
            if one.varies and overlap(one.ranges, first(inside[position + 1 :], follows)):
                raise GivenUpError
    return overlap(starts, after)
