"""Objects of very many keys: what is said of them is right, and costs no more than reading them."""

from datetime import date
from typing import Any

import pytest

from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.validation.engine import MAX_FAILURES, Engine
from tracking_plan.validation.validator import Validator
from tracking_plan.validation.wide_objects import WIDE, has_wide, narrowed

PLAN = load_text(
    """
tracking_plan: 1
events:
  Signed Up:
    properties:
      plan: string!
      late: integer
      meta: {type: object, properties: {a: integer}}
      open: {type: object, additional_properties: true, properties: {a: integer}}
"""
).plan
assert PLAN is not None
EVENT = PLAN.events["Signed Up"]
SCHEMA = version_schema(PLAN, EVENT, EVENT.current)
MANY: dict[str, Any] = {f"k{number}": 1 for number in range(WIDE + 1)}
SYSTEM: dict[str, Any] = {f"$k{number}": 1 for number in range(WIDE + 1)}


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({**SYSTEM, "plan": "pro"}, set()),
        ({**SYSTEM, "plan": "pro", "late": "x"}, {("type", "late")}),
        ({**SYSTEM, "new": 1}, {("required", "plan"), ("additionalProperties", "new")}),
        ({"plan": "pro", "open": {**MANY, "a": "x"}}, {("type", "open.a")}),
    ],
)
def test_what_stands_behind_many_keys_is_seen(
    data: dict[str, Any], expected: set[tuple[str, str]], engine: Engine
) -> None:
    found = Validator(SCHEMA, engine).violations(data)
    assert {(each.keyword, each.property) for each in found} == expected


@pytest.mark.parametrize("engine", list(Engine))
def test_of_many_unknown_keys_a_thousand_are_named(engine: Engine) -> None:
    found = list(Validator(SCHEMA, engine).violations({"plan": "pro", "meta": MANY}))
    assert len(found) == MAX_FAILURES
    assert {each.route for each in found} == {("meta",)}


def test_only_wide_objects_are_narrowed() -> None:
    assert not has_wide([{"a": [dict(list(MANY.items())[:WIDE])]}])
    assert has_wide([{"a": [MANY]}])
    kept: Any = narrowed({"open": {**MANY, **SYSTEM, "a": 1}}, SCHEMA, lambda *_: True)
    assert len(kept["open"]) == 2 * (MAX_FAILURES + 1) + 1
    assert kept["open"]["a"] == 1


ROWS: dict[str, Any] = {key: {} for key in MANY}
NUMBERED: dict[str, Any] = {f"{number:07}": number for number in range(WIDE + 1)}


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"$a": "x", **NUMBERED}, set()),
        ({**NUMBERED, "b": "x", "$c": "x"}, {("type", "{}")}),
        ({"labels": {**NUMBERED, "b": "x", "a": 1}}, {("type", "labels{}"), ("type", "labels.a")}),
        ({"labels": {**NUMBERED, "$c": "x"}}, {("type", "labels{}")}),
        (
            {"rows": {**ROWS, "a": 1, "b": {"b": 1, "c": "x"}}},
            {("type", "rows{}"), ("type", "rows{}{}")},
        ),
    ],
)
def test_of_a_wide_map_what_it_refuses_is_seen(
    data: dict[str, Any], expected: set[tuple[str, str]], engine: Engine
) -> None:
    plan = load_text(
        "tracking_plan: 1\n"
        "events:\n"
        "  E:\n"
        "    properties:\n"
        "      labels: {type: object, properties: {a: string}, additional_properties: integer}\n"
        "      rows: {type: object, additional_properties: {type: object, "
        "additional_properties: integer}}\n"
        "    additional_properties: integer\n"
    ).plan
    assert plan is not None
    event = plan.events["E"]
    found = Validator(version_schema(plan, event, event.current), engine).violations(data)
    assert {(each.keyword, each.property) for each in found} == expected


@pytest.mark.parametrize("engine", list(Engine))
def test_keys_that_look_like_positions_are_keys(engine: Engine) -> None:
    schema: dict[str, Any] = {
        "properties": {"404": {"properties": {"01": {"pattern": "^a"}}}},
        "additionalProperties": {"type": "array", "items": {"type": "integer"}},
    }
    data = {"404": {"01": "b", "1": 2}, "1": [0, "x"], "01": ["x"], "+1": [], "7": ["y"]}
    found = list(Validator(schema, engine).violations(data))
    assert {(each.route, each.property, each.value) for each in found} == {
        (("404", "01"), "404.01", "b"),
        (("1", 1), "{}[]", "x"),
        (("01", 0), "{}[]", "x"),
        (("7", 0), "{}[]", "y"),
    }


LISTS = load_text(
    """
tracking_plan: 1
events:
  Listed:
    properties:
      flat: {type: array, unique_items: true}
      typed:
        type: array
        unique_items: true
        items: {type: object, additional_properties: true, properties: {a: integer}}
      deep: {type: object, properties: {inner: {type: array, unique_items: true}}}
      nested: {type: array, items: {type: array, unique_items: true}}
"""
).plan
assert LISTS is not None
LISTED = version_schema(LISTS, LISTS.events["Listed"], LISTS.events["Listed"].current)
LAST = {**MANY, "last": 1}
TURNED = dict(reversed(MANY.items()))


def _shapes(items: list[Any]) -> list[dict[str, Any]]:
    return [
        {"flat": items},
        {"typed": items},
        {"deep": {"inner": items}},
        {"nested": [[1], items]},
        {"flat": [{"wrapped": item} for item in items]},
    ]


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("beside", [{}, {"$foo": 1}, {"$wide": MANY}])
@pytest.mark.parametrize("payload", _shapes([MANY, LAST]))
def test_items_that_differ_in_their_last_key_are_different(
    payload: dict[str, Any], beside: dict[str, Any], engine: Engine
) -> None:
    assert list(Validator(LISTED, engine).violations({**payload, **beside})) == []


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("payload", _shapes([MANY, TURNED]))
def test_items_that_differ_in_the_order_of_their_keys_are_equal(
    payload: dict[str, Any], engine: Engine
) -> None:
    validator = Validator(LISTED, engine)
    assert [each.keyword for each in validator.violations(payload)] == ["uniqueItems"]
    assert not validator.is_valid(payload)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    "schema",
    [
        {"maxProperties": WIDE},
        {"enum": [1, {}]},
        {"propertyNames": {"maxLength": 5}},
        {"additionalProperties": {"type": "string"}},
        {"patternProperties": {"0$": {"type": "string"}}},
        {"not": {"required": [f"k{WIDE}"]}},
    ],
)
def test_what_is_said_of_all_keys_is_said_of_wide_objects(
    schema: dict[str, Any], engine: Engine
) -> None:
    validator = Validator({"properties": {"x": schema}}, engine)
    assert not validator.is_valid({"x": MANY})
    assert list(validator.violations({"x": MANY})) != []


@pytest.mark.parametrize(
    "where",
    [{"properties": {"plan": "pro", **MANY}}, {"properties": SYSTEM}, {"properties": {}, **MANY}],
)
def test_a_rule_speaks_of_a_thousand_keys_of_a_payload(where: dict[str, Any]) -> None:
    assert PLAN is not None
    run = Run(PLAN, Settings(today=date(2026, 1, 1)))
    run.judge("x", [Record(1, b"", {"event": "Signed Up", **where})])
    counts: dict[str, int] = {}
    for finding in run.findings:
        counts[finding.code.id] = counts.get(finding.code.id, 0) + finding.problem.count
    assert max(counts.values()) == MAX_FAILURES
