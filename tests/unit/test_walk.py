"""The walk over properties, and the one spelling of their paths."""

from datetime import date

from tracking_plan.lint.subject import Subject
from tracking_plan.payloads.judging.personal_values import declared
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.walk import walk
from tracking_plan.validation.places import path_of

PATHS = ("top", "items", "items[]", "items[].sku", "grid", "grid[]", "grid[][]", "grid[][].old")


def plan_text(leaf: str) -> str:
    return f"""
tracking_plan: 1
events:
  Order Placed:
    properties:
      top: {leaf}
      items: {{type: array, items: {{type: object, properties: {{sku: {leaf}}}}}}}
      grid:
        type: array
        items: {{type: array, items: {{type: object, properties: {{old: {leaf}}}}}}}
"""


def leaves() -> tuple[str, ...]:
    return tuple(path for path in PATHS if path.endswith(("top", "sku", "old")))


def test_each_property_comes_before_what_it_contains() -> None:
    plan = load_text(plan_text("string")).plan
    assert plan is not None
    properties = plan.events["Order Placed"].current.properties
    assert tuple(path for path, _ in walk(properties)) == PATHS


def test_a_walk_stays_out_where_it_should() -> None:
    plan = load_text(plan_text("string")).plan
    assert plan is not None
    properties = plan.events["Order Placed"].current.properties
    walked = walk(properties, descends=lambda prop: prop.name != "grid")
    assert tuple(path for path, _ in walked) == PATHS[:5]


def test_lint_the_loader_and_payloads_spell_paths_alike() -> None:
    faulty = load_text(plan_text("{type: string, min_length: -1}"))
    assert tuple(found.problem.property for found in faulty.findings) == leaves()
    plan = load_text(plan_text("{type: string, pii: none}")).plan
    assert plan is not None
    assert tuple(use.path for use in Subject(plan, today=date(2026, 1, 1)).uses) == PATHS
    properties = plan.events["Order Placed"].current.properties
    assert tuple(path for path, _ in declared(properties)) == leaves()
    event = plan.events["Order Placed"]
    schema = version_schema(plan, event, event.current)
    assert path_of(schema, ("grid", 3, 0, "old")) == "grid[][].old"
