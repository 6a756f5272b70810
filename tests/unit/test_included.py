"""Files that a plan includes: which patterns name some, and what one is by itself."""

from datetime import date

import pytest

from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load
from tracking_plan.plan.text.tree import Texts

EVENTS = "events:\n  A Done: {description: It is done., answers: money, sources: [tv]}\n"
ROOT = "tracking_plan: 1\nconventions: {questions: [money]}\nsources: {tv: {}}\n"


def found(files: dict[str, str], root: str = "p.yaml") -> list[tuple[str, str, str]]:
    """The code, the message and the hint of each finding."""
    loaded = load(Texts(files), root)
    rules = lint_plan(loaded.plan, today=date(2026, 1, 1)) if loaded.plan is not None else ()
    return [
        (item.code.id, item.problem.message, item.problem.hint or "")
        for item in (*loaded.findings, *rules)
    ]


@pytest.mark.parametrize(
    "pattern", ["**", "*.yaml", "**/*.yaml", "plan/a.yaml", "./plan/*.yaml", "plan/../plan/*"]
)
def test_patterns_that_name_a_file(pattern: str) -> None:
    at = "b.yaml" if pattern == "*.yaml" else "plan/a.yaml"
    assert found({"p.yaml": f"{ROOT}include: ['{pattern}']\n", at: EVENTS}) == []


@pytest.mark.parametrize("pattern", ["", ".", "./", "plan/..", "*", "p.yaml", "{p,q}.yaml", "x/*"])
def test_patterns_that_name_none(pattern: str) -> None:
    files = {"p.yaml": f"{ROOT}include: ['{pattern}']\n{EVENTS}", "plan/a.yaml": "events: {B: 1}\n"}
    ((code, message, _),) = found(files)
    assert code == "F014"
    assert ("root file only" in message) == ("p" in pattern.replace("plan", "") or pattern == "*")


@pytest.mark.parametrize("text", ["- A Done\n", "A Done\n", "[]\n"])
def test_an_included_file_that_is_no_mapping(text: str) -> None:
    files = {"p.yaml": f"{ROOT}include: [a.yaml]\n", "a.yaml": text}
    ((code, _, hint),) = found(files)
    assert code == "F102"
    assert "tracking_plan" not in hint
    assert "`events:`" in hint


def test_an_included_file_by_itself_is_not_judged_by_its_root() -> None:
    ((code, _, hint),) = found({"p.yaml": EVENTS})
    assert code == "F104"
    assert "name the root file" in hint


def test_a_root_without_its_first_line_is_judged() -> None:
    codes = [code for code, _, _ in found({"p.yaml": f"name: shop\n{EVENTS}"})]
    assert "F104" in codes
    assert "P203" in codes


@pytest.mark.parametrize(
    ("directive", "codes"),
    [("%YAML 1.2\n---\n", []), ("---\n", []), ("%YAML 1.1\n---\n", ["F010"])],
)
def test_the_version_of_yaml(directive: str, codes: list[str]) -> None:
    assert [code for code, _, _ in found({"p.yaml": f"{directive}{ROOT}{EVENTS}"})] == codes
