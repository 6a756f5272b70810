"""What a frozen schema means, apart from its words: the hash of a published version."""

import hashlib
import json
from collections.abc import Mapping

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan import facts
from tracking_plan.registry.publishing.frozen import SOURCES
from tracking_plan.validation.equality import decimal
from tracking_plan.validation.keywords import rewritten

HASH_VERSION = 1
"""Raised whenever the same meaning would get another hash; the index says which one it has."""

_WORDS = (
    frozenset(
        ("$schema", "$id", "title", "description", "examples", facts.ENUM_DESCRIPTIONS, facts.PII)
    )
    | facts.KEPT
)  # older registries have none of these
_UNORDERED = frozenset(("type", "required", "enum", facts.DEPRECATED_VALUES, SOURCES))
_DEFAULTS: Mapping[str, Json] = {
    "minLength": 0,
    "minItems": 0,
    "uniqueItems": False,
    "required": [],
    facts.DEPRECATED: False,
    facts.DEPRECATED_VALUES: [],
    facts.PII_ACTION: "allow",
    facts.STATUS: "active",
}  # saying so is saying nothing


def content_hash(schema: JsonSchema) -> str:
    """`sha256:` and 64 hex digits of what a frozen schema means.

    Neither words nor the order of keys and values count, nor how a number is written, nor what is
    so without being said: only what a change of which would need a new version.

    Raises:
        RecursionError: it is nested deeper than any schema of a plan.
    """
    text = json.dumps(meaning(schema), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"


def meaning(schema: JsonSchema) -> JsonSchema:
    """The schema without its words, in one order.

    The property that carries the version is that of the plan as a whole, and left out.
    """
    own = {k: v for k, v in schema.items() if not k.startswith("x-") or k == SOURCES}
    properties = own.get("properties")
    if isinstance(properties, dict):
        own["properties"] = {name: one for name, one in properties.items() if one is not True}
    return rewritten(own, _meant)


def _meant(schema: JsonSchema) -> JsonSchema:
    said = {
        keyword: _ordered(value) if keyword in _UNORDERED else _plain(value)
        for keyword, value in schema.items()
        if keyword not in _WORDS and (keyword not in _DEFAULTS or value != _DEFAULTS[keyword])
    }
    if "const" in said and "enum" not in said:
        said["enum"] = [said.pop("const")]
    return said


def _ordered(values: Json) -> Json:
    each = values if isinstance(values, list) else [values]
    return sorted(map(_plain, each), key=lambda value: json.dumps(value, sort_keys=True))


def _plain(value: Json) -> Json:
    """The value with whole numbers written as such: JSON Schema calls 1.0 and 1 the same."""
    if isinstance(value, float):
        number = decimal(value)
        return int(number) if float(number).is_integer() else number
    return value
