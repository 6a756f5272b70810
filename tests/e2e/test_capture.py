"""`tracking-plan capture` as SDKs and people use it."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from altertable import Altertable
from altertable.client import ApiError
from capturing_process import capturing, connected, content, post, said, signed_up, status
from process import run, start

PLAN = """
tracking_plan: 1
environments: [production, staging]
events:
  Signed Up:
    version: 2.1
    properties: {plan: {type: string, enum: [free, pro], required: true}, seats: integer}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    return tmp_path


def body(*payloads: Any) -> bytes:
    return json.dumps(payloads[0] if len(payloads) == 1 else payloads).encode()


def test_the_python_sdk_reaches_it_and_validate_reads_what_it_sent(folder: Path) -> None:
    with capturing(folder) as capture:
        client = Altertable("key-canary", server_url=capture.url)
        assert client.track("Signed Up", "u_1", {"properties": {"plan": "pro"}}) == {"ok": True}
        client.track("Signed Up", "u_2", {"properties": {"plan": "PRO"}, "device_id": "device-1"})
        assert client.identify("u_1", {"traits": {"plan": "pro"}}) == {"ok": True}
        assert client.alias("stripe:cus_1", "u_1") == {"ok": True}
        client.session.close()
        assert capture.stop() == 0
    assert [sorted(one) for one in capture.payloads] == [
        ["distinct_id", "environment", "event", "properties", "timestamp"],
        ["device_id", "distinct_id", "environment", "event", "properties", "timestamp"],
        ["distinct_id", "environment", "timestamp", "traits"],
        ["distinct_id", "environment", "new_user_id", "timestamp"],
    ]
    times, rest = zip(*(line.split(" ", 1) for line in capture.output.splitlines()), strict=True)
    assert all(len(time) == 8 for time in times)
    assert rest == (
        "track 'Signed Up' 2.1 ok",
        "track 'Signed Up' 2.1 D204 'plan' is not one of 'free', 'pro'",
        "identify ok",
        "alias ok",
    )
    assert "4 payloads written to 'captured.ndjson', 1 invalid" in capture.errors
    assert "next: tracking-plan validate captured.ndjson" in capture.errors
    assert "canary" not in capture.output + capture.errors + capture.path.read_text()
    validated = run("validate", "captured.ndjson", "--format", "concise", cwd=folder)
    assert validated.stdout.startswith("captured.ndjson:2:1: D204")
    assert "4 payloads in 1 input, 1 invalid" in validated.stderr


def test_the_python_sdk_sees_what_the_api_would_refuse(folder: Path) -> None:
    with capturing(folder) as capture:
        elsewhere = Altertable("k", server_url=capture.url, environment="prod")
        with pytest.raises(ApiError) as raised:
            elsewhere.track("Signed Up", "u_1", {"properties": {"plan": "pro"}})
        assert raised.value.status == 400
        assert raised.value.details == {"ok": False, "error_code": "environment-not-found"}
        client = Altertable("k", server_url=capture.url)
        with pytest.raises(ApiError) as raised:
            client.track("Signed Up", "u_1", {"properties": None})
        assert raised.value.status == 422
        assert str(raised.value) == "'properties' is not object"
        elsewhere.session.close()
        client.session.close()
        assert capture.stop() == 0
    assert len(capture.payloads) == 2
    assert "2 refused as the API would" in capture.errors


def test_without_a_plan_everything_is_captured_and_nothing_judged(tmp_path: Path) -> None:
    with capturing(tmp_path) as capture:
        assert status(said(capture.port, post("/track", body(signed_up(plan=1))))) == 200
        assert capture.stop() == 0
    assert "there is no plan here" in capture.errors
    assert capture.output.split(" ", 1)[1] == "track 'Signed Up' captured\n"


