"""The rows of a table in Arrow's memory, a few at a time, as records."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from tracking_plan.payloads.input.columns import Columns, columns_of
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers.arrow_values import (
    UnusableTypeError,
    cells_of,
    text_of,
)
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.rows import Fragment, RowRecord, Rows, row_error

ROWS = 1000
"""So many are in memory at once."""
READ_ERRORS = (pa.ArrowException, OSError, UnicodeDecodeError)
"""What pyarrow raises at a broken file."""


class Table:
    """The columns of a table that make payloads, and how far its rows have been read."""

    def __init__(self, schema: pa.Schema, columns: Columns, options: ReadOptions) -> None:
        self._all = columns
        self._columns = columns.without_others()
        self._flat = {at for _, at in self._columns.flat}
        self._rows = Rows(self._columns, options)
        self._exact_rows = Rows(self._columns, options, has_fragments=True)
        self.names = [schema.names[at] for at in columns.used]
        self.read = 0

    def records(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Record]:
        """The records of the next rows. The batches have the columns in use, and no others."""
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield from self._some(batch.slice(start, ROWS))

    def _some(self, batch: pa.RecordBatch) -> Iterator[Record]:
        columns = [
            cells_of(column) if at in self._flat else text_of(column)
            for at, column in enumerate(batch.columns)
        ]
        has_fragments = any(
            Fragment in set(map(type, columns[at])) for _, at in self._columns.fields
        )
        record = (self._exact_rows if has_fragments else self._rows).record
        for cells in zip(*columns, strict=True):
            self.read += 1
            yield record(self.read, cells)

    def used(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """A batch without the columns that are not in use."""
        return batch.select(list(self._all.used))

    def lost(self, rows: int | None = None) -> Record:
        """What says that the next rows cannot be read; None: all that follow. Passes over them."""
        number = self.read + 1
        self.read += rows or 0
        which = f"this row and the {rows - 1} behind it" if rows else "from this row on"
        error = row_error(f"{which}: the file is broken, or cut off", hint="export it anew")
        return RowRecord(number, b"", errors=(error,), column=1)


def table_of(schema: pa.Schema, options: ReadOptions) -> Table | ParseError:
    """The table with that schema, or why its rows are no payloads."""
    columns = columns_of(schema.names)
    if isinstance(columns, ParseError):
        return columns
    flat = {at for _, at in columns.flat}
    for at in columns.used:
        kind = schema.field(at).type
        try:
            empty = pa.nulls(0, kind)
            _ = cells_of(empty) if at in flat else text_of(empty)
        except UnusableTypeError as error:
            return _of_no_json(str(error), schema.names[at])
        except READ_ERRORS:
            return _of_no_json(str(kind), schema.names[at])
    return Table(schema, columns, options)


def _of_no_json(kind: str, name: str) -> ParseError:
    return ParseError(
        kind=ParseErrorKind.UNUSABLE_TABLE,
        detail=f"JSON has no value of the type {kind}",
        names=(name,),
        hint="cast it to text where the table is exported or queried: CAST(... AS VARCHAR)",
    )
