"""Which problems are certain, where a call may send one of several events.

What is sent may hang on conditions, and so may the name of the event. Where both hang on the same
one, scanning has seen to it. Where they hang on several, it is unknown which go together: then a
problem is certain only if it is one whatever goes together.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from tracking_plan.rule import Problem
from tracking_plan.usage.matching import MatchedCall, MatchedValue


class Candidate(NamedTuple):
    """A problem of a call with one of its events.

    `value` is the identity of what is sent, `others` are those of all that may be sent there
    instead, its own included. `is_sure`: it is always sent.
    """

    matched: MatchedCall
    problem: Problem
    is_sure: bool
    value: int = 0
    others: frozenset[int] = frozenset()


def of_value(matched: MatchedCall, found: MatchedValue, problem: Problem) -> Candidate:
    """A problem of one of the values that may be sent for a property."""
    others = frozenset(map(id, found.sent.values))
    return Candidate(matched, problem, found.is_sure, id(found.value), others)


def certain(candidates: Iterable[Candidate]) -> Iterator[Problem]:
    """The problems that there are in some runs."""
    for _, group in groupby(candidates, key=lambda candidate: id(candidate.matched.call)):
        same = tuple(group)
        for candidate in same:
            if _is_certain(candidate, same):
                yield candidate.problem


def _is_certain(candidate: Candidate, same: tuple[Candidate, ...]) -> bool:
    matched, problem = candidate.matched, candidate.problem
    if candidate.is_sure or not matched.is_conditional:
        return True
    alike = [one for one in same if one.problem.property == problem.property]
    here = {one.value for one in alike if one.matched.event == matched.event}
    if candidate.value in candidate.others and here.issuperset(candidate.others):
        return True
    events = {one.matched.sent for one in alike if one.problem.at == problem.at}
    return matched.call.dynamic is None and len(events) == len(matched.call.events)
