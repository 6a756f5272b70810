"""Enumerations that say for themselves what their members are, and names of the platform's."""

# ruff: noqa: E501  a line is a case

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.usage.scan import scan_text

PY = (
    "from altertable import Altertable\nfrom enum import Enum, StrEnum, auto\nc = Altertable('k')\n"
)


def _names(code: str) -> list[str]:
    scan = scan_text((PY + code.replace("|", "\n")).encode(), "app.py")
    return [event.name for call in scan.calls for event in call.events]


@pytest.mark.parametrize(
    "code",
    [
        "class E(str, Enum):|    A = 'a'|    @property|    def value(self): return 'b'|c.track(E.A.value, u)",
        "class E(StrEnum):|    A = 'a'|    def __new__(cls, v): return str.__new__(cls, 'x' + v)|c.track(E.A, u)",
        "class E(StrEnum):|    A = auto()|    def _generate_next_value_(n, *_): return n|c.track(E.A, u)",
    ],
)  # fmt: skip
def test_what_an_enumeration_makes_of_its_members_is_unknown(code: str) -> None:
    assert _names(code) == []


@pytest.mark.parametrize(
    "code",
    [
        "class E(str, Enum):|    A = 'a'|    def label(self): return 'b'|c.track(E.A.value, u)",
        "class E(StrEnum):|    A = auto()|    def __str__(self): return 'b'|c.track(E.A, u)",
    ],
)
def test_other_methods_leave_the_members_as_they_are(code: str) -> None:
    assert _names(code) == ["a"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("track: int = print\ntrack('A')", 0),
        ("track = print\ntrack('A')", 0),
        ("from shop import *\ntrack = send\ntrack('A')", 1),
        ("from shop import send\ntrack = send\ntrack('A')", 1),
        ("track('A')", 1),
    ],
)
def test_an_adapter_of_a_name_is_not_what_the_file_gives_that_name(code: str, found: int) -> None:
    text = "tracking_plan: 1\nusage:\n  adapters: [{name: own, callee: track, event: 0}]\n"
    plan = load_text(text).plan
    assert plan is not None
    scan = scan_text(code.encode(), "app.py", plan=plan)
    assert len(scan.calls) == found
