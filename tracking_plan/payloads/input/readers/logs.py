"""Reads the log of a program: payloads among other lines, which are passed over and counted."""

from collections.abc import Iterable, Iterator

import orjson

from tracking_plan.payloads.input.line_judge import LineJudge, all_lines
from tracking_plan.payloads.input.log_line import looks_logged
from tracking_plan.payloads.input.payload_signs import may_have_payload
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.readers import lines
from tracking_plan.payloads.input.record import LongRecord, ParseErrorKind, Record
from tracking_plan.payloads.input.values import NO_PAYLOAD

_OPENS = (b"{", b"[{", b'["')


def fits(head: bytes) -> bool:
    """Whether a line begins as only a log's do, with a moment, a level, or `service | `."""
    return any(
        looks_logged(line.decode("utf-8", "replace")) and not _is_json(line)
        for line in head.split(b"\n")
    )


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def read(
    blocks: Iterable[bytes], options: ReadOptions, judge: LineJudge = all_lines
) -> Iterator[Record]:
    """The records of the lines. Where one that is no JSON has nothing of a payload, it has none."""
    for record in lines.read(blocks, options, judge):
        yield Record(record.line, record.raw, errors=(NO_PAYLOAD,)) if _is_other(record) else record


def _is_other(record: Record) -> bool:
    if record.is_read or record.batch is not None or isinstance(record, LongRecord):
        return False
    if record.errors[0].kind is not ParseErrorKind.INVALID_JSON:
        return False
    text = record.raw.decode("utf-8", "replace")
    return not record.raw.lstrip().startswith(_OPENS) and not may_have_payload(text)
