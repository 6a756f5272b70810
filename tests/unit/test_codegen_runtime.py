"""The vendored runtime: what it sends, what it never sends, and whom it tells."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum, IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.codegen.runtime import (
    UNSET,
    Alias,
    Emitter,
    EventSchema,
    Field,
    Identify,
    Mode,
    PersonalData,
    PlanViolation,
    Recorder,
    SdkTransport,
    Shape,
    Slot,
    Track,
    Unsendable,
)
from tracking_plan.codegen.runtime.schema import violations
from tracking_plan.codegen.runtime.wire import json_object, moment, user_id

ORDER = EventSchema(
    name="Order Paid",
    shape=Shape(
        fields={
            "amount": Field("number", required=True, minimum=0),
            "app_version": Field("string"),
            "email": Field("string", pii="hash"),
            "ip": Field("string", pii="drop"),
            "buyers": Field("array", items=Field("string", pii="hash")),
        }
    ),
    version="2.0",
    common=["app_version"],
)


class Broken:
    """A transport that fails as a network does."""

    def send(self, message: object, /) -> None:
        raise ConnectionError("no route")


def emitter(recorder: Recorder, mode: Mode = "strict", **settings: Any) -> Emitter:
    return Emitter(
        recorder,
        environment="test",
        mode=mode,
        version_property="schema_version",
        personal=PersonalData("secret"),
        **settings,
    )


def sent(properties: Mapping[str, object], **settings: Any) -> Mapping[str, object]:
    """The properties on the wire of an order with these."""
    recorder = Recorder()
    emitter(recorder, **settings).track(ORDER, "u_1", properties)
    (message,) = recorder.tracked
    return message.properties


def test_what_is_unset_is_absent_and_null_is_sent() -> None:
    assert json_object({"a": UNSET, "b": None, "c": {"d": UNSET}}) == {"b": None, "c": {}}


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    BIG = 3


class Plain(str, Enum):  # noqa: UP042  as code for Python 3.10 writes it
    RED = "red"


def test_tuples_and_enums_are_sent_as_the_json_that_they_are() -> None:
    values: dict[object, object] = {"t": (1, 2), "s": Colour.RED, "i": Size.BIG, "p": Plain.RED}
    assert json.dumps(json_object(values)) == '{"t": [1, 2], "s": "red", "i": 3, "p": "red"}'


class Loop(list[object]):
    """A list that holds itself."""

    def __init__(self) -> None:
        self.append(self)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"a": float("nan")}, "a"),
        ({"a": [1, float("inf")]}, "a[1]"),
        ({"a": datetime.now(tz=UTC)}, "a"),
        ({"a": {1, 2}}, "a"),
        ({"a": b"bytes"}, "a"),
        ({"a": {"b": {1: 2}}}, "a.b"),
        ({"a": "\ud800"}, "a"),
        ({"\ud800": 1}, "?"),
    ],
)
def test_what_json_cannot_say_is_named_by_its_path(value: dict[object, object], path: str) -> None:
    with pytest.raises(Unsendable) as caught:
        json_object(value)
    assert caught.value.path == path


def test_a_cycle_cannot_be_sent() -> None:
    with pytest.raises(Unsendable, match="nested too deeply"):
        json_object({"a": Loop()})


@pytest.mark.parametrize("value", ["", "  ", "Anonymous", "GUEST", "null", "[object Object]", "0"])
def test_blank_and_reserved_ids_are_never_sent(value: str) -> None:
    with pytest.raises(Unsendable):
        user_id(value, "distinct_id")


@pytest.mark.parametrize("value", [None, 7, {"plan": "pro"}, UNSET])
def test_an_id_that_is_no_string_is_never_sent(value: object) -> None:
    with pytest.raises(Unsendable):
        user_id(value, "distinct_id")


@pytest.mark.parametrize("value", ["u_1", "Null", "00", "42"])
def test_other_ids_are_sent_as_they_are(value: str) -> None:
    assert user_id(value, "distinct_id") == value


@pytest.mark.parametrize(
    ("given_moment", "expected"),
    [
        (datetime(2026, 11, 24, 6, 30, tzinfo=UTC), "2026-11-24T06:30:00.000Z"),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2025-12-31T22:00:00.000Z"),
        ("2026-11-24T06:30:00Z", "2026-11-24T06:30:00.000Z"),
        ("2026-11-24 06:30:00.1234567+01:00", "2026-11-24T05:30:00.123Z"),
    ],
)
def test_moments_are_sent_in_utc_with_a_z(given_moment: object, expected: str) -> None:
    assert moment(given_moment) == expected


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 24),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=2))),
        "2026-11-24T06:30:00",
        "2026-13-24T06:30:00Z",
        "yesterday",
        1_764_000_000,
    ],
)
def test_a_moment_that_is_not_sure_is_never_sent(value: object) -> None:
    with pytest.raises(Unsendable):
        moment(value)


def test_common_properties_are_added_and_a_call_overrides_them() -> None:
    settings = {"common": {"app_version": "1", "other": "x"}}
    assert sent({"amount": 1}, **settings)["app_version"] == "1"
    assert sent({"amount": 1, "app_version": UNSET}, **settings)["app_version"] == "1"
    assert sent({"amount": 1, "app_version": "2"}, **settings) == {
        "app_version": "2",
        "amount": 1,
        "schema_version": "2.0",
    }


def test_personal_data_leaves_as_a_keyed_hash_or_not_at_all() -> None:
    properties = sent({"amount": 1, "email": "a@b.example", "ip": "::1", "buyers": ["x", "x"]})
    digest = PersonalData(b"secret").hashed("a@b.example")
    assert len(digest) == 64
    assert properties["email"] == digest
    assert "ip" not in properties
    assert properties["buyers"] == [PersonalData("secret").hashed("x")] * 2
    assert digest != PersonalData("other").hashed("a@b.example")


def test_a_missing_key_is_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="pii_key"):
        PersonalData("")


def test_personal_data_of_the_wrong_type_is_not_sent_in_clear() -> None:
    assert "email" not in sent({"amount": 1, "email": 42}, mode="warn")


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({}, "amount: is required"),
        ({"amount": -1}, "amount: is less than 0"),
        ({"amount": True}, "amount: must be of type number"),
        ({"amount": None}, "amount: must be of type number"),
        ({"amount": 1, "amuont": 1}, "amuont: is not planned"),
        ({"amount": 1, "buyers": ["a", 2]}, "buyers[1]: must be of type string"),
    ],
)
def test_strict_raises_what_breaks_the_plan(properties: dict[str, object], problem: str) -> None:
    recorder = Recorder()
    with pytest.raises(PlanViolation) as caught:
        emitter(recorder).track(ORDER, "u_1", properties)
    assert caught.value.problems == (problem,)
    assert recorder.messages == []


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        (Field("number", minimum=1e16), "n: is less than 1e16"),
        (Field("number", exclusive_minimum=1e300), "n: is not greater than 1e300"),
        (Field("number", maximum=-1e-7), "n: is greater than -1e-7"),
        (Field("number", exclusive_maximum=1.5e-10), "n: is not less than 1.5e-10"),
        (Field("number", multiple_of=2e22), "n: is not a multiple of 2e22"),
        (Field("number", minimum=10**20), "n: is less than 100000000000000000000"),
        (Field("number", minimum=2.5), "n: is less than 2.5"),
    ],
)
def test_limits_are_said_as_people_write_them(field: Field, problem: str) -> None:
    assert list(violations(Shape(fields={"n": field}), {"n": 1})) == [problem]


def test_warn_logs_what_breaks_the_plan_without_its_value_and_sends_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    recorder = Recorder()
    emitter(recorder, "warn").track(ORDER, "u_1", {"amount": "secret text"})
    assert recorder.tracked[0].properties["amount"] == "secret text"
    assert "amount: must be of type number" in caplog.text
    assert "secret text" not in caplog.text


def test_off_does_not_look(caplog: pytest.LogCaptureFixture) -> None:
    assert sent({"amount": "x"}, mode="off")["amount"] == "x"
    assert caplog.text == ""


@pytest.mark.parametrize("mode", ["warn", "off"])
def test_outside_strict_nothing_is_raised_and_losses_are_told_and_counted(mode: Mode) -> None:
    told: list[Exception] = []
    recorder = Recorder()
    quiet = emitter(recorder, mode, on_error=told.append)
    quiet.track(ORDER, "anonymous", {"amount": 1})
    quiet.track(ORDER, "u_1", {"amount": float("nan")})
    quiet.identify("u_1", {}, timestamp="soon")
    quiet.alias("u_1", "guest")
    assert recorder.messages == []
    assert [getattr(error, "path", None) for error in told] == [
        "distinct_id",
        "amount",
        "timestamp",
        "new_user_id",
    ]
    assert quiet.dropped == 4


def test_a_failing_transport_is_raised_in_strict_only(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ConnectionError):
        Emitter(Broken(), environment="test", mode="strict").track(ORDER, "u_1", {"amount": 1})
    Emitter(Broken(), environment="test").track(ORDER, "u_1", {"amount": 1})
    assert caplog.messages == ["dropped 'Order Paid': ConnectionError: no route"]


class Wrapping:
    """A transport whose error keeps the real one in `cause`, as the SDK's do."""

    def send(self, message: object, /) -> None:
        error = OSError("Network request failed")
        error.cause = ConnectionError("no\nroute")  # type: ignore[attr-defined]
        raise error


