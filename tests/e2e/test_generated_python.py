"""Generated helpers over the real `altertable` client, against a server on this machine."""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from altertable import Altertable
from generated import imported, mypy_says, plan_of, write

from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.validation.validator import Validator

PLAN = """\
name: acme-shop
environments: [production, test]
version_property: schema_version
shared:
  currency: {type: string, enum: [USD, EUR, GBP]}
  line:
    type: object
    properties:
      sku: string!
      quantity: {type: integer, minimum: 1, required: true}
      price: number
common:
  app_version: {type: string, required: true, max_length: 20}
events:
  Checkout Completed:
    description: The buyer's payment was captured.
    version: 2.1
    properties:
      revenue: {type: number, minimum: 0, required: true}
      currency: ref! currency
      coupon: {type: string, nullable: true, max_length: 40}
      items: {type: array, min_items: 1, items: ref line}
      weights: {type: array, items: number}
      email: {type: string, format: email, pii: {kind: email, action: hash}}
      ip: {type: string, pii: {kind: ip, action: drop}}
    previous:
      1.3: {properties: {amount: {type: number, required: true}}}
  Page Opened:
    additional_properties: true
    properties: {path: string!, context: {type: object}, tags: {type: array}}
  Signed Up:
    status: deprecated
    replaced_by: Page Opened
    common: false
traits:
  plan: {enum: [free, pro]}
  email: {type: string, format: email}
"""


@dataclass
class Server:
    """What a server received, and how it answers."""

    url: str = ""
    status: int = 200
    body: bytes = b'{"ok": true}'
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append((self.path, json.loads(body)))
            self.send_response(state.status)
            self.send_header("Content-Length", str(len(state.body)))
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}"
    yield state
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(scope="module")
def analytics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with imported(PLAN, tmp_path_factory.mktemp("e2e")) as module:
        yield module


@pytest.fixture
def client(server: Server) -> Iterator[Altertable]:
    one = Altertable("key", server_url=server.url, environment="production", timeout=5000)
    yield one
    one.session.close()


@pytest.fixture
def tracker(analytics: ModuleType, client: Altertable) -> Any:
    return analytics.Tracker(
        analytics.SdkTransport(client),
        environment="test",
        common={"app_version": "2026.11"},
        pii_key="secret",
        mode="strict",
    )


def validator(name: str, major: int | None = None) -> Validator:
    """The validator of an event's current version, or of an older major."""
    plan = plan_of(PLAN)
    event = plan.events[name]
    (version,) = [v for v in event.versions if v.version.major == (major or v.version.major)][:1]
    return Validator(version_schema(plan, event, version))


def test_an_event_arrives_as_the_schema_says(tracker: Any, server: Server) -> None:
    tracker.checkout_completed(
        "u_1",
        revenue=49.99,
        currency="USD",
        coupon=None,
        items=({"sku": "A1", "quantity": 1}, {"sku": "B2", "quantity": 2, "price": 1}),
        weights=[1, 2],
        email="ada@mail.example",
        ip="203.0.113.7",
        timestamp=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
        anonymous_id="anonymous-1",
    )
    ((path, payload),) = server.received
    assert path == "/track"
    properties = payload.pop("properties")
    assert payload == {
        "event": "Checkout Completed",
        "distinct_id": "u_1",
        "environment": "test",
        "timestamp": "2026-11-24T06:30:00.000Z",
        "anonymous_id": "anonymous-1",
    }
    assert validator("Checkout Completed").is_valid(properties)
    assert properties["schema_version"] == "2.1"
    assert properties["app_version"] == "2026.11"
    assert len(properties["email"]) == 64
    assert "ip" not in properties


def test_an_older_major_still_arrives_and_says_so(tracker: Any, server: Server) -> None:
    with pytest.warns(DeprecationWarning, match="send 2"):
        tracker.checkout_completed_v1("u_1", amount=5)
    assert server.received[0][1]["properties"] == {"amount": 5, "schema_version": "1.3"}
    assert validator("Checkout Completed", 1).is_valid(server.received[0][1]["properties"])


