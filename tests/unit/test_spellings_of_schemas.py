"""What two JSON Schema documents mean tells whether they differ, and not how they are written."""

from typing import Any

import pytest
from documents import (
    DRAFT_4,
    DRAFT_6,
    DRAFT_7,
    DRAFT_2019,
    DRAFT_2020,
    compared,
    effects,
    witnesses,
)

from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.shapes.conjunction import both
from tracking_plan.registry.shapes.simpler import simpler
from tracking_plan.validation.validator import Validator

TEXT, WHOLE, NULL = {"type": "string"}, {"type": "integer"}, {"type": "null"}
ITEM = {"type": "object", "properties": {"a": TEXT}, "additionalProperties": False}
SAME: list[tuple[Any, Any]] = [
    ({"type": ["string", "integer"]}, {"anyOf": [TEXT, WHOLE]}),
    ({"type": ["string", "integer"]}, {"oneOf": [WHOLE, TEXT]}),
    ({"type": ["string", "null"], "maxLength": 3}, {"anyOf": [{**TEXT, "maxLength": 3}, NULL]}),
    ({**ITEM, "type": ["object", "null"]}, {"oneOf": [NULL, ITEM]}),
    ({"enum": ["a", None]}, {"anyOf": [{**TEXT, "enum": ["a"]}, NULL]}),
    (ITEM, {"allOf": [ITEM]}),
    (ITEM, {"title": "Item", "allOf": [{"description": "x"}, ITEM]}),
    (ITEM, {**ITEM, "allOf": [{"required": []}]}),
    ({**ITEM, "required": ["a"]}, {"allOf": [ITEM, {"required": ["a"]}]}),
    ({**WHOLE, "minimum": 3}, {"allOf": [{"type": "number", "minimum": 3}, WHOLE]}),
    ({"items": ITEM}, {"items": {"allOf": [ITEM]}}),
    (TEXT, {**TEXT, "if": {"minLength": 3}}),
    (TEXT, {**TEXT, "then": {"minLength": 3}}),
    ({"type": "array"}, {"type": "array", "minContains": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_no_change(one: Any, other: Any) -> None:
    assert effects(one, other) == ("safe", "safe", "none")
    assert effects(other, one) == ("safe", "safe", "none")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "number"}, {"oneOf": [WHOLE, {"type": "number"}]}),
        (ITEM, {"allOf": [{"properties": {"a": TEXT}}, {"additionalProperties": False}]}),
        ({"type": ["string", "null"]}, {"anyOf": [{**TEXT, "not": NULL}, {**NULL, "enum": [1]}]}),
        ({"not": {"const": 1}}, {"not": {"const": True}}),
    ],
)
def test_what_looks_the_same_and_is_not_breaks(one: Any, other: Any) -> None:
    assert effects(one, other)[::2] == ("break", "major")
    for value in witnesses(one, other):
        assert Validator(one).is_valid(value)
        assert not Validator(other).is_valid(value)


PIECES: list[Any] = [
    *(one for pair in SAME for one in pair),
    {"patternProperties": {"^a": TEXT}},
    {"properties": {"a": WHOLE, "b": True}, "minProperties": 1},
    {"prefixItems": [TEXT], "items": False},
    {"contains": TEXT, "maxContains": 1},
    {"enum": [1, "a", None]},
    {"unevaluatedProperties": False},
    False,
]


@pytest.mark.parametrize("number", range(len(PIECES)))
def test_two_schemas_in_one_accept_what_both_do(number: int) -> None:
    from random import Random

    one = PIECES[number]
    for other in PIECES:
        found = both(one, other)
        each = [Validator(_object(each)).is_valid for each in (one, other, found)]
        for value in (*samples(one, Random(1), 15), *samples(other, Random(1), 15)):
            assert (each[0](value) and each[1](value)) is each[2](value), (one, other, value)


def _object(schema: Any) -> dict[str, Any]:
    return schema if isinstance(schema, dict) else ({} if schema else {"not": {}})


@pytest.mark.parametrize("schema", [one for pair in SAME for one in pair])
def test_a_simpler_schema_accepts_the_same(schema: Any) -> None:
    from random import Random

    before, after = Validator(schema).is_valid, Validator(_object(simpler(schema))).is_valid
    for value in samples(True, Random(2), 300):
        assert before(value) is after(value)


@pytest.mark.parametrize(
    ("draft", "keyword", "value"),
    [
        (DRAFT_4, "const", 1),
        (DRAFT_4, "propertyNames", {"maxLength": 1}),
        (DRAFT_4, "contains", TEXT),
        (DRAFT_6, "if", {"type": "string"}),
        (DRAFT_7, "maxContains", 1),
        (DRAFT_7, "dependentRequired", {"a": ["b"]}),
        (DRAFT_2019, "prefixItems", [TEXT]),
        (DRAFT_2020, "dependencies", {"a": ["b"]}),
    ],
)
def test_a_keyword_that_the_draft_has_not_asserts_nothing(
    draft: str, keyword: str, value: Any
) -> None:
    old: dict[str, Any] = {"$schema": draft, "contains": TEXT} if "Cont" in keyword else {
        "$schema": draft
    }  # fmt: skip
    found = compared(old, {**old, keyword: value})
    assert found.verdict is not None
    assert effects(old, {**old, keyword: value}) == ("safe", "notice", "none")
    assert "does not have" in found.verdict.changes[0].change.says
    inner = {"$schema": draft, "definitions": {"a": {keyword: value}}, "items": {keyword: value}}
    assert effects({"$schema": draft}, inner)[::2] == ("safe", "none")


