"""Payloads of other vendors: each is read as whose it is, and says what it would have said here."""

import pickle
import pkgutil
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from vendor_payloads import (
    CASES,
    KEY,
    MILLISECONDS,
    PLAN,
    SAID,
    USER,
    WRAPS,
    Case,
    Wrap,
    described,
)

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads import rules, vendors
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.payload import Payload, place_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import RULES, AnyRule, Run
from tracking_plan.payloads.vendors.choice import AmbiguousShapeError, Shapes
from tracking_plan.payloads.vendors.table import BY_SHAPE, VENDORS
from tracking_plan.place import Json
from tracking_plan.plan.load import load_text
from tracking_plan.rule import discover

LOADED = load_text(PLAN)
assert LOADED.plan is not None
assert not LOADED.is_faulty, LOADED.findings
WITH_PROPERTIES = [case for case in CASES.values() if case.event == "jar_opened"]


def run_of(*bodies: Any, shape: Shape | None = None) -> Run:
    assert LOADED.plan is not None
    run = Run(LOADED.plan, Settings(today=date(2026, 3, 4), shape=shape))
    run.judge("x", [Record(line, b"", body) for line, body in enumerate(bodies, start=1)])
    return run


def found_in(*bodies: Any, shape: Shape | None = None) -> list[tuple[str, str | None]]:
    findings = run_of(*bodies, shape=shape).findings
    return sorted((each.code.id, each.problem.property) for each in findings)


def read(body: Any, shape: Shape | None = None) -> Payload:
    return Shapes(shape).payload_of(body, place_of("x", 1, 1))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_vendors_documents_have_is_no_finding(case: Case) -> None:
    run = run_of(case.body)
    assert run.findings == ()
    assert run.shapes == {case.shape: 1}
    assert [row.key.event for row in run.traffic] == ([case.event] if case.event else [])
    assert run.totals.unknown_source == (case.event is not None and case.source is None)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_shape_may_be_named(case: Case) -> None:
    assert read(case.body, case.shape) == read(case.body)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_source_is_known_where_the_library_or_the_platform_says_it(case: Case) -> None:
    assert LOADED.plan is not None
    run = Run(LOADED.plan, Settings(today=date(2026, 3, 4)))
    subject = run._examiner.subject(read(case.body))
    assert subject.source == case.source or case.event is None


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_no_other_vendor_has_the_same_shape(case: Case) -> None:
    assert [one.shape for one in VENDORS if one.is_meant(case.body)] == [case.shape]


@pytest.mark.parametrize("shape", [vendor.shape for vendor in VENDORS])
def test_the_properties_the_user_and_the_moment_are_those_of_the_event(shape: Shape) -> None:
    seen = [read(case.body) for case in WITH_PROPERTIES if case.shape is shape]
    assert seen
    for payload in seen:
        if payload.has_properties:
            assert SAID.items() <= payload.properties.items()
            assert not {"token", "distinct_id", "time", "$set"} & payload.properties.keys()
        if payload.moment is not None:
            assert payload.moment.replace(microsecond=0) == datetime(
                2026, 3, 4, 5, 6, 7, tzinfo=UTC
            )
    assert any(payload.moment for payload in seen)
    assert any(payload.body.get("distinct_id") == USER for payload in seen)


def test_an_event_that_failed_at_snowplows_is_not_judged_by_data_that_were_taken_out() -> None:
    payload = read(CASES["snowplow: an event that failed, without its data"].body)
    assert payload.name == "jar_opened"
    assert not payload.has_properties


def test_traits_are_what_is_set_and_not_what_is_added() -> None:
    for name in ("posthog: an identify call", "amplitude: an identify call", "mixpanel: a profile"):
        payload = read(CASES[name].body)
        assert payload.kind is Kind.IDENTIFY
        assert payload.properties["tier"] == "gold"
        assert "$add" not in payload.properties


def test_a_group_call_is_counted_apart() -> None:
    groups = [
        case.body for name, case in CASES.items() if name.endswith((": a group", "a group call"))
    ]
    assert len(groups) == 4
    totals = run_of(*groups).totals
    assert (totals.payloads, totals.other, totals.invalid) == (4, 4, 0)


