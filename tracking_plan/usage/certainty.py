"""Which problems are certain, where a call may send one of several events.

What is sent may hang on conditions, and so may the name of the event. Where both hang on the same
one, scanning has seen to it. Where they hang on several, it is unknown which go together: then a
problem is certain only if it is one whatever goes together.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from tracking_plan.rule import Problem
from tracking_plan.usage.matching import MatchedCall, MatchedValue


class Candidate(NamedTuple):
    """A problem of a call with one of its events.

    `value` is the identity of what is sent, `others` are those of all of which one is sent there,
    its own included; `value_text` tells it from others that are written at the same place.
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
    others = frozenset(map(id, found.sent.values)) if found.has_another else frozenset()
    value = found.value
    text = f"{value.type} {value.literal!r}"
    return Candidate(matched, problem, found.is_sure, id(value), others, text)


def certain(candidates: Iterable[Candidate]) -> Iterator[Problem]:
    """The problems that there are in some runs.

    What is a problem with every event of the call is said once, of all of them. Where every value
    that may go with an event is one, that is said once, of the first.
    """
    for _, group in groupby(candidates, key=lambda candidate: id(candidate.matched.call)):
        yield from _of_call(tuple(group))


def _of_call(same: tuple[Candidate, ...]) -> Iterator[Problem]:
    alike, instead = _grouped(same, _alike), _grouped(same, _instead)
    shared = {id(one) for one in same if _is_of_every_event(alike[_alike(one)])}
    for one in same:
        every, values = alike[_alike(one)], instead[_instead(one)]
        if _is_sure(one):
            yield one.problem
        elif id(one) in shared:
            if one is every[0]:
                yield _of_one_event(every)
        elif one is values[0] and _is_of_every_value(values, shared):
            yield _of_one_value(values)


def _grouped(
    same: tuple[Candidate, ...], key: Callable[[Candidate], Hashable]
) -> dict[Hashable, list[Candidate]]:
    groups: dict[Hashable, list[Candidate]] = {}
    for one in same:
        groups.setdefault(key(one), []).append(one)
    return groups


def _alike(one: Candidate) -> Hashable:
    """What the same problem with another event of the call has in common with this one."""
    return one.problem.property, one.problem.at, one.value_text


def _instead(one: Candidate) -> Hashable:
    """What the problems of other values have in common that may be sent in this one's place."""
    return id(one.matched.sent), one.problem.property, one.others


def _is_sure(one: Candidate) -> bool:
    return one.is_sure or not one.matched.is_conditional


def _is_of_every_event(alike: list[Candidate]) -> bool:
    """Whether each event of the call has the problem, and none is known to.

    Where it is certain of one event, nothing shows that the others have it, too.
    """
    call = alike[0].matched.call
    events = {one.matched.sent for one in alike}
    is_known = any(map(_is_sure, alike))
    return call.dynamic is None and not is_known and len(events) == len(call.events)


def _is_of_every_value(values: list[Candidate], shared: set[int]) -> bool:
    """Whether a problem is one whichever of the values is sent, and none is said already."""
    others = values[0].others
    is_said = not shared.isdisjoint(map(id, values))
    return bool(others) and not is_said and others.issubset(one.value for one in values)


def _of_one_event(alike: list[Candidate]) -> Problem:
    """The problem, said of whichever event it is that has it."""
    names = sorted({one.matched.label for one in alike})
    note = f"the event is {' or '.join(names)}" if len(names) > 1 else None
    return _noted(alike[0].problem, note)


def _of_one_value(values: list[Candidate]) -> Problem:
    """The problem, said of whichever value it is that goes with the event."""
    label = values[0].matched.label
    note = f"this value or another goes with {label}" if len(values) > 1 else None
    return _noted(values[0].problem, note)


def _noted(problem: Problem, note: str | None) -> Problem:
    return replace(problem, message=f"{problem.message} ({note})") if note else problem
