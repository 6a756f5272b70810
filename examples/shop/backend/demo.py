"""Runs the backend's code against a server on this machine, and prints what arrived as NDJSON.

cd examples/shop && python -m backend.demo | tracking-plan validate -
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from altertable import Altertable

from backend import accounts, payments
from backend.analytics import SdkTransport, Tracker
from backend.payments import Line, Order


class Inbox(BaseHTTPRequestHandler):
    """Answers as Altertable does, and keeps what it was sent."""

    received: list[str]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append(json.dumps(json.loads(body)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"ok": true}')

    def log_message(self, *arguments: object) -> None:
        """Says nothing: standard error belongs to the demo."""


@contextmanager
def inbox() -> Iterator[tuple[str, list[str]]]:
    """The URL of a server on the loopback interface, and the payloads that it has received."""
    received: list[str] = []
    handler = type("FreshInbox", (Inbox,), {"received": received})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def trade(tracker: Tracker) -> None:
    """A small day in the shop."""
    morning = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    accounts.open_account(tracker, "u_00001", referral_code=None)
    accounts.verify_email(tracker, "u_00001", morning, morning + timedelta(minutes=90))
    order = Order(
        user_id="u_00001",
        lines=[Line("FI-0042", 1, 24.9), Line("SP-0900", 2, 6.75)],
        currency="EUR",
        email="ada@mail.example",
    )
    payments.refused(tracker, order, "expired_card", ip_address="203.0.113.7")
    payments.captured(tracker, order)
    payments.bought_now(tracker, "u_00001", Line("HE-0001", 1, 4.0), "EUR")
    accounts.upgrade(tracker, "u_00001", "free", "pro", 9.0)


def main() -> None:
    with inbox() as (url, received):
        client = Altertable("demo-key", server_url=url, environment="development")
        trade(
            Tracker(
                SdkTransport(client),
                environment="development",
                common={"app_version": "2026.11.3"},
                pii_key="demo-secret",
                mode="strict",
            )
        )
        client.session.close()
    print("\n".join(received))


if __name__ == "__main__":
    main()
