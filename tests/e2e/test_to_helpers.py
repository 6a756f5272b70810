"""`usage --to-helpers`: raw calls become calls of helpers that send the same, or they stay."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from process import run

PLAN = """\
tracking_plan: 1
generate:
  - target: python
    output: api/analytics/
events:
  Order Completed:
    description: An order was paid for.
    properties:
      amount: {type: number, required: true}
      currency: {type: string}
      class: {type: string}
  Order Rated:
    description: A customer rated an order.
    additional_properties: true
    properties:
      stars: {type: integer}
"""
HEAD = """\
from altertable import Altertable

client = Altertable("key", server_url=URL)


def done(user: str) -> None:
"""
RAW = """\
    client.track("Order Rated", user)
    client.track("Order Completed", user, {"properties": {"amount": 12.5, "class": "a"}})
    client.track("Order Rated", distinct_id=user, options={
        "properties": {"stars": max(
            3, 4)},
        "device_id": f"device-{user}",
    })
"""
STAYS = {
    "spread": ('client.track("Order Rated", user, {"properties": {**more}})', "written out"),
    "comment": ('client.track(  # why\n        "Order Rated", user)', "a comment"),
    "option": ('client.track("Order Rated", user, {"environment": "test"})', "'environment'"),
    "required": ('client.track("Order Completed", user)', "an error"),
    "unplanned": ('client.track("Order Lost", user)', "not in the plan"),
    "result": ('done = client.track("Order Rated", user)', "no statement"),
    "one of two": ('client.track("Order Rated" if user else "Order Completed", user)', "run"),
    "own name": ('client.track("Order Rated", track_order_rated)', "of its own"),
    "unplanned key": ('client.track("Order Rated", user, {"properties": {"x": 1}})', "'x'"),
    "arguments": ('client.track("Order Rated", *user)', "spread"),
}


def project(folder: Path, body: str) -> Path:
    """A project whose helpers are generated, with the body in a function; its file."""
    (folder / "tracking-plan.yaml").write_text(PLAN)
    (folder / "api").mkdir()
    run("generate", cwd=folder)
    file = folder / "api" / "orders.py"
    file.write_text(HEAD + body)
    return file


@contextmanager
def listening() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server on loopback: its address, and what was posted to it."""
    posted: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"ok": true}')

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", posted
        server.shutdown()


def sent(file: Path, setup: str = "") -> list[dict[str, Any]]:
    """What running the code sends by the real client."""
    with listening() as (url, posted):
        code = file.read_text().replace("URL", repr(url))
        program = f"{code}\n{setup}\ndone('u_1')\n"
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=file.parent, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    return [{k: v for k, v in one.items() if k != "timestamp"} for one in posted]


def test_the_helpers_send_what_the_raw_calls_sent(tmp_path: Path) -> None:
    file = project(tmp_path, RAW)
    before = sent(file)
    done = run("usage", "--to-helpers", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 calls in 1 file converted to functions of `analytics`" in done.stdout
    assert "client.track" not in file.read_text()
    setup = (
        "import analytics\n"
        "analytics.configure(analytics.SdkTransport(client), environment='production')"
    )
    assert sent(file, setup) == before
    assert len(before) == 3
    again = run("usage", "--to-helpers", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


def test_what_is_shown_is_not_written(tmp_path: Path) -> None:
    file = project(tmp_path, RAW)
    before = file.read_bytes()
    done = run("usage", "--to-helpers", "--diff", cwd=tmp_path)
    assert done.returncode == 1
    assert "+    track_order_rated(user)" in done.stdout
    assert "+from analytics import track_order_completed, track_order_rated" in done.stdout
    assert file.read_bytes() == before


@pytest.mark.parametrize("case", STAYS)
def test_what_is_not_sure_stays_and_is_named(tmp_path: Path, case: str) -> None:
    code, why = STAYS[case]
    file = project(tmp_path, f"    {code}\n")
    before = file.read_bytes()
    done = run("usage", "--to-helpers", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 call left to you:\n  api/orders.py:7:" in done.stdout
    assert why in done.stdout
    assert file.read_bytes() == before


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_byte_is_kept(tmp_path: Path, ending: str) -> None:
    file = project(tmp_path, "")
    body = '    x = "\t"  \n    client.track("Order Rated", "é" + user)\n    return None'
    file.write_bytes((HEAD + body).replace("\n", ending).encode())
    run("usage", "--to-helpers", cwd=tmp_path)
    wanted = HEAD.replace(
        "Altertable\n", "Altertable\nfrom analytics import track_order_rated\n", 1
    )
    wanted += body.replace('client.track("Order Rated", ', "track_order_rated(")
    assert file.read_bytes() == wanted.replace("\n", ending).encode()


@pytest.mark.parametrize(
    ("imported", "is_added"),
    [("from .analytics import SdkTransport", ".analytics"), ("import json", "analytics")],
)
def test_the_package_is_imported_as_the_file_does(
    tmp_path: Path, imported: str, is_added: str
) -> None:
    file = project(tmp_path, "")
    file.write_text(f'{imported}\n{HEAD}    client.track("Order Rated", user)\n')
    run("usage", "--to-helpers", cwd=tmp_path)
    assert f"\nfrom {is_added} import track_order_rated\n" in file.read_text()


def test_a_package_within_packages_is_imported_by_its_whole_name(tmp_path: Path) -> None:
    file = project(tmp_path, '    client.track("Order Rated", user)\n')
    (tmp_path / "api/__init__.py").write_text("")
    run("usage", "--to-helpers", cwd=tmp_path)
    assert "from api.analytics import track_order_rated" in file.read_text()


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ("tracking_plan: 1\nevents: {}\n", "generates no Python helpers"),
        (PLAN.replace("api/analytics/", "other/"), "run `tracking-plan generate`"),
    ],
)
def test_without_helpers_it_says_how_to_get_them(tmp_path: Path, plan: str, why: str) -> None:
    project(tmp_path, RAW)
    (tmp_path / "tracking-plan.yaml").write_text(plan)
    done = run("usage", "--to-helpers", cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr


@pytest.mark.parametrize("other", [["--fix"], ["api"], ["--inventory"], ["--discover"]])
def test_it_goes_with_nothing_that_takes_a_part(tmp_path: Path, other: list[str]) -> None:
    project(tmp_path, RAW)
    done = run("usage", "--to-helpers", *other, cwd=tmp_path)
    assert done.returncode == 2
    assert "--to-helpers takes the whole project" in done.stderr
