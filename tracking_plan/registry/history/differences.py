"""What differs between two versions of an event in the plan, key by key: words, and all else.

Rules judge what is on the wire. No version shows words, and no rule judges drafts; a history speaks
of both.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracking_plan.place import Json
from tracking_plan.plan.limits import LIMITS
from tracking_plan.plan.model import EnumValue, Event, EventVersion, Plan, Property
from tracking_plan.plan.version import Version
from tracking_plan.plan.walk import walk
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.shapes.sameness import is_same_schema
from tracking_plan.registry.verdict import Verdict

WORDS = frozenset(
    """
    description trigger answers owner tags metadata examples previous_names pii.kind pii.reason
    enum.descriptions sunset
    """.split()
)
_Facts = Mapping[tuple[str, str], Json]


class Difference(NamedTuple):
    """A key that says something else than before: of a property, or of the event (no path).

    `version` is the older version that says it; None: the event does, or the version of new code.
    """

    path: str
    key: str
    old: Json
    new: Json
    version: str | None = None

    @property
    def is_word(self) -> bool:
        """Whether payloads are the same with either."""
        return self.key in WORDS


def beside(
    compared: Iterable[Compared], before: Plan, after: Plan
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """The words of compared events that differ, and all else that no rule judges."""
    words: list[Difference] = []
    unjudged: list[Difference] = []
    for one in compared:
        for difference, is_judged in _beside(one, before.events, after.events):
            into = words if difference.is_word else unjudged
            is_wanted = difference.is_word or not is_judged
            is_said = difference in into or difference._replace(version=None) in into
            if is_wanted and not is_said:
                into.append(difference)
    return tuple(words), tuple(unjudged)


def has_moved(verdict: Verdict) -> bool:
    """Whether the version has another number, with or without a change of what it means."""
    old, new = verdict.step.old, verdict.step.new
    return old is not None and new is not None and old.version != new.version


def _beside(
    one: Compared, before: Mapping[str, Event], after: Mapping[str, Event]
) -> Iterator[tuple[Difference, bool]]:
    """What differs of an event, each with whether a rule has judged it."""
    old, new = before.get(one.old_name or one.event), after.get(one.event)
    if old is None or new is None:
        if not any(verdict.changes for verdict in one.verdicts):  # a draft that came or went
            yield Difference("", "event", _status(old), _status(new)), False
        return
    for difference in _differing(_of_event(old), _of_event(new)):
        if one.old_name is None or difference.key != "previous_names":
            yield difference, True
    for verdict in one.verdicts:
        then, now = verdict.step.old, verdict.step.new
        if then is not None and now is not None:
            is_judged = bool(verdict.changes) or verdict.is_unsound
            pair = _version(old, then.version), _version(new, now.version)
            older = None if now.is_current else str(now.version)
            for difference in _of_versions(*pair):
                yield difference._replace(version=older), is_judged


def _status(event: Event | None) -> Json:
    return str(event.status) if event is not None else None


def _version(event: Event, version: Version) -> EventVersion:
    return next(one for one in event.versions if one.version == version)


def _of_versions(old: EventVersion, new: EventVersion) -> Iterator[Difference]:
    """What differs between two versions; of a property that only one has, that alone."""
    yield from _differing(_of_version(old), _of_version(new))
    if old.description is not None and new.description is not None:
        yield from _differing(_described(old), _described(new))
    before, after = (dict(walk(one.properties, others=one.others)) for one in (old, new))
    for path in dict.fromkeys((*before, *after)):
        one, other = before.get(path), after.get(path)
        if one is not None and other is not None:
            yield from _differing(_of_property(path, one), _of_property(path, other))
        else:
            yield Difference(path, "property", one is not None, other is not None)


def _differing(old: _Facts, new: _Facts) -> Iterator[Difference]:
    for (path, key), value in new.items():
        if not is_same_schema(old[path, key], value):
            yield Difference(path, key, old[path, key], value)


def _of_event(event: Event) -> _Facts:
    return {
        ("", "description"): event.description,
        ("", "trigger"): event.trigger,
        ("", "answers"): list(event.answers),
        ("", "owner"): event.owner,
        ("", "tags"): list(event.tags),
        ("", "metadata"): dict(event.metadata),
        ("", "examples"): list(event.examples),
        ("", "previous_names"): list(event.previous_names),
    }


def _of_version(version: EventVersion) -> _Facts:
    return {
        ("", "sunset"): str(version.sunset) if version.sunset is not None else None,
        ("", "status"): str(version.status),
        ("", "sources"): list(version.sources) if version.sources is not None else None,
        ("", "additional_properties"): _others(version.additional_properties),
    }


def _described(version: EventVersion) -> _Facts:
    return {("", "description"): version.description}


def _of_property(path: str, prop: Property) -> _Facts:
    enum, pii = prop.enum, prop.pii
    said: dict[str, Json] = {
        "description": prop.description,
        "examples": list(prop.examples),
        "pii.kind": str(pii.kind) if pii is not None else None,
        "pii.reason": pii.reason if pii is not None else None,
        "pii.action": str(prop.action),
        "enum": [_value(one) for one in enum] if enum is not None else None,
        "enum.descriptions": _descriptions(enum or ()),
        "type": str(prop.type),
        "required": prop.required,
        "nullable": prop.nullable,
        "const": prop.const,
        "format": prop.format,
        "pattern": prop.pattern,
        "unit": prop.unit,
        "status": str(prop.status),
        "replaced_by": prop.replaced_by,
        "additional_properties": _others(prop.additional_properties),
        **prop.limits,
    }
    every: dict[str, Json] = dict.fromkeys(LIMITS) | said
    return {(path, key): value for key, value in every.items()}


def _value(one: EnumValue) -> Json:
    return [one.value, str(one.status), one.replaced_by]


def _descriptions(enum: tuple[EnumValue, ...]) -> Json:
    return {str(one.value): one.description for one in enum if one.description is not None}


def _others(others: bool | Property) -> Json:
    """Whether further keys are taken; what they hold has a path of its own."""
    return others if isinstance(others, bool) else "a property"
