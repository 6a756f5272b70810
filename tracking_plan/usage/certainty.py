"""Which problems are certain, where a call may send one of several events.

What is sent may hang on conditions, and so may the name of the event. Where both hang on the same
one, scanning has seen to it. Where they hang on several, it is unknown which go together: then a
problem is certain only if it is one whatever goes together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from tracking_plan.place import Place
from tracking_plan.rule import Problem
from tracking_plan.usage.matching import MatchedCall, MatchedValue

_Alike = tuple[str | None, Place | None, str]


class Candidate(NamedTuple):
    """A problem of a call with one of its events.

    `value` is the identity of what is sent, `others` are those of all that may be sent there
    instead, its own included; `value_text` tells it from others that are written at the same place.
    `is_sure`: it is always sent.
    """

    matched: MatchedCall
    problem: Problem
    is_sure: bool
    value: int = 0
    others: frozenset[int] = frozenset()
    value_text: str = ""


def of_value(matched: MatchedCall, found: MatchedValue, problem: Problem) -> Candidate:
    """A problem of one of the values that may be sent for a property."""
    others = frozenset(map(id, found.sent.values))
    value = found.value
    text = f"{value.type} {value.literal!r}"
    return Candidate(matched, problem, found.is_sure, id(value), others, text)


def certain(candidates: Iterable[Candidate]) -> Iterator[Problem]:
    """The problems that there are in some runs, each said of an event that has it there.

    One that some event of the call has, whatever goes together, is said once, of all of them.
    """
    for _, group in groupby(candidates, key=lambda candidate: id(candidate.matched.call)):
        same = tuple(group)
        alike: dict[_Alike, list[Candidate]] = {}
        for candidate in same:
            alike.setdefault(_alike(candidate), []).append(candidate)
        sure = {id(one) for one in same if _is_certain(one, same)}
        for candidate in same:
            every = alike[_alike(candidate)]
            if id(candidate) in sure:
                yield candidate.problem
            elif candidate is every[0] and _is_of_every_event(every, sure):
                yield _of_one_of(every)


def _alike(candidate: Candidate) -> _Alike:
    """What the same problem with another event of the call has in common with this one."""
    return candidate.problem.property, candidate.problem.at, candidate.value_text


def _is_certain(candidate: Candidate, same: tuple[Candidate, ...]) -> bool:
    """Whether the candidate's own event has the problem in some run."""
    if candidate.is_sure or not candidate.matched.is_conditional:
        return True
    here = {
        one.value
        for one in same
        if one.matched.event == candidate.matched.event
        and one.problem.property == candidate.problem.property
    }
    return candidate.value in candidate.others and here.issuperset(candidate.others)


def _is_of_every_event(alike: list[Candidate], sure: set[int]) -> bool:
    """Whether each event of the call has the problem, and none is known to.

    Where it is certain of one event, nothing shows that the others have it, too.
    """
    call = alike[0].matched.call
    events = {one.matched.sent for one in alike}
    is_known = any(id(one) in sure for one in alike)
    return call.dynamic is None and not is_known and len(events) == len(call.events)


def _of_one_of(alike: list[Candidate]) -> Problem:
    """The problem, said of whichever event it is that has it."""
    names = sorted({one.matched.label for one in alike})
    problem = alike[0].problem
    if len(names) == 1:
        return problem
    return replace(problem, message=f"{problem.message} (the event is {' or '.join(names)})")
