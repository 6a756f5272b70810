"""Text with too many values to be read: a short line of brackets can take all memory."""

import re

from tracking_plan.payloads.input.json_strings import PIECE_IN_BYTES
from tracking_plan.payloads.input.read_options import ReadOptions

LARGE = 1 << 16  # bytes, below which nobody counts
_PIECE = re.compile(PIECE_IN_BYTES)


def has_too_many_values(raw: bytes, options: ReadOptions) -> bool:
    """Whether JSON text has more values than a line may have; commas within texts are none."""
    count, most = raw.count(b","), options.max_values
    if count <= most:
        return False
    within = sum(match[0].count(b",") for match in _PIECE.finditer(raw))
    return count - within > most
