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
    loaded = load(Texts(files), root, looks_beside=True)
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


PATTERNS = ["plan/*.yaml", "plan/a.yaml", "./plan/*.yaml", "plan/../plan/a.yaml"]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "# events:\n",
        "- events\n",
        "events: [a]\n",
        "events: {A: {}}\nservice: api\n",
        "services: {events: {A: {}}}\n",
        f"{ROOT}{EVENTS}",
        "events: {A: [\n",
        "on: push\njobs: {}\n",
    ],
)
def test_other_yaml_beside_a_plan_is_nobodys(pattern: str, text: str) -> None:
    files = {"p.yaml": f"{ROOT}include: ['{pattern}']\n", "plan/a.yaml": EVENTS}
    assert found({**files, "plan/b.yml": text, "plan/sub/c.yaml": text}) == []


def test_a_part_of_another_plan_is_no_part_of_this_one() -> None:
    other = {"plan/x/tracking-plan.yml": f"{ROOT}include: [b.yaml]\n", "plan/x/b.yaml": EVENTS}
    files = {"p.yaml": f"{ROOT}include: ['plan/*.yaml']\n", "plan/a.yaml": EVENTS, **other}
    assert found(files) == []


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        ("plan/*.yaml", "other/b.yaml"),
        ("plan/*.yaml", "b.yaml"),
        ("plan/*.yaml", "planned/b.yaml"),
        ("plan/*.yaml", "plan/b.txt"),
        ("[ab].yaml", "fixtures/c.yaml"),
        ("plan/**/*.{yaml,yml}", "plan/x/y/b.yml"),
    ],
)
def test_what_lies_elsewhere_or_is_included_is_not_said(pattern: str, other: str) -> None:
    at = "a.yaml" if pattern.startswith("[") else "plan/a.yaml"
    part = "shared: {s: {type: string, description: Some text.}}\n"
    files = {"p.yaml": f"{ROOT}include: ['{pattern}']\n", at: EVENTS, other: part}
    assert "F018" not in {code for code, _, _ in found(files)}


@pytest.mark.parametrize(
    "text", [EVENTS, "---\n# Ours.\n\nshared: {s: string}\n", "{traits: {}}\n"]
)
@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        *((pattern, other) for pattern in PATTERNS for other in ("plan/b.yml", "plan/sub/b.yaml")),
        ("[ap].yaml", "b.yaml"),
    ],
)
def test_a_part_that_no_pattern_names_is_said(text: str, pattern: str, other: str) -> None:
    at = "a.yaml" if pattern.startswith("[") else "plan/a.yaml"
    ((code, message, hint),) = found(
        {"p.yaml": f"{ROOT}include: ['{pattern}']\n", at: EVENTS, other: text}
    )
    assert code == "F018"
    assert message.startswith(f"{other!r} reads as a part of the plan, and is not included")
    assert f"add {other!r} to `include`" in hint


@pytest.mark.parametrize("text", ["", " \n\n", "---\n"])
def test_an_empty_file_that_is_included_is_said(text: str) -> None:
    files = {"p.yaml": f"{ROOT}include: ['plan/*']\n", "plan/a.yaml": EVENTS, "plan/b.yaml": text}
    ((code, message, _),) = found(files)
    assert (code, message.split(":")[0]) == (
        "F102",
        "the file is empty, and adds nothing to the plan",
    )
    assert found({**files, "plan/b.yaml": "# Later.\n"}) == []


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