def test_an_open_event_takes_more_than_is_planned(tracker: Any, server: Server) -> None:
    tracker.page_opened("u_1", path="/", context={"a": [1]}, extra_properties={"utm": "x"})
    properties = server.received[0][1]["properties"]
    assert properties == {"path": "/", "context": {"a": [1]}, "utm": "x", "app_version": "2026.11"}
    assert validator("Page Opened").is_valid(properties)


def test_an_event_without_properties_sends_an_object(tracker: Any, server: Server) -> None:
    with pytest.warns(DeprecationWarning, match='send "Page Opened"'):
        tracker.signed_up("u_1")
    assert server.received[0][1]["properties"] == {}


def test_identify_and_alias_arrive(tracker: Any, server: Server) -> None:
    tracker.identify("u_1", plan="pro", email="a@b.example", device_id="device-1")
    tracker.alias("u_1", "stripe:cus_1")
    (identify, alias) = server.received
    assert identify[0] == "/identify"
    schema = traits_schema(plan_of(PLAN))
    assert schema is not None
    assert Validator(schema).is_valid(identify[1]["traits"])
    assert identify[1]["device_id"] == "device-1"
    assert alias[0] == "/alias"
    assert (alias[1]["distinct_id"], alias[1]["new_user_id"]) == ("u_1", "stripe:cus_1")


def test_plain_functions_send_once_they_are_configured(
    analytics: ModuleType, client: Altertable, server: Server
) -> None:
    analytics.configure(
        analytics.SdkTransport(client),
        environment="production",
        common={"app_version": "1"},
        pii_key="secret",
        mode="strict",
    )
    analytics.track_page_opened("u_1", path="/", app_version="2")
    analytics.identify("u_1", plan="free")
    analytics.alias("u_1", "stripe:cus_1")
    assert [path for path, _ in server.received] == ["/track", "/identify", "/alias"]
    assert server.received[0][1]["properties"] == {"path": "/", "app_version": "2"}


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"environment": "prod"}, "environment: is none of production, test"),
        ({"common": {"ap_version": "1"}}, "ap_version: is not planned"),
    ],
)
def test_settings_are_held_against_the_plan(
    analytics: ModuleType, settings: dict[str, Any], problem: str
) -> None:
    given = {"environment": "test", "common": {"app_version": "1"}, **settings}
    recorder = analytics.Recorder()
    for make in (analytics.Tracker, analytics.configure):
        with pytest.raises(analytics.PlanViolation, match=problem):
            make(recorder, pii_key="secret", mode="strict", **given)


@pytest.mark.parametrize(("status", "body"), [(204, b""), (200, b""), (200, b"\n")])
def test_a_stored_event_is_never_an_error(
    tracker: Any, server: Server, status: int, body: bytes
) -> None:
    server.status, server.body = status, body
    tracker.page_opened("u_1", path="/")
    assert len(server.received) == 1
    assert tracker.dropped == 0


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"ok": false, "error_code": "environment-not-found"}'),
        (422, b'[{"message": "a list, which the SDK cannot read"}]'),
        (500, b"oops"),
    ],
)
def test_a_refused_event_is_told_and_never_crashes_outside_strict(
    analytics: ModuleType, client: Altertable, server: Server, status: int, body: bytes
) -> None:
    server.status, server.body = status, body
    errors: list[Exception] = []
    tracker = analytics.Tracker(
        analytics.SdkTransport(client),
        environment="test",
        common={"app_version": "1"},
        pii_key="secret",
        on_error=errors.append,
    )
    tracker.page_opened("u_1", path="/")
    assert len(errors) == 1
    assert tracker.dropped == 1


