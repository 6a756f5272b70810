"""`compare_documents`: what the rules make of JSON Schemas that other tools wrote."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tracking_plan.finding import Problem
from tracking_plan.place import Place
from tracking_plan.registry.documents import DocumentPair, compare_documents

Schema = Any
UUID = "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"


def compared(old: Schema, new: Schema) -> DocumentPair:
    return compare_documents("old", "new", old, new, date(2026, 1, 1))


def said(old: Schema, new: Schema) -> tuple[str, str]:
    pair = compared(old, new)
    return str(pair.producers), str(pair.consumers)


def closed(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def text(**keywords: Schema) -> Schema:
    return closed(a={"type": "string", **keywords})


def _through(reference: str, **holders: Schema) -> Schema:
    return {"type": "object", "properties": {"a": {"$ref": reference}}, **holders}


REFERRING: dict[str, Callable[[Schema], Schema]] = {
    "definitions": lambda there: _through("#/definitions/x", definitions={"x": there}),
    "$defs": lambda there: _through("#/$defs/x", **{"$defs": {"x": there}}),
    "anchor": lambda there: _through("#x", **{"$defs": {"y": {"$anchor": "x", **there}}}),
    "foreign holder": lambda there: _through("#/shared/x", shared={"x": there}),
    "escaped": lambda there: _through("#/definitions/a%3Cb~1c%3E", definitions={"a<b/c>": there}),
    "two steps": lambda there: _through(
        "#/$defs/x", **{"$defs": {"x": {"$ref": "#/$defs/y"}, "y": there}}
    ),
    "in a list": lambda there: {
        "properties": {"a": {"items": {"$ref": "#/$defs/x"}}},
        "$defs": {"x": there},
    },
}


@pytest.mark.parametrize("name", REFERRING)
def test_the_same_reference_may_lead_to_something_else(name: str) -> None:
    whole = REFERRING[name]
    before, after = whole({"type": "string"}), whole({"type": "integer"})
    pair = compared(before, after)
    assert (str(pair.producers), str(pair.consumers)) == ("break", "break")
    assert pair.verdict is not None
    assert [one.witness for one in pair.verdict.changes if one.witness is not None]


@pytest.mark.parametrize("name", REFERRING)
def test_the_same_reference_may_lead_to_the_same(name: str) -> None:
    whole = REFERRING[name]
    before = {**whole({"type": "string"}), "required": ["b"]}
    assert said(before, whole({"type": "string", "description": "words"})) == ("safe", "break")


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [("integer", "number", "safe"), ("number", "integer", "break"), ("string", "null", "break")],
)
@pytest.mark.parametrize("keyword", ["items", "additionalProperties"])
def test_what_leads_back_to_the_whole(keyword: str, before: str, after: str, answer: str) -> None:
    def tree(kind: str) -> Schema:
        within = {keyword: {"$ref": "#"}}
        return {"type": "object", "properties": {"v": {"type": kind}, "kids": within}}

    assert said(tree(before), tree(after))[0] in (answer, "unknown")
    assert said(tree(before), tree(after))[0] == answer or keyword != "items"


def test_a_document_within_a_document_is_not_the_whole() -> None:
    def held(kind: str) -> Schema:
        inner = {"$id": "https://a.example/inner", "items": {"$ref": "#"}, "type": ["array", kind]}
        return {"properties": {"inner": inner, "v": {"type": kind}}}

    assert said(held("string"), held("integer"))[0] == "break"


FOREIGN = [
    ({"self": {"version": "1-0-0"}}, {"self": {"version": "1-0-1"}}),
    ({}, {"markdownDescription": "words"}),
    ({"mexLength": 3}, {}),
    ({"enumDescriptions": ["a", 1]}, {"enumDescriptions": ["a", True]}),
]


@pytest.mark.parametrize(("before", "after"), FOREIGN)
@pytest.mark.parametrize("is_inner", [False, True])
def test_keywords_that_no_draft_knows_assert_nothing(
    before: Schema, after: Schema, is_inner: bool
) -> None:
    pair = compared(
        *(closed(a={"type": "string", **one}) if is_inner else one for one in (before, after))
    )
    assert (str(pair.producers), str(pair.consumers), str(pair.required)) == (
        "safe",
        "notice",
        "none",
    )


def test_a_witness_is_not_laid_at_a_foreign_keyword() -> None:
    pair = compared(text(mexLength=3), text(maxLength=3))
    assert pair.verdict is not None
    assert {one.code.id: one.witness is None for one in pair.verdict.changes} == {
        "V313": False,
        "V319": True,
    }


@pytest.mark.parametrize(
    "keyword",
    ["contains", "propertyNames", "not", "unevaluatedItems"],
)
def test_keywords_that_a_draft_knows_are_none_of_them(keyword: str) -> None:
    assert said({}, {keyword: {"type": "string", "minLength": 2}})[0] == "break"


def test_a_property_may_have_the_name_of_a_foreign_keyword() -> None:
    assert said(closed(self={"type": "string"}), closed(self={"type": "null"}))[0] == "break"


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"type": "record", "fields": []}, "'type'"),
        ({"properties": {"a": {"type": "string", "required": True}}}, "'properties/a/required'"),
        ({"items": {"enum": "abc"}}, "'items/enum'"),
        ({"$defs": {"x": {"minLength": -1}}}, "'$defs/x/minLength'"),
        ({"anyOf": [{"properties": [1]}]}, "'anyOf/0/properties'"),
    ],
)
def test_what_is_no_schema_is_an_error(schema: Schema, place: str) -> None:
    why = f"is no JSON Schema of draft 4 or later: see {place}"
    assert compared(schema, {}).unread == (Problem(message=why, at=Place(path="old")),)
    assert [one.message for one in compared(schema, schema).unread] == [why, why]


@pytest.mark.parametrize(
    "schema",
    [
        {"minimum": 3, "exclusiveMinimum": True},
        {"title": 3, "examples": {}, "deprecated": "since 2", "$id": "a b", "fields": [1]},
        {"dependencies": {"a": ["b"], "c": {"type": "string"}}},
        {"items": [{"type": "string"}], "additionalItems": False},
        True,
    ],
)
def test_what_older_drafts_and_other_tools_write_is_a_schema(schema: Schema) -> None:
    assert said(schema, schema) == ("safe", "safe")


@pytest.mark.parametrize(
    "schema",
    [
        {"title": "Anything", "fields": [1]},
        {"title": "Anything", "x-owner": {"team": "a"}, "x-tags": ["b"]},
        {"title": "Anything", "name": "any", "doc": "words"},
        {"$schema": "https://example.com/meta", "self": {"name": "a"}, "tags": ["b"]},
        {"$id": "urn:a", "self": {"name": "a"}, "tags": ["b"]},
        {"required": ["a"], "meta": {}, "data": {}},
    ],
)
def test_a_schema_may_say_little(schema: Schema) -> None:
    assert said(schema, schema) == ("safe", "safe")


@pytest.mark.parametrize(
    ("document", "keys"),
    [
        ({"openapi": "3.0.0", "paths": {}}, "'openapi' and 'paths'"),
        ({"name": "a", "fields": [], "doc": "x"}, "'doc', 'fields' and 'name'"),
        ({"meta": {}, "data": {"type": "object"}}, "'data' and 'meta'"),
        ({"id": "urn:a", "asyncapi": "3.0.0", "channels": {}}, "'asyncapi' and 'channels'"),
        ({"description": "x", "tracking_plan": 1, "events": {}}, "'events' and 'tracking_plan'"),
    ],
)  # fmt: skip
def test_a_document_of_another_kind_is_no_schema(document: Schema, keys: str) -> None:
    why = f"is no JSON Schema: of its keys {keys}, none says what is valid"
    assert compared(document, document).unread == tuple(
        Problem(message=why, at=Place(path=name)) for name in ("old", "new")
    )


def defining(**definitions: Schema) -> Schema:
    return {"definitions": definitions}


A, B = {"type": "string"}, {"type": "number"}
TO_A, TO_B = {"$ref": "#/definitions/a"}, {"$ref": "#/definitions/b"}
BY_WAY_OF_A = {"properties": {"x": TO_A}} | defining(a=TO_B, b=A)
REACHED = [
    (defining(a=A), defining(a=A)),
    (defining(a=A) | TO_B, defining(a=A) | TO_B),
    (TO_A | defining(a=A), TO_B | defining(b=A)),
    (BY_WAY_OF_A, BY_WAY_OF_A),
    ({"$ref": "#/definitions/a~1b%20c"} | defining(**{"a/b c": A}),) * 2,
]


@pytest.mark.parametrize(("before", "after"), REACHED)
def test_definitions_that_did_not_change_are_not_spoken_of(before: Schema, after: Schema) -> None:
    pair = compared(before, after)
    assert pair.verdict is not None
    assert [str(one.change.says) for one in pair.verdict.changes] == []


UNREACHED = [
    (defining(a=A), defining(a=B), "definitions/a"),
    ({"$defs": {"a": A}}, {"$defs": {"a": B}}, "$defs/a"),
    ({"type": "object"} | defining(a=A), {"type": "object"} | defining(a=B), "definitions/a"),
    (defining(a=TO_B, b=A), defining(a=TO_B, b=B), "definitions/b"),
    (TO_A | defining(a=A, b=A), TO_A | defining(a=A), "definitions/b"),
]


@pytest.mark.parametrize(("before", "after", "name"), UNREACHED)
def test_definitions_that_nothing_leads_to_are_said_to_be_none(
    before: Schema, after: Schema, name: str
) -> None:
    pair = compared(before, after)
    assert pair.verdict is not None
    (shown,) = pair.verdict.changes
    assert f"'{name} (to which nothing leads)'" in shown.change.says
    assert shown.change.says.endswith(", which asserts nothing")
    assert str(pair.required) == "none"


@pytest.mark.parametrize(
    ("reference", "definition"),
    [
        ("#/definitions/a", {}),
        ("#/definitions/a/properties/x", {"properties": {"x": A}}),
        ("#x", {"$anchor": "x"}),
        ("https://example.com/a", {"$id": "https://example.com/a"}),
    ],
)
def test_definitions_that_something_leads_to_break(reference: str, definition: Schema) -> None:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": reference}
    before = whole | defining(a=definition | A if "properties" not in definition else definition)
    inner = definition | B if "properties" not in definition else {"properties": {"x": B}}
    assert said(before, whole | defining(a=inner))[0] == "break"


@pytest.mark.parametrize(
    ("keywords", "longest"),
    [
        ({"format": "uuid"}, 36),
        ({"format": "ipv4"}, 15),
        ({"format": "ipv6"}, 45),
        ({"format": "email"}, 318),
        ({"format": "hostname"}, 253),
        ({"pattern": UUID}, 36),
        ({"pattern": "^[a-f]{2}$|^(ab|cde){1,4}$"}, 12),
    ],
)
def test_a_length_that_is_asked_for_anyway(keywords: Schema, longest: int) -> None:
    before = text(**keywords)
    assert said(before, text(**keywords, maxLength=longest))[0] == "safe"
    assert said(before, text(maxLength=longest))[0] == "safe"
    assert said(before, text(**keywords, maxLength=longest - 1))[0] != "safe"


@pytest.mark.parametrize(
    "keywords", [{"format": "date-time"}, {"pattern": "^a+$"}, {"pattern": "a"}]
)
def test_texts_without_a_longest(keywords: Schema) -> None:
    assert said(text(**keywords), text(**keywords, maxLength=300))[0] == "break"


@pytest.mark.parametrize("most", [300, 5_000, 65_535])
def test_long_texts_witness_a_limit(most: int) -> None:
    pair = compared(text(), text(maxLength=most))
    assert pair.verdict is not None
    assert pair.verdict.changes[0].witness == {"a": "a" * (most + 1)}


ROOMLESS = [
    (
        {"type": "array", "maxItems": 1, "prefixItems": [{"format": "date"}]},
        {"type": "array", "prefixItems": [{"format": "date"}, {"type": "string"}]},
    ),
    (
        {"type": "array", "maxItems": 0, "items": {"type": "null"}},
        {"type": "array", "items": {"type": "string", "format": "date"}},
    ),
    ({"type": "object", "maxProperties": 0}, text(format="uri")),
    (closed(), text(format="uri")),
    (closed(), closed(a={"oneOf": [{"format": "uri"}, {"type": "null"}]})),
    (closed(b=closed()), closed(b=text(format="date"))),
]


@pytest.mark.parametrize(("before", "after"), ROOMLESS)
def test_what_had_no_room_may_be_anything(before: Schema, after: Schema) -> None:
    assert said(before, after)[0] == "safe"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"maxItems": 2, "prefixItems": [True]}, {"prefixItems": [True, {"type": "string"}]}),
        ({"maxProperties": 1}, text(format="uri")),
        (
            {"additionalProperties": False, "patternProperties": {"^a": True}},
            {"properties": {"a": {"type": "string"}}},
        ),
        (
            {"prefixItems": [True, {"type": "number"}], "items": {"type": "string"}},
            {"prefixItems": [True], "items": {"type": "string"}},
        ),
    ],
)
def test_what_had_room_may_not(before: Schema, after: Schema) -> None:
    assert said(before, after)[0] == "break"


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        ({"unevaluatedProperties": False}, {"properties": {"a": {"format": "date"}}}, "safe"),
        (
            {"unevaluatedProperties": {"type": "null"}},
            {"properties": {"a": {"type": "null"}}},
            "safe",
        ),
        ({"unevaluatedProperties": {"type": "null"}}, {"properties": {"a": {"const": 1}}}, "break"),
        ({"unevaluatedProperties": True}, {"properties": {"a": {"const": 1}}}, "break"),
        ({"unevaluatedItems": False}, {"prefixItems": [{"format": "date"}]}, "safe"),
        (
            {"allOf": [{"properties": {"b": True}}], "unevaluatedProperties": False},
            {"properties": {"b": {"const": 1}}},
            "break",
        ),
    ],
)
def test_what_nothing_else_evaluates(before: Schema, after: Schema, answer: str) -> None:
    assert said(before, after)[0] == answer


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"dependentRequired": {"x": ["z"]}}, {"dependentRequired": {"y": ["z"]}}),
        (
            {"dependentSchemas": {"x": {"type": "null"}}},
            {"dependentSchemas": {"y": {"type": "null"}}},
        ),
        ({}, {"dependencies": {"y": ["z"]}}),
    ],
)
def test_keys_that_something_depends_on_witness_it(before: Schema, after: Schema) -> None:
    pair = compared(before, after)
    assert pair.verdict is not None
    assert pair.verdict.changes[0].witness is not None


@pytest.mark.parametrize(
    "around",
    [
        lambda inner: closed(a=inner) | {"allOf": [{"properties": {"a": False}}]},
        lambda inner: closed(a=inner, b=True) | {"required": ["b"], "maxProperties": 1},
        lambda inner: closed(a=inner, b={"enum": []}) | {"required": ["b"]},
    ],
)
def test_what_nothing_can_show_is_not_called_a_break(around: Any) -> None:
    before, after = around({"type": "string"}), around({"type": "null"})
    assert said(before, after)[0] in ("safe", "unknown")


def test_what_narrows_alternatives_breaks_no_reader() -> None:
    both = closed(a={"anyOf": [{"type": "string"}, {"type": "null"}]})
    one = closed(a={"anyOf": [{"type": "string"}]})
    assert said(both, one) == ("break", "safe")
    assert said(one, both) == ("safe", "break"), "what was a text may be null now"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "number"}, {"anyOf": [{"type": "number"}]}),
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "null"}, {"type": "string"}]}),
        ({"enum": ["a", "b"]}, {"oneOf": [{"const": "b"}, {"const": "a"}]}),
        ({"type": "boolean"}, {"allOf": [{"type": ["boolean", "null"]}], "type": "boolean"}),
    ],
)
def test_the_same_values_in_other_words(one: Schema, other: Schema) -> None:
    assert said(closed(a=one), closed(a=other))[0] == "safe"
    assert said(closed(a=other), closed(a=one)) == ("safe", "safe")
    assert said(closed(a={"type": "array"}), closed(a=other)) == ("break", "break")


@pytest.mark.parametrize("keywords", [{}, {"format": "uuid"}, {"pattern": "\\d"}])
def test_null_may_be_what_is_refused(keywords: Schema) -> None:
    assert said({"type": ["string", "null"], **keywords}, {"type": "string", **keywords}) == (
        "break",
        "safe",
    )


@pytest.mark.parametrize(
    "nothing",
    [
        {"enum": []},
        {"type": "string", "minLength": 2, "maxLength": 1},
        closed() | {"minProperties": 1},
    ],
)
def test_what_accepts_nothing_refuses_nothing_more(nothing: Schema) -> None:
    before, after = (
        closed(a=nothing, b={"type": kind}) | {"required": ["a"]} for kind in ("string", "null")
    )
    pair = compared(before, after)
    assert pair.verdict is not None
    assert (str(pair.producers), str(pair.verdict.proof)) == ("safe", "proved")
