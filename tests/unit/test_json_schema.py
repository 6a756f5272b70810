"""What an event version means on the wire, told by the reference implementation."""

import hashlib

import jsonschema
import pytest

from tracking_plan.place import Json
from tracking_plan.plan.json_schema import slug, traits_schema, version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

HASHED = hashlib.sha256(b"x").hexdigest()


def plan_of(body: str) -> Plan:
    loaded = load_text(f"tracking_plan: 1\nname: shop\n{body}")
    assert loaded.findings == ()
    assert loaded.plan is not None
    return loaded.plan


def schema_of(event: str, extra: str = "", version: int = 0) -> dict[str, Json]:
    plan = plan_of(f"{extra}events:\n  E: {event}\n")
    found = plan.events["E"]
    schema = version_schema(plan, found, found.versions[version])
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def accepts(schema: dict[str, Json], data: Json) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(data)


@pytest.mark.parametrize(
    ("prop", "good", "bad"),
    [
        ("string", ["", "x"], [1, None, True, [], {}]),
        ("integer", [1, 1.0, -3], [1.5, "1", True, None]),
        ("number", [1, 1.5], ["1", True, None]),
        ("boolean", [True, False], [0, 1, "true"]),
        ("any", [1, "x", None, [], {}], []),
        ("{type: string, nullable: true}", ["x", None], [1]),
        ("{type: string, enum: [a, b]}", ["a"], ["c", None]),
        ("{type: string, enum: [a, b], nullable: true}", ["a", None], ["c"]),
        ("{const: 1}", [1, 1.0], [True, 2, None]),
        ("{const: 1, nullable: true}", [1, None], [2, True]),
        ("{const: a, enum: [a, b], nullable: true}", ["a", None], ["b"]),
        ("{const: c, enum: [a, b], nullable: true}", [None], ["a", "c"]),
        ("{type: any, enum: [a, 1]}", ["a", 1], ["b", 2, True]),
        ("{type: integer, minimum: 0, maximum: 9}", [0, 9], [-1, 10]),
        ("{type: number, exclusive_minimum: 0, exclusive_maximum: 1}", [0.5], [0, 1]),
        ("{type: integer, multiple_of: 5}", [10], [11]),
        ("{type: string, min_length: 1, max_length: 2}", ["é", "ab"], ["", "abc"]),
        ("{type: string, pattern: b}", ["abc"], ["ac"]),
        ("{type: array}", [[], [1, "x"]], [{}]),
        (
            "{type: array, items: integer, min_items: 1, max_items: 2}",
            [[1]],
            [[], ["x"], [1, 2, 3]],
        ),
        ("{type: array, unique_items: true}", [[1, 2]], [[1, 1.0]]),
        ("{type: object}", [{}, {"x": 1}], [[]]),
        ("{type: object, properties: {}}", [{}], [{"x": 1}]),
        ("{type: object, properties: {a: string!}}", [{"a": "x"}], [{}, {"a": "x", "$b": 1}]),
        (
            "{type: object, properties: {a: string}, additional_properties: true}",
            [{"b": 1}],
            [{"a": 1}],
        ),
        ("{type: string, pii: {kind: id, action: hash}}", [HASHED], ["x", HASHED.upper(), None]),
        (
            "{type: string, max_length: 3, nullable: true, pii: {kind: id, action: hash}}",
            [HASHED, None],
            ["abc"],
        ),
        ("{type: string, pii: {kind: id, action: drop}}", [], ["x", None]),
        ("{type: string, pii: {kind: id, action: forbid}}", [], ["x", None]),
        ("{type: string, pii: {kind: id, action: allow, reason: asked}}", ["x"], [1]),
    ],
)
def test_a_property_accepts_what_the_format_says(
    prop: str, good: list[Json], bad: list[Json]
) -> None:
    schema = schema_of(f"{{properties: {{p: {prop}}}}}")
    assert [value for value in good if not accepts(schema, {"p": value})] == []
    assert [value for value in bad if accepts(schema, {"p": value})] == []


def test_an_event_is_closed_but_for_what_sdks_and_helpers_add() -> None:
    schema = schema_of("{properties: {a: string}}")
    assert accepts(schema, {"a": "x", "$lib": "web", "schema_version": "2.0"})
    assert not accepts(schema, {"b": 1})
    assert not accepts(schema_of("{}"), {"b": 1})
    assert accepts(schema_of("{additional_properties: true}"), {"b": 1})


def test_the_version_property_is_the_plans_own() -> None:
    assert accepts(schema_of("{}", "version_property: v\n"), {"v": "1.0"})
    assert not accepts(schema_of("{}", "version_property: v\n"), {"schema_version": "1.0"})
    assert not accepts(schema_of("{}", "version_property: null\n"), {"schema_version": "1.0"})


def test_required_properties_must_be_there() -> None:
    schema = schema_of("{properties: {a: string!, b: integer}}")
    assert accepts(schema, {"a": "x"})
    assert not accepts(schema, {"b": 1})


def test_each_version_has_a_schema_of_its_own() -> None:
    event = "{version: 2.1, properties: {a: string!}, previous: {1.3: {properties: {b: integer!}}}}"
    old = schema_of(event, version=1)
    assert accepts(old, {"b": 1})
    assert not accepts(old, {"a": "x"})
    assert old["$id"] == f"urn:tracking-plan:shop:{slug('E')}/1.3.json"


def test_words_stand_in_the_schema_and_change_nothing() -> None:
    schema = schema_of(
        "{description: What happened., status: deprecated, properties: {p: {type: string,"
        " description: A value., unit: ms, examples: [a], status: deprecated,"
        " enum: [{value: a, description: The first.}], pii: {kind: id, action: allow, reason: x}}}}"
    )
    assert schema["description"] == "What happened."
    assert schema["deprecated"] is True
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert properties["p"] == {
        "type": "string",
        "description": "A value.",
        "examples": ["a"],
        "deprecated": True,
        "x-unit": "ms",
        "x-enum-descriptions": {"a": "The first."},
        "x-pii": "id",
        "enum": ["a"],
    }


def test_traits_are_closed_and_optional() -> None:
    schema = traits_schema(plan_of("traits: {plan: string}\n"))
    assert schema is not None
    assert accepts(schema, {})
    assert accepts(schema, {"plan": "x", "$os": "y"})
    assert not accepts(schema, {"name": "x"})
    assert traits_schema(plan_of("events: {}\n")) is None


def test_slugs_are_ascii_and_never_collide() -> None:
    names = ["Signed Up", "signed up", "Signed-Up", "Зарегистрирован", "注册", "..", "a/b", "CON"]
    slugs = [slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    assert all(
        s.isascii() and set(s) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for s in slugs
    )
    assert slugs[0].startswith("signed-up-")
