"""How people spell the way to a value that a schema speaks of: `items[].sku`, `labels{}`."""

from collections.abc import Iterator, Mapping

from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.place import Json, Route


def path_of(schema: Mapping[str, Json], route: Route) -> str:
    """The path of a route in data that the schema speaks of.

    A key that the schema does not name, and for which it has a schema all the same, is one of a
    map. Such keys are data: no path shows them.
    """
    path, here = "", schema
    for step in route:
        if isinstance(step, int):
            path, here = items_of(path), _inner(here, "items")
        elif _is_of_map(here, step):
            path, here = values_of(path), _inner(here, "additionalProperties")
        else:
            path, here = below(path, step), _inner(_inner(here, "properties"), step)
    return path


def _is_of_map(schema: Mapping[str, Json], key: str) -> bool:
    if not isinstance(schema.get("additionalProperties"), dict):
        return False
    # A pattern that lets a key be anything has no failures, so that keys with one are not met here.
    return key not in _inner(schema, "properties") and all(
        value is True for value in _by_pattern(schema)
    )


def _by_pattern(schema: Mapping[str, Json]) -> Iterator[Json]:
    yield from _inner(schema, "patternProperties").values()


def _inner(schema: Mapping[str, Json], keyword: str) -> Mapping[str, Json]:
    found = schema.get(keyword)
    return found if isinstance(found, dict) else {}
