"""Integers of any size: the fast parser reads those beyond 64 bits as floating point numbers."""

import json

from tracking_plan.payloads.input.record import Record
from tracking_plan.place import Json


def exact_value(record: Record) -> Json:
    """The record's value, its integers as they were written.

    Python's own parser, which reads them, is asked where the bytes have so many digits. What has no
    JSON text of its own stays as it was read.
    """
    if not record.may_have_large_integers:
        return record.value
    try:
        return record.read_again(json.loads)
    except ValueError:
        return record.value
