"""Text with too many values to be read: a short line of brackets can take all memory."""

import re

from tracking_plan.payloads.input.limits import Limits

LARGE = 1 << 16  # bytes, below which nobody counts
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


def has_too_many_values(raw: bytes, limits: Limits) -> bool:
    """Whether JSON text has more values than a line may have; commas within texts are none."""
    most = limits.max_values
    return raw.count(b",") > most and _TEXT.sub(b"", raw).count(b",") > most
