"""What rules look at in a payload, as keys: payloads of equal keys are alike to a rule.

A value is in a key only as far as a finding depends on it: its type, that it lacks a time zone,
what it looks like. Where values are shown, no two payloads are alike.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from tracking_plan.altertable.envelope import IDS, Kind
from tracking_plan.altertable.moment import unit_of
from tracking_plan.altertable.system_names import is_sent_property
from tracking_plan.altertable.user_ids import is_reserved
from tracking_plan.payloads.judging.local_times import lacks_zone
from tracking_plan.payloads.judging.odd_texts import NUL, oddities
from tracking_plan.payloads.judging.personal_values import found
from tracking_plan.payloads.judging.plausible_time import plausible_time
from tracking_plan.payloads.judging.sent_values import may_fade
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.texts import texts
from tracking_plan.personal.looks import suspect
from tracking_plan.place import Json
from tracking_plan.plan.model import Event
from tracking_plan.plan.walk import walk
from tracking_plan.validation.validator import Violation, type_of


class Aspect(StrEnum):
    """Something to look at, besides the event, its version and how that was chosen."""

    FIELDS = "the fields beside the properties"
    SOURCE = "the source"
    DAY = "the day"
    VIOLATIONS = "how the properties break the schema"
    SIGHTINGS = "what looks personal in the properties"
    SYSTEM_KEYS = "the keys that begin with `$`"
    TEXTS = "texts that are odd, whatever the plan says"
    FADING = "properties and values that are on their way out"


class UnlikeAnyError(Exception):
    """Too much depends on the values: no other payload is alike."""


def base_of(subject: Subject) -> Hashable:
    """What every rule may look at: the event, its version, and how that was chosen."""
    payload, verdict = subject.payload, subject.verdict
    chosen = verdict and (verdict.version.version, verdict.how, verdict.claim, verdict.declared)
    return payload.kind, payload.name, chosen


def keys_of(subject: Subject, aspects: Iterable[Aspect]) -> Mapping[Aspect, Hashable]:
    """A key for each aspect. Where it is `NOTHING`, there is nothing to look at.

    Raises:
        UnlikeAnyError: no other payload is alike.
    """
    return {aspect: _KEYS[aspect](subject) for aspect in aspects}


def is_silent(looks_at: frozenset[Aspect], keys: Mapping[Aspect, Hashable]) -> bool:
    """Whether a rule that looks at these aspects has nothing to look at.

    One that looks at what is on its way out says nothing where nothing is.
    """
    if Aspect.FADING in looks_at and keys[Aspect.FADING] == NOTHING:
        return True
    return bool(looks_at) and all(keys[aspect] == NOTHING for aspect in looks_at)


NOTHING: tuple[Hashable, ...] = ()


def _fields(subject: Subject) -> Hashable:
    if subject.payload.kind is Kind.ALIAS:
        raise UnlikeAnyError  # its ids are compared with each other
    noisy = subject.settings.noisy
    body = subject.payload.body
    if len(body) > _MANY:
        raise UnlikeAnyError
    return tuple((name, _field(name, value, noisy=noisy)) for name, value in body.items())


def _field(name: str, value: Json, *, noisy: bool) -> Hashable:
    """What findings may depend on: of an id that it is reserved, or looks personal."""
    if name == "environment" and isinstance(value, str):
        return value
    if name in _IDS and isinstance(value, str):
        return is_reserved(value), NUL in value, suspect(value, noisy=noisy)
    if name == "timestamp" and isinstance(value, int | float) and not isinstance(value, bool):
        return unit_of(value)
    return type_of(value)


def _timed_fields(subject: Subject) -> Hashable:
    moment = subject.payload.moment
    if moment is None:
        return None, _fields(subject)
    plausible = plausible_time(subject.settings.today)
    return plausible.includes(moment), moment < plausible.start, _fields(subject)


def _source(subject: Subject) -> Hashable:
    return subject.source, subject.is_server


def _day(subject: Subject) -> Hashable:
    event = subject.event
    return subject.day if event is not None and _has_sunset(event) else None


@lru_cache(maxsize=4096)
def _has_sunset(event: Event) -> bool:
    if any(version.sunset is not None for version in event.versions):
        return True
    walks = (walk(version.properties, others=version.others) for version in event.versions)
    return any(prop.sunset is not None for each in walks for _, prop in each)


def _violations(subject: Subject) -> Hashable:
    if len(subject.violations) > _MANY:
        raise UnlikeAnyError
    return tuple(_violation(subject, violation) for violation in subject.violations)


def _violation(subject: Subject, violation: Violation) -> Hashable:
    keyword, key = violation.keyword, violation.key
    if keyword == "required":
        extra: Hashable = _unknown_keys(subject, violation)  # one may be meant
    elif keyword == "additionalProperties" and key is not None:
        names = tuple(prop.name for prop in subject.siblings(violation.route))
        near = subject.near.to(key, names, names)
        extra = near in subject.object_at(violation.route)
    elif keyword == "format":
        extra = lacks_zone(violation)
    else:
        extra = None
    return keyword, violation.route, key, violation.message, type_of(violation.value), extra


def _unknown_keys(subject: Subject, violation: Violation) -> Hashable:
    if not isinstance(violation.value, dict) or len(violation.value) > _MANY:
        raise UnlikeAnyError
    planned = {prop.name for prop in subject.siblings(violation.route)}
    return tuple(key for key in violation.value if key not in planned and key[:1] != "$")


def _sightings(subject: Subject) -> Hashable:
    properties = subject.payload.properties
    if subject.is_calm(properties):
        return ()
    seen = (
        (sighting.route, sighting.looks.what, sighting.is_key)
        for sighting in found(properties, (), noisy=subject.settings.noisy)
    )
    return tuple(islice(seen, _MANY))


def _texts(subject: Subject) -> Hashable:
    properties = subject.payload.properties
    if subject.is_calm(properties):
        return ()
    each = ((text.route, text.is_key, oddities(text.text)) for text in texts(properties))
    return tuple(islice((one for one in each if any(one[2])), _MANY))


def _system_keys(subject: Subject) -> Hashable:
    keys = subject.payload.properties
    return tuple(key for key in keys if key[:1] == "$" and not is_sent_property(key))


def _fading(subject: Subject) -> Hashable:
    if any(map(may_fade, subject.planned)) or (subject.others and may_fade(subject.others)):
        raise UnlikeAnyError
    return NOTHING


_IDS = frozenset((*IDS, "new_user_id", "session_id"))
_MANY = 60  # keys, violations: of larger payloads no two are alike
_KEYS: Mapping[Aspect, Callable[[Subject], Hashable]] = {
    Aspect.FIELDS: _timed_fields,
    Aspect.SOURCE: _source,
    Aspect.DAY: _day,
    Aspect.VIOLATIONS: _violations,
    Aspect.SIGHTINGS: _sightings,
    Aspect.TEXTS: _texts,
    Aspect.SYSTEM_KEYS: _system_keys,
    Aspect.FADING: _fading,
}
