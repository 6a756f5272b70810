"""CSV as databases and spreadsheets write it; what breaks a row costs that row."""

import io
import json

import pytest
from tables import problems, values

from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.place import Json

PRO: Json = {"event": "Signed Up", "properties": {"plan": "pro"}}


def read(data: str | bytes, options: ReadOptions | None = None) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    return list(records(io.BytesIO(raw), options or ReadOptions()))


EXPORTS = {
    "DuckDB COPY": 'event,properties,distinct_id\nSigned Up,"{""plan"":""pro""}",\n',
    "psql copy": 'event,properties,distinct_id\nSigned Up,"{""plan"": ""pro""}",\n',
    "Athena": '"event","properties","distinct_id"\n"Signed Up","{""plan"": ""pro""}",""\n',
    "Snowflake": '"EVENT","PROPERTIES","DISTINCT_ID"\n"Signed Up","{""plan"":""pro""}",\\N\n',
    "Excel in Europe": 'event;properties;distinct_id\r\nSigned Up;"{""plan"": ""pro""}";\r\n',
    "BigQuery, tabs": 'event\tproperties\tid\nSigned Up\t"{""plan"":""pro""}"\t7\n',
    "a tool that names tables": (
        'events.event,events.properties,events.uuid\nSigned Up,"{""plan"":""pro""}",1\n'
    ),
    "an index of pandas": ',event,properties\n0,Signed Up,"{""plan"": ""pro""}"\n',
    "no line break at the end": 'event,properties\nSigned Up,"{""plan"": ""pro""}"',
    "blank lines": '\n\nevent,properties\n\nSigned Up,"{""plan"": ""pro""}"\n\n\n',
    "JSON over lines": 'event,properties\nSigned Up,"{\n  ""plan"": ""pro""\n}"\n',
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_read_as_the_payloads_that_it_has(name: str) -> None:
    (record,) = read(EXPORTS[name])
    assert record.value == PRO
    assert record.shape is Shape.ROW
    assert record.read_again(json.loads) == PRO


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31 12:00:00.123+00", "2026-01-31 12:00:00.123+00"),
        ("2026-01-31 12:00:00 UTC", "2026-01-31 12:00:00Z"),
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
        ("1769860800000", 1769860800000),
        ("20260131", "20260131"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_timestamp_is_one_that_the_api_knows(text: str, moment: Json) -> None:
    (record,) = read(f"event,properties,timestamp\nA,{{}},{text}\n")
    assert record.value == {"event": "A", "properties": {}, "timestamp": moment}


def test_rows_have_the_number_of_the_line_that_they_begin_on() -> None:
    data = 'event,properties\r\nA,"{\r\n}"\r\n\r\nB,{}\r\n"C\nD",{}\nE,{}\n'
    assert [record.line for record in read(data)] == [2, 5, 6, 8]


def test_a_byte_order_mark_and_other_encodings_cost_no_row() -> None:
    data = "event,properties\nCafé,{}\n"
    for raw in (b"\xef\xbb\xbf" + data.encode(), data.encode("utf-16")):
        assert values(read(raw)) == [{"event": "Café", "properties": {}}]


BROKEN = {
    "too few cells": "oops",
    "too many cells": "A,{},x",
    "a quote that nothing closes": '"A,{}',
    "text behind a quote": '"A"x,{}',
    "quotes with backslashes": 'A,"{\\"a\\": 1}"',
    "a list": 'A,"[1]"',
    "a text within a text": 'A,"""{}"""',
    "a number": "A,7",
    "no JSON": "A,{plan}",
    "a struct as text": "A,{'plan': pro}",
    "NaN": '"A","{""a"": NaN}"',
    "half a surrogate pair": '"A","{""a"": ""\\ud800""}"',
    "a lone CR": "A\rB,{}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_a_finding_at_its_line_and_the_others_are_read(name: str) -> None:
    found = read(f"event,properties\nA,{{}}\n{BROKEN[name]}\nB,{{}}\nC,{{}}\n")
    assert [record.line for record in found] == [2, 3, 4, 5]
    assert [record.line for record in found if not record.is_read] == [3]
    assert not any(record.is_punctuation for record in found)


def test_a_row_that_is_not_utf8_is_a_finding_where_it_is_not() -> None:
    found = read(b"event,properties\nA,{}\nCaf\xe9,{}\nB,{}\n")
    (error,) = found[1].errors
    assert (found[1].line, error.kind, error.column) == (3, ParseErrorKind.INVALID_UTF8, 4)
    assert len(values(found)) == 2


def test_a_cell_beyond_the_limit_is_a_finding_and_one_below_it_is_read() -> None:
    options = ReadOptions(max_line=1_000_000)
    rows = [f'A,"{{""a"": ""{"x" * size}""}}"' for size in (10, 500_000, 1_000_001, 10)]
    found = read("event,properties\n" + "\n".join(rows), options)
    assert [record.line for record in found if record.is_read] == [2, 3, 5]
    assert problems(found) == [(4, "line too long")]
    assert found[2].as_line() == f"{rows[2]}\n".encode()


def test_quotes_that_open_everywhere_take_no_square_of_time() -> None:
    found = read("event,properties\n" + 'x",",y\n' * 20_000)
    assert found
    assert not values(found)


@pytest.mark.parametrize(
    ("header", "said", "hint"),
    [
        ("name,properties,secret@example.com", "no column 'event'", "select at least"),
        ("event,time", "no column 'properties'", "select at least"),
        ("event,properties.plan", "properties in columns of their own", "as one column"),
        ("event,properties,properties.plan", "a column 'properties', and others", "keep"),
        ("Event,EVENT,properties", "more than one column 'event'", "keep one"),
    ],
)
def test_a_table_that_is_none_of_events_is_refused_once(header: str, said: str, hint: str) -> None:
    (record,) = read(f"{header}\n{','.join('1' * (header.count(',') + 1))}\n")
    (error,) = record.errors
    assert error.kind is ParseErrorKind.UNUSABLE_TABLE
    assert said in error.detail
    assert hint in (error.hint or "")
    assert error.names == tuple(header.split(","))


@pytest.mark.parametrize(
    "data",
    [
        '{"event": "A", "properties": {}}\n',
        "event: A\nproperties: {}\n",
        "hello, world\nthis is a log: all, of it\n",
        "event\nA\n",
    ],
)
def test_what_is_no_table_is_read_as_before(data: str) -> None:
    assert all(record.shape is Shape.ALTERTABLE for record in read(data))