@pytest.mark.parametrize(
    ("path", "payloads"),
    [
        ("/track", [signed_up(plan="pro")]),
        ("/track?sync=true", [signed_up(plan="pro"), signed_up(plan="free")]),
        ("/track", []),
        ("/track", [signed_up(plan="pro") | {"anonymous_id": None, "session_id": None}]),
        ("/identify", [{"environment": "production", "distinct_id": "u_1"}]),
        ("/alias", [{"environment": "production", "distinct_id": "a", "new_user_id": "b"}] * 2),
    ],
)
def test_batches_and_single_payloads_are_taken(
    folder: Path, path: str, payloads: list[Any]
) -> None:
    with capturing(folder) as capture:
        answer = said(capture.port, post(path, json.dumps(payloads, indent=2).encode()))
        assert (status(answer), content(answer)) == (200, {"ok": True})
    assert capture.payloads == payloads


@pytest.mark.parametrize(
    ("path", "raw", "lines"),
    [
        ("/track", b'{"environment": "production", "event": "E"}', 1),
        ("/track", b'{"environment": "production", "event": 1, "properties": {}}', 1),
        ("/track", b'{"event": "E", "properties": {}}', 1),
        ("/track", b'[1, {"event": "E", "environment": "production", "properties": {}}]', 2),
        ("/track", b'{"event": "E", "environment": "p", "properties": {"n": NaN}}', 1),
        ("/track", b'{"event": "E", "environment": "p", "properties": {"n": "\\ud800"}}', 1),
        ("/identify", b'{"environment": "production", "traits": {}}', 1),
        ("/track", b'{"environment": "production", "distinct_id": "u_1"}', 0),
        ("/identify", b'{"environment": "production", "event": "E", "distinct_id": "u"}', 0),
        ("/alias", b'{"environment": "production", "distinct_id": "u"}', 0),
        ("/track", b'{"event": "E", ', 0),
        ("/track", b'{"event": "E"} {"event": "F"}', 0),
        ("/track", b"event=E", 0),
        ("/track", b'"E"', 0),
        ("/track", b"", 0),
        ("/track", b'{"event": "\xff"}', 0),
        ("/track", '{"event": "E"}'.encode("utf-16"), 0),
        ("/track", b"[" * 100_000, 0),
        ("/track", b"[" * 500 + b"]" * 500, 1),
    ],
)
def test_what_the_api_would_refuse_is_answered_with_422_and_captured_where_a_line_can_say_it(
    tmp_path: Path, path: str, raw: bytes, lines: int
) -> None:
    with capturing(tmp_path) as capture:
        answer = said(capture.port, post(path, raw))
        assert status(answer) == 422
        assert sorted(content(answer)) == ["details", "error", "message"]
        assert isinstance(content(answer)["details"], dict)
        assert capture.stop() == (0 if lines else 1)
    assert capture.path.read_bytes().count(b"\n") == lines
    assert ("not written" in capture.errors) == (not lines)