@pytest.mark.parametrize(
    ("draft", "keyword", "value"),
    [
        (DRAFT_6, "const", 1),
        (DRAFT_7, "propertyNames", {"maxLength": 1}),
        (DRAFT_2019, "dependentRequired", {"a": ["b"]}),
        (DRAFT_7, "dependencies", {"a": ["b"]}),
        ("https://a.example/dialect", "const", 1),
    ],
)
def test_one_that_it_has_counts(draft: str, keyword: str, value: Any) -> None:
    old = {"$schema": draft}
    assert effects(old, {**old, keyword: value})[::2] == ("break", "major")
    assert witnesses(old, {**old, keyword: value})


@pytest.mark.parametrize(
    "schema",
    [
        {"$schema": DRAFT_2020, "items": [TEXT]},
        {"$schema": DRAFT_4, "exclusiveMinimum": 3},
        {"$schema": DRAFT_7, "properties": {"a": {"minimum": 1, "exclusiveMinimum": True}}},
        {"const": float("nan")},
        {"properties": {"a": {"maximum": float("inf")}}},
        {"type": "strng"},
        {"type": []},
        {"properties": ["a"], "required": "a", "enum": 5},
    ],
)
def test_what_is_no_schema_is_not_compared(schema: Any) -> None:
    assert [one.at.path for one in compared(schema, {}).unread if one.at] == ["old.json"]
    assert [one.at.path for one in compared({}, schema).unread if one.at] == ["new.json"]


@pytest.mark.parametrize(
    "schema",
    [
        {"$schema": DRAFT_4, "minimum": 1, "exclusiveMinimum": True, "items": [TEXT]},
        {"minimum": 1, "exclusiveMinimum": True, "items": [TEXT]},
        {"$schema": DRAFT_7, "exclusiveMinimum": 1, "items": [TEXT]},
        {"$schema": DRAFT_4, "properties": {"items": {"type": "string"}}},
        {"properties": {"exclusiveMinimum": {"title": 5, "format": "mine", "mine": [1]}}},
    ],
)
def test_what_drafts_and_people_write_is(schema: Any) -> None:
    assert effects(schema, schema) == ("safe", "safe", "none")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("^[a-c]+$", "^[a-z]+$", ("safe", "break", "major")),
        ("^[a-z]+$", "^[a-c]+$", ("break", "safe", "major")),
        ("^a", "^(a|b)", ("safe", "break", "major")),
        ("^[0-9]{3}$", r"^\d{2,4}$", ("safe", "break", "major")),
        ("^[0-9]{3}$", "^[0-9]{4}$", ("break", "break", "major")),
        (r"^\p{L}$", r"^\p{Lu}$", ("break", "break", "major")),
        ("[a-z]*", "[A-Z]*", ("unknown", "break", "major")),  # both are found in every text
        ("[a-z]*", "[A-Z]", ("break", "safe", "major")),
    ],
)
def test_patterns_are_compared_by_what_they_find(
    old: str, new: str, expected: tuple[str, str, str]
) -> None:
    before, after = ({"items": {**TEXT, "pattern": one}} for one in (old, new))
    assert effects(before, after) == expected
    assert bool(witnesses(before, after)) is (expected[0] == "break")


def test_a_rare_text_is_found() -> None:
    before, after = ({**TEXT, "pattern": one} for one in ("^[a-m]{9,12}$", "^[a-m]*(?:m|[^l])$"))
    assert effects(before, after)[0] == "break"
    shown = witnesses(before, after)
    assert shown
    assert all(9 <= len(text) <= 12 and text.endswith("l") for text in shown)


@pytest.mark.parametrize("keyword", ["contentEncoding", "contentMediaType"])
def test_what_a_text_holds_is_for_those_that_read_it(keyword: str) -> None:
    base, other = {**TEXT, keyword: "base64"}, {**TEXT, keyword: "base16"}
    assert effects(TEXT, base) == ("safe", "notice", "none")
    assert effects(base, TEXT) == ("safe", "notice", "none")
    assert effects(base, other)[1:] == ("break", "major")


def test_a_condition_that_is_new_breaks_where_a_payload_shows_it() -> None:
    new = {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}
    assert effects({"type": "object"}, new) == ("break", "safe", "major")
    assert witnesses({"type": "object"}, new) == [{"a": "a"}]
    assert effects(new, {"type": "object"})[0] == "safe"
