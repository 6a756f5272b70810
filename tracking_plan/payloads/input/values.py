"""The last layer of an input: which payloads a JSON value has in it."""

from collections.abc import Iterator

from tracking_plan.payloads.input.record import Batch, ParseError, Record
from tracking_plan.place import Json


def batch(
    line: int, raw: bytes, items: list[Json], errors: tuple[ParseError, ...] = (), column: int = 1
) -> Iterator[Record]:
    """The records of a batch; its errors, which no item owns, go with the first."""
    whole = Batch(line, raw, column)
    for index, item in enumerate(items):
        yield Record(line, raw, item, () if index else errors, batch=whole, index=index)
