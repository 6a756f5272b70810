import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.load import load_text

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "make_plan.py"


@pytest.fixture(scope="module")
def make_plan() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_plan", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_made_plan_is_the_same_each_time_and_of_the_stated_size(make_plan: ModuleType) -> None:
    text: str = make_plan.plan(200)
    assert text == make_plan.plan(200)
    assert text != make_plan.plan(200, seed=2)
    assert 1500 < len(text.encode()) / 200 < 2100


def test_a_made_plan_is_mostly_clean(make_plan: ModuleType) -> None:
    loaded = load_text(make_plan.plan(200))
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert len(loaded.plan.events) == 200
    found = lint_plan(loaded.plan, today=date(2026, 1, 1))
    assert {finding.code.id for finding in found} == {"P201", "P401"}
    assert len({finding.problem.event for finding in found}) < 10
