"""Arrays of very many items: what is said of them is right, and costs no more than reading them."""

from typing import Any

import pytest

from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.validation.engine import MAX_FAILURES, Engine
from tracking_plan.validation.long_arrays import LONG, separated
from tracking_plan.validation.validator import Validator

PLAN = load_text(
    """
tracking_plan: 1
events:
  Bought:
    properties:
      id: string!
      items: {type: array, items: {type: object, properties: {sku: string!, n: integer}}}
      tags: {type: array, items: string, min_items: 2, max_items: 1500, unique_items: true}
      maybe: {type: array, nullable: true, items: {type: array, items: integer}}
      any: {type: array}
      kept: {type: object, properties: {list: {type: array, items: {type: number, minimum: 0}}}}
"""
).plan
assert PLAN is not None
EVENT = PLAN.events["Bought"]
SCHEMA: dict[str, Any] = version_schema(PLAN, EVENT, EVENT.current)
MANY = LONG + 1
TAGS = [str(number) for number in range(MANY)]


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    "data",
    [
        {"id": "x", "items": [{"sku": "a"}] * MANY},
        {"id": "x", "items": [{"sku": "a"}] * MANY + [{"sku": 1, "x": 2}, {"n": "3"}, 4]},
        {"items": [{"sku": 1}] + [{"sku": "a"}] * MANY, "tags": ["x"], "new": [1] * MANY},
        {"id": "x", "tags": [*TAGS, "0"]},
        {"id": "x", "tags": [str(number) for number in range(1501)]},
        {"id": "x", "tags": [*TAGS, 1, None]},
        {"id": "x", "maybe": [[1]] * MANY + [["x"]], "any": [1] * MANY},
        {"id": "x", "maybe": [[1] * MANY + ["x"]]},
        {"id": "x", "maybe": [[1] * MANY + ["x"]] * 3 + [[]] * MANY},
        {"id": 1, "kept": {"list": [1] * MANY + [-1, "x"], "other": 1}},
    ],
)
def test_long_arrays_are_judged_as_if_in_one_piece(data: dict[str, Any], engine: Engine) -> None:
    as_it_is = SCHEMA | {"$defs": {}}
    assert separated(as_it_is, data).arrays == ()
    parts, one = (
        [each._replace(value=None) for each in validator.violations(data)]
        for validator in (Validator(SCHEMA, engine), Validator(as_it_is, engine))
    )
    assert parts == one


def test_what_looks_at_a_value_as_a_whole_is_not_separated() -> None:
    data = {"id": "x", "items": [1] * MANY}
    assert separated(SCHEMA, data).arrays
    assert separated(SCHEMA | {"enum": [data]}, data).arrays == ()
    assert separated(SCHEMA | {"$defs": {}}, data).arrays == ()
    assert separated(SCHEMA, {"id": "x", "items": [1] * LONG}).arrays == ()


@pytest.mark.parametrize("bad", [1, {"new": 1}])
def test_a_million_bad_items_are_a_thousand_violations(bad: Any) -> None:
    validator = Validator(SCHEMA)
    assert len(list(validator.violations({"items": [bad] * 1_000_000}))) == MAX_FAILURES
