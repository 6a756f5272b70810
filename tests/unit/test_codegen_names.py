"""Identifiers are legal, distinct and independent of everything but the names."""

import keyword

import pytest
from generated import plan_of
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.codegen.helpers import helper_names
from tracking_plan.codegen.names import Style, allocate, pascal, snake, upper
from tracking_plan.codegen.targets.python.names import NAMING, RESERVED

NAMES = st.text(min_size=1, max_size=20)


def identifier(name: str, style: Style = snake) -> str:
    return NAMING.identifier(NAMING.words(name), style, "event", name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Checkout Completed", "checkout_completed"),
        ("checkoutCompleted", "checkout_completed"),
        ("checkout-completed!", "checkout_completed"),
        ("HTTPRequest Sent", "http_request_sent"),
        ("$pageview", "pageview"),
        ("__init__", "init"),
        ("2fa Enabled", "event_2fa_enabled"),
        ("購入完了", "購入完了"),
        ("ﬁle saved", "file_saved"),
        ("🎉", "event_1f389"),
        ("e\u0301te", "\u00e9te"),
    ],
)
def test_a_wire_name_becomes_a_readable_identifier(name: str, expected: str) -> None:
    assert identifier(name) == expected


@given(NAMES)
def test_every_name_becomes_an_identifier_in_every_style(name: str) -> None:
    for style in (snake, pascal, upper):
        assert identifier(name, style).isidentifier()


@given(st.dictionaries(NAMES, NAMES, max_size=8), st.sets(NAMES, max_size=3))
def test_identifiers_are_distinct_and_never_reserved(
    wishes: dict[str, str], reserved: set[str]
) -> None:
    reserved |= RESERVED.methods
    asked = {key: identifier(wish) for key, wish in wishes.items()}
    given_out = allocate(asked, reserved)
    assert len(set(given_out.values())) == len(wishes)
    assert reserved.isdisjoint(given_out.values())
    assert not any(map(keyword.iskeyword, given_out.values()))
    assert given_out == allocate(dict(reversed(asked.items())), reserved)


def test_clashes_are_numbered_in_the_order_of_wire_names() -> None:
    wishes = {"a-b": "a_b", "A B": "a_b", "a b 2": "a_b_2"}
    assert allocate(wishes) == {"A B": "a_b", "a-b": "a_b_3", "a b 2": "a_b_2"}


@pytest.mark.parametrize("other", ["fromDate", "FromDate", "from-date", "from date", "From_date"])
def test_what_is_spelled_like_its_name_keeps_it_whatever_joins_it(other: str) -> None:
    both = allocate({"from_date": "from_date", other: "from_date"})
    assert both == {"from_date": "from_date", other: "from_date_2"}


def test_keywords_and_names_that_the_helpers_need_get_an_underscore() -> None:
    text = """\
events:
  Class: {properties: {self: string, None: string, timestamp: string, distinct_id: string}}
  Identify: {}
  Float: {}
"""
    plan = plan_of(text)
    helpers = helper_names(plan, plan.generate[0])
    assert sorted(helpers) == [
        "class_", "float_", "identify_", "track_class", "track_float", "track_identify",
    ]  # fmt: skip
    assert helpers["track_class"].parameters == {
        "self_": "self",
        "none": "None",
        "timestamp_": "timestamp",
        "distinct_id_": "distinct_id",
    }


def test_older_majors_have_helpers_and_never_take_the_name_of_a_current_event() -> None:
    text = """\
events:
  Order Paid:
    version: 2.0
    previous: {1.3: {}}
  Order Paid V1: {}
"""
    plan = plan_of(text)
    helpers = helper_names(plan, plan.generate[0])
    told = {name: (helper.event, helper.version) for name, helper in helpers.items()}
    assert told == {
        "order_paid": ("Order Paid", "2.0"),
        "order_paid_v1": ("Order Paid V1", "1.0"),
        "order_paid_v1_2": ("Order Paid", "1.3"),
        "track_order_paid": ("Order Paid", "2.0"),
        "track_order_paid_v1": ("Order Paid V1", "1.0"),
        "track_order_paid_v1_2": ("Order Paid", "1.3"),
    }


def test_only_what_the_sources_ask_for_has_helpers_and_nothing_retired() -> None:
    text = """\
sources: {web: {}, backend: {}}
events:
  Anywhere: {}
  On Web: {sources: [web]}
  On Backend: {sources: [backend, web]}
  Gone: {status: retired}
  Planned: {status: draft}
generate: [{target: python, output: a, sources: [backend]}]
"""
    plan = plan_of(text)
    events = {helper.event for helper in helper_names(plan, plan.generate[0]).values()}
    assert events == {"Anywhere", "On Backend", "Planned"}
