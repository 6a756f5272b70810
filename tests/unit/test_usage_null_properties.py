"""Null where properties belong: what is sent as such, and what may be something else by then."""

from datetime import date

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_text

PLAN = "tracking_plan: 1\ntraits: {a: any}\nevents: {A: {additional_properties: true}}"
PY = "from altertable import Altertable\nc = Altertable('k')\n"


def _found(code: str) -> int:
    plan = load_text(PLAN).plan
    assert plan is not None
    scan = scan_text((PY + code).encode(), "a.py", plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return sum(one.code.id == "U212" for one in found)


@pytest.mark.parametrize(
    "code",
    [
        "c.track('A', u, {'properties': {}})",
        "c.track('A', u, {'properties': {'a': None}})",
        "c.track('A', u, None)",
        "c.track('A', u, {'properties': props})",
        "c.track('A', u, {'properties': props or {}})",
        "p = None\nif x:\n  p = {'a': 1}\nelse:\n  p = {}\nc.track('A', u, {'properties': p})",
        "p = None\np = {'a': 1}\nc.track('A', u, {'properties': p})",
        "def send(n, p=None):\n  c.track(n, u, {'properties': p or {}})\nsend('A')",
        "def send(n, p=None):\n  c.track(n, u, {'properties': p})\nsend('A', {'a': 1})",
        "def send(n, p=None):\n  if p is None:\n    p = {}\n"
        "  c.track(n, u, {'properties': p})\nsend('A')",
    ],
)
def test_objects_and_what_may_be_one_are_not_flagged(code: str) -> None:
    assert _found(code) == 0


@pytest.mark.parametrize(
    "code",
    [
        "c.track('A', u, {'properties': None})",
        "c.identify(u, {'traits': None})",
        "c.track('A', u, {'properties': {'a': 1} if x else None})",
        "o = {'properties': None}\nc.track('A', u, o)",
    ],
)
def test_null_is_flagged(code: str) -> None:
    assert _found(code) == 1
