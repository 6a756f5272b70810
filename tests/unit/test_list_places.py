"""What is wrong with an item is said at that item, whatever stands before it in the list."""

from datetime import date

import pytest

from tracking_plan.finding import Finding
from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load, load_text
from tracking_plan.plan.text.tree import Texts
from tracking_plan.triage.plan_settings import selector_findings
from tracking_plan.triage.rule_index import SELECTORS

PLAN = """\
tracking_plan: 1
events:
  old: {description: Something., answers: activation}
  A Done:
    description: What it is.
    answers: activation
    {event}
    properties:
      stars: {type: integer, description: How many.}
      lang: {type: string, description: Which., {property}}
{root}
"""


def found(*, event: str = "", property_: str = "", root: str = "", more: str = "{}") -> set[str]:
    """The findings of a plan that has these lines, each a code and the text at its place."""
    text = PLAN.replace("{event}", event).replace("{property}", property_).replace("{root}", root)
    loaded = load(Texts({"p.yaml": text, "plan/a.yaml": more}), "p.yaml")
    plan = loaded.plan
    assert plan is not None
    findings = (
        *loaded.findings,
        *lint_plan(plan, today=date(2026, 1, 1), is_on=lambda _: True),
        *selector_findings(plan.findings, SELECTORS),
    )
    return {f"{item.code.id} {_text(text, item)}" for item in findings}


def _text(text: str, item: Finding) -> str:
    at = item.problem.at
    assert at is not None
    assert at.span is not None
    span = at.span
    return text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("examples: [{stars: 3}, oops, {stars: 4}, {stars: five}]", {"F102 oops", "P303 five"}),
        ("examples: [{stars: .inf}, {stars: five}]", {"F102 .inf", "P303 five"}),
        ("previous_names: [7, A Done, x]", {"F102 7", "F207 A Done"}),
        ("previous_names: [[x], {y: z}, A Done]", {"F102 [x]", "F102 {y: z}", "F207 A Done"}),
        ("tags: [5, x, x]", {"F102 5", "F110 x"}),
        ("sources: [web, 3, foo]", {"F102 3", "P205 foo"}),
    ],
)
def test_lists_of_an_event(line: str, expected: set[str]) -> None:
    assert expected <= found(event=line), found(event=line)
    codes = {item.split()[0] for item in expected}
    assert {item for item in found(event=line) if item.split()[0] in codes} == expected


def test_answers() -> None:
    given = PLAN.replace("answers: activation\n    {event}", "answers: [activation, 5, foo]")
    loaded = load(
        Texts({"p.yaml": given.replace(", {property}", "").replace("{root}", "")}), "p.yaml"
    )
    assert loaded.plan is not None
    problems = lint_plan(loaded.plan, today=date(2026, 1, 1), is_on=lambda code: code.id == "P203")
    assert [_text(given, item) for item in problems] == ["foo"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("enum: [[1], a, 3]", {"F102 [1]", "P304 3"}),
        ("enum: [null, es, ES]", {"F102 null", "P302 ES"}),
        (
            "enum: [{value: es}, {description: x}, {value: ES}]",
            {"F104 {description: x}", "P302 {value: ES}"},
        ),
        ("examples: [a, .nan, 5]", {"F102 .nan", "P303 5"}),
    ],
)
def test_lists_of_a_property(line: str, expected: set[str]) -> None:
    codes = {item.split()[0] for item in expected}
    assert {item for item in found(property_=line) if item.split()[0] in codes} == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("include: [3, plan/a.yaml, nope.yaml]", {"F102 3", "F014 nope.yaml"}),
        ("findings: {ignore: [5, P204, XYZ]}", {"F102 5", "X102 XYZ"}),
        (
            "findings: {select: [5, P, XYZ], extend_select: [[], YZ]}",
            {"F102 5", "F102 []", "X102 XYZ", "X102 YZ"},
        ),
    ],
)
def test_lists_of_the_root(line: str, expected: set[str]) -> None:
    codes = {item.split()[0] for item in expected}
    assert {item for item in found(root=line) if item.split()[0] in codes} == expected


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        ("deprecated: true", ["F101"]),
        ("desc: x, answers: activation", ["F101"]),
        ("description: x, questions: activation", ["F101"]),
        ("description: x, answers: activation, fields: {a: string}", ["F101"]),
    ],
)
def test_nodes_stay_as_parsed(event: str, codes: list[str]) -> None:
    text = f"tracking_plan: 1\nevents:\n  A Done: {{{event}}}\n"
    loaded = load(Texts({"p.yaml": text}), "p.yaml")
    assert [item.code.id for item in loaded.findings] == codes
    assert loaded.plan is not None
    origin = loaded.plan.events["A Done"].origin
    for meant in ("status", "description", "answers", "properties"):
        assert origin.has(meant) == (f"{meant}:" in event)
        assert not (origin.has(meant) and origin.is_meant(meant))


def test_what_is_no_value_is_not_listed_twice_as_well() -> None:
    found = load_text(
        "tracking_plan: 1\nevents: {A: {properties: {a: {enum: [null, a, null, a]}}}}\n"
    )
    codes = [finding.code.id for finding in found.findings]
    assert codes == ["F102", "F102", "F110"]
