"""The last layer of an input: which payloads a JSON value, or a line of a log, has in it."""

from collections.abc import Iterator

from tracking_plan.payloads.input.batch import Batch
from tracking_plan.payloads.input.depth import is_too_deep, may_be_too_deep
from tracking_plan.payloads.input.log_line import looks_logged
from tracking_plan.payloads.input.parse_errors import TOO_DEEP, TOO_MANY, strict_parse_errors
from tracking_plan.payloads.input.payload_signs import ENVELOPE, is_log_record, may_have_payload
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.wrapped import Wrapped
from tracking_plan.payloads.input.wrappers import (
    Inner,
    are_plain,
    inner_items,
    inner_payloads,
    logged_payloads,
)
from tracking_plan.place import Json

NO_PAYLOAD = ParseError(kind=ParseErrorKind.NO_PAYLOAD)


def records_of(
    line: int, raw: bytes, value: Json, options: ReadOptions, column: int | None = None
) -> Iterator[Record]:
    """The record of a payload, or those of what is wrapped in a value: the items of a batch.

    `raw` are the bytes that `value` was read from; `column` None: they begin with their line.
    """
    if isinstance(value, list) and len(value) > options.max_items:
        yield Record(line, raw, errors=(TOO_MANY,), column=column)
        return
    inner = _inner(value, options)
    if inner is not None:
        yield from _wrapped(line, raw, inner, options, column)
    elif isinstance(value, list):
        is_deep = may_be_too_deep(raw) and is_too_deep(value)
        yield from _items(Batch(line, raw, column or 1), value, options, is_deep=is_deep)
    elif may_be_too_deep(raw) and is_too_deep(value):
        yield Record(line, raw, errors=(TOO_DEEP,), column=column)
    elif isinstance(value, dict) and ENVELOPE.isdisjoint(value) and is_log_record(value):
        yield Record(line, raw, errors=(NO_PAYLOAD,), column=column)
    else:
        errors = strict_parse_errors(raw) if options.strict else ()
        yield Record(line, raw, value, errors, column=column)


def logged_records(line: int, raw: bytes, options: ReadOptions) -> Iterator[Record]:
    """The records of a line that is no JSON, but a log's; none where it is no log's either."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    inner = logged_payloads(text, options) if "{" in text else None
    if inner:
        yield from _wrapped(line, raw, inner, options, None)
    elif looks_logged(text) and (inner is not None or not may_have_payload(text)):
        yield Record(line, raw, errors=(NO_PAYLOAD,))


def inner_of(value: Json, options: ReadOptions) -> list[Inner]:
    """A payload, or what is wrapped in a value: the items of a batch."""
    if isinstance(value, list) and len(value) > options.max_items:
        return [Inner((), None, TOO_MANY)]
    inner = _inner(value, options)
    if inner is not None:
        return inner
    whole = enumerate(value) if isinstance(value, list) else (((), value),)
    return [
        Inner((way,) if isinstance(way, int) else way, one, TOO_DEEP if is_too_deep(one) else None)
        for way, one in whole
    ]


def _inner(value: Json, options: ReadOptions) -> list[Inner] | None:
    """What is wrapped in a value; None where it is a payload by itself, or a batch of payloads."""
    if isinstance(value, list):
        if are_plain(value, ENVELOPE):
            return None
        found = inner_items(value, options)
        return found if any(len(one.steps) > 1 or one.error for one in found) else None
    if isinstance(value, dict) and not ENVELOPE.isdisjoint(value):
        return None
    found = inner_payloads(value, options)
    return found if found and found[0].steps else None


def _wrapped(
    line: int, raw: bytes, inner: list[Inner], options: ReadOptions, column: int | None
) -> Iterator[Record]:
    """The records of what is wrapped in a value, each with its own bytes and its own place."""
    if len(inner) > options.max_items:
        yield Record(line, raw, errors=(TOO_MANY,), column=column)
        return
    batch = Wrapped(line, raw, column or 1, [one.steps for one in inner])
    for index, one in enumerate(inner):
        if one.error is not None:
            yield Record(line, raw, errors=(one.error,), batch=batch, index=index)
            continue
        errors = strict_parse_errors(batch.item(index)) if options.strict else ()
        yield Record(line, raw, one.value, errors, batch=batch, index=index)


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
