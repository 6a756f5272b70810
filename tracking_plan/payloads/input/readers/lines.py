"""Reads newline-delimited JSON: on each line a payload, or a batch of them.

This is also the form of what has none: each line of it is reported.
"""

from collections.abc import Iterable, Iterator

import orjson

from tracking_plan.payloads.input.depth import may_be_too_deep
from tracking_plan.payloads.input.limits import Limits
from tracking_plan.payloads.input.parse_errors import diagnose
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind, Record
from tracking_plan.payloads.input.values import records_of


def fits(_: bytes) -> bool:
    """Yes: anything can be read line by line, so that other forms are asked first."""
    return True


def read(blocks: Iterable[bytes], limits: Limits) -> Iterator[Record]:
    """The records of the lines; blank lines are passed over."""
    loads, is_strict = orjson.loads, limits.strict
    number = 0
    for lines, ends_input in _lines(blocks, limits.max_line):
        for raw in lines:
            number += 1
            if raw is None:
                yield Record(number, b"", errors=(_TOO_LONG,))
                continue
            try:
                value = loads(raw)
            except orjson.JSONDecodeError:
                if raw.strip():
                    yield Record(number, raw, errors=(diagnose(raw, ends_input=ends_input),))
                continue
            if type(value) is list or is_strict or may_be_too_deep(raw):
                yield from records_of(number, raw, value, limits)
            else:
                yield Record(number, raw, value)


_TOO_LONG = ParseError(kind=ParseErrorKind.TOO_LONG)


def _lines(blocks: Iterable[bytes], limit: int) -> Iterator[tuple[list[bytes | None], bool]]:
    """The lines of each block without their line breaks, and whether they are the last ones.

    None is a line longer than `limit` bytes. No more than such a line and a block
    are in memory at once.
    """
    rest: list[bytes] = []
    size, skipping = 0, False
    for block in blocks:
        first, newline, others = block.partition(b"\n")
        size += len(first)
        skipping = skipping or size > limit
        if skipping:
            rest.clear()
        else:
            rest.append(first)
        if not newline:
            continue
        lines: list[bytes | None] = [None if skipping else b"".join(rest), *others.split(b"\n")]
        last = lines.pop() or b""
        yield [line if line is None or len(line) <= limit else None for line in lines], False
        rest, size, skipping = [last], len(last), len(last) > limit
    if skipping or size:
        yield [None if skipping else b"".join(rest)], True