def test_the_log_names_the_call_and_the_cause(caplog: pytest.LogCaptureFixture) -> None:
    Emitter(Wrapping(), environment="test").identify("u_1", {})
    Emitter(Recorder(), environment="test").track(ORDER, " ", {"amount": 1})
    assert caplog.messages == [
        "dropped 'identify': OSError: Network request failed (ConnectionError: no route)",
        "dropped 'Order Paid': distinct_id: is blank",
    ]


def test_an_on_error_that_fails_does_not_crash_the_caller(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(error: Exception) -> None:
        raise RuntimeError("worse") from error

    Emitter(Broken(), environment="test", on_error=fail).alias("u_1", "stripe:1")
    assert "on_error failed" in caplog.text


def test_disabled_sends_nothing_and_looks_at_nothing() -> None:
    recorder = Recorder()
    emitter(recorder, enabled=False).track(ORDER, "anonymous", {})
    assert recorder.messages == []


def test_messages_carry_what_was_given_and_nothing_else() -> None:
    recorder = Recorder()
    one = emitter(recorder)
    one.identify("u_1", {"plan": "pro"}, anonymous_id="anonymous-1")
    one.alias("u_1", "stripe:cus_1")
    assert recorder.messages == [
        Identify(
            distinct_id="u_1",
            traits={"plan": "pro"},
            environment="test",
            anonymous_id="anonymous-1",
        ),
        Alias(distinct_id="u_1", new_user_id="stripe:cus_1", environment="test"),
    ]
    recorder.clear()
    assert recorder.messages == []


def test_functions_before_configure_send_nothing_and_say_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    slot = Slot()
    slot.emitter.track(ORDER, "u_1", {"amount": 1})
    slot.emitter.track(ORDER, "u_1", {"amount": 1})
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    recorder = Recorder()
    slot.fill(emitter(recorder))
    slot.emitter.track(ORDER, "u_1", {"amount": 1})
    assert len(recorder.tracked) == 1


@pytest.mark.parametrize("environment", ["", " ", None, 7])
def test_the_environment_must_be_said(environment: Any) -> None:
    with pytest.raises(ValueError, match=r"^environment: "):
        Emitter(Recorder(), environment=environment)


PLANNED: dict[str, Any] = {"environments": ["production", "test"], "common_names": ["tenant"]}
UNPLANNED = [
    ({"environment": "prodd"}, "environment: is none of production, test"),
    ({"environment": "test", "common": {"ap_version": "5"}}, "ap_version: is not planned"),
]


@pytest.mark.parametrize(("settings", "problem"), UNPLANNED)
def test_settings_that_are_not_planned_break_the_plan(
    settings: Any, problem: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(PlanViolation) as caught:
        Emitter(Recorder(), mode="strict", **settings, **PLANNED)
    assert caught.value.problems == (problem,)
    Emitter(Recorder(), mode="off", **settings, **PLANNED)
    Emitter(Recorder(), mode="strict", enabled=False, **settings, **PLANNED)
    assert caplog.messages == []
    Emitter(Recorder(), **settings, **PLANNED)
    assert [problem in message for message in caplog.messages] == [True]


def test_planned_settings_are_fine(caplog: pytest.LogCaptureFixture) -> None:
    for common in (None, {"tenant": "t"}):
        Emitter(Recorder(), environment="test", mode="strict", common=common, **PLANNED)
        Emitter(Recorder(), environment="test", common=common, **PLANNED)
    assert caplog.messages == []


@pytest.mark.parametrize("mode", ["Strict", "loud", "", None])
def test_there_is_no_other_mode(mode: Any) -> None:
    with pytest.raises(ValueError, match="'strict', 'warn' and 'off'"):
        Emitter(Recorder(), environment="test", mode=mode)


@pytest.mark.parametrize("transport", [None, "url", object()])
def test_what_cannot_send_is_no_transport(transport: Any) -> None:
    with pytest.raises(TypeError, match="has no send"):
        Emitter(transport, environment="test")


class Failing:
    """A client whose network error has this cause."""

    def __init__(self, cause: Exception) -> None:
        self.cause = cause

    def track(self, event: str, distinct_id: str, options: dict[str, Any], /) -> object:
        error = OSError("network")
        error.cause = self.cause  # type: ignore[attr-defined]  # as the SDK's errors have it
        raise error

    def identify(self, distinct_id: str, options: dict[str, Any], /) -> object:
        return self.track("", distinct_id, options)

    def alias(self, distinct_id: str, new_user_id: str, options: dict[str, Any], /) -> object:
        return self.track("", distinct_id, options)


@pytest.mark.parametrize(
    ("cause", "is_lost"),
    [
        (json.JSONDecodeError("empty", "", 0), False),
        (json.JSONDecodeError("blank", "\n", 0), False),
        (json.JSONDecodeError("a page", "<html>", 0), True),
        (ValueError("bad url"), True),
    ],
)
def test_only_an_answer_without_a_body_is_no_error(cause: Exception, is_lost: bool) -> None:
    transport = SdkTransport(Failing(cause))
    message = Track(event="e", distinct_id="u", properties={}, environment="test")
    if is_lost:
        with pytest.raises(OSError, match="network"):
            transport.send(message)
    else:
        transport.send(message)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS | st.binary() | st.just(UNSET),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES), st.none() | st.text(), st.none() | st.text())
def test_whatever_is_given_outside_strict_nothing_is_raised_and_what_is_sent_is_json(
    properties: dict[str, object], who: str | None, when: str | None
) -> None:
    recorder = Recorder()
    errors: list[Exception] = []
    one = emitter(recorder, "warn", on_error=errors.append)
    one.track(ORDER, who, properties, timestamp=when)  # type: ignore[arg-type]  # as untyped code may
    assert len(recorder.messages) + len(errors) == 1
    assert all(isinstance(error, Unsendable) for error in errors)
    for message in recorder.tracked:
        json.dumps(message.properties, allow_nan=False).encode()
