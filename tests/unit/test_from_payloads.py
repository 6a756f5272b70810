"""What captures show, as a plan: any payloads, in any order, in bounded memory."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.convert.draft import Draft, Drafted
from tracking_plan.convert.from_payloads import draft
from tracking_plan.convert.inference.observation import Observation
from tracking_plan.convert.inference.room import Total
from tracking_plan.convert.plan_text import events_text, traits_text
from tracking_plan.finding import Severity
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan, Property
from tracking_plan.plan.pii import PiiAction, PiiKind

VERSION = "schema_version"


def observed(payloads: Iterable[Any], room: int = 1_000_000) -> Observation:
    seen = Observation(version_property=VERSION, total=Total(room))
    for payload in payloads:
        seen.add(payload)
    return seen


def drafted(payloads: Iterable[Any]) -> Draft:
    return draft(observed(payloads), version_property=VERSION)


def text_of(found: Draft) -> str:
    return f"tracking_plan: 1\n{traits_text(found)}{events_text(found)}"


def plan_of(found: Draft) -> Plan:
    loaded = load_text(text_of(found))
    assert [one for one in loaded.findings if one.severity is Severity.ERROR] == []
    assert loaded.plan is not None
    return loaded.plan


def track(event: Any = "Signed Up", **properties: Any) -> dict[str, Any]:
    return {"event": event, "properties": properties, "environment": "test", "distinct_id": "u"}


def one_property(*values: Any, name: str = "x") -> Property:
    plan = plan_of(drafted(track(**{name: value}) for value in values))
    (found,) = plan.events["Signed Up"].current.properties
    return found


def assert_same(found: Mapping[str, Drafted], planned: tuple[Property, ...]) -> None:
    assert list(found) == [prop.name for prop in planned]
    for prop in planned:
        assert_same_property(found[prop.name], prop)


def assert_same_property(found: Drafted, prop: Property) -> None:
    listed = tuple(entry.value for entry in prop.enum or ())
    assert (prop.type, prop.required, prop.nullable) == (
        found.type,
        found.is_required,
        found.is_nullable,
    )
    assert (prop.format, listed, prop.pii) == (found.format, found.enum, found.pii)
    assert (prop.properties is None) == (found.properties is None)
    if found.properties is not None:
        assert_same(found.properties, prop.properties or ())
    for one, other in ((found.items, prop.items), (found.others, prop.additional_properties)):
        if isinstance(one, Drafted):
            assert isinstance(other, Property)
            assert_same_property(one, other)
        else:
            assert bool(one) == bool(other)


def assert_parses_back(found: Draft) -> Plan:
    plan = plan_of(found)
    assert list(plan.events) == [event.name for event in found.events]
    for event in found.events:
        planned = plan.events[event.name]
        for one, version in zip((event, *event.older), planned.versions, strict=True):
            assert_same(one.properties, version.properties)
            if one.version is not None:
                assert one.version == version.version
    if found.traits is not None:
        assert_same(found.traits, plan.traits or ())
    return plan


def mismatches(plan: Plan, payloads: Iterable[Any]) -> set[str]:
    """The codes of the errors that are about what the plan says of properties."""
    run = Run(plan, Settings(today=date(2026, 1, 31)))
    run.judge("-", [Record(1, json.dumps(one).encode(), one) for one in payloads])
    about_envelope = ("D1", "D3", "D4")
    errors = [one.code.id for one in run.findings if one.severity is Severity.ERROR]
    return {code for code in errors if not code.startswith(about_envelope)}


NAMES = st.sampled_from(
    (
        *("plan", "no", "null", "1e3", "=", "a: b", 'q"uote', "it's", "# x", "- y", "é😀", "404"),
        *("~", "line\nbreak", " padded", "", "$lib", "\x00", "u_12345", "a@b.example", "<<", "*a"),
        *("&a", "x" * 150, "user_email", "items[]", "a.b", "%", "@x", "`", "{", "[a]", "true"),
        "2026-01-01",
    )
)
TEXTS = st.sampled_from(
    (
        *(
            "altertable-js",
            "@x/altertable-js",
            "",
            "free",
            "pro",
            "no",
            "null",
            "1e3",
            "2026-01-31",
        ),
        *(
            "2026-01-31T12:00:00Z",
            "a@b.example",
            "https://x.example/1",
            "10.0.0.1",
            "x" * 300,
            "😀",
        ),
        *("4111111111111111", "a\nb", "f" * 64, "2026-01-31"),
    )
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
VERSIONS = st.sampled_from(["1.0", "2.1", "2.10", "3", 2, "x", None, "99.1", 7.5])
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=5) | st.builds(
    lambda sent, version: sent | {VERSION: version},
    st.dictionaries(NAMES, VALUES, max_size=5),
    VERSIONS,
)
PAYLOADS = st.lists(
    st.builds(lambda name, sent: track(name) | {"properties": sent}, NAMES, OBJECTS)
    | st.builds(lambda sent: {"distinct_id": "u", "environment": "x", "traits": sent}, OBJECTS)
    | VALUES.map(lambda value: {"event": "Any", "properties": value})
    | VALUES,
    max_size=40,
)


@given(PAYLOADS, st.integers(1, 60))
def test_any_payloads_give_a_plan_that_parses_back_and_that_they_fit(
    payloads: list[Any], times: int
) -> None:
    sent = payloads * times
    found = drafted(sent)
    plan = assert_parses_back(found)
    assert mismatches(plan, [one for one in sent if named(one, plan)]) == set()


def named(payload: Any, plan: Plan) -> bool:
    """Whether the plan has the payload's event, or it is one of traits."""
    if not isinstance(payload, dict):
        return False
    return "event" not in payload or (
        isinstance(payload["event"], str) and payload["event"] in plan.events
    )


