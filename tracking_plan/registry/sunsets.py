"""Properties as they stand on a day: from its sunset on, one is retired."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracking_plan.plan.model import EventVersion, Property, Status


def version_on(day: date, version: EventVersion) -> EventVersion:
    """A version with the properties as they stand on a day; itself where no sunset has come."""
    properties, others = version.properties, version.others
    if not any(map(_ends, properties)) and not (others is not None and _ends(others)):
        return version
    return replace(
        version,
        properties=tuple(_on(day, each) for each in properties),
        additional_properties=version.additional_properties if others is None else _on(day, others),
    )


def _ends(prop: Property) -> bool:
    """Whether the property, or one within it, has a sunset at all."""
    return prop.sunset is not None or any(map(_ends, _within(prop)))


def _within(prop: Property) -> Iterable[Property]:
    yield from prop.properties or ()
    yield from (each for each in (prop.items, prop.others) if each is not None)


def _on(day: date, prop: Property) -> Property:
    if not _ends(prop):
        return prop
    if prop.status_on(day) is Status.RETIRED:
        return replace(prop, status=Status.RETIRED)
    properties = prop.properties
    return replace(
        prop,
        items=None if prop.items is None else _on(day, prop.items),
        properties=None if properties is None else tuple(_on(day, each) for each in properties),
        additional_properties=prop.additional_properties
        if prop.others is None
        else _on(day, prop.others),
    )
