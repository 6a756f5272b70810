"""A schema whose patterns are written for a linear-time engine, with the meaning of ECMA-262."""

from collections.abc import Mapping

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.ecma.rust_pattern import rust_pattern
from tracking_plan.validation.keywords import rewritten


def linear_schema(schema: Mapping[str, Json]) -> JsonSchema:
    """The schema, each `pattern` and each key of `patternProperties` translated.

    Raises:
        PatternError: a pattern is not ECMA-262, or not of the linear kind.
    """
    return rewritten(schema, _linear)


def _linear(schema: dict[str, Json]) -> JsonSchema:
    pattern, named = schema.get("pattern"), schema.get("patternProperties")
    if isinstance(pattern, str):
        schema["pattern"] = rust_pattern(pattern)
    if isinstance(named, dict):
        schema["patternProperties"] = _by_pattern(named)
    return schema


def _by_pattern(schemas: dict[str, Json]) -> dict[str, Json]:
    """The schemas under translated patterns; no two become one."""
    found: dict[str, Json] = {}
    for pattern, schema in schemas.items():
        written = rust_pattern(pattern)
        while written in found:
            written = f"(?:{written})"
        found[written] = schema
    return found
