"""Which argument of a candidate is the event, and which are its properties and its user."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tracking_plan.usage.discovery.calls import FoundCall
from tracking_plan.usage.discovery.candidate import Argument
from tracking_plan.usage.discovery.words import event_likeness
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind, ParameterUse

_EVENT = frozenset("event eventname name action actionname eventtype step metric".split())
_VAGUE = frozenset("type key category label source value id".split())
_PROPERTIES = frozenset(
    """properties props data payload params parameters metadata meta attributes attrs extra extras
    context details eventproperties eventprops eventdata eventparams eventpayload
    eventmetadata additionalproperties additionalparameters additionaldata fields info""".split()
)
_USER = frozenset("userid distinctid uid useruuid anonymousid".split())
_LEAST_SHARE = 0.5

Parameters = Sequence[FunctionParameter[Expression]]


class Roles(NamedTuple):
    """The places of the event, of the properties and of the user's id; empty: none is seen."""

    event: tuple[Argument, ...]
    properties: tuple[Argument, ...]
    user_id: tuple[Argument, ...]


def roles(calls: Sequence[FoundCall], parameters: Parameters, *, has_keywords: bool) -> Roles:
    """The roles of the arguments of some calls of one function.

    `parameters` are those of its definition, as far as that is seen.
    """
    named = {place: one for one in parameters for place in _places(one)}
    if has_keywords:
        named |= {one.keyword: one for one in parameters if one.keyword is not None}
    event = tuple(_event(calls, named, has_keywords=has_keywords))
    found = by_parameters(parameters, event, has_keywords=has_keywords)
    objects = tuple(_objects(calls, (*event, *found.user_id)))
    return found._replace(properties=found.properties or objects)


def by_parameters(
    parameters: Parameters, event: tuple[Argument, ...], *, has_keywords: bool
) -> Roles:
    """The roles by the parameters alone, of which the event is known."""
    user = tuple(_named(parameters, _USER, event, has_keywords=has_keywords))
    taken = (*event, *user)
    given = tuple(_named(parameters, _PROPERTIES, taken, has_keywords=has_keywords))
    return Roles(event, given, user)


def places_of(
    parameter: FunctionParameter[Expression], *, has_keywords: bool
) -> tuple[Argument, ...]:
    """Where a call gives a parameter."""
    return tuple(_spelled(parameter) if has_keywords else _places(parameter))


def distinct(calls: Sequence[FoundCall], places: Sequence[Argument]) -> tuple[str, ...]:
    """The names that calls give at some places, each once."""
    every = (name for call in calls for place in places for name in call.names.get(place, ()))
    return tuple(sorted(set(every)))


def _event(
    calls: Sequence[FoundCall],
    named: Mapping[Argument, FunctionParameter[Expression]],
    *,
    has_keywords: bool,
) -> Iterator[Argument]:
    """The place of most names; the keyword of the same parameter, or of calls without it, too."""
    places = dict.fromkeys(place for call in calls for place in call.names)
    scores = {place: _score(calls, place, named.get(place)) for place in places}
    best = max(scores, key=lambda place: (scores[place], str(place)), default=None)
    if best is None or not scores[best]:
        return
    parameter = named.get(best) if has_keywords else None
    if parameter is not None and not parameter.keys:
        yield from _spelled(parameter)
        return
    yield best
    others = [call for call in calls if best not in call.names]
    elsewhere = [p for p in scores if p != best and type(p) is not type(best)]
    yield from (p for p in elsewhere if distinct(others, (p,)) and str(p).lower() in _EVENT)


def _score(
    calls: Sequence[FoundCall], place: Argument, parameter: FunctionParameter[Expression] | None
) -> float:
    """How many names of events a place gives, more where it is called so."""
    words = {_folded(place)} if isinstance(place, str) else set()
    words |= {_folded(parameter.name)} if parameter is not None else set()
    likely = 1.5 if words & _EVENT else 0.5 if words & _VAGUE else 1.0
    return likely * sum(map(event_likeness, distinct(calls, (place,))))


def _named(
    parameters: Parameters,
    words: frozenset[str],
    taken: Sequence[Argument],
    *,
    has_keywords: bool,
) -> Iterator[Argument]:
    """The places of the first parameter that has one of the names."""
    for one in parameters:
        spelled = places_of(one, has_keywords=has_keywords)
        is_free = one.kind is ParameterKind.ONE and not set(spelled) & set(taken)
        if is_free and spelled and _folded(one.name) in words:
            yield from spelled
            return


def _objects(calls: Sequence[FoundCall], taken: Sequence[Argument]) -> Iterator[Argument]:
    """The place where calls give objects; a key of the one that has the event, or all of that."""
    keys = [call.keys for call in calls if call.keys]
    if any(isinstance(place, str) for place in taken) and keys:
        every = Counter(key for one in keys for key in one if _folded(key) in _PROPERTIES)
        yield next((key for key, _ in every.most_common(1)), 0)
        return
    counts = Counter(place for call in calls for place in call.objects if place not in taken)
    for place, count in counts.most_common(1):
        if count >= max(1, _LEAST_SHARE * sum(1 for call in calls if call.objects)):
            yield place


def use_of(parameters: Parameters, place: Argument, function: int) -> ParameterUse | None:
    """What is given at a place, as the function has it; None: that is not seen."""
    for one in parameters:
        if one.kind is ParameterKind.ONE and place in (*_places(one), one.keyword):
            return ParameterUse(function=function, name=one.name)
    first = next((one for one in parameters if one.position == 0 and not one.keys), None)
    if first is None or not isinstance(place, str):
        return None
    return ParameterUse(function=function, name=first.name, keys=(place,))


def _places(parameter: FunctionParameter[Expression]) -> Iterator[Argument]:
    """The places of a parameter: what is taken out of an object has its key for one."""
    if len(parameter.keys) == 1:
        yield parameter.keys[0]
    elif not parameter.keys and parameter.position is not None:
        yield parameter.position


def _spelled(parameter: FunctionParameter[Expression]) -> Iterator[Argument]:
    """The places of a parameter where arguments may be given by name."""
    if parameter.position is not None:
        yield parameter.position
    if parameter.keyword is not None:
        yield parameter.keyword


def _folded(word: str) -> str:
    return word.replace("_", "").lower()
