"""A property past its sunset is retired for `diff`, as it is for `validate`."""

from datetime import date

import pytest
from property_steps import said

from tracking_plan.registry.steps.change import Bump

BEFORE, AFTER = date(2026, 1, 1), date(2026, 7, 1)
ENDING = "{type: string, status: deprecated, sunset: 2026-06-30}"


PLACES = [
    ("b: string, a: {}", "b: string", "a"),
    (
        "o: {{type: object, properties: {{a: {}, b: string}}}}",
        "o: {type: object, properties: {b: string}}",
        "o.a",
    ),
    (
        "o: {{type: array, items: {{type: object, properties: {{a: {}, b: string}}}}}}",
        "o: {type: array, items: {type: object, properties: {b: string}}}",
        "o[].a",
    ),
]


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_it_goes_when_its_sunset_has_come(with_it: str, without: str, path: str) -> None:
    old = with_it.format(ENDING)
    assert said(old, without, AFTER) == ([f"V211 {path}"], Bump.NONE)
    assert said(old, without, BEFORE) == ([f"V208 {path}"], Bump.MAJOR)


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_what_has_no_sunset_is_gone_whatever_the_day(with_it: str, without: str, path: str) -> None:
    for written in ("string", "{type: string, status: deprecated}"):
        assert said(with_it.format(written), without, AFTER) == ([f"V208 {path}"], Bump.MAJOR)


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_it_may_be_called_retired(with_it: str, without: str, path: str) -> None:
    old = with_it.format(ENDING)
    new = with_it.format("{type: string, status: retired}")
    assert said(old, new, AFTER) == ([], Bump.NONE)
    assert said(old, new, BEFORE) == ([f"V210 {path}"], Bump.MAJOR)
    assert said(new, without, BEFORE) == ([f"V211 {path}"], Bump.NONE)


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_what_it_could_be_matters_no_more(with_it: str, without: str, path: str) -> None:
    old, new = with_it.format(ENDING), with_it.format(ENDING.replace("string", "integer"))
    assert said(old, new, AFTER) == ([], Bump.NONE)
    assert said(old, new, BEFORE) == ([f"V207 {path}"], Bump.MAJOR)


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_a_sunset_that_is_put_off_brings_it_back(with_it: str, without: str, path: str) -> None:
    old, new = with_it.format(ENDING), with_it.format(ENDING.replace("2026", "2027"))
    assert said(old, new, AFTER) == ([f"V212 {path}"], Bump.MINOR)
    assert said(old, new, BEFORE) == ([], Bump.NONE)
    another = new.replace("string, status", "integer, status")
    assert said(old, another, AFTER) == ([f"V212 {path}"], Bump.MAJOR)


@pytest.mark.parametrize(("with_it", "without", "path"), PLACES)
def test_a_sunset_in_the_past_retires_it_now(with_it: str, without: str, path: str) -> None:
    old, new = with_it.format("{type: string, status: deprecated}"), with_it.format(ENDING)
    assert said(old, new, AFTER) == ([f"V210 {path}"], Bump.MAJOR)
    assert said(old, new, BEFORE) == ([], Bump.NONE)
