"""Reads Parquet files, a row group after the other: rows of the warehouse's table."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers.extra import begins_with, missing, refused, unusable
from tracking_plan.payloads.input.record import ParseError, Record

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

    from tracking_plan.payloads.input.readers.table import Table

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_BUFFER = 1 << 18  # bytes of a column that are read at once


def fits(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    return begins_with(path, _MAGIC, _ENCRYPTED)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of the rows. Where a row group is broken, the next one is read."""
    try:
        # Costs a tenth of a second, and is an extra.
        import pyarrow.parquet as pq

        from tracking_plan.payloads.input.readers import table
    except ImportError:
        yield refused(missing("Parquet"))
        return
    if begins_with(path, _ENCRYPTED):
        yield refused(unusable("the Parquet file is encrypted", "export it without encryption"))
        return
    try:
        file = pq.ParquetFile(
            path, buffer_size=_BUFFER, pre_buffer=False, page_checksum_verification=True
        )
    except table.READ_ERRORS:
        yield refused(unusable("the Parquet file is broken, or cut off", "export it anew"))
        return
    with file:
        found = table.table_of(file.schema_arrow, options)
        if isinstance(found, ParseError):
            yield refused(found)
            return
        for group in range(file.num_row_groups):
            yield from _of_group(file, found, group)


def _of_group(file: "ParquetFile", table: "Table", group: int) -> Iterator[Record]:
    """The records of a row group."""
    # It has been imported already.
    from tracking_plan.payloads.input.readers.table import READ_ERRORS, ROWS

    before = table.read
    batches = file.iter_batches(ROWS, row_groups=[group], columns=table.names, use_threads=False)
    try:
        yield from table.records(batches)
    except READ_ERRORS:
        rows = file.metadata.row_group(group).num_rows
        yield table.lost(max(before + rows - table.read, 1))
