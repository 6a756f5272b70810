"""Every rule's page is run as a test, and so are the further cases beside it."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Mapping

import cases
import pytest
import runners_lint

from tracking_plan.finding import Code
from tracking_plan.cli.catalog import family
from tracking_plan.rule import Rule, discover

FAMILIES = ("tracking_plan.lint.rules", "tracking_plan.usage.rules", "tracking_plan.payloads.rules")
LANGUAGES: Mapping[str, frozenset[str]] = {"F": frozenset(("yaml",)), "P": frozenset(("yaml",))}


def _runners() -> Mapping[str, cases.Runner]:
    found: dict[str, cases.Runner] = {**runners_lint.RUNNERS}
    for name in ("runners_usage", "runners_payloads"):
        if importlib.util.find_spec(name):
            found.update(importlib.import_module(name).RUNNERS)
    return found


def _codes(family: str) -> tuple[Code, ...]:
    rules: tuple[Rule[object], ...] = discover(family)
    return tuple(rule.code for rule in rules)


RUNNERS = _runners()
CODES = tuple(code for family in FAMILIES for code in _codes(family))


def _cases(code: Code) -> tuple[cases.Case, ...]:
    code_languages = frozenset(RUNNERS) - {cases.PLAN}
    return cases.cases_of(code, LANGUAGES.get(code.id[0], code_languages))


def _every_case() -> Iterator[cases.Case]:
    for code in (*family("F"), *CODES):
        yield from _cases(code)


@pytest.mark.parametrize("case", tuple(_every_case()), ids=lambda case: case.id)
def test_the_rule_flags_the_marked_lines_and_no_others(case: cases.Case) -> None:
    case.check(RUNNERS)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_a_page_shows_what_is_wrong_and_what_is_right(code: Code) -> None:
    page = [case for case in _cases(code) if "-page-" in case.id]
    assert any(code.id in {marked for _, marked in case.expected} for case in page)
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


@pytest.mark.parametrize("family", FAMILIES)
def test_a_rule_lives_in_the_module_of_its_name(family: str) -> None:
    package = importlib.import_module(family)
    for module in pkgutil.iter_modules(package.__path__):
        rule = importlib.import_module(f"{family}.{module.name}").RULE
        assert rule.code.name == module.name.replace("_", "-")


def test_further_cases_belong_to_a_rule() -> None:
    names = {code.name for code in (*family("F"), *CODES)}
    strays = {path.stem for path in cases.FURTHER.glob("*.md")} - names
    assert not strays
