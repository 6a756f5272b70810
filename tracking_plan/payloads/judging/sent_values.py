"""What a payload sends of what is on its way out: the planned property of each such value."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Json
from tracking_plan.plan.model import Property
from tracking_plan.plan.walk import walk


class SentValue(NamedTuple):
    """A value, the property that it is sent for, and the path of that."""

    path: str
    prop: Property
    value: Json


def fading_values(subject: Subject) -> Iterator[SentValue]:
    """The values that are sent for properties of which something is on its way out.

    The top of an event, and whatever has nothing of that kind in it, is passed over.
    """
    sent = subject.payload.properties
    for prop, value in _of_object(sent, subject.planned):
        yield from _within(SentValue(prop.name, prop, value))
    if subject.others is not None:
        further = {k: v for k, v in sent.items() if not subject.is_free(k)}
        yield from _of_map(further, subject.planned, subject.others, "")


def _within(sent: SentValue) -> Iterator[SentValue]:
    path, prop, value = sent
    if not may_fade(prop):
        return
    yield sent
    if isinstance(value, list) and prop.items is not None:
        for item in value:
            yield from _within(SentValue(items_of(path), prop.items, item))
    elif isinstance(value, dict):
        planned = prop.properties or ()
        for inner, its_value in _of_object(value, planned):
            yield from _within(SentValue(below(path, inner.name), inner, its_value))
        if prop.others is not None:
            yield from _of_map(value, planned, prop.others, path)


def _of_object(
    value: Mapping[str, Json], planned: tuple[Property, ...]
) -> Iterator[tuple[Property, Json]]:
    return ((prop, value[prop.name]) for prop in planned if prop.name in value)


def _of_map(
    value: Mapping[str, Json], planned: tuple[Property, ...], others: Property, path: str
) -> Iterator[SentValue]:
    names = {prop.name for prop in planned}
    for key, inner in value.items():
        if key not in names:
            yield from _within(SentValue(values_of(path), others, inner))


@lru_cache(maxsize=4096)
def may_fade(prop: Property) -> bool:
    """Whether the property, something within it, or a value of its list is on its way out."""
    return any(inner.is_leaving or inner.deprecated_values for _, inner in walk((prop,)))