def test_a_planned_property_is_no_systems_even_where_an_sdk_adds_it() -> None:
    body = CASES["posthog: what a web page sends"].body
    properties = body["properties"] | {"utm_source": 7, "utm_medium": 7}
    assert found_in(body | {"properties": properties}) == [("D203", "utm_source")]


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_what_is_wrong_with_an_event_is_found_in_any_shape(wrap: Wrap) -> None:
    assert found_in(wrap("jar_opened", SAID)) == []
    wrong = wrap("jar_opened", {"size": "huge", "gramms": 1})
    assert found_in(wrong) == [("D201", "gramms"), ("D204", "size")]
    assert found_in(wrap("jar_opened", {})) == [("D202", "size")]


def test_an_event_that_is_not_planned_is_found() -> None:
    body = CASES["amplitude: an event"].body | {"event_type": "jar_opend"}
    assert found_in(body) == [("D101", None)]


def test_names_of_another_vendor_are_unknown() -> None:
    segment = CASES["segment: a track call"].body
    amplitude = CASES["amplitude: an event"].body
    assert found_in(segment | {"properties": SAID | {"$browser": "x"}}) == [("D208", "$browser")]
    assert found_in(segment | {"event": "$autocapture"}) == [("D107", None)]
    assert found_in(amplitude | {"event_properties": SAID | {"mp_lib": "x"}}) == [
        ("D201", "mp_lib")
    ]
    own = {"environment": "production", "event": "jar_opened", "distinct_id": "u1"}
    assert found_in(own | {"properties": SAID | {"$browser": "x"}}) == [("D208", "$browser")]


def test_personal_data_is_found_in_any_shape() -> None:
    body = CASES["mixpanel: an imported event"].body
    properties = body["properties"] | {"utm_source": "keeper@hive.example"}
    assert found_in(body | {"properties": properties}) == [("D501", "utm_source")]


def test_traits_are_judged() -> None:
    body = CASES["segment: an identify call"].body | {"traits": {"tier": "silver", "bees": 9}}
    assert found_in(body) == [("D201", "bees"), ("D204", "tier")]


def test_an_event_may_be_planned_under_the_address_of_its_schema() -> None:
    address = "iglu:org.hive/jar_opened/jsonschema/1-0-0"
    plan = load_text(
        f"tracking_plan: 1\nevents: {{'{address}': {{properties: {{size: integer}}}}}}"
    )
    assert plan.plan is not None
    run = Run(plan.plan, Settings(today=date(2026, 3, 4)))
    run.judge("x", [Record(1, b"", described("jar_opened", {"size": "small"}))])
    assert [(f.code.id, f.problem.event) for f in run.findings] == [("D203", address)]


def test_a_request_of_several_events_is_not_passed_over() -> None:
    request = CASES["snowplow: a tracker's request of one event"].body
    assert found_in(request | {"data": request["data"] * 2}) == [("D412", None)]


NEVER: tuple[Any, ...] = (
    *(None, 7, "text", [], {}),
    *({"event": 7}, {"type": []}, {"e": []}, {"event_type": {}}),
)


@pytest.mark.parametrize("shape", [vendor.shape for vendor in VENDORS])
@pytest.mark.parametrize("value", NEVER, ids=map(repr, NEVER))
def test_what_is_no_payload_is_one_of_a_named_shape_neither(shape: Shape, value: Json) -> None:
    payload = read(value, shape)
    assert payload.shape is shape
    if payload.kind is Kind.UNKNOWN:
        assert found_in(value, shape=shape) == [("D412", None)]
        assert run_of(value, shape=shape).shapes == {}


@pytest.mark.parametrize("case", WITH_PROPERTIES, ids=lambda case: case.shape)
def test_a_payload_of_our_own_is_of_no_other_shape(case: Case) -> None:
    own = {"environment": "production", "event": "jar_opened", "properties": SAID}
    assert read(own | {"distinct_id": USER}).shape is Shape.ALTERTABLE
    assert read(own | {"distinct_id": USER}, case.shape).shape is case.shape
    assert read(case.body | {"environment": "production"}).shape is Shape.ALTERTABLE


