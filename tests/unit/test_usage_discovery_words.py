"""Which names speak of tracking, and which texts look like the names of events."""

import pytest

from tracking_plan.usage.discovery.text_search import TextSearch
from tracking_plan.usage.discovery.words import event_likeness, is_of_any_events, tracking_weight


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("info", "logger"),
        ("log", "console"),
        ("error", "log"),
        ("emit", "socket"),
        ("dispatch", "store"),
        ("dispatchEvent", "window"),
        ("addEventListener", "window"),
        ("onEvent", ""),
        ("t", "i18n"),
        ("get", "router"),
        ("captureException", "Sentry"),
        ("captureMessage", "Sentry"),
        ("send", "socket"),
        ("sendMail", ""),
        ("push", "items"),
        ("execute", "cursor"),
        ("test", ""),
        ("expect", ""),
        ("userEvent", ""),
        ("handleEvent", ""),
        ("handleEvent", "form"),
        ("handleEvent", "analyticsForm.input"),
        ("handleEvents", "Analytics"),
        ("handleError", "Analytics"),
        ("createEventBus", "telemetry"),
        ("recordCounter", "telemetry"),
        ("trackPage", "API"),
        ("trackPageView", "analytics"),
        ("track_screen", ""),
        ("recordHistogram", "telemetry"),
        ("fireEvent", ""),
        ("Event", ""),
        ("", ""),
        ("$", ""),
    ],
)
def test_these_do_not_surely_track(name: str, owner: str) -> None:
    assert tracking_weight(name, (owner,)) <= 0.5


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("track", ""),
        ("trackEvent", ""),
        ("track_event", "self"),
        ("logEvent", ""),
        ("sendAnalyticsEvent", ""),
        ("capture", "posthog"),
        ("send", "telemetry"),
        ("record", "analytics_client"),
        ("publish", "amplitude"),
        ("gtag", ""),
        ("handleEvent", "Analytics"),
        ("dispatchEvent", "this.tracker"),
        ("fireEvent", "telemetry"),
        ("trackPageEvent", ""),
    ],
)
def test_these_speak_of_tracking(name: str, owner: str) -> None:
    assert tracking_weight(name, (owner,)) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "failed to load %s",
        "loaded {} rows",
        "Could not connect to the server.",
        "we could not find the file in it",
        "SELECT id FROM users",
        "/api/v1/users",
        "https://example.com",
        "a\nb",
        ".button > a",
        "click",
        "error",
        "{{ name }}",
        "x" * 200,
        "123",
    ],
)
def test_these_are_no_names_of_events(text: str) -> None:
    assert event_likeness(text) < 0.8


@pytest.mark.parametrize(
    "text",
    ["Signed Up", "order_completed", "checkout:started", "Order: paid", "experiment-viewed", "é à"],
)
def test_these_are(text: str) -> None:
    assert event_likeness(text) == 1


def test_text_is_searched_for_calls_and_not_for_definitions() -> None:
    search = TextSearch()
    search.add(b"def trackEvent(name='Signed Up'): pass\nfunction logEvent(a = 'Signed Up') {}\n")
    search.add(b"console.log('Signed Up'); socket.emit('Signed Up'); captureError('Signed Up')")
    assert search.names() == frozenset()
    search.add(b"await a?.sendEvent?.(\n  EVENTS.SIGNED_UP,\n)\ntrackIt(`Signed Up`)")
    assert search.names() == {"sendEvent", "trackIt"}


@pytest.mark.parametrize("size", [0, 1, 5_000])
def test_search_ends_on_any_bytes(size: int) -> None:
    search = TextSearch()
    for content in (
        b"track" * size,
        b"track(" * size,
        b"$_" * size,
        bytes(range(256)) * (size // 100),
    ):
        search.add(content)
    assert search.names() == frozenset()


@pytest.mark.parametrize(
    ("name", "owner", "is_any"),
    [
        ("emitEvent", "this", True),
        ("sendEvent", "client", True),
        ("publish_checkout_event", "", True),
        ("pushEvents", "ctx", True),
        ("trackEvent", "", False),
        ("logEvent", "", False),
        ("recordEvent", "this", False),
        ("sendTrackingEvent", "", False),
        ("sendEvent", "analytics", False),
        ("emitEvent", "src/telemetry/client", False),
        ("emit", "socket", False),
    ],
)
def test_events_of_any_kind_are_told_from_those_that_are_tracked(
    name: str, owner: str, is_any: bool
) -> None:
    assert is_of_any_events(name, (owner,)) is is_any
