"""Values of a list that are on their way out: valid, and reported, at every stage."""

from datetime import date
from typing import Any

import pytest
from generated import files_of, plan_of

from tracking_plan.catalog.describe import describe
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import EnumValue, Status
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.steps.listed_values import deprecated_values
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

PLAN = """
events:
  E:
    properties:
      tier:
        type: string
        enum:
          - free
          - {value: pro, description: Paid.}
          - {value: gold, description: Paid., status: deprecated, replaced_by: pro}
          - {value: tin, status: deprecated}
      level: {enum: [1, {value: 2.0, status: deprecated, replaced_by: 1}], nullable: true}
      secret:
        type: string
        enum: [a, {value: b, status: deprecated}]
        pii: {kind: id, action: hash}
"""


def schema() -> dict[str, Any]:
    event = (plan := plan_of(PLAN)).events["E"]
    return version_schema(plan, event, event.current)


def test_the_plan_has_them() -> None:
    (tier, *_) = plan_of(PLAN).events["E"].current.properties
    assert tier.deprecated_values == (
        EnumValue("gold", "Paid.", Status.DEPRECATED, "pro"),
        EnumValue("tin", None, Status.DEPRECATED),
    )


def test_the_schema_lists_all_and_says_which_are_deprecated() -> None:
    properties = schema()["properties"]
    assert properties["tier"]["enum"] == ["free", "pro", "gold", "tin"]
    assert properties["tier"]["x-enum-deprecated"] == ["gold", "tin"]
    assert properties["tier"]["x-enum-descriptions"] == {"pro": "Paid.", "gold": "Paid."}
    assert properties["level"]["enum"] == [1, 2.0, None]
    assert properties["level"]["x-enum-deprecated"] == [2.0]
    assert "x-enum-deprecated" not in properties["secret"]
    assert deprecated_values(shape_of(schema()).properties["tier"]) == ("gold", "tin")


@pytest.mark.parametrize("engine", list(Engine))
def test_payloads_with_them_are_valid_and_reported(engine: Engine) -> None:
    properties: dict[str, Any] = {"tier": "gold", "level": 2, "secret": "0" * 64}
    assert Validator(schema(), engine).is_valid(properties)
    run = Run(plan_of(PLAN), Settings(today=date(2026, 1, 1), engine=engine))
    common = {"event": "E", "environment": "production", "distinct_id": "u1"}
    run.judge("x", [Record(1, b"", {**common, "properties": properties})])
    assert [(one.code.id, one.problem.hint) for one in run.findings] == [
        ("D219", "send 'pro' instead"),
        ("D219", "send 1 instead"),
    ]
    assert run.totals.invalid == 0


def test_helpers_take_them_and_say_that_they_are_deprecated() -> None:
    text = "".join(files_of(plan_of(PLAN)).values())
    assert 'Literal["free", "pro", "gold", "tin"]' in text
    said = " ".join(text.split())
    assert '"gold" (Paid; deprecated: use "pro"), "tin" (deprecated)' in said


def test_describe_marks_them() -> None:
    text = "\n".join(describe(plan_of(PLAN).events["E"]))
    assert '"gold" (deprecated, use "pro" instead) | "tin" (deprecated)' in text


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("{value: b, status: active}", []),
        ("{value: b, status: retired}", ["F103"]),
        ("{value: b, status: deprecated, replaced_by: [a]}", ["F102"]),
        ("{value: b, status: deprecated, replaced: a}", ["F101"]),
        ("{value: a, status: deprecated}", ["F110"]),
    ],
)
def test_what_an_entry_may_say(entry: str, codes: list[str]) -> None:
    text = f"tracking_plan: 1\nevents: {{E: {{properties: {{p: {{enum: [a, {entry}]}}}}}}}}\n"
    assert [one.code.id for one in load_text(text).findings] == codes
