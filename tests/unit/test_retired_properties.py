"""Properties that may not be sent any more, and those that never may, at every stage."""

from datetime import date
from typing import Any

import pytest
from generated import plan_of

from tracking_plan.codegen.build import build
from tracking_plan.codegen.runtime import Field, Shape, violations
from tracking_plan.codegen.runtime.personal import treated
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.schema import shape
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Plan
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.shapes.shape import NOTHING
from tracking_plan.registry.steps.removal import is_retired
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

PLAN = """
events:
  E:
    properties:
      plan: string
      tier:
        type: string
        description: What the plan was called before.
        unit: x
        status: retired
        required: true
        examples: [a]
        replaced_by: plan
      ssn: {type: string, pii: {kind: id, action: forbid}}
      ip: {type: string, pii: {kind: ip, action: drop}}
      mail: {type: string, pii: {kind: email, action: hash}}
      lines:
        type: array
        items: {type: object, properties: {was: {type: string, status: retired}}}
    additional_properties: true
traits:
  plan: string
  tier: {type: string, status: retired}
"""


def schema_of(plan: Plan) -> dict[str, Any]:
    event = plan.events["E"]
    return version_schema(plan, event, event.current)


def run_of(properties: dict[str, Any], engine: Engine) -> list[tuple[str, str | None, str]]:
    run = Run(plan_of(PLAN), Settings(today=date(2026, 1, 1), engine=engine))
    common = {"environment": "production", "distinct_id": "u1"}
    run.judge("x", [Record(1, b"", {"event": "E", "properties": properties, **common})])
    return [(one.code.id, one.problem.property, one.problem.message) for one in run.findings]


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("properties", [{}, {"plan": "a", "tiers": 1, "lines": [{}]}])
def test_what_must_not_be_flagged(properties: dict[str, Any], engine: Engine) -> None:
    assert run_of(properties, engine) == []


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("properties", "code", "path", "says"),
    [
        ({"tier": "a"}, "D218", "tier", "is retired"),
        ({"tier": None}, "D218", "tier", "is retired"),
        ({"lines": [{"was": "a"}]}, "D218", "lines[].was", "is retired"),
        ({"ssn": "a"}, "D503", "ssn", "must not be sent (pii action forbid)"),
        ({"ip": "a"}, "D503", "ip", "must not be sent (pii action drop)"),
    ],
)
def test_payloads_with_what_is_not_sent_are_refused(
    properties: dict[str, Any], code: str, path: str, says: str, engine: Engine
) -> None:
    [(found, property_, message)] = run_of(properties, engine)
    assert (found, property_) == (code, path)
    assert message.endswith(says)


@pytest.mark.parametrize("engine", list(Engine))
def test_traits_that_are_retired_are_refused(engine: Engine) -> None:
    run = Run(plan_of(PLAN), Settings(today=date(2026, 1, 1), engine=engine))
    record: dict[str, Any] = {
        "environment": "production",
        "distinct_id": "u1",
        "traits": {"tier": "a"},
    }
    run.judge("x", [Record(1, b"", record)])
    assert [one.code.id for one in run.findings] == ["D218"]


def test_the_schema_says_why_nothing_is_accepted() -> None:
    schema = schema_of(plan_of(PLAN))
    assert "required" not in schema
    assert schema["properties"]["tier"] == {
        "not": {},
        "description": "What the plan was called before.",
        "x-status": "retired",
        "x-replaced-by": "plan",
        "x-unit": "x",
    }
    assert schema["properties"]["ssn"] == {"not": {}, "x-pii": "id", "x-pii-action": "forbid"}
    assert schema["properties"]["ip"] == {"not": {}, "x-pii": "ip", "x-pii-action": "drop"}
    assert schema["properties"]["mail"]["x-pii-action"] == "hash"


@pytest.mark.parametrize("engine", list(Engine))
def test_a_schema_that_accepts_nothing_is_one_keyword_in_both_engines(engine: Engine) -> None:
    schemas: tuple[Any, ...] = (False, {"not": {}}, {"not": True, "x-status": "retired"})
    for nothing in schemas:
        [found] = Validator({"properties": {"a": nothing}}, engine).violations({"a": 1})
        assert (found.keyword, found.route) == ("false", ("a",))
        assert found.message == "must not be sent"
    [found] = Validator({"items": {"not": {}}}, engine).violations([1])
    assert (found.keyword, found.route) == ("false", (0,))
    [found] = Validator({"not": {"type": "string"}}, engine).violations("x")
    assert found.keyword == "not"


def test_helpers_take_no_such_property_and_refuse_it_among_others() -> None:
    plan = plan_of(PLAN)
    (method,) = build(plan, plan.generate[0], NAMING).methods
    assert [one.wire for one in method.parameters] == ["plan", "ip", "mail", "lines"]
    made = eval(shape(method.check), {"Shape": Shape, "Field": Field})
    assert sorted(violations(made, {"tier": "a", "ssn": "b", "lines": [{"was": 1}]})) == [
        "lines[0].was: is retired",
        "ssn: must not be sent",
        "tier: is retired",
    ]
    assert treated(made, {"ssn": "b", "tier": "a"}, None) == {"tier": "a"}


@pytest.mark.parametrize("nothing", [{"not": {}}, {"not": True}])
def test_the_registry_reads_it_as_nothing_with_its_facts(nothing: dict[str, Any]) -> None:
    assert shape_of(nothing).types == NOTHING.types
    read = shape_of({**nothing, "x-status": "retired", "type": "string", "description": "x"})
    assert read.is_nothing
    assert not read.opaque
    assert is_retired(read)
    whole = shape_of(schema_of(plan_of(PLAN)))
    assert is_retired(whole.properties["tier"])
    assert not is_retired(whole.properties["ssn"])
    assert whole.properties["ssn"].is_nothing


def test_a_sunset_changes_nothing_but_what_is_said() -> None:
    past = plan_of(
        "\nevents:\n  E:\n    properties:\n"
        "      a: {type: string, required: true, status: deprecated, sunset: 2020-01-01}\n"
    )
    other = plan_of(
        "\nevents:\n  E:\n    properties:\n"
        "      a: {type: string, required: true, status: deprecated}\n"
    )
    assert schema_of(past) == schema_of(other)
    assert shape_of(schema_of(past)).required == {"a"}


@pytest.mark.parametrize("engine", Engine)
def test_the_payloads_own_day_counts(engine: Engine) -> None:
    plan = plan_of(
        "\nevents:\n  E:\n    properties:\n"
        "      a: {type: string, status: deprecated, sunset: 2025-06-01}\n"
    )
    run = Run(plan, Settings(today=date(2026, 1, 1), engine=engine))
    for number, stamp in enumerate(("2025-05-31T12:00:00Z", "2025-06-01T12:00:00Z"), start=1):
        common = {"environment": "production", "distinct_id": "u1", "timestamp": stamp}
        run.judge("x", [Record(number, b"", {"event": "E", "properties": {"a": "x"}, **common})])
    assert [one.code.id for one in run.findings] == ["D206", "D218"]
    assert "counts as retired from 2025-06-01" in run.findings[0].problem.message
    assert "is retired since 2025-06-01" in run.findings[1].problem.message
