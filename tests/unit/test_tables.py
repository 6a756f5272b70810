"""Parquet, Arrow and DuckDB: values exactly, and broken files up to where they break."""

import datetime as dt
import decimal
import io
import json
import sys
import uuid
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from tables import FORMS, problems, read, values, write

from tracking_plan.payloads.input.duckdb_query import DuckDbQuery, QueryError
from tracking_plan.payloads.input.exact import exact_value
from tracking_plan.payloads.input.forms import READABLE, file_records, records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseErrorKind, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.place import Json

ROWS = [
    {"event": f"E{number}", "properties": f'{{"n": {number}}}', "distinct_id": f"u{number}"}
    for number in range(10)
]


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_the_same_payloads_in_every_form(form: str, tmp_path: Path) -> None:
    found = read(form, write(form, tmp_path, ROWS))
    assert values(found) == [row | {"properties": json.loads(row["properties"])} for row in ROWS]
    first = 2 if form == "csv" else 1
    assert [record.line for record in found] == list(range(first, first + 10))
    assert all(record.shape is Shape.ROW for record in found)


def of_column(column: pa.Array, tmp_path: Path, name: str = "properties.v") -> Record:
    table = pa.table({"event": ["A"] * len(column), name: column})
    path = tmp_path / "one.arrow"
    feather.write_feather(table, str(path))
    return next(file_records(path, ReadOptions()))


UUID = uuid.UUID("12345678-1234-5678-1234-567812345678")
MAP = pa.map_(pa.string(), pa.int64())
VALUES: list[tuple[pa.Array, str]] = [
    (pa.array([2**63 - 1]), "9223372036854775807"),
    (pa.array([2**64 - 1], pa.uint64()), "18446744073709551615"),
    (pa.array([True]), "true"),
    (pa.array([0.1], pa.float32()), "0.1"),
    (pa.array([1.5e300]), "1.5e+300"),
    (pa.array([decimal.Decimal("12345678901234567890.1230")]), "12345678901234567890.1230"),
    (pa.array([decimal.Decimal("1e5")], pa.decimal128(9, -3)), "100000"),
    (pa.array([0], pa.timestamp("us", "Europe/Paris")), '"1970-01-01T00:00:00Z"'),
    (pa.array([1_500_000_001], pa.timestamp("ns")), '"1970-01-01T00:00:01.500000001Z"'),
    (pa.array([dt.date(2026, 1, 31)]), '"2026-01-31"'),
    (pa.array([dt.time(12, 0, 0, 500_000)]), '"12:00:00.5"'),
    (pa.array([UUID.bytes], pa.uuid()), f'"{UUID}"'),
    (pa.array(['{"a":[1]}'], pa.json_()), '{"a":[1]}'),
    (pa.array(["x"]).dictionary_encode(), '"x"'),
    (pa.array([b"x"]), '"eA=="'),
    (pa.array([[1, None]]), "[1,null]"),
    (pa.array([{"a": 1, "b": None}]), '{"a":1}'),
    (pa.array([[("a", 1), ("b", None)]], MAP), '{"a":1,"b":null}'),
    (pa.array([[{"t": dt.datetime(2026, 1, 31)}]]), '[{"t":"2026-01-31T00:00:00Z"}]'),
]


@pytest.mark.parametrize(("column", "expected"), VALUES, ids=[str(one.type) for one, _ in VALUES])
def test_a_value_is_json_exactly(column: pa.Array, expected: str, tmp_path: Path) -> None:
    record = of_column(column, tmp_path)
    assert record.raw == f'{{"event":"A","properties":{{"v":{expected}}}}}'.encode()
    assert record.value == json.loads(record.raw)
    assert exact_value(record) == json.loads(record.raw)


def test_null_is_absent(tmp_path: Path) -> None:
    assert of_column(pa.array([None]), tmp_path).value == {"event": "A", "properties": {}}
    assert of_column(pa.array([None], MAP), tmp_path, "properties").value == {
        "event": "A",
        "properties": {},
    }


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (pa.array([float("nan")]), ParseErrorKind.NON_FINITE),
        (pa.array([float("inf")], pa.float32()), ParseErrorKind.NON_FINITE),
        (pa.array(["{"], pa.json_()), ParseErrorKind.UNREADABLE_ROW),
        (pa.array([1], pa.duration("s")), ParseErrorKind.UNUSABLE_TABLE),
    ],
    ids=lambda one: str(getattr(one, "type", one)),
)
def test_what_json_cannot_say_is_a_finding(
    column: pa.Array, kind: ParseErrorKind, tmp_path: Path
) -> None:
    record = of_column(column, tmp_path)
    assert not record.is_read
    assert [error.kind for error in record.errors] == [kind]


