"""Long arrays, taken out of the data so that their items can be validated one by one.

An engine lists every failure of a value before the first can be looked at: of a million bad items
that takes half a minute and gigabytes.
"""

from typing import NamedTuple

from tracking_plan.place import Json, Route
from tracking_plan.validation.keywords import WHOLE

LONG = 1_000  # items


class Long(NamedTuple):
    """A long array: where it is, and what is said of it as a whole and of each of its items."""

    route: Route
    whole: dict[str, Json]
    each: dict[str, Json]
    items: list[object]


class Parted(NamedTuple):
    """A schema and data without long arrays, and these. No part says what another says."""

    schema: dict[str, Json]
    data: object
    arrays: tuple[Long, ...]


def parted(schema: dict[str, Json], data: object, route: Route = ()) -> Parted:
    """The data without the long arrays that names alone lead to: those within items are left."""
    unparted = Parted(schema, data, ())
    if not schema.keys().isdisjoint(WHOLE):
        return unparted
    if isinstance(data, list):
        each = schema.get("items")
        if len(data) <= LONG or not isinstance(each, dict):
            return unparted
        whole = {keyword: value for keyword, value in schema.items() if keyword != "items"}
        return Parted({}, [], (Long(route, whole, each, data),))
    known = schema.get("properties")
    if not isinstance(data, dict) or not isinstance(known, dict):
        return unparted
    pieces = {
        name: parted(inner, data[name], (*route, name))
        for name, inner in known.items()
        if isinstance(inner, dict) and isinstance(data.get(name), dict | list)
    }
    if not any(part.arrays for part in pieces.values()):
        return unparted
    schemas = {name: part.schema for name, part in pieces.items()}
    return Parted(
        {**schema, "properties": {**known, **schemas}},
        {**data, **{name: part.data for name, part in pieces.items()}},
        tuple(array for part in pieces.values() for array in part.arrays),
    )
