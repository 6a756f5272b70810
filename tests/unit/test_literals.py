"""Values in messages read as a plan writes them, never as Python does."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.convert.yaml_values import flow
from tracking_plan.lint.run import lint_plan
from tracking_plan.names.phrases import literal, quoted
from tracking_plan.place import Json
from tracking_plan.plan.load import load_text
from tracking_plan.registry.findings import shortened
from tracking_plan.report.escape import visible


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (1000.0, "1000"),
        (1.5, "1.5"),
        (1e32, "1e32"),
        (1e16, "1e16"),
        (-1e16, "-1e16"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        ([1e16, {"e+05": 1e-7}], '[1e16, {"e+05": 1e-7}]'),
        (7, "7"),
        ("True", "'True'"),
        (r"^\d+$", r"'^\d+$'"),
        ("it's", "'it''s'"),
        ([True, None], "[true, null]"),
        ({"a": 1.5}, '{"a": 1.5}'),
    ],
)
def test_a_value_is_written_as_in_a_plan(value: object, text: str) -> None:
    assert literal(value) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029")))
def test_a_text_in_quotes_is_the_text_to_yaml(text: str) -> None:
    assert yaml.load(quoted(text), yaml.CSafeLoader) == text


@pytest.mark.parametrize("acting", ["\x1b[2J", "a\nb", "\u202e", "\ud800"])
def test_reports_escape_what_acts_in_quoted_texts(acting: str) -> None:
    assert acting in quoted(acting)
    assert visible(quoted(acting)).isprintable()


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers(), st.lists))
def test_no_value_is_written_as_in_python(value: object) -> None:
    assert not {"True", "False", "None"} & set(literal(value).replace(",", " ").split())


@pytest.mark.parametrize(
    ("prop", "said"),
    [
        ("{enum: [1e3]}", "1e3 is read as the number 1000"),
        ("{type: integer, minimum: 1e3, maximum: 1}", "`minimum` 1000 is above `maximum` 1"),
        ("{type: string, enum: [true, a]}", "enum value true of 'p'"),
        ("{type: string, const: true}", "`const` true of 'p'"),
        ("{type: number, const: 5, maximum: 2.0}", "`maximum` is 2"),
        ("{type: integer, multiple_of: 1e1, minimum: 1, maximum: 9}", "no multiple of 10 is"),
        ("{type: boolean, const: false, examples: [true]}", "is not false"),
        ("{type: number, maximum: 1e2, examples: [1e3]}", "is greater than 100"),
        ("{enum: [true, 1e3], examples: [2]}", "is not one of true, 1000"),
        (r"{type: string, pattern: '^\d+$', examples: [a]}", r"does not match the pattern '^\d+$'"),
        (r"{type: string, const: a, pattern: '^\d+$'}", r"`pattern` is '^\d+$'"),
    ],
)
def test_messages_write_values_so(prop: str, said: str) -> None:
    loaded = load_text(f"tracking_plan: 1\nevents: {{E: {{properties: {{p: {prop}}}}}}}\n")
    assert loaded.plan is not None
    found = [*loaded.findings, *lint_plan(loaded.plan, today=date(2026, 1, 1))]
    texts = [item.problem.message for item in found]
    assert any(said in text for text in texts), texts


@pytest.mark.parametrize(
    ("value", "shown", "written"),
    [
        ({"a": 1e16}, '{"a": 1e16}', "{a: 1e16}"),
        ({"a": [1e-7, 1000.0]}, '{"a": [1e-7, 1000]}', "{a: [1e-7, 1000.0]}"),
        ({"a": "1e+16"}, '{"a": "1e+16"}', "{a: '1e+16'}"),
    ],
)
def test_payloads_and_plans_have_numbers_so(value: Json, shown: str, written: str) -> None:
    assert shortened(value) == shown
    assert flow(value) == written
    assert yaml.safe_load(flow(value).replace("1e16", "1.0e+16").replace("1e-7", "1.0e-7")) == value
