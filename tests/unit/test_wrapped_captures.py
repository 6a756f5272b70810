"""Payloads within logs, queues and batches are found, each at its own place; nothing is guessed."""

import io
import json
from typing import Any

import pytest
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record

P = {"event": "Signed Up", "properties": {"plan": "pro"}}
Q = {"environment": "production", "distinct_id": "u1", "traits": {"é": "😀"}}
TEXT = json.dumps(P)


def read(*lines: str | dict[str, Any] | list[Any], max_line: int = 1 << 24) -> list[Record]:
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    data = "".join(f"{text}\n" for text in texts).encode()
    return list(records(io.BytesIO(data), ReadOptions(max_line=max_line)))


def values(found: list[Record]) -> list[Any]:
    return [record.value for record in found if record.is_read]


def kinds(found: list[Record]) -> list[tuple[int, ParseErrorKind]]:
    return [(record.line, error.kind) for record in found for error in record.errors]


ALONE: list[Any] = [  # what is judged as it stands, though a payload may be in it
    {"name": "Signed Up"},
    {"message": "hello"},
    {"message": TEXT, "event": "A"},
    {"event": {"event": "A", "properties": {}}},
    {"type": "identify", "userId": "u1", "traits": {}},
    {"event_type": "A", "user_id": "u1"},
    {"data": [1, 2, 3]},
    {"batch": "none"},
    {"batch": [], "colour": "red"},
    {"data": [{"colour": "red"}], "meta": {}},
    {"events": [{"name": "a"}], "name": "b"},
    {"data": {"type": "object", "properties": {"event": {}}}},
    {"schema": "iglu:com.acme/x/jsonschema/1-0-0", "data": {"payload": {"raw": {}}}},
    {"other": TEXT},
    {"message": "{event: 1}"},
    {"$schema": "https://json-schema.org/x", "properties": {"event": {"type": "string"}}},
    "Signed Up",
    "{}",
    [],
    7,
]


@pytest.mark.parametrize("value", ALONE)
def test_what_is_no_wrapper_beyond_doubt_is_judged_as_it_stands(value: Any) -> None:
    found = read(json.dumps(value))
    assert values(found) == ([value] if value != [] else [])
    assert [record for record in found if record.is_read and record.batch is not None] == []


def logged(text: str, **more: Any) -> dict[str, Any]:
    return {"log": f"{text}\n", "stream": "stdout", "time": "2026-01-01T10:00:00Z"} | more


WRAPPED: list[tuple[Any, list[Any]]] = [
    ({"batch": [P, Q]}, [P, Q]),
    ({"batch": [P], "sentAt": "2026-01-01", "writeKey": "k", "context": {}}, [P]),
    (
        {"api_key": "k", "batch": [P, {"event": "A", "distinct_id": "u"}]},
        [P, {"event": "A", "distinct_id": "u"}],
    ),
    ({"data": [P, Q]}, [P, Q]),
    ({"data": [{"name": "A"}, P]}, [{"name": "A"}, P]),
    (
        {"api_key": "k", "events": [{"event_type": "A", "user_id": "u"}]},
        [{"event_type": "A", "user_id": "u"}],
    ),
    ({"events": [{"name": "a"}]}, [{"name": "a"}]),
    ({"meta": {"page": 1}, "links": [], "data": [P]}, [P]),
    (TEXT, [P]),
    (json.dumps([P, Q]), [P, Q]),
    (json.dumps({"batch": [P, Q]}), [P, Q]),
    (json.dumps(TEXT), [P]),
    ([TEXT, P], [P, P]),
    ({"level": "info", "message": TEXT}, [P]),
    ({"level": 30, "time": 1, "pid": 2, "hostname": "h", "msg": f"sent {TEXT}"}, [P]),
    (logged(TEXT), [P]),
    (logged(f"2026-01-01T10:00:00Z INFO sent {TEXT} took=3ms"), [P]),
    (logged(json.dumps({"level": "info", "message": json.dumps({"batch": [P, Q]})})), [P, Q]),
    ({"Line": TEXT + "\r\n", "Source": "stdout", "Timestamp": "2026-01-01T10:00:00Z"}, [P]),
    ({"topic": "t", "partition": 0, "offset": 7, "key": None, "value": TEXT}, [P]),
    ({"topic": "t", "offset": 7, "payload": TEXT}, [P]),
    ({"topic": "t", "offset": 7, "payload": P}, [P]),
    ({"version": "0", "detail-type": "x", "detail": P}, [P]),
    ({"insertId": "x", "severity": "INFO", "jsonPayload": {"message": TEXT}}, [P]),
    ({"MESSAGE": TEXT, "_PID": "1", "PRIORITY": "6"}, [P]),
    ({"Records": [{"messageId": "1", "body": TEXT, "md5OfBody": "x"}]}, [P]),
    (
        {
            "messageType": "DATA_MESSAGE",
            "logGroup": "g",
            "logEvents": [
                {"id": "1", "timestamp": 1, "message": TEXT},
                {"id": "2", "timestamp": 2, "message": "START RequestId: 7"},
                {"id": "3", "timestamp": 3, "message": f"INFO {json.dumps(Q)}"},
            ],
        },
        [P, Q],
    ),
    ({"events": [{"timestamp": 1, "message": TEXT, "ingestionTime": 2}], "nextToken": "x"}, [P]),
]


