from random import Random

import jsonschema
import pytest

from tracking_plan.place import Json
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.shapes.modern import DIALECT, modern
from tracking_plan.validation.validator import Validator

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"items": [True], "additionalItems": False}, {"prefixItems": [True], "items": False}),
        ({"items": {"type": "null"}, "additionalItems": False}, {"items": {"type": "null"}}),
        (
            {"dependencies": {"a": ["b"], "b": {"minProperties": 1}}},
            {"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"b": {"minProperties": 1}}},
        ),
        (
            {"definitions": {"a": {"items": [{}]}}, "$ref": "#/definitions/a/items/0"},
            {"$defs": {"a": {"prefixItems": [{}]}}, "$ref": "#/$defs/a/prefixItems/0"},
        ),
        ({"id": "urn:x", "properties": {"id": True}}, {"$id": "urn:x", "properties": {"id": True}}),
        (
            {"properties": {"definitions": {"enum": [{"items": []}]}}},
            {"properties": {"definitions": {"enum": [{"items": []}]}}},
        ),
        (
            {"properties": {"definitions": {}}, "items": {"$ref": "#/properties/definitions"}},
            {"properties": {"definitions": {}}, "items": {"$ref": "#/properties/definitions"}},
        ),
        ({"$recursiveAnchor": True, "items": {"$recursiveRef": "#"}}, {"items": {"$ref": "#"}}),
        (True, True),
        ("no schema", "no schema"),
    ],
)
def test_older_keywords_become_newer_ones(old: Json, new: Json) -> None:
    assert modern(old) == new
    assert modern(new) == new


def test_the_dialect_is_the_newest_and_nothing_counts_beside_an_old_reference() -> None:
    old: Json = {"$schema": DRAFT_7, "$ref": "#/definitions/a", "type": "null", "definitions": {}}
    new = {"$schema": DIALECT, "$ref": "#/$defs/a", "$defs": {}}
    assert modern(old) == new


def test_what_it_accepts_stays_the_same() -> None:
    old: Json = {
        "$schema": DRAFT_4,
        "type": "object",
        "properties": {
            "a": {"type": "integer", "minimum": 0, "exclusiveMinimum": True, "maximum": 3},
            "b": {"type": "array", "items": [{"type": "string"}], "additionalItems": False},
        },
        "dependencies": {"a": ["b"]},
    }
    written = modern(old)
    assert isinstance(old, dict)
    assert isinstance(written, dict)
    before, after = jsonschema.Draft4Validator(old), Validator(written)
    for value in samples({"type": "object", "properties": {"a": {}, "b": {}}}, Random(1), 300):
        assert before.is_valid(value) == after.is_valid(value)
