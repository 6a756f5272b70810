"""What a frozen schema means, told apart from its words: the hash of a published version."""

import hashlib
import json
from collections.abc import Mapping

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.facts import ENUM_DESCRIPTIONS, PII
from tracking_plan.registry.frozen import SOURCES
from tracking_plan.validation.equality import decimal
from tracking_plan.validation.keywords import rewritten

HASH_VERSION = 1
"""Raised whenever the same meaning would get another hash; the index says which one it has."""

_WORDS = frozenset(("$schema", "$id", "title", "description", "examples", ENUM_DESCRIPTIONS, PII))
_UNORDERED = frozenset(("required", "enum", "x-enum-deprecated", SOURCES))


def content_hash(schema: JsonSchema) -> str:
    """`sha256:` and 64 hex digits of what a frozen schema means.

    Neither words nor the order of keys and values count, nor how a number is written: only what a
    change of which would need a new version.
    """
    text = json.dumps(meaning(schema), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"


def meaning(schema: JsonSchema) -> JsonSchema:
    """The schema without its words, in one order."""
    own = {k: v for k, v in schema.items() if not k.startswith("x-") or k in _UNORDERED}
    return rewritten({**own, **_facts(schema)}, _meant)


def _facts(schema: Mapping[str, Json]) -> JsonSchema:
    return {SOURCES: schema[SOURCES]} if SOURCES in schema else {}


def _meant(schema: JsonSchema) -> JsonSchema:
    return {
        keyword: _ordered(value) if keyword in _UNORDERED else _plain(value)
        for keyword, value in schema.items()
        if keyword not in _WORDS
    }


def _ordered(values: Json) -> Json:
    each = values if isinstance(values, list) else [values]
    return sorted(map(_plain, each), key=lambda value: json.dumps(value, sort_keys=True))


def _plain(value: Json) -> Json:
    """The value with whole numbers written as such: JSON Schema calls 1.0 and 1 the same."""
    if isinstance(value, float):
        number = decimal(value)
        return int(number) if float(number).is_integer() else number
    return value
