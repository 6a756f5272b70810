"""Odd texts, times and ids: what the rules report, the screens of the fast path refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
from example_counts import times
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracking_plan.finding import Severity
from tracking_plan.names.units import ENDINGS
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.odd_texts import (
    DIGITS_PATTERN,
    NOTHING_PATTERN,
    QUANTITY_PATTERN,
    is_number,
    names_quantity,
    stands_for_nothing,
)
from tracking_plan.payloads.judging.plausible_time import plausible_time
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

LOADED = load_text(
    """
tracking_plan: 1
events:
  Closed:
    properties:
      amount: string
      plan: {enum: [free, "null", None], type: string}
      paid: any
      total: any
      secret: {type: any, pii: {kind: email, action: allow, reason: support}}
      nest: {type: object, properties: {count: string}}
      list: {type: array, items: any}
  Open: {properties: {amount: string}, additional_properties: true}
  Map: {additional_properties: string}
traits:
  score: string
"""
)
assert LOADED.plan is not None
assert not LOADED.is_faulty, LOADED.findings
PLAN = LOADED.plan
TODAY = date(2026, 1, 1)
GOOD: dict[str, Any] = {
    "event": "Closed",
    "environment": "production",
    "properties": {},
    "distinct_id": "u1",
}
NEW = {"D220", "D221", "D222", "D307", "D413"}


def run_of(*payloads: Any, fast_path: bool = True) -> Run:
    run = Run(PLAN, Settings(today=TODAY), fast_path=fast_path)
    run.judge("x", [Record(n, b"", payload) for n, payload in enumerate(payloads, start=1)])
    return run


def odd(*payloads: Any) -> list[tuple[str, str | None, int]]:
    return [
        (one.code.id, one.problem.property, one.problem.count)
        for one in run_of(*payloads).findings
        if one.code.id in NEW
    ]


def sent(event: str = "Closed", **properties: Any) -> dict[str, Any]:
    return GOOD | {"event": event, "properties": properties}


CLEAN = [
    GOOD,
    sent(amount="42.00", plan="None"),
    sent(nest={"count": "42"}, list=["42"], paid="42"),
    sent("Open", amount="42", order_id="42", zip="10115", count="007", version="1.2"),
    sent("Map", amount="42", count="7"),
    sent(secret="u@mail.example", amount="nan"),
    GOOD | {"session_id": None, "anonymous_id": "a-null", "timestamp": "2026-01-02T23:59:59.9Z"},
    {"distinct_id": "u1", "environment": "e", "traits": {"score": "42"}},
]


@pytest.mark.parametrize("payload", CLEAN)
def test_what_may_well_be_meant_is_left_alone(payload: dict[str, Any]) -> None:
    assert odd(payload) == []


ODD = [
    (sent("Open", item_count="42"), [("D220", "item_count", 1)]),
    (sent(total="1.50"), [("D220", "total", 1)]),
    (sent("Open", a=[{"durationMs": "-3"}]), [("D220", "a[].durationMs", 1)]),
    (sent("$pageview", price="3"), [("D220", "price", 1)]),
    (sent(secret="a\0"), [("D221", "secret", 1)]),
    (GOOD | {"environment": "e\0"}, [("D221", "environment", 1)]),
    (sent(secret="null"), [("D222", "secret", 1)]),
    (sent("Map", x="[object Object],[object Object]"), [("D222", "{}", 1)]),
    (sent("Open", **{"jane@mail.example": "NaN"}), [("D222", "<email address>", 1)]),
    (GOOD | {"session_id": " "}, [("D307", "session_id", 1)]),
    (GOOD | {"timestamp": "2026-01-03T00:00:00Z"}, [("D413", "timestamp", 1)]),
    (GOOD | {"timestamp": "2026-01-03T00:30:00+01:00"}, []),
    (GOOD | {"timestamp": "0001-01-01T00:00:00+01:00"}, []),  # is beyond the calendar
    ({"distinct_id": "u1", "environment": "e", "traits": {"x": "None"}}, [("D222", "x", 1)]),
]


@pytest.mark.parametrize(("payload", "expected"), ODD)
def test_what_is_odd_is_reported_once(
    payload: dict[str, Any], expected: list[tuple[str, str, int]]
) -> None:
    assert odd(payload) == expected
    assert odd(payload, payload) == [(code, path, 2) for code, path, _ in expected]


def test_none_of_it_is_an_error() -> None:
    found = run_of(*(payload for payload, _ in ODD)).findings
    severities = {one.code.id: one.severity for one in found if one.code.id in NEW}
    assert severities == {
        "D220": Severity.INFO,
        "D221": Severity.WARNING,
        "D222": Severity.INFO,
        "D307": Severity.WARNING,
        "D413": Severity.WARNING,
    }


@given(st.dates())
@example(date(2024, 2, 29))
@example(date.min)
@example(date.max)
def test_the_day_of_a_run_is_plausible(today: date) -> None:
    found = plausible_time(today)
    assert found.start.date() <= today <= found.end.date()
    if date(1000, 1, 1) < today < date(9000, 1, 1):
        assert found.end.date() - today == timedelta(days=2)
        assert today.year - found.start.year == 20


NAMES = st.sampled_from(
    ["amount", "item_count", "itemCount", "Total Price", "order_id", "durationMS", "n", "ms"]
) | st.text(st.sampled_from("aAmMsSoOuUnNtT_ -€ßµ1"), max_size=12)
NUMBERS = st.sampled_from(
    ["42", "-1", "0", "-0", "007", "1.50", "1.", ".5", "1e5", "+1", " 1", "1\n"]
)
WORDS = st.sampled_from(
    ["undefined", "null", "NaN", "None", "none", "x[object Object]", "a\0", "\0"]
)
KEYS = NAMES | st.sampled_from(["plan", "paid", "total", "secret", "nest", "list", "count", "a\0"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    NUMBERS | WORDS | st.sampled_from(["jane@mail.example", "x", 42, None]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)
PAYLOADS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["Closed", "Open", "Open", "Map", "$pageview"]),
        "environment": st.sampled_from(["e", "e", "e\0"]),
        "properties": st.dictionaries(KEYS, VALUES, max_size=3),
        "distinct_id": st.just("u1"),
    },
    optional={
        "session_id": st.sampled_from(["s", "", "null", "s\0"]),
        "anonymous_id": st.sampled_from(["a", "undefined"]),
        "timestamp": st.sampled_from(["2026-01-02", "2026-01-03", "2006-01-01", "2005-12-31"]),
    },
)


# A run compiles the schemas of its plan: each is given many payloads, for there are few runs.
@given(st.lists(PAYLOADS, min_size=40, max_size=60))
@settings(max_examples=times(15), deadline=None, suppress_health_check=list(HealthCheck))
@example([sent("Open", price="jane@mail.example")])
@example([sent(nest={"count": "jane@mail.example"})])
@example([sent(secret={"a\0": 1})])
def test_the_findings_are_the_same_without_the_fast_path(payloads: list[Any]) -> None:
    fast, slow = (run_of(*payloads, fast_path=fast_path) for fast_path in (True, False))
    assert fast.findings == slow.findings
    assert fast.totals == slow.totals


def finds(pattern: str, text: str) -> bool:
    return Validator({"type": "string", "pattern": pattern}, Engine.RUST).is_valid(text)


@given(NAMES | st.text(max_size=8) | st.sampled_from(sorted(ENDINGS)).map(lambda end: f"x_{end}"))
@settings(max_examples=times(100), deadline=None)
def test_the_pattern_finds_each_name_of_a_quantity(name: str) -> None:
    assert finds(QUANTITY_PATTERN, name) or not names_quantity(name)


@given(NUMBERS | WORDS | st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,10})?", fullmatch=True))
@settings(max_examples=times(100), deadline=None)
def test_the_patterns_find_each_odd_text(text: str) -> None:
    assert finds(DIGITS_PATTERN, text) is is_number(text)
    assert finds(NOTHING_PATTERN, text) is stands_for_nothing(text)
