"""A schema whose patterns are written for a linear-time engine, with the meaning of ECMA-262."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.ecma.rust_pattern import rust_pattern
from tracking_plan.validation.keywords import rewritten


class Linear(NamedTuple):
    """A schema with its patterns translated, and the formats that it asks for."""

    schema: JsonSchema
    formats: AbstractSet[str]


def linear_schema(schema: Mapping[str, Json]) -> Linear:
    """The schema, each `pattern` and each key of `patternProperties` translated.

    Raises:
        PatternError: a pattern is not ECMA-262, or not of the linear kind.
    """
    formats: set[str] = set()

    def one(each: dict[str, Json]) -> JsonSchema:
        pattern, named, asked = map(each.get, ("pattern", "patternProperties", "format"))
        if isinstance(pattern, str):
            each["pattern"] = rust_pattern(pattern)
        if isinstance(named, dict):
            each["patternProperties"] = _by_pattern(named)
        if isinstance(asked, str):
            formats.add(asked)
        return each

    return Linear(rewritten(schema, one), formats)


def _by_pattern(schemas: dict[str, Json]) -> dict[str, Json]:
    """The schemas under translated patterns; no two become one."""
    found: dict[str, Json] = {}
    for pattern, schema in schemas.items():
        written = rust_pattern(pattern)
        while written in found:
            written = f"(?:{written})"
        found[written] = schema
    return found
