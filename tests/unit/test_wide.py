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
from tracking_plan.validation.wide_objects import WIDE, has_wide, names_in, narrowed

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
    known = names_in(SCHEMA)
    assert known >= {"plan", "late", "meta", "open", "a"}
    assert not has_wide([{"a": [dict(list(MANY.items())[:WIDE])]}])
    assert has_wide([{"a": [MANY]}])
    kept: Any = narrowed({"x": [{**MANY, **SYSTEM, "a": 1}]}, known)
    assert len(kept["x"][0]) == 2 * (MAX_FAILURES + 1) + 1
    assert kept["x"][0]["a"] == 1


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
