"""Law 3: what the checks of the helpers accept, the validator accepts, and the other way round."""

import json
from typing import Any

import pytest
from generated import as_yaml, plan_of
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.codegen.build import build
from tracking_plan.codegen.runtime import Field, PersonalData, Shape, violations
from tracking_plan.codegen.runtime.personal import treated
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.schema import shape
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Plan
from tracking_plan.validation.validator import Validator

KEYS = st.sampled_from(["a", "b", "c"])
NUMBERS = st.one_of(st.integers(-5, 5), st.sampled_from([0.5, 1.0, -0.25, 0.07, 1e300, 10**20]))
TEXTS = st.sampled_from(
    [
        "",
        "a",
        "ab",
        "abc",
        "A1",
        "x-1",
        "é",
        "😀",
        "2026-02-30",
        "2026-02-28",
        "a@b.example",
        "urn:x",
        "a-b",
        "ab\n",
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def _kind(name: str, **limits: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    flags = {"nullable": st.booleans()}
    return st.fixed_dictionaries({"type": st.just(name)}, optional={**flags, **limits})


LEAVES = st.one_of(
    _kind("string", min_length=st.integers(0, 3), max_length=st.integers(0, 3)),
    _kind("string", enum=st.lists(TEXTS, min_size=1, max_size=3, unique=True)),
    _kind("string", format=st.sampled_from(["date", "email", "uuid", "uri"])),
    _kind("string", pattern=st.sampled_from(["^[a-z]+$", "[0-9]", "^a?b", r"^\w+(-\w+)*$"])),
    _kind("number", minimum=NUMBERS, multiple_of=st.sampled_from([0.01, 0.5, 2])),
    _kind("integer", exclusive_maximum=NUMBERS, exclusive_minimum=NUMBERS),
    _kind("boolean"),
    _kind("any", const=st.sampled_from([1, "a", True])),
    st.just({"type": "string", "status": "retired"}),
    st.just({"type": "string", "enum": ["a", {"value": "ab", "status": "deprecated"}]}),
)


def _nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    others = st.booleans() | inner
    required = st.builds(lambda one, must: {**one, "required": must}, inner, st.booleans())
    return st.one_of(
        _kind("array", items=inner, min_items=st.integers(0, 2), unique_items=st.booleans()),
        _kind(
            "object",
            properties=st.dictionaries(KEYS, required, max_size=3),
            additional_properties=others,
        ),
        _kind("object", additional_properties=inner),
    )


# Often a plain value, so that the checks of strings and numbers are reached.
PAYLOADS = st.dictionaries(KEYS, st.one_of(TEXTS, NUMBERS, VALUES), max_size=3)
ANY_KIND = st.recursive(LEAVES, _nested, max_leaves=4)
PROPERTIES = st.dictionaries(KEYS, ANY_KIND, max_size=3)
OTHERS = st.booleans() | ANY_KIND


def shape_of(plan: Plan) -> Shape:
    """The shape that the helper of the only event checks against."""
    (method,) = build(plan, plan.generate[0], NAMING).methods
    made = eval(shape(method.check), {"Shape": Shape, "Field": Field})
    assert isinstance(made, Shape)
    return made


def validator_of(plan: Plan) -> Validator:
    event = plan.events["E"]
    return Validator(version_schema(plan, event, event.current))


@settings(max_examples=300, deadline=None)
@given(PROPERTIES, OTHERS, st.lists(PAYLOADS, max_size=8))
def test_the_checks_of_a_helper_mean_what_the_schema_means(
    properties: dict[str, Any], others: bool | dict[str, Any], payloads: list[dict[str, Any]]
) -> None:
    event = {"properties": properties, "additional_properties": others}
    plan = plan_of(f"events: {{E: {as_yaml(event)}}}\n")
    checked, validator = shape_of(plan), validator_of(plan)
    for payload in payloads:
        problems = list(violations(checked, payload))
        assert (not problems) == validator.is_valid(payload), (json.dumps(payload), problems)


@pytest.mark.parametrize("action", ["hash", "drop"])
def test_what_leaves_of_personal_data_is_valid(action: str) -> None:
    pii = f"pii: {{kind: email, action: {action}}}"
    text = f"""\
events:
  E:
    properties:
      mail: {{type: string, format: email, nullable: true, {pii}}}
      deep: {{type: object, properties: {{mails: {{type: array, items: {{type: string, {pii}}}}}}}}}
"""
    plan = plan_of(text)
    checked, validator = shape_of(plan), validator_of(plan)
    for mail in ("a@b.example", None):
        payload = {"mail": mail, "deep": {"mails": ["x", "y"]}}
        assert list(violations(checked, payload)) == []
        assert validator.is_valid(treated(checked, payload, PersonalData("key")))
