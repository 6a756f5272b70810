"""The versions that a plan keeps side by side, against one another."""

from datetime import date
from textwrap import indent

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.registry.live_versions import live_version_findings

DAY = date(2026, 1, 1)


def _found(event: str, settings: str = "") -> list[tuple[str, str]]:
    text = f"tracking_plan: 1\n{settings}events:\n  A:\n{indent(event, '    ')}"
    loaded = load_text(text)
    assert loaded.findings == ()
    assert loaded.plan is not None
    found = live_version_findings(loaded.plan, DAY)
    return [(one.code.id, one.problem.message) for one in found]


@pytest.mark.parametrize(
    "event",
    [
        "version: 2.0\nprevious: {1.0: {properties: {a: string}}}\nproperties: {a: integer}\n",
        "version: 1.1\nprevious: {1.0: {properties: {a: string}}}\n"
        "properties: {a: string, b: string}\n",
        "version: 1.1\nprevious: {1.0: {properties: {a: string!}}}\n"
        "properties: {a: string!, b: {type: string, nullable: true}}\n",
        "version: 2.0\nprevious: {1.0: {properties: {a: string}, status: retired}}\n"
        "properties: {a: string}\n",
        "version: 1.1\nprevious: {1.0: {properties: {a: string}, status: retired}}\n"
        "properties: {a: integer}\n",
        "version: 2.0\nstatus: draft\nprevious: {1.0: {properties: {a: string}}}\n"
        "properties: {a: string}\n",
        "version: 2.0\nprevious: {1.0: {properties: {a: {type: number, unit: s}}}}\n"
        "properties: {a: {type: number, unit: ms}}\n",
        "version: 2.0\nprevious: {1.0: {properties: {a: string}, sources: [web]}}\n"
        "properties: {a: string}\n",
        "version: 2.0\nprevious_names: [a_b]\nprevious: {1.0: {properties: {a: string}}}\n"
        "properties: {a: string}\n",
    ],
)
def test_numbers_that_say_what_is_so_are_left_alone(event: str) -> None:
    assert _found(event, "sources: {web: {}}\n") == []


def test_a_new_major_that_changes_nothing_is_mentioned() -> None:
    event = (
        "version: 2.1\ndescription: New words.\nprevious:\n"
        "  1.3: {properties: {a: {type: string, description: Old words.}}, status: deprecated}\n"
        "properties: {a: {type: string, description: Other words.}}\n"
    )
    assert _found(event) == [("V411", "'A' 2.1 asks for just what 1.3 asks for")]


def test_each_version_is_held_against_the_one_before_it() -> None:
    event = (
        "version: 3.0\nprevious:\n"
        "  2.0: {properties: {a: integer}}\n  1.0: {properties: {a: integer}}\n"
        "properties: {a: string}\n"
    )
    assert _found(event) == [("V411", "'A' 2.0 asks for just what 1.0 asks for")]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("a: string", "a: integer", "property 'a' changed from string to integer"),
        ("a: string", "a: string!", "property 'a' is required now"),
        ("a: string, b: string", "a: string", "property 'b' is gone"),
        ("a: {enum: [x, y]}", "a: {enum: [x]}", "property 'a' may no longer be 'y'"),
    ],
)
def test_a_break_under_a_minor_is_an_error(before: str, after: str, says: str) -> None:
    event = (
        f"version: 1.1\nprevious: {{1.0: {{properties: {{{before}}}}}}}\nproperties: {{{after}}}\n"
    )
    [(code, message)] = _found(event)
    assert code == "V410"
    assert message.startswith("'A' 1.1 breaks what 1.0 promised: ")
    assert says in message
    assert _found(event, "conventions: {compatibility: none}\n") == []


def test_the_policy_decides_whom_a_break_concerns() -> None:
    event = "version: 1.1\nprevious: {1.0: {properties: {a: string!}}}\nproperties: {a: string}\n"
    assert [code for code, _ in _found(event)] == ["V410"]
    assert _found(event, "conventions: {compatibility: producers}\n") == []
