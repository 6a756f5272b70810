"""Maps whose values become anything, and objects that become open: two things, by the contract."""

from datetime import date

import pytest
from documents import effects
from property_steps import said

from tracking_plan.registry.steps.change import Bump

DAY = date(2026, 1, 1)
MAP = "{{type: object, additional_properties: {}}}"
AROUND = [
    ("{}", "a"),
    ("{{type: object, properties: {{x: {}}}}}", "a.x"),
    ("{{type: array, items: {}}}", "a[]"),
]


def change(around: str, old: str, new: str) -> tuple[list[str], Bump]:
    return said(f"a: {around.format(old)}", f"a: {around.format(new)}", DAY)


@pytest.mark.parametrize(("around", "path"), AROUND)
@pytest.mark.parametrize(
    "value", ["string", "integer", "{enum: [a, b]}", "{type: object, properties: {y: string}}"]
)
def test_values_of_a_map_that_may_be_anything_break_what_reads_them(
    around: str, path: str, value: str
) -> None:
    typed, free = MAP.format(value), MAP.format("any")
    assert change(around, typed, free) == ([f"V207 {path}{{}}"], Bump.MAJOR)
    assert change(around, free, typed) == ([f"V217 {path}"], Bump.MAJOR)


@pytest.mark.parametrize(("around", "path"), AROUND)
@pytest.mark.parametrize("opened", ["object", MAP.format("true")])
def test_a_map_that_becomes_open_is_a_notice(around: str, path: str, opened: str) -> None:
    assert change(around, MAP.format("string"), opened) == ([f"V216 {path}"], Bump.MINOR)
    assert change(around, opened, MAP.format("string")) == ([f"V217 {path}"], Bump.MAJOR)
    assert change(around, MAP.format("any"), opened) == ([], Bump.NONE)


@pytest.mark.parametrize(("around", "path"), AROUND)
def test_a_map_that_becomes_any_is_of_another_type(around: str, path: str) -> None:
    codes, bump = change(around, MAP.format("string"), "any")
    assert f"V207 {path}" in codes
    assert bump is Bump.MAJOR


def test_the_values_of_an_event_count_alike() -> None:
    old = "b: {type: object, properties: {x: string}, additional_properties: integer}"
    assert said(old, old.replace("integer", "any"), DAY) == (["V207 b{}"], Bump.MAJOR)
    assert said(old, old.replace("integer", "number"), DAY) == (["V207 b{}"], Bump.MAJOR)


@pytest.mark.parametrize("free", [{}, True, {"description": "Anything."}])
def test_documents_have_no_maps_of_anything(free: object) -> None:
    typed = {"type": "object", "additionalProperties": {"type": "string"}}
    opened = {"type": "object", "additionalProperties": free}
    assert (
        effects(typed, opened) == effects(typed, {"type": "object"}) == ("safe", "notice", "minor")
    )