def test_a_server_that_is_not_there_is_logged_and_never_crashes_outside_strict(
    analytics: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    client = Altertable("key", server_url="http://127.0.0.1:9", timeout=200)
    tracker = analytics.Tracker(
        analytics.SdkTransport(client),
        environment="test",
        common={"app_version": "1"},
        pii_key="secret",
    )
    tracker.page_opened("u_1", path="/")
    client.session.close()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


GOOD = """\
from analytics import UNSET, Recorder, SdkTransport, Tracker, configure, track_page_opened
from analytics.shapes import Currency, Line

recorder = Recorder()
tracker = Tracker(recorder, environment="test", common={"app_version": "1"}, pii_key="k")
currency: Currency = "EUR"
lines: list[Line] = [{"sku": "A1", "quantity": 1}]
weights: list[int] = [1]
tracker.checkout_completed("u", revenue=1, currency=currency, items=lines, weights=weights)
tracker.checkout_completed("u", revenue=1.5, currency="USD", coupon=None, weights=[1, 2.5])
tracker.checkout_completed("u", revenue=1, currency="USD", weights=[], coupon=UNSET)
tracker.checkout_completed(
    "u", revenue=1, currency="USD", items=[{"sku": "A1", "quantity": 1, "price": 2}]
)
tracker.checkout_completed("u", revenue=1, currency="USD", items=({"sku": "A", "quantity": 1},))
tags: list[str] = []
tracker.page_opened("u", path="/", tags=tags, context={"a": lines[0]}, extra_properties={"x": 1})
tracker.identify("u", plan="pro")
tracker.alias("u", "stripe:1")
configure(recorder, environment="production", common={"app_version": "1"}, pii_key=b"k")
track_page_opened("u", path="/")
"""

BAD = [
    'tracker.checkout_completed("u", revenue="1", currency="USD")',
    'tracker.checkout_completed("u", revenue=1)',
    'tracker.checkout_completed("u", revenue=None, currency="USD")',
    'tracker.checkout_completed("u", revenue=1, currency="usd")',
    'tracker.checkout_completed("u", revenue=1, currency="USD", items="A1")',
    'tracker.checkout_completed("u", revenue=1, currency="USD", items=[{"sku": "A1"}])',
    'tracker.checkout_completed("u", revenue=1, currency="USD", items=[{"sku": 1, "quantity": 1}])',
    'tracker.checkout_completed("u", revenue=1, currency="USD", items=None)',
    'tracker.checkout_completed("u", revenue=1, currency="USD", amuont=1)',
    'tracker.checkout_completed("u", 1, "USD")',
    'tracker.checkout_completed({"revenue": 1})',
    'tracker.page_opened("u", path="/", tags="x")',
    'tracker.page_opened("u", path="/", timestamp=1764000000)',
    'tracker.identify("u", plan="gold")',
    'Tracker(recorder, environment="prod", common={"app_version": "1"}, pii_key="k")',
    'Tracker(recorder, environment="test", common={}, pii_key="k")',
    'Tracker(recorder, environment="test", common={"app_version": "1"})',
]


@pytest.mark.slow
def test_mypy_accepts_what_the_plan_allows_and_rejects_what_it_does_not(tmp_path: Path) -> None:
    write(PLAN, tmp_path)
    head = GOOD.split("currency:", 1)[0]
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "bad.py").write_text(head + "\n".join(BAD) + "\n")
    assert mypy_says(tmp_path, "good.py", version="3.10") == ""
    said = mypy_says(tmp_path, "bad.py", version="3.10")
    first = head.count("\n") + 1
    rejected = {line.split(":")[1] for line in said.splitlines() if line.startswith("bad.py:")}
    accepted = [bad for number, bad in enumerate(BAD, first) if str(number) not in rejected]
    assert accepted == []


def test_what_mypy_accepts_the_validator_accepts(analytics: ModuleType, tmp_path: Path) -> None:
    recorder = analytics.Recorder()
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analytics, "Recorder", lambda: recorder)
        exec(compile(GOOD, "good.py", "exec"), names)
    assert len(recorder.tracked) == 7
    for message in recorder.tracked:
        assert validator(message.event).is_valid(message.properties), message
