"""A schema whose patterns are written for a linear-time engine, with the meaning of ECMA-262."""

from collections.abc import Mapping

from tracking_plan.place import Json
from tracking_plan.validation.ecma.rust import rust_pattern
from tracking_plan.validation.keywords import LISTED_SCHEMAS, NAMED_SCHEMAS, ONE_SCHEMA


def linear_schema(schema: Mapping[str, Json]) -> dict[str, Json]:
    """The schema, each `pattern` and each key of `patternProperties` translated.

    Raises:
        PatternError: a pattern is not ECMA-262, or not of the linear kind.
    """
    return {keyword: _translated(keyword, value) for keyword, value in schema.items()}


def _translated(keyword: str, value: Json) -> Json:
    if keyword == "pattern" and isinstance(value, str):
        return rust_pattern(value)
    if keyword in ONE_SCHEMA:
        return _schema(value)
    if keyword in LISTED_SCHEMAS and isinstance(value, list):
        return [_schema(each) for each in value]
    if keyword in NAMED_SCHEMAS and isinstance(value, dict):
        named = {name: _schema(each) for name, each in value.items()}
        return _by_pattern(named) if keyword == "patternProperties" else named
    return value


def _schema(value: Json) -> Json:
    return linear_schema(value) if isinstance(value, dict) else value


def _by_pattern(schemas: dict[str, Json]) -> dict[str, Json]:
    """The schemas under translated patterns; no two become one."""
    found: dict[str, Json] = {}
    for pattern, schema in schemas.items():
        written = rust_pattern(pattern)
        while written in found:
            written = f"(?:{written})"
        found[written] = schema
    return found
