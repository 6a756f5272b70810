"""Every rule's page is run as a test, and so are the further cases beside it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import cases
import pytest
import runners_lint
import runners_payloads
import runners_usage
import runners_versions

from tracking_plan.cli.extra_rules import load_rules
from tracking_plan.families import family_of
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.load import load_text
from tracking_plan.registry import codes as version_codes
from tracking_plan.rule import judge
from tracking_plan.triage.rule_index import RULE_PACKAGES, family

RUNNERS: Mapping[str, cases.Runner] = {
    **runners_lint.RUNNERS,
    **runners_usage.RUNNERS,
    **runners_payloads.RUNNERS,
    **runners_versions.RUNNERS,
}
NO_RULES = {code for code in vars(version_codes).values() if isinstance(code, Code)}
CODES = tuple(code for letter in RULE_PACKAGES for code in family(letter) if code not in NO_RULES)
NO_FINDINGS = {"V101", "V211", "V319"}  # changes that are listed and never findings


def _cases(code: Code) -> tuple[cases.Case, ...]:
    of_plans = family_of(code.id).command == "lint"  # for others the `yaml` blocks are the plan
    languages = {cases.PLAN} if of_plans else frozenset(RUNNERS) - {cases.PLAN}
    return cases.cases_of(code, languages)


def _every_case() -> Iterator[cases.Case]:
    for code in (*family("F"), *CODES):
        yield from _cases(code)


@pytest.mark.parametrize("case", tuple(_every_case()), ids=lambda case: case.id)
def test_the_rule_flags_the_marked_lines_and_no_others(case: cases.Case) -> None:
    case.check(RUNNERS)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_a_page_shows_what_is_wrong_and_what_is_right(code: Code) -> None:
    page = [case for case in _cases(code) if "-page-" in case.id]
    assert code.id in NO_FINDINGS or any(
        code.id in {marked for _, marked in case.expected} for case in page
    )
    assert any(not case.expected for case in page)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_a_page_begins_with_one_line_that_says_it_all(code: Code) -> None:
    first, blank, *_ = code.page.splitlines()
    assert first.endswith(".")
    assert len(first) <= 100
    assert not blank


def test_a_code_is_used_once_and_a_name_once_in_its_family() -> None:
    every = (*family("F"), *CODES)
    assert len({code.id for code in every}) == len(every)
    assert len({(code.id[0], code.name) for code in every}) == len(every)


@pytest.mark.parametrize("package", RULE_PACKAGES.values())
def test_a_rule_lives_in_the_module_of_its_name(package: str) -> None:
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        rule = importlib.import_module(f"{package}.{module.name}").RULE
        assert rule.code.name == module.name.replace("_", "-")


def test_further_cases_belong_to_a_rule() -> None:
    names = {code.name for code in (*family("F"), *CODES)}
    strays = {path.stem for path in cases.FURTHER.glob("*.md")} - names
    assert not strays


def test_a_case_fails_where_the_rule_says_something_else() -> None:
    code = Code(id="P201", name="missing-metadata", severity=Severity.INFO, page="x.\n")
    block = "```yaml\nevents: {Signed Up: }%s\n```\n"
    for page in (block % "", block % "  # expect: P202", "```yaml\nevents: 1\n```\n"):
        (case,) = cases.cases_of(code._replace(name="no-such-rule", page=page), ("yaml",))
        with pytest.raises(AssertionError):
            case.check(RUNNERS)


def test_the_rule_in_the_documentation_works(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    example, _ = re.findall(r"````python\n(.*?)````", text, re.DOTALL)  # the other is a D rule
    path = tmp_path / "event_without_tags.py"
    path.write_text(example, encoding="utf-8")
    (rule,) = load_rules(path)
    for case in cases.cases_of(rule.code, ("yaml",)):
        plan = load_text(case.text).plan
        assert plan is not None
        found = judge([rule], Subject(plan, today=runners_lint.TODAY))
        assert frozenset(cases.line_codes(found)) == case.expected