@pytest.mark.parametrize(("line", "expected"), WRAPPED)
@pytest.mark.parametrize("indent", [None, 2])
def test_what_is_wrapped_is_found(line: Any, expected: list[Any], indent: int | None) -> None:
    found = read(json.dumps(line, indent=indent))
    assert values(found) == expected
    assert {kind for _, kind in kinds(found)} <= {ParseErrorKind.NO_PAYLOAD}


LOGGED = [
    "service | {}",
    "web_1  | {}",
    "\x1b[36mweb_1  |\x1b[0m {}\x1b[0m",
    "2026-01-01T00:00:00Z INFO sent {}",
    "2026/01/01 12:00:00 [info] track: {} took=3ms",
    "2026-01-01T00:00:00.123456789Z stdout F {}",
    "[2026-01-01 00:00:00] production.INFO: sent {} []",
    "Jan  1 00:00:00 host collector[123]: {}",
    "INFO:root:{}",
    'level=info msg="event sent" payload={}',
    "POST /track -> {}",
    "key\t{}",
    "I0101 00:00:00.000000 1 track.go:12] {}",
    "web-1 | 2026-01-01T00:00:00Z DEBUG {{ctx}} sent {}\r",
]


@pytest.mark.parametrize("form", LOGGED)
@pytest.mark.parametrize("value", [P, [P, Q], {"batch": [P, Q]}, {"level": "info", "msg": TEXT}])
def test_a_prefix_is_passed_over_where_a_payload_follows(form: str, value: Any) -> None:
    found = read(form.format(json.dumps(value)))
    assert values(found) in ([P], [P, Q])
    assert kinds(found) == []
    assert found[0].as_line() == TEXT.encode() + b"\n"


NOT_LOGGED = [
    "// {}",
    "# {}",
    "x{}",
    "7, {}",
    "{{oops {}",
    '"a": {}',
    "[7, {}",
    "note {} and {{more}}",
    "sent {}}}",
    "2026-01-01T00:00:00Z {} {{",
]


@pytest.mark.parametrize("form", NOT_LOGGED)
def test_what_may_be_a_broken_payload_is_no_log_line(form: str) -> None:
    found = read(P, form.format(TEXT), P)
    assert (2, ParseErrorKind.NO_PAYLOAD) not in kinds(found)
    assert 2 in {line for line, _ in kinds(found)}


NO_PAYLOADS = [
    "2026-01-01T00:00:00Z INFO started",
    "web_1  | GET /health 200",
    "[2026-01-01 00:00:00] started",
    "WARN: slow",
    "2026-01-01T00:00:00Z stdout F {}",
    '2026-01-01T00:00:00Z INFO {"level":"info","user":7}',
    '{"level":"info","message":"started"}',
    '{"log":"GET /health 200\\n","stream":"stdout","time":"2026-01-01T00:00:00Z"}',
    'web | {"event":"started","level":"info","logger":"app"}',
]


@pytest.mark.parametrize("line", NO_PAYLOADS)
def test_a_line_of_a_log_without_a_payload_is_counted(line: str) -> None:
    assert kinds(read(P, line, P)) == [(2, ParseErrorKind.NO_PAYLOAD)]
    assert [kind for _, kind in kinds(read(line))] == [
        ParseErrorKind.NO_PAYLOAD,
        ParseErrorKind.EMPTY,
    ]


def test_in_a_log_all_that_is_no_json_is_passed_over_but_what_may_be_a_payload() -> None:
    noise = ["> app@1.0.0 start", "Server ready", "    at main.js:3:7", "GET /health 200"]
    broken = ['x | {"event": "Signed Up", "prop', '{"event": "Signed Up",}']
    found = read("2026-01-01T00:00:00Z INFO up", *noise, P, *broken)
    assert kinds(found) == [
        *((n, ParseErrorKind.NO_PAYLOAD) for n in (1, 2, 3, 4, 5)),
        *((n, ParseErrorKind.INVALID_JSON) for n in (7, 8)),
    ]
    assert {kind for _, kind in kinds(read(P, *noise))} == {ParseErrorKind.INVALID_JSON}


def test_a_text_that_is_cut_within_a_record_is_an_error() -> None:
    found = read(logged('{"event":"Signed Up","prop'), logged(TEXT))
    assert kinds(found) == [(1, ParseErrorKind.INVALID_JSON)]
    assert values(found) == [P]


def test_each_payload_is_placed_where_it_begins_on_the_line() -> None:
    inner = json.dumps([Q, P, Q])
    line = json.dumps({"é": "😀", "message": f"\tüsent {inner}", "level": "i"}, ensure_ascii=False)
    found = read(f"INFO {line}")
    starts, at = [], line.index("message")
    for needle in ('{\\"env', '{\\"ev', '{\\"env'):
        at = line.index(needle, at + 1)
        starts.append((1, at + len("INFO ") + 1))
    assert [(record.line, record.column) for record in found] == starts
    assert [json.loads(record.as_line()) for record in found] == [Q, P, Q]


