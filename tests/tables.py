"""Rows of a table of events in every form that has them, for tests that compare the forms."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

from tracking_plan.payloads.input.duckdb_query import DuckDbQuery
from tracking_plan.payloads.input.forms import file_records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.place import Json

Row = Mapping[str, str | None]
FORMS = ("ndjson", "csv", "parquet", "arrow", "arrow stream", "duckdb")


def write(form: str, folder: Path, rows: Sequence[Row]) -> Path:
    """A file with the rows in that form. All of their cells are texts, the properties JSON."""
    path = folder / f"rows.{form.replace(' ', '_')}"
    names = list(rows[0])
    table = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in names})
    if form == "ndjson":
        path.write_text("".join(f"{json.dumps(dict(row))}\n" for row in rows), encoding="utf-8")
    elif form == "parquet":
        pq.write_table(table, path, row_group_size=3)
    elif form == "arrow":
        feather.write_feather(table, str(path), chunksize=2)
    elif form == "arrow stream":
        with pa.ipc.new_stream(str(path), table.schema) as stream:
            stream.write_table(table, max_chunksize=2)
    else:
        file = ":memory:" if form == "csv" else str(path)
        with duckdb.connect(file) as connection:
            connection.from_arrow(table).create("events")
            if form == "csv":
                connection.sql("FROM events").write_csv(str(path), header=True)
    return path


def read(form: str, path: Path, options: ReadOptions | None = None) -> list[Record]:
    """The records of such a file."""
    options = options or ReadOptions(shape=Shape.ROW)
    if form == "duckdb":
        return list(DuckDbQuery(path, "SELECT * FROM events").records(options))
    return list(file_records(path, options))


def values(records: Sequence[Record]) -> list[Json]:
    """The payloads that were read."""
    return [record.value for record in records if record.is_read]


def problems(records: Sequence[Record]) -> list[tuple[int, str]]:
    """The line of each error, and what is said of it."""
    return [(one.line, error.detail or error.kind) for one in records for error in one.errors]
