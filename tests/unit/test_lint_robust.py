"""Whatever a plan says, lint finds places in it and never raises."""

import json
import re
from datetime import date

import cases
import pytest
from effort import at_most
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.finding import Finding
from tracking_plan.lint.run import all_rules, lint_plan
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.load import load_text

RULES = all_rules()
PLANS = tuple(case.text for rule in RULES for case in cases.cases_of(rule.code, ("yaml",)))
WORD = re.compile(r"[^\s,:\[\]{}]+")
WORDS = sorted(
    {"9" * 400}
    | frozenset(
        """
    1 -1 1e400 .nan .inf null true '' 'x' [] {} string string! object array integer any 1.5
    2026-02-30 email '(' enum const type examples properties items pii minimum ß é $x
    multiple_of 1e-320 1e308 10000000000000000000000 ref deprecated replaced_by shared
    common
    """.split()
    )
)


def findings(text: str) -> tuple[Finding, ...]:
    plan = load_text(text).plan
    if plan is None:
        return ()
    return lint_plan(plan, today=date(2026, 1, 1), is_on=lambda _code: True)


@given(st.sampled_from(PLANS), st.data())
def test_any_word_may_stand_anywhere(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        places = [match.span() for match in WORD.finditer(text)]
        start, end = data.draw(st.sampled_from(places))
        text = text[:start] + data.draw(st.sampled_from(WORDS)) + text[end:]
    lines = text.count("\n") + 1
    for finding in findings(text):
        assert finding.problem.at is not None
        assert finding.problem.at.span is not None
        assert 1 <= finding.problem.at.span.line <= lines
        assert "\n" not in finding.problem.message


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(max_size=12), max_size=6))
def test_any_text_may_be_a_name(names: dict[str, str]) -> None:
    events = {
        name: {"description": other, "properties": {other or "x": "string", name: "number"}}
        for name, other in names.items()
    }
    findings(json.dumps({"tracking_plan": 1, "events": events, "traits": {"a": "string"}}))


def test_each_property_is_seen_once_where_it_is_written() -> None:
    plan = load_text(
        """tracking_plan: 1
shared:
  item: {type: object, properties: {sku: string}}
common: {release: string}
events:
  Order Placed:
    version: 2.0
    properties:
      items: {type: array, items: ref item}
      card: {type: object, properties: {brand: {type: string, status: deprecated}}}
    previous: {1.0: {properties: {total: number}}}
  Order Lost: {status: retired, properties: {why: string}}
traits: {plan: string}
"""
    ).plan
    assert plan is not None
    subject = Subject(plan, today=date(2026, 1, 1))
    assert [use.path for use in subject.uses] == [
        "items", "items[]", "card", "card.brand", "total", "why",
        "release", "item", "item.sku", "plan",
    ]  # fmt: skip
    assert {use.path for use in subject.uses} - {use.path for use in subject.active} == {
        "card.brand", "total", "why",
    }  # fmt: skip
    assert [event.name for event in subject.events] == ["Order Placed"]


MANY = 8_000


def _properties(values: str, separator: str) -> str:
    listed = separator.join(values.format(i) for i in range(MANY))
    return f"tracking_plan: 1\nevents: {{A: {{properties: {{k: {{enum: [\n{listed}]}}}}}}}}\n"


@pytest.mark.parametrize("separator", [", ", ",\n"])
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ("'v {0}', v_{0}", "P311"),
        ("'w{0} '", "P311"),
        ("Word{0}, word{0}", "P302"),
        ("{{value: v{0}, status: deprecated, replaced_by: none}}", "P506"),
        ("{{value: v{0}, status: deprecated, replaced_by: v{0}}}", "P506"),
    ],
)
def test_many_findings_in_one_list_are_found_in_linear_time(
    values: str, code: str, separator: str
) -> None:
    text = _properties(values, separator)
    with at_most(8):
        found = [one for one in findings(text) if one.code.id == code]
    places = [one.problem.at for one in found]
    assert len(places) == MANY
    spans = [place.span for place in places if place and place.span]
    assert len(set(spans)) == MANY
    assert spans[0].line == 3


def test_items_are_counted_without_those_that_cannot_be_used() -> None:
    text = "tracking_plan: 1\nevents: {A: {properties: {k: {enum: [{x: 1}, a, {}, 'b ', 'c ']}}}}\n"
    found = load_text(text)
    assert found.plan is not None
    blanks = lint_plan(found.plan, today=date(2026, 1, 1), is_on=lambda code: code.id == "P311")
    lines = [one.problem.at.span for one in blanks if one.problem.at]
    shown = [text.splitlines()[s.line - 1][s.column - 1 : s.end_column - 1] for s in lines if s]
    assert shown == ["'b '", "'c '"]


ALIASED = """tracking_plan: 1
events:
  Signed Up: &body
    description: Somebody joined.
    properties:
      plan: {type: string, enum: [pro, Pro], examples: [gold]}
      email: {type: string}
      user_id: {type: string}
      userId: {type: string}
      duration_ms: {type: number, unit: s}
  Signed Down: *body
  Signed Over: *body
  Paid: {answers: activation, properties: {plan: integer}}
  Refunded: {properties: {plan: integer}}
  Billed: {properties: {plan: integer}}
  Charged: {properties: {plan: integer}}
"""


def test_what_stands_there_once_is_said_once() -> None:
    """An alias gives its text to several events: who mends the text mends all."""
    found = findings(ALIASED)
    places = [(one.code.id, one.problem.at, one.problem.message) for one in found]
    assert len(places) == len(set(places))
    codes = {one.code.id for one in found}
    assert {"P105", "P301", "P302", "P303", "P308", "P310", "P401"} <= codes
    (odd,) = [one for one in found if one.code.id == "P301"]
    assert odd.problem.at is not None
    assert odd.problem.at.span is not None
    assert odd.problem.at.span.line == 6
    assert sum(one.code.id == "P202" for one in found) == 6, "each event has a place of its own"


def test_what_is_wrong_in_two_places_is_said_twice() -> None:
    written = ALIASED.replace("*body", "{properties: {plan: string}}")
    assert sum(one.code.id == "P301" for one in findings(written)) == 3