@pytest.mark.parametrize(
    "names",
    [
        ["name", "properties"],
        ["event", "props"],
        ["event", "properties", "properties.a"],
        ["event", "properties.a.b"],
        ["event", "properties.a", "PROPERTIES.a"],
    ],
)
def test_a_table_that_could_be_read_in_more_ways_than_one_is_refused(
    names: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table([["x"]] * len(names), names=names), path)
    (record,) = file_records(path, ReadOptions())
    (error,) = record.errors
    assert (error.kind, error.names) == (ParseErrorKind.UNUSABLE_TABLE, tuple(names))
    assert error.hint


def test_properties_may_be_a_struct_a_map_or_columns(tmp_path: Path) -> None:
    columns: list[dict[str, pa.Array]] = [
        {"properties": pa.array([{"n": 1}])},
        {"properties": pa.array([[("n", 1)]], MAP)},
        {"properties.n": pa.array([1])},
        {"PROPERTIES": pa.array([b'{"n": 1}'])},
    ]
    for number, column in enumerate(columns):
        path = tmp_path / f"{number}.parquet"
        pq.write_table(pa.table({"event": ["A"]} | column), path)
        assert values(list(file_records(path, ReadOptions()))) == [
            {"event": "A", "properties": {"n": 1}}
        ]


def test_a_broken_row_group_costs_its_own_rows(tmp_path: Path) -> None:
    path = write("parquet", tmp_path, ROWS)  # in groups of three
    metadata = pq.ParquetFile(path).metadata
    start = metadata.row_group(1).column(1).dictionary_page_offset
    raw = bytearray(path.read_bytes())
    raw[start : start + 20] = b"\xff" * 20
    path.write_bytes(raw)
    found = read("parquet", path)
    names = [value["event"] for value in values(found) if isinstance(value, dict)]
    assert names == ["E0", "E1", "E2", "E6", "E7", "E8", "E9"]
    ((line, said),) = problems(found)
    assert line == 4
    assert "this row and the 2 behind it" in said
    assert [record.line for record in found if record.is_read] == [1, 2, 3, 7, 8, 9, 10]


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrow stream"])
def test_a_file_that_is_cut_off_is_a_finding_whatever_is_left(form: str, tmp_path: Path) -> None:
    path = write(form, tmp_path, ROWS)
    raw = path.read_bytes()
    for size in (*range(8, len(raw) - 8, max(len(raw) // 40, 1)), len(raw) - 9):
        path.write_bytes(raw[:size])
        found = read(form, path)
        assert problems(found), size
        assert values(found) == [
            row | {"properties": json.loads(row["properties"])}
            for row in ROWS[: len(values(found))]
        ]


def test_an_encrypted_file_and_one_in_a_stream_are_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"PARE" + b"\0" * 100 + b"PARE")
    (record,) = file_records(path, ReadOptions())
    assert "encrypted" in record.errors[0].detail
    for form in ("parquet", "arrow", "arrow stream"):
        raw = write(form, tmp_path, ROWS).read_bytes()
        (record,) = records(io.BytesIO(raw), ReadOptions())
        assert record.errors[0].kind is ParseErrorKind.PACKED


def test_without_the_extra_a_line_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(form, tmp_path, ROWS) for form in ("parquet", "arrow")]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for path in paths:
        (record,) = file_records(path, ReadOptions())
        assert record.errors[0].hint == "pip install 'tracking-plan[data]'"
    with pytest.raises(QueryError, match="pip install"):
        DuckDbQuery(tmp_path / "x.db", "SELECT 1")


def test_a_table_is_known_by_its_content(tmp_path: Path) -> None:
    for form in ("parquet", "arrow", "arrow stream"):
        found = READABLE.file_form(write(form, tmp_path, ROWS))
        assert found is not None
        assert found.name == form.split()[0]
    path = tmp_path / "x.parquet"
    path.write_bytes(b'{"event": "A"}\n')
    assert READABLE.file_form(path) is None


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE TABLE events AS SELECT 'A' AS event, '{\"n\": 1}'::JSON AS properties,"
            " 'canary' || i AS distinct_id FROM range(5000) t(i)"
        )
    return path


