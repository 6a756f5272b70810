"""HAR files: what was posted to the API is read, at its place, and nothing else comes out."""

import base64
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tracking_plan.payloads.input.forms import READABLE, records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

P = {"event": "A", "environment": "e", "distinct_id": "u1", "properties": {"é": "\u2028"}}
Q = {"environment": "e", "distinct_id": "u1", "traits": {}}
SECRET = "sk-very-secret"
URL = f"https://api.altertable.ai/track?apiKey={SECRET}"


def entry(body: Any, url: str = URL, method: str = "POST", **data: Any) -> dict[str, Any]:
    """An entry as Chrome writes it; `body` None: without a body."""
    post = {"mimeType": "application/json", "text": body} if isinstance(body, str) else {}
    headers = [{"name": "X-API-Key", "value": SECRET}, {"name": "Cookie", "value": SECRET}]
    request: dict[str, Any] = {
        "method": method,
        "url": url,
        "httpVersion": "h2",
        "headers": headers,
    }
    if post or data:
        request["postData"] = post | data
    content = {"size": 2, "mimeType": "text/html", "text": SECRET}
    return {"_initiator": {"type": "script"}, "request": request, "response": {"content": content}}


def har(*entries: Any, indent: int | None = 2, **more: Any) -> bytes:
    log = {"version": "1.2", "creator": {"name": "WebInspector"}, "pages": [{"id": "p"}]} | more
    return json.dumps({"log": log | {"entries": entries}}, indent=indent).encode()


def read(data: bytes, max_line: int = 1 << 24) -> list[Record]:
    return list(records(io.BytesIO(data), ReadOptions(max_line=max_line)))


def values(found: list[Record]) -> list[Any]:
    return [record.value for record in found if record.is_read]


def kinds(found: list[Record]) -> list[ParseErrorKind]:
    return [error.kind for record in found for error in record.errors]


def findings(data: bytes) -> list[tuple[str, str]]:
    plan = load_text("tracking_plan: 1\nevents: {A: {}}\n").plan
    assert plan is not None
    run = Run(plan, Settings(today=date(2026, 1, 1)))
    run.judge("x.har", records(io.BytesIO(data), ReadOptions()))
    return [(one.code.id, one.problem.message) for one in run.findings]


@pytest.mark.parametrize(
    "data",
    [
        b'{"log":"{\\"event\\":1}\\n","stream":"stdout"}\n',
        b'{"log":{"level":"info"},"message":"x"}\n',
        b'{"event":"A","log":{"version":"1"}}\n',
        b'{"log":[]}',
    ],
)
def test_what_only_has_a_log_is_no_har_file(data: bytes) -> None:
    assert READABLE.form(data).name != "har"


@pytest.mark.parametrize("indent", [None, 2])
def test_bodies_that_were_posted_to_the_api_are_read(indent: int | None) -> None:
    data = har(
        entry(None, "https://example.com/", "GET"),
        entry(None, URL, "OPTIONS"),
        entry(json.dumps(P)),
        entry(json.dumps(P), "https://example.com/api/other"),
        entry(json.dumps([P, P]), "http://localhost:8787/v1/track/"),
        entry(json.dumps(Q), "https://api.altertable.ai/identify"),
        entry(json.dumps({"batch": [P]}), mimeType="text/plain;charset=UTF-8"),
        entry(base64.b64encode(json.dumps(P).encode()).decode(), encoding="base64"),
        entry(
            base64.b64encode(gzip.compress(json.dumps([P]).encode())).decode(), encoding="base64"
        ),
        indent=indent,
    )
    found = read(data)
    assert values(found) == [P, P, P, Q, P, P, P]
    assert kinds(found) == []
    assert [json.loads(record.as_line()) for record in found] == values(found)
    assert all(SECRET.encode() not in record.raw + record.as_line() for record in found)


def test_each_payload_is_placed_where_its_text_stands() -> None:
    data = har(entry(json.dumps([P, Q])), entry(json.dumps(P)))
    lines = data.decode().split("\n")
    found = read(data)
    starts = [(n, column) for n, line in enumerate(lines, 1) for column in _starts(line)]
    assert [(record.line, record.column) for record in found] == starts


