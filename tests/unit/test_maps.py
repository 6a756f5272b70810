"""Objects and events whose further keys all have one shape: from the plan to every stage."""

from datetime import date
from typing import Any

import pytest
from generated import plan_of

from tracking_plan.catalog.describe import describe
from tracking_plan.codegen.build import build
from tracking_plan.codegen.model import ArrayOf, MapOf, Named, Scalar
from tracking_plan.codegen.runtime import Field, PersonalData, Shape, violations
from tracking_plan.codegen.runtime.personal import treated
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.schema import shape
from tracking_plan.finding import Finding
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan, Property, Type
from tracking_plan.plan.walk import walk
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

PLAN = """
shared:
  label: {type: string, max_length: 9}
events:
  E:
    properties:
      name: string!
      labels: {type: object, additional_properties: ref label}
      lines:
        type: object
        additional_properties:
          type: object
          properties:
            sku: string!
            tags: {type: array, items: {type: object, additional_properties: integer}}
      half: {type: object, properties: {total: number}, additional_properties: {type: integer}}
    additional_properties: {type: integer, minimum: 0}
    previous:
      0.9: {additional_properties: boolean}
"""


def schema_of(plan: Plan, index: int = 0) -> dict[str, Any]:
    event = plan.events["E"]
    return version_schema(plan, event, event.versions[index])


def judged(plan: Plan, properties: dict[str, Any], engine: Engine) -> tuple[Finding, ...]:
    run = Run(plan, Settings(today=date(2026, 1, 1), engine=engine))
    payload: dict[str, Any] = {
        "event": "E",
        "environment": "production",
        "distinct_id": "u1",
        "properties": {"schema_version": "1.0", **properties},
    }
    run.judge("x", [Record(1, b"", payload)])
    return run.findings


GOOD: tuple[dict[str, Any], ...] = (
    {"name": "a"},
    {"name": "a", "clicks": 3, "x y": 0},
    {"name": "a", "$url": "https://x.example/", "$lib": "x"},
    {"name": "a", "labels": {}},
    {"name": "a", "labels": {"colour": "red", "$size": "x", "schema_version": "y", "name": "z"}},
    {"name": "a", "lines": {"1": {"sku": "s", "tags": [{"a": 1}, {}]}}},
    {"name": "a", "half": {"total": 1.5, "b": 2}},
)


@pytest.mark.parametrize("properties", GOOD)
@pytest.mark.parametrize("engine", list(Engine))
def test_what_must_not_be_flagged(properties: dict[str, Any], engine: Engine) -> None:
    assert judged(plan_of(PLAN), properties, engine) == ()


BAD: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"name": 1}, "D203", "name"),
    ({"name": "a", "clicks": "3"}, "D203", "{}"),
    ({"name": "a", "clicks": -3}, "D213", "{}"),
    ({"name": "a", "labels": {"jane": "much too long"}}, "D214", "labels{}"),
    ({"name": "a", "lines": {"1": {}}}, "D202", "lines{}.sku"),
    ({"name": "a", "lines": {"1": {"sku": "s", "size": 1}}}, "D201", "lines{}.size"),
    ({"name": "a", "lines": {"1": {"sku": "s", "SKU": "s"}}}, "D205", "lines{}.SKU"),
    ({"name": "a", "lines": {"1": {"sku": "s", "tags": [{"a": "b"}]}}}, "D203", "lines{}.tags[]{}"),
    ({"name": "a", "half": {"total": "1"}}, "D203", "half.total"),
    ({"name": "a", "half": {"b": 1.5}}, "D203", "half{}"),
    ({"name": "a", "labels": {"a": "j@x.example"}}, "D501", "labels{}"),
    ({"name": "a", "labels": {"j@x.example": "a"}}, "D501", "labels.<email address>"),
)


@pytest.mark.parametrize(("properties", "code", "path"), BAD)
@pytest.mark.parametrize("engine", list(Engine))
def test_what_a_map_refuses_is_said_with_its_path_and_without_its_keys(
    properties: dict[str, Any], code: str, path: str, engine: Engine
) -> None:
    found = judged(plan_of(PLAN.replace("max_length: 9", "max_length: 12")), properties, engine)
    assert (code, path) in [(one.code.id, one.problem.property) for one in found]
    assert "jane" not in repr([one.problem for one in found])


def test_the_schema_says_what_further_keys_hold() -> None:
    schema = schema_of(plan_of(PLAN))
    assert schema["additionalProperties"] == {"type": "integer", "minimum": 0}
    assert schema["patternProperties"] == {"^\\$": True}
    assert schema["properties"]["schema_version"] is True
    assert schema["properties"]["labels"] == {
        "type": "object",
        "additionalProperties": {"type": "string", "maxLength": 9},
    }
    assert schema_of(plan_of(PLAN), 1)["additionalProperties"] == {"type": "boolean"}


