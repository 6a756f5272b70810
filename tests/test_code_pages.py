"""The pages of codes that are no rules, G and X, are run as tests, too."""

from collections.abc import Iterator, Mapping
from datetime import date

import cases
import pytest

from tracking_plan.codegen.packages import faults
from tracking_plan.finding import Code, Finding
from tracking_plan.lint.run import all_rules as lint_rules
from tracking_plan.lint.subject import Subject as PlanSubject
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.rule import judge
from tracking_plan.suppression import Suppression
from tracking_plan.triage.gathered import gathered
from tracking_plan.triage.plan_settings import plan_layer, selector_findings
from tracking_plan.triage.rule_index import SELECTORS, family
from tracking_plan.triage.run import triage_findings
from tracking_plan.triage.selection import Selection
from tracking_plan.triage.settings import TriageSettings
from tracking_plan.usage.run import all_rules as usage_rules
from tracking_plan.usage.scan import scan_text
from tracking_plan.usage.subject import Subject as CodeSubject

TODAY = date(2026, 1, 1)
CODES = (*family("G"), *family("X"))


def plan_of(text: str) -> Plan:
    loaded = load_text(text)
    assert loaded.plan is not None
    assert not loaded.is_faulty, loaded.findings
    return loaded.plan


def shown(
    plan: Plan, judged: str, found: Iterator[Finding], comments: tuple[Suppression, ...]
) -> Iterator[cases.LineCode]:
    settings = TriageSettings(
        selection=Selection(layers=(plan_layer(plan.findings),)),
        selectors=SELECTORS,
        today=TODAY,
        judged=frozenset(judged),
        norm=lambda path: path,
        faults=tuple(selector_findings(plan.findings, SELECTORS)),
    )
    return cases.line_codes(gathered(triage_findings(found, comments, settings).shown))


def of_plan(text: str, _plan: str) -> Iterator[cases.LineCode]:
    """What lint, its suppressions and the targets say of a plan."""
    plan = plan_of(text)
    yield from cases.line_codes(faults(plan))
    found = judge(lint_rules(), PlanSubject(plan, today=TODAY))
    yield from shown(plan, "FP", found, suppressions(plan))


def of_code(text: str, plan_text: str) -> Iterator[cases.LineCode]:
    """What the usage rules and the suppressions in code say of a block."""
    plan = plan_of(plan_text)
    scan = scan_text(text.encode(), "block.py", plan=plan, sdks_in_use=frozenset({"altertable"}))
    found = judge(usage_rules(), CodeSubject(plan, scan, today=TODAY))
    yield from shown(plan, "U", found, scan.suppressions)


RUNNERS: Mapping[str, cases.Runner] = {"yaml": of_plan, "python": of_code}
CASES = tuple(case for code in CODES for case in cases.cases_of(code, RUNNERS))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_marked_lines_are_flagged_and_no_others(case: cases.Case) -> None:
    case.check(RUNNERS)


@pytest.mark.parametrize(
    "code", [code for code in CODES if "```" in code.page], ids=lambda code: code.name
)
def test_a_page_with_blocks_shows_what_is_wrong_and_what_is_right(code: Code) -> None:
    page = [case for case in CASES if case.code == code.id]
    assert any(code.id in {marked for _, marked in case.expected} for case in page)
    assert any(not case.expected for case in page)


def test_the_codes_without_a_block_are_those_about_files_beside_the_plan() -> None:
    names = {code.name for code in CODES if "```" not in code.page}
    assert names == {"stale-output", "foreign-file", "stale-baseline-entry"}
