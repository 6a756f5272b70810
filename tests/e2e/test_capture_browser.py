"""Pages in a real browser reach `capture`, and pages of foreign sites do not.

Chromium or Chrome has to be installed: `apt-get install chromium`, or `CHROMIUM` names another.
"""

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from capturing_process import Capture, capturing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed"),
]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-dev-shm-usage --remote-debugging-port=0"
).split()
SECONDS = 60.0
EVENT = """
const event = (name) => ({event: name, environment: "production", distinct_id: "u_1",
                          properties: {text: "Grüße"}});
"""
SENDS = """
const key = "?apiKey=key-canary";
const post = (path, name, headers) => fetch(CAPTURE + path, {
  method: "POST", headers, keepalive: true, body: JSON.stringify([event(name)]),
}).then(async (answer) => [answer.status, await answer.json()]);
const json = {"Content-Type": "application/json"};
const results = {
  query: await post("/track" + key, "by query", json),
  header: await post("/track", "by header", {...json, "X-API-Key": "key-canary"}),
  bearer: await post("/track?sync=true", "by bearer", {Authorization: "Bearer key-canary"}),
  text: await post("/track" + key, "as text", {"Content-Type": "text/plain"}),
  refused: await fetch(CAPTURE + "/track", {method: "POST", body: "{}"}).then((a) => a.status),
  beacon: navigator.sendBeacon(CAPTURE + "/track" + key, JSON.stringify(event("beacon of text"))),
  blob: navigator.sendBeacon(CAPTURE + "/track" + key, new Blob(
    [JSON.stringify([event("beacon of JSON")])], {type: "application/json"})),
};
"""
INTRUDES = """
const send = (url, mode) => fetch(url, {method: "POST", mode, body: JSON.stringify(event("x"))})
  .then((answer) => answer.type, (error) => error.name);
const results = {
  seen: await send(CAPTURE + "/track", "cors"),
  unseen: await send(CAPTURE + "/track", "no-cors"),
  rebound: await send(CAPTURE.replace("127.0.0.1", "evil.example") + "/track", "no-cors"),
  beacon: navigator.sendBeacon(CAPTURE + "/track", JSON.stringify(event("x"))),
};
"""


class Site:
    """A web site of one page, which says on it what it has seen."""

    def __init__(self, program: str) -> None:
        self.results: queue.Queue[Any] = queue.Queue()
        page = (
            f'<!doctype html><meta charset="utf-8"><script type="module">{program}\n'
            'await fetch("/results", {method: "POST", body: JSON.stringify(results)});</script>'
        ).encode()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(page)

            def do_POST(self) -> None:
                site.results.put(self.rfile.read(int(self.headers["Content-Length"])))
                self._answer(b"")

            def _answer(self, content: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port


@contextmanager
def opened(folder: Path, program: str, host: str) -> Iterator[Site]:
    """The page with the program, open in a browser under the name of a host."""
    site = Site(program)
    thread = threading.Thread(target=site.server.serve_forever)
    thread.start()
    assert BROWSER is not None
    browser = subprocess.Popen(
        [
            BROWSER,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            "--host-resolver-rules=MAP evil.example 127.0.0.1",
            f"http://{host}:{site.port}/",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
        start_new_session=True,
    )
    try:
        yield site
    finally:
        os.killpg(browser.pid, 15)
        browser.wait(20)
        site.server.shutdown()
        thread.join()
        site.server.server_close()


def wait_for(capture: Capture, events: set[str]) -> None:
    """Waits until events with these names have arrived."""
    ticks = threading.Event()
    for _ in range(int(SECONDS * 10)):
        if events <= {one["event"] for one in capture.payloads if "event" in one}:
            return
        ticks.wait(0.1)
    raise AssertionError(f"what has arrived: {capture.payloads}, {capture.errors}")


def program(capture: Capture, work: str) -> str:
    return f'const CAPTURE = "{capture.url}";{EVENT}{work}'


def test_fetch_and_send_beacon_reach_it(tmp_path: Path) -> None:
    with (
        capturing(tmp_path) as capture,
        opened(tmp_path, program(capture, SENDS), "localhost") as site,
    ):
        results = json.loads(site.results.get(timeout=SECONDS))
        ok = [200, {"ok": True}]
        assert results == {
            **dict.fromkeys(("query", "header", "bearer", "text"), ok),
            "refused": 422,
            "beacon": True,
            "blob": True,
        }
        wait_for(capture, {"by query", "by header", "by bearer", "as text"})
        wait_for(capture, {"beacon of text", "beacon of JSON"})
    assert all(one["properties"] == {"text": "Grüße"} for one in capture.payloads if len(one) > 1)
    assert "canary" not in capture.output + capture.errors + capture.path.read_text()


def test_a_page_of_a_foreign_site_can_neither_send_nor_read(tmp_path: Path) -> None:
    with (
        capturing(tmp_path) as capture,
        opened(tmp_path, program(capture, INTRUDES), "evil.example") as site,
    ):
        results = json.loads(site.results.get(timeout=SECONDS))
        assert results["seen"] == "TypeError"
        assert results["rebound"] in ("opaque", "TypeError")
        threading.Event().wait(1)
        assert capture.stop() == 0
    assert capture.payloads == []
    assert "the request comes from a page of another site" in capture.errors
    assert "the request is for another host" in capture.errors
