"""A new D rule is right wherever payloads go: the fast path waits for it to be screened."""

import importlib.util
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cases
import pytest
from runners_payloads import capture

from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.run import RULES, AnyRule, Run
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Rule, discover
from tracking_plan.triage.rule_index import family

PAGE = Path(__file__).parents[2] / "docs" / "writing-rules.md"
SETTINGS = Settings(today=date(2026, 1, 1))
EVERY: tuple[AnyRule, ...] = discover(RULES)
SCREENED = tuple(rule for rule in EVERY if not isinstance(rule, PayloadRule) or rule.is_screened)
UNSCREENED = tuple(
    replace(rule, is_screened=False) if isinstance(rule, PayloadRule) else rule for rule in EVERY
)


def plan_of(text: str) -> Plan:
    loaded = load_text(text)
    assert loaded.plan is not None
    return loaded.plan


def found(plan: Plan, text: str, rules: tuple[AnyRule, ...] = EVERY) -> tuple[Finding, ...]:
    run = Run(plan, SETTINGS, rules=rules)
    run.judge("-", records(io.BytesIO(text.encode()), ReadOptions(strict=True)))
    return run.findings


def documented_rule(folder: Path) -> Rule[Subject]:
    """The D rule that the documentation shows, as a module of its own."""
    blocks = re.findall(r"````python\n(.*?)````", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (block,) = (block for block in blocks if "payloads.judging" in block)
    path = folder / "shouted_text.py"
    path.write_text(block, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shouted_text", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rule: Rule[Subject] = module.RULE
    return rule


def test_the_rule_in_the_documentation_sees_clean_and_odd_envelopes_alike(tmp_path: Path) -> None:
    rule = documented_rule(tmp_path)
    plan = plan_of("tracking_plan: 1\nevents: {Signed Up: {properties: {plan: string}}}\n")
    odd = {"event": "Signed Up", "properties": {"plan": "PRO"}}
    clean = odd | {"environment": "production", "distinct_id": "u1"}
    text = "".join(f"{json.dumps(payload)}\n" for payload in (odd, clean, clean))
    (finding,) = (f for f in found(plan, text, (*EVERY, rule)) if f.code.id == rule.code.id)
    assert [place.span.line for place in finding.problem.places if place.span] == [1, 2, 3]
    assert found(plan, text, EVERY) == tuple(
        f for f in found(plan, text, (*EVERY, rule)) if f.code.id != rule.code.id
    )


def test_the_page_of_the_rule_in_the_documentation_is_right(tmp_path: Path) -> None:
    rule = documented_rule(tmp_path)
    blocks = [case for case in cases.cases_of(rule.code, ("ndjson",)) if case.expected]
    assert blocks
    for case in blocks:
        lines = [
            (place.span.line, rule.code.id)
            for f in found(plan_of(case.plan), case.text, (rule,))
            for place in f.problem.places or (f.problem.at,)
            if place and place.span
        ]
        assert frozenset(lines) == case.expected


def completed(payload: Any, plan: Plan) -> Any:
    """The payload with all that a clean envelope has, what it says itself left as it is."""
    if not isinstance(payload, dict):
        return payload
    ids = {"distinct_id", "anonymous_id", "device_id"} & payload.keys()
    extra: dict[str, Any] = {"environment": (plan.environments or ("production",))[0]}
    if not ids:
        extra["distinct_id"] = "u1"
    if "event" in payload:
        extra["properties"] = {}
    return extra | payload


CASES = tuple(case for code in family("D") for case in cases.cases_of(code, ("ndjson", "json")))


def in_envelopes(case: cases.Case, plan: Plan) -> str | None:
    """The block with every payload in a complete envelope; None where it is no JSON."""
    texts = case.text.splitlines() if case.language == "ndjson" else [case.text]
    lines = []
    for text in texts:
        try:
            value = json.loads(text)
        except ValueError:
            return None
        items = [completed(item, plan) for item in value] if isinstance(value, list) else None
        lines.append(json.dumps(completed(value, plan) if items is None else items))
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_page_holds_in_a_complete_envelope_and_whichever_path_is_taken(case: cases.Case) -> None:
    plan = plan_of(case.plan)
    text = in_envelopes(case, plan)
    if text is None:
        assert case.code.startswith("D4"), "only a page about bytes has blocks that are no JSON"
        return
    fast, slow = found(plan, text), found(plan, text, UNSCREENED)
    assert fast == slow
    if case.code[1] in "125" and case.language == "ndjson":  # the others are about the envelope
        lines = {pair for pair in capture(text, case.plan) if pair[1] == case.code}
        assert lines >= {pair for pair in case.expected if pair[1] == case.code}


def test_every_rule_about_payloads_says_whether_it_is_screened() -> None:
    plain = [rule.code for rule in EVERY if type(rule) is Rule]
    assert plain == []


def test_a_rule_that_is_not_screened_switches_the_fast_path_off() -> None:
    plan = plan_of("tracking_plan: 1\nevents: {Signed Up: {}}\n")
    clean = '{"event":"Signed Up","environment":"a","properties":{},"distinct_id":"u"}\n'
    seen: list[Subject] = []

    def check(subject: Subject) -> tuple[()]:
        seen.append(subject)
        return ()

    code = Code(id="D999", name="x", severity=Severity.INFO, page="")
    found(plan, clean, (*SCREENED, PayloadRule(code, check, is_screened=True)))
    assert len(seen) == 0
    found(plan, clean, (*SCREENED, Rule(code, check)))
    assert len(seen) == 1


USER = {"environment": "production", "distinct_id": "u1"}


@pytest.mark.parametrize(
    ("body", "severities"),
    [
        (USER, []),
        (USER | {"traits": {}}, []),
        (USER | {"traits": None}, []),
        (USER | {"release": "1"}, ["warning"]),
        (USER | {"traits": {"a": 1}, "properties": {}}, ["warning"]),
        (USER | {"traits": {}, "Properties": {}, "evt": 1}, ["warning", "warning"]),
        (USER | {"Traits": {}}, ["warning"]),
        (USER | {"events": []}, ["warning"]),
        (USER | {"Event": "A"}, ["error"]),
        (USER | {"EVENT": "A", "properties": {}}, ["error"]),
        (USER | {"$event": "A", "traits": {}}, ["error"]),
        (USER | {"type": "track", "name": "A", "properties": {"x": 1}}, ["error"]),
        (USER | {"Properties": {"x": 1}}, ["error"]),
        (USER | {"properties": {}, "traits": None}, ["error"]),
        (USER | {"event": "A", "Properties": {}, "properties": {}}, ["warning"]),
        (USER | {"new_user_id": "u2", "Event": "A"}, ["warning"]),
    ],
)
def test_an_event_without_its_name_is_no_identify_payload(
    body: dict[str, Any], severities: list[str]
) -> None:
    plan = load_text("tracking_plan: 1\nevents: {A: {}}\n").plan
    assert plan is not None
    run = Run(plan, Settings(today=date(2026, 1, 1)))
    run.judge("-", [Record(1, b"", body)])
    found = [item for item in run.findings if item.code.id == "D405"]
    assert [item.severity.value for item in found] == severities
    assert run.totals.invalid == ("error" in severities)


ALIKE = """
tracking_plan: 1
events:
  Alert Sent:
    properties:
      channel: string
      target: {type: object, additional_properties: false, properties: {label: string}}
      parts:
        type: array
        items: {type: object, additional_properties: false, properties: {label: string}}
"""


@pytest.mark.parametrize(
    ("sent", "hint"),
    [
        ('"properties":{"chanel":1}', "did you mean 'channel'?"),
        ('"properties":{"chanel":1,"channel":"x"}', "describe it in the plan, or stop sending it"),
        ('"properties":{"channel_2":1}', "describe it in the plan, or stop sending it"),
        ('"properties":{"target":{"labl":"x"},"label":"x"}', "did you mean 'label'?"),
        (
            '"properties":{"target":{"labl":"x","label":"x"}}',
            "describe it in the plan, or stop sending it",
        ),
        (
            '"properties":{"parts":[{},{"labl":"x","label":"x"}]}',
            "describe it in the plan, or stop sending it",
        ),
        ('"properties":{},"timestmp":null', "did you mean 'timestamp'?"),
        ('"properties":{},"timestmp":null,"timestamp":null', "the API drops it"),
    ],
)
def test_a_hint_names_nothing_that_is_sent_beside(sent: str, hint: str) -> None:
    line = f'{{"event":"Alert Sent","environment":"e","distinct_id":"u1",{sent}}}'
    hints = [one.problem.hint for one in found(plan_of(ALIKE), line)]
    assert hint in hints
    assert sum("did you mean" in (said or "") for said in hints) == hint.startswith("did")
