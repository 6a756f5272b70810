"""Calls become candidates, the likeliest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracking_plan.names.likeness import fold
from tracking_plan.place import Place, Span
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.usage.discovery.calls import FoundCall
from tracking_plan.usage.discovery.candidate import (
    Candidate,
    Certainty,
    Doubt,
    Proposed,
    Site,
)
from tracking_plan.usage.discovery.name_trail import NameTrail, Sender
from tracking_plan.usage.discovery.proposals import last_name, proposal, proposals
from tracking_plan.usage.discovery.roles import Roles, distinct, roles, use_of
from tracking_plan.usage.discovery.words import (
    event_likeness,
    is_of_any_events,
    speaks_of_tracking,
    tracking_weight,
)
from tracking_plan.usage.facts.expression import Function

LEAST_NAMES = 3  # of events, for a candidate that is surely one
_SURE = 0.8
_CLEAR = 0.9  # a name that says by itself that it tracks
_SHOWN = 0.5  # of the calls, whose event is known
_SITES = 2
MOST = 12  # candidates, and those beyond that are sure
_LOOKED_AT = 3  # times as many
TEMPLATES = "template" in SHAPES["adapter"].keys
_UNSEEN = Doubt("it is not seen what it does with the name that it is given")
_OWN = Doubt("it names the event itself, and what it is given is a property of that")
_NOWHERE = Doubt("it is not seen for each call which module the function comes from")
_COMPOSED = Doubt("it makes the name of the event out of what it is given")
_UNCALLED = Doubt("its name does not speak of tracking")
_ANY = Doubt("its name speaks of events of any kind")
_MIXED = Doubt("some of its texts do not look like names of events")
_FEW = Doubt(f"it has fewer than {LEAST_NAMES} different names of events", is_minor=True)
_GUESSED = Doubt("the name of the event may be under another key of the object that it is given")
_NAMING = frozenset({"event", "eventname", "name"})  # keys that say what they hold
_JOINED = frozenset({"category", "action", "label"})  # of names that are made of several keys
_MANY = 10  # names under a key that show what it holds,
_TIMES = 5  # where no other key has a fifth as many
_HIDDEN = Doubt("most of its calls do not show the name of an event", is_minor=True)


class _Group(NamedTuple):
    """The calls of one function, and its definition, where that is known."""

    calls: Sequence[FoundCall]
    function: Function | None


def candidates(
    calls: Iterable[FoundCall], trail: NameTrail, most: int = MOST
) -> tuple[Candidate, ...]:
    """The functions that seem to track and that nothing describes, those with most names first."""
    found = [(one, group) for group in _groups(calls) for one in _candidate(group)]
    found.sort(key=lambda pair: (-pair[0].score, pair[0].callee, str(pair[0].defined)))
    followed = [_followed(one, group, trail) for one, group in found[: most * _LOOKED_AT]]
    every = tuple(_ends(followed))
    sure = [one for one in every[most:] if one.certainty is Certainty.SURE]
    return (*every[:most], *sure)


class _Followed(NamedTuple):
    """A candidate, its definition, and the functions that have what it is given."""

    candidate: Candidate
    function: tuple[str, int] | None
    reached: frozenset[tuple[str, int]] = frozenset()


def _ends(every: Sequence[_Followed]) -> Iterator[Candidate]:
    """The candidates: one that hands on to another one is followed, and needs no adapter."""
    sure = {one.function: one.candidate for one in every if one.candidate.doubt is None}
    for one in every:
        inner = [sure[f] for f in sorted(one.reached) if f in sure and f != one.function]
        if inner:
            onward = Doubt(f"it hands on what it is given to {inner[0].callee!r}")
            yield _doubted(one.candidate, onward)
        else:
            yield one.candidate


def _followed(candidate: Candidate, group: _Group, trail: NameTrail) -> _Followed:
    """The candidate; one that makes something else of a name is described where that is sent."""
    function, call = group.function, group.calls[0]
    if function is None:
        is_unseen = any(one.origin is not None and one.origin.is_own for one in group.calls)
        is_clear = _is_typed(group) or _is_named(group)
        found = _doubted(candidate, _UNSEEN) if is_unseen and not is_clear else candidate
        return _Followed(_doubted(found, _ANY) if _is_of_any(candidate) else found, None)
    use = use_of(function.parameters, candidate.adapters[0].event[0], function.start)
    end = trail.sender(call.file, function, use, call.path, call.origin) if use else None
    reached = end.reached if end is not None else frozenset()
    found = _described(candidate, end)
    if _is_of_any(candidate) and not (end is not None and end.is_posted):
        found = _doubted(found, _ANY)
    return _Followed(found, (call.file, function.start), reached)


def _is_typed(group: _Group) -> bool:
    """Whether it is a method of a type whose name speaks of tracking: whose objects send."""
    return all(
        one.origin is not None
        and one.origin.is_type
        and speaks_of_tracking(one.origin.path.rpartition(".")[0])
        for one in group.calls
    )


def _is_named(group: _Group) -> bool:
    """Whether its own name speaks of tracking, and that of what it is a member of, too."""
    return all(
        tracking_weight(one.path.rpartition(".")[2]) >= _CLEAR
        and speaks_of_tracking(one.path.rpartition(".")[0])
        for one in group.calls
    )


def _is_of_any(candidate: Candidate) -> bool:
    """Whether nothing but its last name speaks for it, which may be one of events of any kind."""
    every = [
        (candidate.callee, ""),
        *((one.callee, one.module or "") for one in candidate.adapters),
    ]
    return all(is_of_any_events(last_name(path), (path, module)) for path, module in every)


def _described(candidate: Candidate, end: Sender | None) -> Candidate:
    """The candidate as its adapter describes it best."""
    if end is None or not end.is_clear:
        is_property = end is not None and end.is_property
        return _doubted(candidate, _OWN if is_property else _UNSEEN)
    if not end.is_changed and end.template is None:
        return candidate
    adapter = proposal(end)
    if end.template is not None and (adapter.template is None or not TEMPLATES):
        return _doubted(candidate, _COMPOSED)
    followed = replace(candidate, adapters=(adapter,), sender=_place(end))
    return _doubted(followed, _NOWHERE) if adapter.module is None else followed


def _doubted(candidate: Candidate, doubt: Doubt) -> Candidate:
    """The candidate with a doubt, unless it has a graver one."""
    is_grave = candidate.doubt is not None and not candidate.doubt.is_minor
    return candidate if is_grave else replace(candidate, doubt=doubt)


def _place(end: Sender) -> Place:
    return Place(path=end.module.path, span=end.function.at)


def _groups(calls: Iterable[FoundCall]) -> Iterator[_Group]:
    """The calls by the function that they are of; none of one that is found to track."""
    groups: dict[tuple[str, str, int], list[FoundCall]] = {}
    for call in calls:
        groups.setdefault(_key(call), []).append(call)
    for each in groups.values():
        known = sum(1 for call in each if call.is_known)
        if not known:
            yield _Group(each, each[0].definition)


def _key(call: FoundCall) -> tuple[str, str, int]:
    if call.definition is not None:
        return call.file, "", call.definition.start
    if call.origin is not None:
        return call.origin.module, call.origin.path, -1
    return "", ".".join(call.path.split(".")[-2:]), -1


def _candidate(group: _Group) -> Iterator[Candidate]:
    """The candidate that some calls are of; none where they name no event."""
    calls, function = group
    parameters = function.parameters if function is not None else ()
    has_keywords = all(call.language == "python" for call in calls)
    found = roles(calls, parameters, has_keywords=has_keywords)
    events = [name for name in distinct(calls, found.event) if event_likeness(name) >= _SURE]
    adapters = tuple(proposals(calls, found))
    if not events or not adapters:
        return
    every = distinct(calls, found.event)
    quality = sum(map(event_likeness, every)) / len(every)
    path = Counter(call.path for call in calls).most_common(1)[0][0]
    owner, _, name = path.rpartition(".")
    weight = max(tracking_weight(name, (owner,)), *(_weight(one) for one in adapters))
    yield Candidate(
        callee=path,
        adapters=adapters,
        defined=_defined(group),
        parameters=tuple(one.name for one in parameters),
        calls=len(calls),
        events=tuple(events),
        sites=tuple(_sites(calls, found)),
        score=round(len(events) * weight * quality, 3),
        doubt=_doubt(group, found, adapters, weight, quality),
    )


def _weight(adapter: Proposed) -> float:
    owners = adapter.callee.rpartition(".")[0]
    return tracking_weight(last_name(adapter.callee), (owners, adapter.module or ""))


def _is_guessed(adapter: Proposed) -> bool:
    """Whether the event is under a key of an object, and the key does not say so."""
    keys = [place for place in adapter.event if isinstance(place, str)]
    is_object = len(keys) == len(adapter.event) and "python" not in adapter.languages
    return is_object and not any(fold(key) in _NAMING for key in keys)


def _stands_out(calls: Sequence[FoundCall], found: Roles) -> bool:
    """Whether one key of the objects that calls give has nearly all names, and is all of them."""
    joined = {fold(key) for call in calls for key in call.keys} & _JOINED
    places = {place for call in calls for place in call.names}.difference(found.event)
    others = max((len(distinct(calls, (place,))) for place in places), default=0)
    own = len(distinct(calls, found.event))
    return not joined and own >= max(_MANY, _TIMES * others)


def _defined(group: _Group) -> Place | None:
    if group.function is None:
        return None
    return Place(path=group.calls[0].defined_in, span=group.function.at)


def _sites(calls: Sequence[FoundCall], found: Roles) -> Iterator[Site]:
    """The first calls that give different names."""
    seen: set[str] = set()
    for call in sorted(calls, key=lambda one: (one.at.path, one.at.span or Span(0, 0, 0, 0))):
        for name in distinct((call,), found.event):
            if event_likeness(name) >= _SURE and name not in seen and len(seen) < _SITES:
                seen.add(name)
                yield Site(at=call.at, event=name)
                break


def _doubt(
    group: _Group, found: Roles, adapters: Sequence[Proposed], weight: float, quality: float
) -> Doubt | None:
    """Why it is not sure that a function tracks as its adapters say; None where it is."""
    calls = group.calls
    named = sum(1 for call in calls if distinct((call,), found.event))
    names = sum(1 for name in distinct(calls, found.event) if event_likeness(name) >= _SURE)
    doubts = (
        (weight < _SURE, _UNCALLED),
        (any(map(_is_guessed, adapters)) and not _stands_out(calls, found), _GUESSED),
        (quality < _SURE, _MIXED),
        (any(one.module is None for one in adapters), _NOWHERE),
        (names < LEAST_NAMES and not _is_typed(group), _FEW),
        (named < _SHOWN * len(calls) and not _is_typed(group), _HIDDEN),
    )
    return next((doubt for is_so, doubt in doubts if is_so), None)
