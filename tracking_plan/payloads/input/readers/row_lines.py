"""Reads JSON that a database wrote: rows of the warehouse's table, as lines or as an array."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

import orjson

from tracking_plan.payloads.input.columns import PROPERTIES, Columns, columns_of
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import document, lines
from tracking_plan.payloads.input.record import ParseError, Record
from tracking_plan.payloads.input.rows import (
    RowRecord,
    diagnose_cell,
    fields_of,
    no_object,
    row_error,
)
from tracking_plan.place import Json

_MOST_LOOKED_AT = 20  # lines
_OF_SERVER = frozenset(
    """
    received_at ingested_at inserted_at loaded_at processed_at stored_at
    _received_at _ingested_at _inserted_at _loaded_at _processed_at
    """.split()
)
"""Columns that only whoever stores an event can fill: no sender knows when it will arrive."""
_NEEDED = ("event", PROPERTIES, "timestamp")


def fits(head: bytes) -> bool:
    """Whether the first lines are certainly rows of a table, and not payloads with a mistake.

    Each has the columns that every row has, and no `environment`, which the API asks for; and a
    column says when the row was stored, or the names are in capitals, as Snowflake writes them.
    """
    found = list(islice(_objects(head), _MOST_LOOKED_AT))
    return bool(found) and all(map(_is_row, found))


def fits_document(head: bytes) -> bool:
    """The same for an array over lines with a row on each."""
    return fits(head) and document.fits(head)


def _objects(head: bytes) -> Iterator[Json]:
    """The values on the lines, None for what is no JSON. The last line may be cut, and is left."""
    *whole, last = head.split(b"\n")
    for line in whole or [last]:
        text = line.strip().removeprefix(b"[").removesuffix(b"]").rstrip(b", \t\r")
        if text.strip():
            try:
                yield orjson.loads(text)
            except orjson.JSONDecodeError:
                yield None


def _is_row(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    names = {name.casefold() for name in value}
    if not names.issuperset(_NEEDED) or "environment" in names:
        return False
    return not names.isdisjoint(_OF_SERVER) or all(name.upper() in value for name in _NEEDED)


def read(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of rows, one on each line."""
    return _as_rows(lines.read(blocks, options))


def read_document(blocks: Iterable[bytes], options: ReadOptions) -> Iterator[Record]:
    """The records of rows in an array, or in objects one below the other."""
    return _as_rows(document.read(blocks, options))


class RowLine(RowRecord):
    """A row whose bytes are a JSON object of its columns."""

    __slots__ = ()

    def read_again(self, loads: Callable[[bytes], Json]) -> Json:
        """The payload, from the bytes of the row."""
        found = _payload(loads(self.as_line()), loads)
        return self.value if isinstance(found, ParseError) else found


def _as_rows(found: Iterable[Record]) -> Iterator[Record]:
    """The records as those of rows."""
    for record in found:
        if not record.is_read:
            yield record
            continue
        payload = _payload(record.value, orjson.loads)
        errors, value = record.errors, None
        if isinstance(payload, ParseError):
            errors = (*errors, payload)
        else:
            value = payload
        batch = record.batch
        line, column = (record.line, record.column) if batch is None else (batch.line, None)
        yield RowLine(line, record.raw, value, errors, column, batch, record.index)


def _payload(row: Json, loads: Callable[[bytes], Json]) -> Json | ParseError:
    """The payload that a row is, or why it is none."""
    if not isinstance(row, dict):
        return row_error("a row is an object with a key for each column")
    columns = _columns(tuple(row))
    if isinstance(columns, ParseError):
        return row_error(columns.detail, columns.hint)
    cells = list(row.values())
    body = fields_of(columns, cells)
    if columns.properties is None:
        body[PROPERTIES] = {name: cells[at] for name, at in columns.flat if cells[at] is not None}
        return body  # type: ignore[return-value]  # JSON values, as they were read
    properties = cells[columns.properties]
    if isinstance(properties, str):
        raw = properties.encode("utf-8", "surrogatepass")
        try:
            properties = loads(raw)
        except ValueError:
            return diagnose_cell(raw)
    if not isinstance(properties, dict | None):
        return no_object(properties)
    body[PROPERTIES] = properties or {}
    return body  # type: ignore[return-value]


@lru_cache(maxsize=1000)  # sets of columns: NULLs may be left out
def _columns(names: tuple[str, ...]) -> Columns | ParseError:
    return columns_of(names)