@given(PAYLOADS, st.randoms(use_true_random=False), st.sampled_from([300, 600, 2_000, 1_000_000]))
def test_the_order_of_payloads_makes_no_difference(
    payloads: list[Any], chance: Random, room: int
) -> None:
    seen = observed(payloads, room)
    turned = list(payloads)
    chance.shuffle(turned)
    other = observed(turned, room)
    found = draft(seen, version_property=VERSION)
    assert found == draft(other, version_property=VERSION)
    assert (seen.unnamed, seen.environments, seen.libs) == (
        other.unnamed,
        other.environments,
        other.libs,
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1] * 40, "integer"),
        ([1] * 4, "number"),
        ([1, 2.5] * 20, "number"),
        ([10**20] * 40, "integer"),
        ([True], "boolean"),
        ([1, "1"] * 20, "any"),
        ([None], "any"),
        ([None, "x"], "string"),
        ([[]], "array"),
        ([{}], "object"),
        (["1", "2"] * 20, "string"),
    ],
)
def test_the_type_is_what_all_values_have(values: list[Any], expected: str) -> None:
    assert one_property(*values).type == expected


def test_a_property_is_required_only_where_enough_payloads_have_it() -> None:
    assert not one_property(*["a"] * 29).required
    assert one_property(*["a"] * 30).required
    plan = plan_of(drafted([*[track(x="a")] * 100, track()]))
    assert not plan.events["Signed Up"].current.properties[0].required


def test_few_texts_that_are_often_seen_are_a_list() -> None:
    assert one_property(*["free", "pro"] * 60, name="plan").enum is not None


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["free", "pro"] * 20, "plan"),  # too few
        ([*["free", "pro"] * 60, "gold"], "plan"),  # one is rare, so that others are unseen
        (["u_1", "u_2", "u_3"] * 60, "plan"),  # ids
        (["Ann", "Bob"] * 60, "first_name"),
        (["Ann", "Bob"] * 60, "author"),
        (["2026-01-01", "2026-01-02"] * 60, "plan"),
        (["a@b.example", "c@d.example"] * 60, "plan"),
        (["10.0.0.1", "10.0.0.2"] * 60, "plan"),
        (["+1 555 010 9999", "+1 555 010 9998"] * 60, "plan"),
        (["1", "2"] * 60, "plan"),
        (["free", "Free"] * 60, "plan"),
        (["What a text, that people wrote.", "x"] * 60, "plan"),
        ([f"word{'x' * number}" for number in range(30)] * 60, "plan"),
        (["only"] * 120, "plan"),
    ],
)
def test_what_may_have_other_values_is_no_list(texts: list[str], name: str) -> None:
    assert one_property(*texts, name=name).enum is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31T12:00:00Z", "date-time"),
        ("2026-01-31", "date"),
        ("12:00:00Z", "time"),
        ("0b6dd2a6-1f1e-4a0e-9d43-5e7c9b7f0a11", "uuid"),
        ("a@b.example", "email"),
        ("https://x.example/a?b=c", "uri"),
        ("10.0.0.1", "ipv4"),
        ("word", None),
    ],
)
def test_a_format_is_one_that_all_texts_have(text: str, expected: str | None) -> None:
    assert one_property(*[text] * 10).format == expected
    assert one_property(*[text] * 10, "").format is None
    assert one_property(*[text] * 9).format is None


