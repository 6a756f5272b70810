"""Mistakes within functions that send for others: said once, at the function alone."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project

PLAN = "tracking_plan: 1\nevents: {A: {properties: {plan: string!}}}\n"
PYTHON = "from altertable import Altertable\nclient = Altertable('k')\n"
AT_THE_FUNCTION = {
    "a keyword that fails": (
        "def f(e, u, **p): client.track(e, u, properties=p)\nf('A', 'u', plan='x')",
        "U402"),
    "one argument too many": (
        "def f(e, u, p): client.track(e, u, {'properties': p}, 4)\nf('A', 'u', {'plan': 'x'})",
        "U407"),
    "a reserved id": (
        "def f(e, p): client.track(e, 'anonymous', {'properties': p})\nf('A', {'plan': 'x'})",
        "U302"),
    "an option": (
        "def f(e, u, p): client.track(e, u, {'properties': p, 'session_id': 1})\n"
        "f('A', 'u', {'plan': 'x'})", "U402"),
    "a timestamp": (
        "def f(e, u, p): client.track(e, u, {'properties': p, 'timestamp': 'now'})\n"
        "f('A', 'u', {'plan': 'x'})", None),
    "given twice": (
        "def f(e, p): client.track(e, 'u', {'properties': p}, event='A')\nf('A', {'plan': 'x'})",
        None),
}  # fmt: skip
AT_THE_CALLER = {
    "options that it gives": (
        "def f(e, u, o): client.track(e, u, o)\nf('A', 'u', {'plan': 'x'})", "U401"),
    "an id that it gives": (
        "def f(e, u, p): client.track(e, u, {'properties': p})\nf('A', 'none', {'plan': 'x'})",
        "U302"),
    "a property": (
        "def f(e, u, p): client.track(e, u, {'properties': p})\nf('A', 'u', {'plan': 1})",
        "U203"),
}  # fmt: skip


def found(folder: Path, code: str) -> list[tuple[str, int]]:
    """The code and the line of each finding but those of ids that are always the same."""
    loaded = load_text(PLAN)
    assert loaded.plan is not None
    (folder / "a.py").write_text(PYTHON + code)
    scan = scan_project(folder, cwd=folder, plan=loaded.plan)
    findings = judge_calls(loaded.plan, scan, today=date(2026, 1, 1))
    judged = (one for one in findings if one.code.id != "U304")
    places = ((one.code.id, one.problem.at) for one in judged)
    return [(code, at.span.line) for code, at in places if at is not None and at.span]


@pytest.mark.parametrize("case", AT_THE_FUNCTION)
def test_what_a_function_does_wrong_is_said_of_it_alone(tmp_path: Path, case: str) -> None:
    code, wanted = AT_THE_FUNCTION[case]
    here = found(tmp_path, code)
    assert {line for _, line in here} == {3}
    assert len(here) == 1
    assert wanted is None or here[0][0] == wanted


@pytest.mark.parametrize("case", AT_THE_CALLER)
def test_what_a_caller_does_wrong_is_said_of_it_alone(tmp_path: Path, case: str) -> None:
    code, wanted = AT_THE_CALLER[case]
    assert found(tmp_path, code) == [(wanted, 4)]


@pytest.mark.parametrize(
    "code",
    [
        "def f(e, u, p): client.track(e, u, {'properties': p})\nf('A', 'u', {'plan': 'x'})",
        "def f(e, u, o): client.track(e, u, o)\nf('A', 'u', {'properties': {'plan': 'x'}})",
        "def f(e, u, **o): client.track(e, u, {'properties': {'plan': 'x'}, **o})\n"
        "f('A', 'u', timestamp=1700000000)",
        "def f(*a, **k): client.track(*a, **k)\nf('A', 'u', {'properties': {'plan': 'x'}})",
    ],
)
def test_functions_without_a_mistake_are_left_alone(tmp_path: Path, code: str) -> None:
    assert found(tmp_path, code) == []
