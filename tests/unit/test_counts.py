"""Limits of counts beyond what a witness is made of: the numbers decide."""

from typing import Any

import pytest
from documents import compared, effects, witnesses
from effort import at_most

Schema = dict[str, Any]
TEXT, ARRAY, OBJECT = ({"type": kind} for kind in ("string", "array", "object"))
FREE_MAP = {"type": "object", "additionalProperties": {"type": "integer"}}
LETTERS = {"type": "string", "pattern": "^[a-z]*$"}


def within(schema: Schema) -> Schema:
    """An object that has such a value somewhere inside."""
    items = {"type": "array", "items": schema}
    return {"type": "object", "properties": {"a": items, "b": TEXT}, "required": ["b"]}


@pytest.mark.parametrize(
    ("shape", "most"),
    [
        (ARRAY, "maxItems"),
        ({"type": "array", "items": {"enum": [1, 2]}}, "maxItems"),
        ({"type": "array", "items": {"type": "string"}, "uniqueItems": True}, "maxItems"),
        ({"type": "array", "prefixItems": [{"const": 1}], "items": {"type": "null"}}, "maxItems"),
        (OBJECT, "maxProperties"),
        (FREE_MAP, "maxProperties"),
        (TEXT, "maxLength"),
        ({"type": "string", "format": "uri"}, "maxLength"),
        ({"type": ["string", "null"], "format": "date-time"}, "maxLength"),
    ],
)
@pytest.mark.parametrize("place", [dict, within])
def test_fewer_than_could_be_sent_is_a_break_without_a_payload(
    shape: Schema, most: str, place: Any
) -> None:
    wide, narrow = place({**shape, most: 900_000}), place({**shape, most: 800_000})
    assert effects(wide, narrow)[0] == effects(place(shape), narrow)[0] == "break"
    assert witnesses(wide, narrow) == []
    assert effects(narrow, wide) == ("safe", "notice", "minor")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "uniqueItems": True, "items": {"enum": [1, 2, 3]}},
        {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": False},
        {"type": "string", "format": "uuid"},
        {"type": "string", "pattern": "^[0-9]{4}$"},
        {"type": "array", "prefixItems": [{}, {}], "items": False},
    ],
)
def test_counts_that_nothing_has_break_nobody(schema: Schema) -> None:
    keyword = {"array": "maxItems", "object": "maxProperties", "string": "maxLength"}
    most = keyword[schema["type"]]
    for place in (dict, within):
        found = effects(place({**schema, most: 9_000}), place({**schema, most: 8_000}))
        assert found[0] == "safe"


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ({**ARRAY, "minItems": 7_000}, {**ARRAY, "minItems": 8_000}),
        ({**FREE_MAP, "minProperties": 7_000}, {**FREE_MAP, "minProperties": 8_000}),
        ({**TEXT, "minLength": 7_000}, {**TEXT, "minLength": 8_000}),
    ],
)
def test_more_than_had_to_be_sent(few: Schema, many: Schema) -> None:
    assert effects(few, many)[0] == effects(within(few), within(many))[0] == "break"
    free = {keyword: said for keyword, said in few.items() if not keyword.startswith("min")}
    assert effects(free, many)[0] == "break"
    assert len(witnesses(free, many)[0]) <= 1
    assert effects(many, few)[0] == "safe"


def test_demands_too_large_to_be_met_stay_open() -> None:
    few, many = ({**ARRAY, "minItems": count} for count in (10**9, 2 * 10**9))
    assert effects(few, many)[0] == "unknown"


@pytest.mark.parametrize("most", [8_000, 80_000])
def test_a_long_text_of_a_pattern_is_made(most: int) -> None:
    (shown,) = witnesses({**LETTERS, "maxLength": most * 10}, {**LETTERS, "maxLength": most})
    assert shown == "a" * (most + 1)


def test_a_pattern_that_misses_some_lengths_takes_no_time() -> None:
    pairs = {"type": "string", "pattern": "^(ab)*$"}
    with at_most(5):
        found = compared({**pairs, "maxLength": 9_001}, {**pairs, "maxLength": 9_000})
    assert found.producers == "unknown"