def test_an_event_without_an_environment_is_still_our_own() -> None:
    for body in (
        {"event": "jar_opened", "properties": SAID, "distinct_id": USER},
        {"event": "jar_opened", "properties": SAID | {"token": "t"}, "distinct_id": USER},
        {"event": "jar_opened", "properties": SAID | {"token": "t"}},
        {"event": "jar_opened", "properties": SAID | {"time": 7}},
        {"event": "jar_opened", "properties": SAID | {"$lib": "altertable-js"}},
        {"event": "jar_opened", "type": "track", "properties": SAID, "distinct_id": USER},
        {"distinct_id": USER, "traits": {}},
    ):
        assert read(body).shape is Shape.ALTERTABLE
        assert ("D404", "environment") in found_in(body)


def test_a_row_is_one_unless_it_shows_whose_it_is() -> None:
    place, shapes = place_of("x", 1, 1), Shapes()
    row: Json = {"event": "jar_opened", "properties": SAID, "distinct_id": USER}
    exported = CASES["posthog: an exported row"].body
    assert shapes.payload_of(row, place, Shape.ROW).shape is Shape.ROW
    assert shapes.payload_of(exported, place, Shape.ROW).shape is Shape.POSTHOG
    assert Shapes(Shape.ALTERTABLE).payload_of(exported, place, Shape.ROW).shape is Shape.ROW


AMBIGUOUS = {"event": "jar_opened", "properties": {"token": "t", "distinct_id": USER} | SAID}


def test_what_may_be_of_two_vendors_is_refused() -> None:
    with pytest.raises(AmbiguousShapeError) as refused:
        run_of(AMBIGUOUS)
    assert refused.value.shapes == (Shape.POSTHOG, Shape.MIXPANEL)
    assert "--shape posthog or --shape mixpanel" in str(refused.value)
    again = pickle.loads(pickle.dumps(refused.value))
    assert str(again) == str(refused.value)
    for shape in refused.value.shapes:
        assert found_in(AMBIGUOUS, shape=shape) == []


def test_a_key_of_posthogs_is_no_mixpanel_token() -> None:
    properties = AMBIGUOUS["properties"] | {"token": KEY}  # type: ignore[operator]  # a dict
    assert read({"event": "jar_opened", "properties": properties}).shape is Shape.POSTHOG
    mixpanels = AMBIGUOUS["properties"] | {"time": MILLISECONDS}  # type: ignore[operator]  # it, too
    assert read({"event": "jar_opened", "properties": mixpanels}).shape is Shape.MIXPANEL


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 300 + "1" + "}" * 300,
        '{"a":',
        '"text"',
        "[1]",
        "{" + ",".join(['"a":1'] * 500_002),
    ],
    ids=["deep", "cut", "text", "array", "many"],
)
def test_a_text_of_json_has_the_limits_of_a_payload(text: str) -> None:
    body = CASES["posthog: an exported row"].body | {"properties": text}
    assert found_in(body) == [("D412", None)]


def test_a_text_of_json_keeps_all_digits_of_a_whole_number() -> None:
    body = CASES["posthog: an exported row"].body | {"properties": '{"n": 123456789012345678901}'}
    assert read(body).properties == {"n": 123456789012345678901}
    body["properties"] = '{"n": ' + "9" * 5000 + "}"  # more than Python turns into a number
    assert found_in(body)


def test_every_vendor_has_a_row() -> None:
    modules = [
        import_module(f"{vendors.__name__}.{m.name}")
        for m in pkgutil.iter_modules(vendors.__path__)
    ]
    rows = {module.VENDOR.shape for module in modules if hasattr(module, "VENDOR")}
    assert rows == BY_SHAPE.keys() == set(Shape) - {Shape.ALTERTABLE, Shape.ROW}


# The event's name; whether it is a payload at all; texts, of which some are in the envelope.
_NOT_ABOUT_ENVELOPE = ("D406", "D412", "D221")


def test_a_rule_that_looks_at_the_envelope_says_so() -> None:
    folder = Path(rules.__file__).parent
    every: tuple[AnyRule, ...] = discover(RULES)
    for rule in every:
        if not isinstance(rule, PayloadRule):
            continue
        text = (folder / f"{rule.code.name.replace('-', '_')}.py").read_text()
        looks = "payload.body" in text or "subject.beside" in text or "is_server" in text
        looks = looks or "spelling_of" in text
        expected = looks and rule.code.id not in _NOT_ABOUT_ENVELOPE
        assert rule.is_about_envelope is expected, rule.code.id
