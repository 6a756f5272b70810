"""What an event says is judged alike, whichever vendor's shape it has."""

from datetime import date
from typing import Any

import pytest
from example_counts import times
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vendor_payloads import TRAITS, WRAPS

from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule, rules_for
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import RULES, AnyRule, Run
from tracking_plan.payloads.vendors.choice import AmbiguousShapeError, Shapes
from tracking_plan.payloads.vendors.table import BY_SHAPE, VENDORS
from tracking_plan.plan.load import load_text
from tracking_plan.rule import discover, found

LOADED = load_text("""
tracking_plan: 1
events:
  order_sent:
    previous_names: [order_out]
    version: 2.1
    properties:
      amount: {type: number, minimum: 0, required: true}
      currency: {enum: [USD, EUR, {value: DEM, status: deprecated}], type: string}
      email: {type: string, pii: {kind: email, action: allow, reason: support}}
      ssn: {type: string, pii: {kind: id, action: drop}}
      old: {type: string, status: deprecated}
      utm_source: {type: string, max_length: 3}
      items: {type: array, items: {type: object, properties: {sku: string!}}}
    previous:
      1.0: {properties: {total: number!}}
  labelled: {additional_properties: {type: integer, minimum: 0}}
  open: {additional_properties: true}
  fading: {status: deprecated}
traits:
  tier: {type: string, enum: [free, pro]}
  email: {type: string, pii: {kind: email, action: allow, reason: support}}
""")
assert LOADED.plan is not None
assert not LOADED.is_faulty, LOADED.findings
PLAN = LOADED.plan
TODAY = date(2026, 3, 4)
EVENTS = ("order_sent", "order_out", "Order-Sent", "labelled", "open", "fading", "nobodys")
NAMES = (
    "amount currency email ssn old utm_source items total tier schema_version Amount amout x a.b"
).split(" ")
TEXTS = ("", "USD", "DEM", "1.0", "2.9", "9.1", "free", "keeper@hive.example", "😀", '{"a": "\\"}')
NUMBERS = (0, -1, 2.5, 10**30, 4111111111111111)
SCALARS: Any = st.none() | st.booleans() | st.sampled_from(TEXTS) | st.sampled_from(NUMBERS)
VALUES: Any = SCALARS | st.lists(SCALARS, max_size=2) | st.just([{"sku": "s"}, {"sku": 1, "y": []}])
PROPERTIES: Any = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5)


EXAMINER = Examiner(PLAN, Settings(today=TODAY))
EVERY: tuple[AnyRule, ...] = discover(RULES)
RULES_OF = {
    shape: rules_for(shape, [rule for rule in EVERY if isinstance(rule, PayloadRule)])
    for shape in Shape
}


def facts(body: Any) -> set[tuple[Any, ...]]:
    """What is found in a payload, apart from its place and its shape."""
    payload = Shapes().payload_of(body, place_of("x", 1, 1))
    problems = found(RULES_OF[payload.shape], EXAMINER.subject(payload))
    return {(code.id, each.severity, each.message, each.hint) for code, each in problems}


def own(fields: dict[str, Any]) -> dict[str, Any]:
    return {"environment": "production", "distinct_id": "keeper-7"} | fields


@given(st.sampled_from(EVENTS), PROPERTIES)
@settings(max_examples=times(150), deadline=None)
@example("order_sent", {"amount": 1, "utm_source": "long"})
@example("labelled", {"utm_source": "x", "x": -1})
def test_an_event_is_judged_alike_in_every_shape(name: str, said: dict[str, Any]) -> None:
    expected = facts(own({"event": name, "properties": said}))
    for vendor, wrap in WRAPS.items():
        may_be_systems = vendor.startswith(("posthog", "mixpanel")) and name != "order_sent"
        if not (may_be_systems and "utm_source" in said):
            assert facts(wrap(name, said)) == expected, vendor


@given(PROPERTIES.filter(lambda said: "utm_source" not in said))
@settings(max_examples=times(40), deadline=None)
def test_traits_are_judged_alike_in_every_shape(said: dict[str, Any]) -> None:
    expected = facts(own({"traits": said}))
    for vendor, wrap in TRAITS.items():
        assert facts(wrap(said)) == expected, vendor


KEYS = """type event userId anonymousId properties traits context timestamp distinct_id token
    api_key $set uuid person_id event_type event_properties user_properties user_id schema data e
    tv p unstruct_event event_id event_name ue_px ue_pr $token $distinct_id time $insert_id mp_lib
    $lib payload enriched raw parameters library name previousId eventType environment""".split()
WORDS = (
    *("track", "identify", "page", "group", "$identify", "$create_alias", "unstruct", "struct"),
    *("ue", "se", "{}", '{"a":1}', "[", "iglu:a/b/jsonschema/1-0-0", "bm9uZQ", "\ud800", "é"),
    *("phc_1", "web", "1772600767"),
    "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
    "iglu:com.snowplowanalytics.snowplow.badrows/schema_violations/jsonschema/2-0-0",
)
ANYTHING: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8))
@settings(max_examples=times(200), deadline=None)
def test_nothing_is_raised_whatever_stands_where(body: dict[str, Any]) -> None:
    place = place_of("x", 1, 1)
    for vendor in VENDORS:
        vendor.is_meant(body)
        payload = vendor.payload_of(body, place)
        assert payload.shape is vendor.shape
        assert payload.name is None or payload.body["event"] == payload.name
    meant = [vendor for vendor in VENDORS if vendor.is_meant(body) and "environment" not in body]
    if len(meant) > 1:
        with pytest.raises(AmbiguousShapeError):
            Shapes().payload_of(body, place)
    else:
        expected = meant[0].shape if meant else Shape.ALTERTABLE
        assert Shapes().payload_of(body, place).shape is expected


@pytest.mark.parametrize("shape", BY_SHAPE)
@given(body=st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8))
@settings(max_examples=times(40), deadline=None)
def test_whatever_stands_where_is_judged(shape: Shape, body: dict[str, Any]) -> None:
    run = Run(PLAN, Settings(today=TODAY, shape=shape))
    run.judge("x", [Record(1, b"", body)])
    totals = run.totals
    assert totals.payloads == 1
    assert bool(totals.unknown) == any(found.code.id == "D412" for found in run.findings)