def test_a_query_gives_its_rows_in_order(database: Path) -> None:
    query = DuckDbQuery(database, "SELECT * FROM events ORDER BY distinct_id DESC LIMIT 3;")
    found = list(query.records(ReadOptions()))
    assert [record.line for record in found] == [1, 2, 3]
    assert [value["distinct_id"] for value in values(found) if isinstance(value, dict)] == [
        "canary999",
        "canary998",
        "canary997",
    ]


def test_values_of_a_query_are_json_exactly(database: Path) -> None:
    sql = f"""SELECT 'A' AS event, {{'h': 170141183460469231731687303715884105727::HUGEINT,
      'd': 1.50::DECIMAL(9, 2), 'j': '{{"a": [1]}}'::JSON, 'u': '{UUID}'::UUID,
      't': TIMESTAMPTZ '2026-01-31 12:00:00+01', 'm': MAP {{'k': '[2]'::JSON}},
      'e': 'x'::ENUM('x'), 'f': 0.1::FLOAT, 'l': [1, NULL]}} AS properties"""
    (record,) = DuckDbQuery(database, sql).records(ReadOptions())
    expected: dict[str, Json] = {
        "h": 170141183460469231731687303715884105727,
        "d": 1.5,
        "j": {"a": [1]},
        "u": str(UUID),
        "t": "2026-01-31T11:00:00Z",
        "m": {"k": [2]},
        "e": "x",
        "f": 0.1,
        "l": [1, None],
    }
    assert exact_value(record) == {"event": "A", "properties": expected}
    assert b'"d":1.50' in record.raw


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC", "Parser Error"),
        ("SELECT nope FROM events", "Binder Error"),
        ("FROM nope", "Catalog Error"),
        ("FROM '{other}'", "disabled by configuration"),
        ("SELECT * FROM read_text('{other}')", "disabled by configuration"),
        ("FROM own_variable", "does not exist"),
        ("DELETE FROM events", "one SELECT"),
        ("COPY events TO '{other}'", "one SELECT"),
        ("ATTACH '{other}' AS other", "one SELECT"),
        ("SET threads = 4", "one SELECT"),
        ("INSTALL httpfs", "one SELECT"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
    ],
)
def test_a_query_that_does_more_than_to_read_the_database_is_refused(
    query: str, said: str, database: Path, tmp_path: Path
) -> None:
    own_variable = pa.table({"event": ["A"]})
    other = tmp_path / "other.csv"
    other.write_text("event,properties\nA,{}\n", encoding="utf-8")
    with pytest.raises(QueryError, match=said) as caught:
        DuckDbQuery(database, query.format(other=other))
    assert "\n" not in str(caught.value)
    assert other.read_text(encoding="utf-8").startswith("event")
    assert own_variable.num_rows == 1


def test_a_query_that_fails_while_it_runs_shows_no_value(database: Path) -> None:
    for cell in ("error(distinct_id)", "distinct_id::INT"):
        query = DuckDbQuery(database, f"SELECT event, {cell} AS properties FROM events")
        with pytest.raises(QueryError, match="failed while it ran") as caught:
            list(query.records(ReadOptions()))
        assert "canary" not in str(caught.value)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"hello " * 1000)
    with pytest.raises(QueryError, match="not a valid DuckDB database"):
        DuckDbQuery(path, "SELECT 1")


def test_a_struct_that_is_too_deep_or_a_text_that_is_too_long_is_a_finding(tmp_path: Path) -> None:
    deep = f'{{"a": {"[" * 300}{"]" * 300}}}'
    rows = [ROWS[0], ROWS[1] | {"properties": deep}, ROWS[2] | {"properties": f'{{"a": "{deep}"}}'}]
    for form in ("parquet", "csv", "duckdb"):
        folder = tmp_path / form
        folder.mkdir()
        found = read(form, write(form, folder, rows), ReadOptions(max_line=640))
        assert [record.is_read for record in found] == [True, False, False]