def test_bodies_may_be_packed_in_chunks_and_of_any_type(folder: Path) -> None:
    raw = body(signed_up(plan="pro"))
    packed = gzip.compress(raw)
    with capturing(folder) as capture, connected(capture.port) as client:
        client.sendall(post("/track", raw, {"Content-Type": "text/plain;charset=UTF-8"}))
        client.sendall(post("/track", packed, {"Content-Encoding": "gzip"}))
        client.sendall(b"POST /track HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.sendall(b"%x\r\n%b\r\n0\r\n\r\n" % (len(raw), raw))
        client.sendall(post("/track", raw, {"Connection": "close"}))
        answers = b""
        while block := client.recv(65536):
            answers += block
        assert answers.count(b'{"ok": true}') == 4
    assert capture.payloads == [json.loads(raw)] * 4


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(folder: Path) -> None:
    raw = body(signed_up(plan="pro"))
    with capturing(folder) as capture, connected(capture.port) as client:
        head, _ = post("/track", raw, {"Expect": "100-continue"}).split(raw)
        client.sendall(head)
        assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(raw)
        assert status(client.recv(1000)) == 200
        foreign = head.replace(b"localhost", b"evil.example")
        assert status(said(capture.port, foreign)) == 421


@pytest.mark.parametrize(
    ("request_line", "expected", "header"),
    [
        ("GET / HTTP/1.1", 200, b"Content-Type: text/plain"),
        ("HEAD / HTTP/1.1", 200, b"Content-Length: 42"),
        ("GET /favicon.ico HTTP/1.1", 404, b""),
        ("POST /track/ HTTP/1.1", 404, b""),
        ("GET /track HTTP/1.1", 405, b"Allow: POST, OPTIONS"),
        ("POST / HTTP/1.1", 405, b"Allow: GET, HEAD, OPTIONS"),
        ("OPTIONS /track HTTP/1.1", 204, b"Access-Control-Allow-Methods: GET, HEAD, POST"),
    ],
)
def test_other_requests_get_the_answers_of_http(
    folder: Path, request_line: str, expected: int, header: bytes
) -> None:
    with capturing(folder) as capture:
        answer = said(capture.port, f"{request_line}\r\nHost: localhost\r\n\r\n".encode())
    assert status(answer) == expected
    assert header in answer
    if request_line.startswith("HEAD"):
        assert answer.endswith(b"\r\n\r\n")
    elif expected == 200:
        assert answer.endswith(b"tracking-plan capture: 0 payloads written\n")


def test_no_value_and_no_key_is_printed_or_written_by_us(folder: Path) -> None:
    canary = "canary-7f3a"
    payloads = [
        signed_up(plan=canary, seats=canary, **{f"{canary}@mail.example": canary}),
        signed_up(plan="pro") | {"distinct_id": canary, "timestamp": canary, "device_id": canary},
        signed_up(plan="pro") | {"event": f"{canary}@mail.example"},
        {"environment": "production", "distinct_id": canary, "traits": {"a": [canary]}},
        {"environment": "staging", "event": 5, "properties": canary},
        signed_up() | {"properties": [canary]},
        canary,
    ]
    keys = {"X-API-Key": canary, "Authorization": f"Bearer {canary}", "Cookie": canary}
    with capturing(folder, "-v") as capture:
        for payload in payloads:
            said(capture.port, post(f"/track?apiKey={canary}", body(payload), keys))
            said(capture.port, post(f"/{canary}", body(payload), keys))
        said(capture.port, post("/track", f'{{"event": "{canary}'.encode(), keys))
        said(capture.port, post("/track", b"{}", {"Host2": "a", "Origin": f"https://{canary}"}))
        said(capture.port, f"{canary} / HTTP/1.1\r\n\r\n".encode())
        said(capture.port, f"GET / HTTP/1.1\r\nHost: {canary}\r\n\r\n".encode())
        capture.stop()
    assert canary not in capture.output
    assert canary not in capture.errors
    assert "Bearer" not in capture.path.read_text()
    assert "apiKey" not in capture.path.read_text()


def test_quiet_prints_what_is_wrong_and_verbose_all_of_it(folder: Path) -> None:
    good, bad = signed_up(plan="pro"), signed_up(plan="PRO", seats="2")
    for option, lines in (("-q", 1), ("-v", 4)):
        with capturing(folder, option) as capture:
            said(capture.port, post("/track", body(good, bad)))
            capture.stop()
        assert len(capture.output.splitlines()) == lines
    assert "(and 1 more)" in capture.output


def test_events_go_on_into_a_file_that_was_there(folder: Path) -> None:
    for _ in range(2):
        with capturing(folder) as capture:
            said(capture.port, post("/track", body(signed_up(plan="pro"))))
            assert capture.stop(signal.SIGTERM) == 0
    assert len(capture.payloads) == 2


def test_a_half_line_of_a_capture_that_was_killed_is_taken_out_and_said(folder: Path) -> None:
    (folder / "captured.ndjson").write_text('{"event": "A"}\n{"event": "B')
    with capturing(folder) as capture:
        said(capture.port, post("/track", body(signed_up(plan="pro"))))
        capture.stop()
    assert [one["event"] for one in capture.payloads] == ["A", "Signed Up"]
    assert (
        "the last line of 'captured.ndjson' was cut off: 12 bytes are taken out" in capture.errors
    )


def test_what_the_plan_is_made_of_is_no_capture(folder: Path) -> None:
    for name in ("tracking-plan.yaml", "./tracking-plan.yaml"):
        result = run("capture", "--port", "0", "--to", name, cwd=folder)
        assert (result.returncode, "it is a file of the plan" in result.stderr) == (2, True)
    (folder / "main.py").write_text("print()\n")
    result = run("capture", "--port", "0", "--to", "main.py", cwd=folder)
    assert (result.returncode, "a file of code" in result.stderr) == (2, True)
    (folder / "real.ndjson").touch()
    (folder / "link.ndjson").symlink_to("real.ndjson")
    result = run("capture", "--port", "0", "--to", "link.ndjson", cwd=folder)
    assert (result.returncode, "it is a link" in result.stderr) == (2, True)


def test_mistakes_on_the_command_line_are_said_before_anything_is_made(folder: Path) -> None:
    assert "name the file to append to" in run("capture", cwd=folder).stderr
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = run("capture", "--port", port, "--to", "a.ndjson", cwd=folder)
    assert (result.returncode, "--port 0 takes a free one" in result.stderr) == (2, True)
    result = run("capture", "--port", "0", "--host", "192.0.2.1", "--to", "a.ndjson", cwd=folder)
    assert (result.returncode, "cannot listen at '192.0.2.1'" in result.stderr) == (2, True)
    assert not (folder / "a.ndjson").exists()
    with capturing(folder):
        result = run("capture", "--port", "0", "--to", "captured.ndjson", cwd=folder)
    assert (result.returncode, "another capture writes to it" in result.stderr) == (2, True)
    (folder / "tracking-plan.yaml").write_text("tracking_plan: 1\nevents: []\n")
    result = run("capture", "--port", "0", "--to", "a.ndjson", cwd=folder)
    assert result.returncode == 2
    assert not (folder / "a.ndjson").exists()


def test_other_machines_names_and_origins_are_let_in_where_they_are_named(folder: Path) -> None:
    options = ("--host", "0.0.0.0", "--allow-host", "collector", "--allow-origin", "https://a.test")
    raw = body(signed_up(plan="pro"))
    with capturing(folder, *options) as capture:
        assert "whoever reaches this machine can send events into the file" in capture.errors
        for host, origin, expected in (
            ("collector:8123", "https://a.test", 200),
            ("other:8123", "https://a.test", 421),
            ("collector:8123", "https://b.test", 403),
        ):
            request = post("/track", raw, {"Origin": origin}).replace(b"localhost", host.encode())
            answer = said(capture.port, request)
            assert status(answer) == expected
            assert (b"Access-Control-Allow-Origin" in answer) == (origin == "https://a.test")


def test_a_full_disk_is_answered_with_503_and_loses_nothing(folder: Path) -> None:
    payload = body(signed_up(plan="pro"))
    limited = ("sh", "-c", 'ulimit -f 1; exec "$@"', "sh")
    with capturing(folder, prefix=limited) as capture:
        answers = [status(said(capture.port, post("/track", payload))) for _ in range(30)]
        assert capture.stop() == 1
    assert set(answers) == {200, 503}
    assert len(capture.payloads) == answers.count(200)
    assert "the capture cannot be written: File too large" in capture.errors


def test_whoever_stops_reading_what_is_printed_ends_no_capture(folder: Path) -> None:
    program = (
        f"{sys.executable} -m tracking_plan capture --port 0 --to a.ndjson 2>err"
        " & echo $!; wait $! 2>/dev/null"
    )
    shell = subprocess.Popen(
        ["sh", "-c", program], cwd=folder, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert shell.stdout is not None
    process = int(shell.stdout.readline())
    shell.stdout.close()
    while "listening at" not in ((folder / "err").read_text() if (folder / "err").exists() else ""):
        pass
    port = int((folder / "err").read_text().split(":")[2].split(",")[0])
    for _ in range(3):
        assert status(said(port, post("/track", body(signed_up(plan="pro"))))) == 200
    os.kill(process, signal.SIGTERM)
    shell.wait(20)
    assert len((folder / "a.ndjson").read_text().splitlines()) == 3


def test_it_can_be_asked_for_help() -> None:
    assert "--allow-origin" in start("capture", "--help", cwd=Path.cwd()).stdout