def test_properties_of_any_type_are_held_to_those_of_objects() -> None:
    plan = plan_of("events: {E: {properties: {a: {type: any, properties: {b: string}}}}}\n")
    validator = Validator(schema_of(plan))
    assert [validator.is_valid({"a": a}) for a in (1, {"b": "x"}, {"b": 1})] == [True, True, False]


def test_walks_reach_the_values() -> None:
    current = plan_of(PLAN).events["E"].current
    paths = [path for path, _ in walk(current.properties, others=current.others)]
    assert paths[1:] == [
        *("labels", "labels{}", "lines", "lines{}", "lines{}.sku", "lines{}.tags"),
        *("lines{}.tags[]", "lines{}.tags[]{}", "half", "half.total", "half{}", "{}"),
    ]


@pytest.mark.parametrize("written", ["true", "false", "string", "ref label", "{type: array}"])
def test_what_may_be_written(written: str) -> None:
    text = f"shared: {{label: string}}\nevents: {{E: {{additional_properties: {written}}}}}\n"
    others = plan_of(text).events["E"].current.additional_properties
    assert isinstance(others, Property) is (written not in ("true", "false"))


@pytest.mark.parametrize(
    ("written", "code", "property_", "hint"),
    [
        ("{type: string, required: true}", "F107", "a{}", "it says what each of the further keys"),
        ("{type: string, helper: x}", "F107", "a{}", "no parameter of a helper"),
        ("{type: string, pii: {kind: email, action: hash}}", "F105", "a{}", "list the key under"),
        ("{ref: mail}", "F105", "a{}", None),
        ("ref mail", "F105", "a{}", None),
        ("ref nothing", "F201", "a{}", "define it under `shared`"),
        ("string!", "F108", "a", "`string` or `ref NAME`, without `!`"),
        ("strng", "F108", "a", "did you mean 'string'?"),
        ("yes", "F102", "a", "write true"),
        ("", "F102", "a", "write true, false or a property"),
        ("[string]", "F102", "a", "what each of the other keys holds"),
        ("{type: string, min_length: -1}", "F109", "a{}", None),
        ("{type: object, properties: {b: strng}}", "F108", "a{}.b", "did you mean 'string'?"),
    ],
)
def test_what_is_refused_in_a_map(
    written: str, code: str, property_: str, hint: str | None
) -> None:
    loaded = load_text(
        "tracking_plan: 1\n"
        "shared: {mail: {type: string, pii: {kind: email, action: hash}}}\n"
        "events: {E: {properties: {a: {type: object, additional_properties: "
        f"{written}}}}}}}}}\n"
    )
    [found] = [one for one in loaded.findings if one.code.id != "P306"]
    assert (found.code.id, found.problem.property) == (code, property_)
    assert found.problem.at is not None
    assert hint is None or hint in (found.problem.hint or "")


def test_an_older_version_takes_no_ref_in_a_map() -> None:
    loaded = load_text(
        "tracking_plan: 1\nshared: {a: string}\n"
        "events: {E: {version: 2.0, previous: {1.0: {additional_properties: ref a}}}}\n"
    )
    assert [one.code.id for one in loaded.findings] == ["F108"]


def test_helpers_have_types_for_maps() -> None:
    (method, *_) = build(plan_of(PLAN), plan_of(PLAN).generate[0], NAMING).methods
    assert method.others == MapOf(values=Scalar(type=Type.INTEGER))
    types = {one.wire: one.type for one in method.parameters}
    assert types["labels"] == MapOf(values=Scalar(type=Type.STRING))
    lines = types["lines"]
    assert isinstance(lines, MapOf)
    assert lines.values == Named(name="ELinesValue")
    assert not isinstance(types["half"], MapOf | ArrayOf)  # no type has known and unknown keys


def test_helpers_check_and_hash_what_is_in_maps() -> None:
    plan = plan_of(
        "events: {E: {properties: {people: {type: object, additional_properties: {type: object,"
        " properties: {mail: {type: string, pii: {kind: email, action: hash}}}}}}}}\n"
    )
    (method,) = build(plan, plan.generate[0], NAMING).methods
    made = eval(shape(method.check), {"Shape": Shape, "Field": Field})
    sent = treated(made, {"people": {"a": {"mail": "x@y.example"}}}, PersonalData("key"))
    assert Validator(schema_of(plan)).is_valid(sent)
    assert "x@y.example" not in repr(sent)
    assert list(violations(made, {"people": {"a": {"mail": 1}}})) == [
        "people.a.mail: must be of type string"
    ]


def test_what_describe_says_of_maps() -> None:
    text = "\n".join(describe(plan_of(PLAN).events["E"]))
    for line in (
        "  labels: map of string",
        "  lines: map of object",
        "    sku*: string",
        "    tags: array of map of integer",
        "  half: object",
        "    any other: integer",
        "  any other: integer, minimum 0",
    ):
        assert line in text.splitlines(), text
