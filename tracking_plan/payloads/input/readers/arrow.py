"""Reads Arrow files (Feather, too) and streams, a batch after the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers.extra import begins_with, missing, refused, unusable
from tracking_plan.payloads.input.record import ParseError, Record

if TYPE_CHECKING:
    import pyarrow as pa

_FILE, _STREAM = b"ARROW1", b"\xff\xff\xff\xff"


def fits(path: Path) -> bool:
    """Whether the file begins as an Arrow file or stream does."""
    return begins_with(path, _FILE, _STREAM)


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """The records of the rows."""
    try:
        # Costs a tenth of a second, and is an extra.
        import pyarrow as pa

        from tracking_plan.payloads.input.readers import table
    except ImportError:
        yield refused(missing("Arrow"))
        return
    try:
        source = pa.memory_map(str(path))
        is_file = begins_with(path, _FILE)
        reader = pa.ipc.open_file(source) if is_file else pa.ipc.open_stream(source)
    except table.READ_ERRORS:
        yield refused(unusable("the Arrow file is broken, or cut off", "export it anew"))
        return
    with source:
        found = table.table_of(reader.schema, options)
        if isinstance(found, ParseError):
            yield refused(found)
            return
        try:
            for batch in _batches(reader):
                yield from found.records(_valid(found.used(batch), table.ROWS))
        except table.READ_ERRORS:
            yield found.lost()


def _batches(
    reader: "pa.RecordBatchFileReader | pa.RecordBatchStreamReader",
) -> Iterator["pa.RecordBatch"]:
    if hasattr(reader, "get_batch"):
        for at in range(reader.num_record_batches):
            yield reader.get_batch(at)
    else:
        yield from reader


def _valid(batch: "pa.RecordBatch", rows: int) -> Iterator["pa.RecordBatch"]:
    """The batch in slices, each of which refers to nothing but its own bytes.

    Raises:
        ArrowInvalid: one does not.
    """
    for start in range(0, batch.num_rows, rows):
        some = batch.slice(start, rows)
        some.validate(full=True)
        yield some