def test_the_places_in_a_wrapper_over_lines_are_those_of_the_items() -> None:
    found = read(json.dumps({"api_key": "k", "batch": [P, Q]}, indent=1))
    assert [(record.line, record.column) for record in found] == [(4, 3), (10, 3)]


def test_many_records_in_a_text_are_placed_in_one_go() -> None:
    inner = json.dumps({"batch": [P] * 20_000})
    found = read({"message": inner, "level": "info"})
    assert found[-1].column - found[-2].column == found[1].column - found[0].column
    assert len(found) == 20_000


def test_large_integers_have_all_of_their_digits_within_texts() -> None:
    text = '{"event":"A","properties":{"n":123456789012345678901234567890}}'
    (record,) = read({"message": text, "level": "info"})
    assert record.may_have_large_integers
    assert record.as_line() == text.encode() + b"\n"


@pytest.mark.parametrize("levels", [150, 199, 200])
def test_how_deep_a_payload_is_counts_from_the_payload(levels: int) -> None:
    deep = '{"event":"A","properties":' + '{"a":' * levels + "1" + "}" * levels + "}"
    ok, kind = levels < 200, ParseErrorKind.TOO_DEEP
    for line in (f"x | {deep}", f'{{"batch":[{deep}]}}', {"message": deep, "level": "i"}):
        assert kinds(read(line)) == ([] if ok else [(1, kind)])


def test_wrappers_within_wrappers_without_end_are_no_payload() -> None:
    text = TEXT
    for _ in range(8):
        text = json.dumps({"message": text, "level": "info"})
    assert values(read(text)) == []


def test_a_text_with_too_many_values_is_refused() -> None:
    text = '{"event":"A","properties":{"x":[' + "1," * 600_000 + "1]}}"
    assert kinds(read({"message": text, "level": "i"})) == [(1, ParseErrorKind.TOO_MANY)]


def test_a_long_list_over_lines_is_streamed() -> None:
    items = [{"timestamp": n, "message": TEXT, "ingestionTime": n} for n in range(30_000)]
    text = json.dumps({"events": [*items, P], "nextToken": "x"}, indent=2)
    assert len(text) > 4 << 20
    found = read(text, max_line=1 << 20)
    assert [kinds(found), len(values(found))] == [[], 30_001]
    assert found[0].line == 5
    lines = text.split("\n")
    assert all(lines[one.line - 1][one.column - 1] == "{" for one in found[::1000])
    cut = read(text[: len(text) // 2], max_line=1 << 20)
    assert ParseErrorKind.TRUNCATED in {kind for _, kind in kinds(cut)}
    broken = read(text.replace('"timestamp": 7,', '"timestamp": oops,'), max_line=1 << 20)
    assert [kind for _, kind in kinds(broken)] == [ParseErrorKind.INVALID_JSON]
    assert len(values(broken)) == 30_000
    behind = read(text + "\n{}", max_line=1 << 20)
    assert [kind for _, kind in kinds(behind)] == [ParseErrorKind.INVALID_JSON]


SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
PAYLOADS = st.fixed_dictionaries(
    {"event": st.text(max_size=8), "properties": st.dictionaries(st.text(max_size=4), SCALARS)}
)


@given(st.lists(PAYLOADS, min_size=1, max_size=4), st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=times(60), deadline=None)
def test_the_same_payloads_are_read_however_they_are_wrapped(
    payloads: list[Any], ascii_only: bool, indent: int | None
) -> None:
    def dumped(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    whole = dumped(payloads)
    forms = [
        dumped({"batch": payloads, "sentAt": "x"}),
        "\n".join(f"web_1 | {line(one)} n=1" for one in payloads),
        "\n".join(line(logged(dumped(one))) for one in payloads),
        dumped({"logEvents": [{"id": "1", "message": line(one)} for one in payloads]}),
        line(line(payloads)),
        dumped([line(logged(line(payloads)))]),
    ]
    for form in forms:
        data = form.encode("utf-8", "surrogatepass")
        found = list(records(io.BytesIO(data), ReadOptions()))
        assert values(found) == payloads, form
        for record, payload in zip(found, payloads, strict=True):
            assert json.loads(record.as_line()) == payload
        places = [(record.line, record.column) for record in found]
        assert places == sorted(set(places))
        lines = data.decode("utf-8").split("\n")
        assert all(lines[at - 1][column - 1] == "{" for at, column in places)
    assert whole


@given(st.text(alphabet='{}[]",:\\ \n1ea|=', max_size=80))
@settings(max_examples=times(60), deadline=None)
def test_no_text_in_a_record_is_a_crash(text: str) -> None:
    for line in (json.dumps({"message": text, "level": "i"}), f"web | {text}", json.dumps(text)):
        for record in read(line):
            assert record.as_line()
            assert record.column