@pytest.mark.parametrize(
    ("value", "name", "kind"),
    [
        ("a@b.example", "x", PiiKind.EMAIL),
        ("by a@b.example", "x", PiiKind.EMAIL),
        ("4111 1111 1111 1111", "x", PiiKind.FINANCIAL),
        (4111111111111111, "x", PiiKind.FINANCIAL),
        ("+1 555 010 9999", "x", PiiKind.PHONE),
        ("2001:db8::1", "x", PiiKind.IP),
        ("Ann", "first_name", PiiKind.NAME),
    ],
)
def test_personal_data_is_marked_by_its_looks_or_its_name(
    value: Any, name: str, kind: PiiKind
) -> None:
    pii = one_property(value, name=name).pii
    assert pii is not None
    assert (pii.kind, pii.action) == (kind, PiiAction.ALLOW)


def test_a_hash_under_a_personal_name_is_what_was_hashed() -> None:
    pii = one_property(*["0" * 64] * 10, name="email").pii
    assert pii is not None
    assert pii.action is PiiAction.HASH


def test_keys_that_are_data_are_those_of_a_map() -> None:
    days = [track(x={f"2026-01-{day:02}": day}) for day in range(1, 31)]
    found = plan_of(drafted(days)).events["Signed Up"].current.properties[0]
    assert found.properties is None
    assert found.others is not None
    assert found.others.type == "integer"


def test_many_keys_of_which_none_is_in_most_objects_are_those_of_a_map() -> None:
    labels = [track(x={f"label {chr(97 + number)}": "y"}) for number in range(26)]
    found = plan_of(drafted(labels)).events["Signed Up"].current.properties[0]
    assert (found.properties, found.others is not None) == (None, True)
    few = [track(x={f"label {chr(97 + number)}": "y"}) for number in range(5)]
    assert plan_of(drafted(few)).events["Signed Up"].current.properties[0].properties is not None


def test_names_of_events_that_are_no_names_are_left_out_and_counted() -> None:
    names = ["$pageview", " padded", "a@b.example", "x" * 300, 7, None, "line\nbreak", "Fine"]
    seen = observed([track(name) for name in names])
    assert list(seen.events) == ["Fine"]
    assert sum(seen.unnamed.values()) == 7


def test_of_very_many_events_as_many_are_kept_as_there_is_room_for() -> None:
    names = [f"Viewed product {number}" for number in range(10_000)]
    seen = observed([track(name, x=1) for name in [*names, "Signed Up"]], room=100_000)
    assert "Signed Up" in seen.events
    assert 500 < len(seen.events) < 2_000
    assert sum(seen.unnamed.values()) == 10_001 - len(seen.events)


def test_of_very_many_properties_the_rest_is_allowed() -> None:
    sent = [track(**{f"p{chr(97 + n % 26)}{'x' * (n // 26)}": n}) for n in range(2_000)]
    wide = [track(**{f"{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}": 1}) for a in range(26)
            for b in range(26) for c in range(26)]  # fmt: skip
    for payloads in (sent, wide):
        plan = plan_of(drafted(payloads))
        assert mismatches(plan, payloads) == set()
    assert plan.events["Signed Up"].current.additional_properties is True
    assert len(plan.events["Signed Up"].current.properties) < 5_000


def test_what_is_nested_deeply_is_left_open() -> None:
    value: Any = {"end": 1}
    for _ in range(150):
        value = {"a": [value]}
    payloads = [track(x=value)]
    assert mismatches(plan_of(drafted(payloads)), payloads) == set()


def test_each_major_that_payloads_declare_is_a_version() -> None:
    payloads = [track(a=1, schema_version="1.3"), track(b="x", schema_version="2.1")]
    plan = assert_parses_back(drafted(payloads))
    assert [str(one.version) for one in plan.events["Signed Up"].versions] == ["2.1", "1.3"]
    assert mismatches(plan, payloads) == set()


def test_environments_that_are_data_are_none() -> None:
    assert observed([track()] * 2).plain_environments == ("test",)
    many = [track() | {"environment": f"pr-{number}"} for number in range(30)]
    assert observed(many).plain_environments == ()


def test_no_text_that_looks_personal_is_in_the_plan() -> None:
    private = ["ann@mail.example", "+49 170 1234567", "192.168.7.13", "DE89370400440532013000"]
    sent = [track(x=one, **{one: 1}, y={one: one}, z=[one]) for one in private for _ in range(60)]
    text = text_of(drafted([*sent, *[track(one) for one in private]]))
    assert [one for one in private if one in text] == []
