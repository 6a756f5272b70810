import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.lint.bounds import contradiction
from tracking_plan.lint.fitting import Fitting
from tracking_plan.lint.run import lint_plan
from tracking_plan.place import Json
from tracking_plan.plan.json_schema import property_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Property, Type
from tracking_plan.validation.validator import Validator

SCALARS: st.SearchStrategy[Json] = st.one_of(
    st.integers(-6, 6),
    st.sampled_from((0.0, 1.0, 1.5, -2.5, 3.0)),
    st.booleans(),
    st.sampled_from(("", "a", "ab", "A", "2026-02-28", "2026-02-30", "é" * 3)),
)
VALUES: st.SearchStrategy[Json] = st.one_of(
    SCALARS,
    st.none(),
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.sampled_from(("a", "b")), SCALARS, max_size=2),
)
BOUNDS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")
COUNTS = ("min_length", "max_length", "min_items", "max_items")


@st.composite
def properties(draw: st.DrawFn, depth: int = 1) -> dict[str, object]:
    kinds = [kind for kind in Type if depth or kind not in (Type.ARRAY, Type.OBJECT)]
    body: dict[str, object] = {"type": str(draw(st.sampled_from(kinds)))}
    for key, values in (
        ("nullable", st.booleans()),
        ("enum", st.lists(SCALARS, min_size=1, max_size=3)),
        ("const", SCALARS),
        ("pattern", st.sampled_from(("^a", "b$"))),
        ("format", st.just("date")),
        ("multiple_of", st.sampled_from((1, 2))),
        ("unique_items", st.booleans()),
        *((key, st.integers(-3, 3)) for key in BOUNDS),
        *((key, st.integers(0, 3)) for key in COUNTS),
    ):
        if draw(st.integers(0, 5)) == 0:
            body[key] = draw(values)
    if body["type"] == "array" and draw(st.booleans()):
        body["items"] = draw(properties(depth=depth - 1))
    if body["type"] == "object" and draw(st.booleans()):
        body["properties"] = {"a": draw(properties(depth=depth - 1)) | {"required": True}}
    return body


def loaded(body: dict[str, object]) -> Property:
    text = json.dumps({"tracking_plan": 1, "events": {"E": {"properties": {"p": body}}}})
    plan = load_text(text).plan
    assert plan is not None
    return plan.events["E"].current.properties[0]


@given(properties(), VALUES)
def test_what_fits_for_certain_is_valid(body: dict[str, object], value: Json) -> None:
    prop = loaded(body)
    if Fitting().is_certain(value, prop):
        schema = property_schema(prop)
        assert isinstance(schema, dict)
        assert Validator(schema).is_valid(value)


@given(properties(depth=0), SCALARS)
def test_a_misfit_is_invalid(body: dict[str, object], value: Json) -> None:
    prop = loaded(body)
    assert value is not None
    assert not isinstance(value, list | dict)
    if Fitting().misfit(value, prop) is not None:
        schema = property_schema(prop)
        assert isinstance(schema, dict)
        assert not Validator(schema).is_valid(value)


@given(properties(), VALUES)
def test_limits_that_contradict_each_other_accept_nothing(
    body: dict[str, object], value: Json
) -> None:
    prop = loaded(body)
    if contradiction(prop) is None or value is None:
        return
    schema = property_schema(prop)
    assert isinstance(schema, dict)
    assert not Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("{type: string, enum: [a, A], pattern: '^x'}", "make `enum` agree with `pattern`"),
        ("{type: integer, enum: [1, 2], minimum: 5}", "make `enum` agree with `minimum`"),
        ("{type: string, enum: [abc], max_length: 2}", "make `enum` agree with `max_length`"),
        ("{type: string, enum: [a, b], format: date}", "make `enum` agree with `format`"),
        ("{type: integer, enum: ['1']}", "make `enum` agree with `type`"),
        (
            "{type: string, enum: [abc, b], max_length: 2, pattern: '^x'}",
            "make `enum` agree with `max_length` and `pattern`",
        ),
        ("{type: string, enum: [a, xb], pattern: '^x'}", "correct it or take it out"),
        ("{type: string, const: a, pattern: '^x'}", "make `const` and `pattern` agree"),
    ],
)
def test_the_hint_names_the_keyword_that_refuses_the_value(keys: str, hint: str) -> None:
    plan = load_text(f"tracking_plan: 1\nevents: {{E: {{properties: {{p: {keys}}}}}}}\n").plan
    assert plan is not None
    found = lint_plan(plan, today=date(2026, 1, 1))
    assert [f.problem.hint for f in found if f.code.id == "P304"] == [hint]
