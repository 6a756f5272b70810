"""Values and keys in a payload that look like personal data or secrets."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tracking_plan.payloads.judging.masked import REMEMBERED
from tracking_plan.personal.looks import Suspect, suspect, suspect_number
from tracking_plan.place import Json, JsonScalar, Route
from tracking_plan.plan.model import Property
from tracking_plan.plan.pii import Pii
from tracking_plan.plan.walk import walk


class Sighting(NamedTuple):
    """Where something looks personal, what it looks like, and what it is; a key, or a value."""

    route: Route
    looks: Suspect
    value: Json
    is_key: bool = False


def found(nest: dict[str, Json] | list[Json], route: Route, *, noisy: bool) -> Iterator[Sighting]:
    """What looks personal in an object or an array, the keys of objects included."""
    members: Iterable[tuple[str | int, Json]]
    if isinstance(nest, dict):
        members = nest.items()
        for key in nest:
            looks = _text_looks(key, noisy)
            if looks:
                yield Sighting((*route, key), looks, key, is_key=True)
    else:
        members = enumerate(nest)
    for step, item in members:
        if isinstance(item, dict | list):
            yield from found(item, (*route, step), noisy=noisy)
        else:
            looks = _value_looks(item, noisy)
            if looks:
                yield Sighting((*route, step), looks, item)


def _value_looks(value: JsonScalar, noisy: bool) -> Suspect | None:
    if isinstance(value, str):
        return _text_looks(value, noisy)
    return suspect_number(value) if isinstance(value, int | float) else None


def _text_looks(text: str, noisy: bool) -> Suspect | None:
    return _remembered(text, noisy) if len(text) <= REMEMBERED else suspect(text, noisy=noisy)


@lru_cache(maxsize=4096)
def _remembered(text: str, noisy: bool) -> Suspect | None:
    """What a short text looks like: most keys, and many values, stand in every payload."""
    return suspect(text, noisy=noisy)


def declared(
    properties: tuple[Property, ...], others: Property | None = None
) -> Iterator[tuple[str, Pii]]:
    """The paths of the properties of which the plan says whether they are personal."""
    for path, prop in walk(properties, descends=lambda prop: prop.pii is None, others=others):
        if prop.pii is not None:
            yield path, prop.pii
