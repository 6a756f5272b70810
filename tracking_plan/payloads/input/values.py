"""The last layer of an input: which payloads a JSON value has in it."""

from collections.abc import Iterator

from tracking_plan.payloads.input.batch import Batch
from tracking_plan.payloads.input.depth import is_too_deep, may_be_too_deep
from tracking_plan.payloads.input.parse_errors import TOO_DEEP, TOO_MANY, strict_parse_errors
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.place import Json


def records_of(
    line: int, raw: bytes, value: Json, options: ReadOptions, column: int | None = None
) -> Iterator[Record]:
    """The record of a payload, or those of the items of a batch.

    `raw` are the bytes that `value` was read from; `column` None: they begin with their line.
    """
    is_deep = may_be_too_deep(raw) and is_too_deep(value)
    if isinstance(value, list) and len(value) > options.max_items:
        yield Record(line, raw, errors=(TOO_MANY,), column=column)
    elif isinstance(value, list):
        yield from _items(Batch(line, raw, column or 1), value, options, is_deep=is_deep)
    elif is_deep:
        yield Record(line, raw, errors=(TOO_DEEP,), column=column)
    else:
        errors = strict_parse_errors(raw) if options.strict else ()
        yield Record(line, raw, value, errors, column=column)


def _items(
    batch: Batch, items: list[Json], options: ReadOptions, *, is_deep: bool
) -> Iterator[Record]:
    """The records of a batch; where it `is_deep`, items may be that are nested too deeply."""
    for index, item in enumerate(items):
        if is_deep and is_too_deep(item):
            yield Record(batch.line, batch.raw, errors=(TOO_DEEP,), batch=batch, index=index)
            continue
        errors = strict_parse_errors(batch.item(index)) if options.strict else ()
        yield Record(batch.line, batch.raw, item, errors, batch=batch, index=index)
