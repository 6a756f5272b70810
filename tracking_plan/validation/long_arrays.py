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


class Separated(NamedTuple):
    """A schema and data without long arrays, and these. No piece says what another says."""

    schema: dict[str, Json]
    data: object
    arrays: tuple[Long, ...]


def separated(schema: dict[str, Json], data: object, route: Route = ()) -> Separated:
    """The data without the long arrays that names alone lead to: those within items are left."""
    as_it_is = Separated(schema, data, ())
    if not schema.keys().isdisjoint(WHOLE):
        return as_it_is
    if isinstance(data, list):
        each = schema.get("items")
        if len(data) <= LONG or not isinstance(each, dict):
            return as_it_is
        whole = {keyword: value for keyword, value in schema.items() if keyword != "items"}
        return Separated({}, [], (Long(route, whole, each, data),))
    known = schema.get("properties")
    if not isinstance(data, dict) or not isinstance(known, dict):
        return as_it_is
    pieces = {
        name: separated(inner, data[name], (*route, name))
        for name, inner in known.items()
        if isinstance(inner, dict) and isinstance(data.get(name), dict | list)
    }
    if not any(piece.arrays for piece in pieces.values()):
        return as_it_is
    schemas = {name: piece.schema for name, piece in pieces.items()}
    return Separated(
        {**schema, "properties": {**known, **schemas}},
        {**data, **{name: piece.data for name, piece in pieces.items()}},
        tuple(array for piece in pieces.values() for array in piece.arrays),
    )