def _starts(line: str) -> Iterator[int]:
    """Where payloads begin on a line of the file."""
    if '"text": "' in line:
        yield from (
            at + 1 for at, c in enumerate(line) if line.startswith(('{\\"ev', '{\\"en'), at)
        )


def test_the_url_says_what_a_payload_does() -> None:
    wrong = [entry(json.dumps(Q)), entry(json.dumps(P), "https://x/identify"), entry("[7,null]")]
    codes = [code for code, _ in findings(har(*wrong))]
    assert "D404" in codes  # an event without a name
    assert not {"D412"} & {code for code, _ in findings(har(wrong[0]))}
    assert [code for code, _ in findings(har(entry(json.dumps(P))))] == ["D201"]
    lost = [message for code, message in findings(har(wrong[1])) if code == "D405"]
    assert lost[0] == "identify payload: an event, which is lost"


def test_a_request_without_its_body_is_said() -> None:
    form = entry(None, params=[{"name": "event", "value": SECRET}])
    found = read(
        har(entry(json.dumps(P)), entry(None), form, entry(""), entry("%", encoding="base64"))
    )
    assert kinds(found) == [ParseErrorKind.MISSING_BODY] * 4
    assert [code for code, _ in findings(har(entry(None)))] == ["D434", "D426"]
    assert all(SECRET not in message for _, message in findings(har(form)))


def test_a_file_without_calls_says_what_it_has() -> None:
    assert findings(
        har(entry(None, "https://example.com/", "GET"), entry(None, URL, "OPTIONS"))
    ) == [("D426", "no payloads: 2 requests, none a POST to /track, /identify or /alias")]
    assert [code for code, _ in findings(har())] == ["D426"]


def test_a_body_that_is_no_json_is_one_finding_at_its_place() -> None:
    data = har(entry('{"event":"A",'), entry(json.dumps(P)))
    found = read(data)
    assert kinds(found) == [ParseErrorKind.INVALID_JSON]
    assert data.decode().split("\n")[found[0].line - 1].lstrip().startswith('"text"')
    assert values(found) == [P]


def test_a_file_that_is_cut_is_read_up_to_there() -> None:
    data = har(*[entry(json.dumps(P))] * 5)
    found = read(data[: len(data) * 3 // 5])
    assert values(found) == [P, P]
    assert kinds(found) == [ParseErrorKind.TRUNCATED]
    for end in range(0, len(data), 97):
        assert read(data[:end])
    assert values(read(gzip.compress(data))) == [P] * 5


def test_a_broken_entry_costs_itself() -> None:
    data = har(entry(json.dumps(P)), entry("x", "https://x/odd"), entry(json.dumps(P)))
    found = read(data.replace(b'"https://x/odd"', b"oops"))
    assert values(found) == [P, P]
    assert kinds(found) == [ParseErrorKind.INVALID_JSON]


def test_long_answers_are_passed_over_in_memory_for_a_line() -> None:
    long = entry(json.dumps(P))
    long["response"]["content"]["text"] = "x" * 3_000_000
    other = entry(None, "https://example.com/", "GET")
    other["response"]["content"]["text"] = "y" * 3_000_000
    data = har(long, other, entry(json.dumps(Q), "https://x/identify"))
    found = read(data, max_line=1 << 20)
    assert values(found) == [P, Q]
    assert kinds(found) == []
    early = {"response": long["response"], "request": long["request"]}
    assert kinds(read(har(early, entry(json.dumps(P))), max_line=1 << 20)) == [
        ParseErrorKind.TOO_LONG
    ]
    many = io.BytesIO(har(*[other] * 20))
    tracemalloc.start()
    list(records(many, ReadOptions(max_line=1 << 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 24 << 20


@pytest.mark.parametrize(
    "data",
    [
        b'{"log":{"version":"1.2"}}',
        b'{"log":{"version":"1.2","entries":{}}}',
        b'{"log":{"version":"1.2","entries":[7,null,"x",[],{}]}}',
        b'{"log":{"version":"1.2","entries":[{"request":{"method":"POST","url":"http://[/track"}}]}}',
        b'{"log":{"version":',
        b'{"log":{"version"',
    ],
)
def test_odd_files_are_findings(data: bytes) -> None:
    assert kinds(read(data))
    assert values(read(data)) == []
