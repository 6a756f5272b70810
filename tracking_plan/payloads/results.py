"""What runs hand on: counts, and what was found in a chunk of an input."""

from collections import Counter
from dataclasses import dataclass

from tracking_plan.finding import Finding
from tracking_plan.payloads.tally.repeats import Sent
from tracking_plan.payloads.tally.traffic import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a run saw. `unreadable` records could not be read; `invalid` payloads have errors.

    `other` are calls of other vendors of which a plan says nothing. `unknown_source` counts the
    events of which it is not known where they come from.
    """

    payloads: int
    unreadable: int
    invalid: int
    track: int
    identify: int
    alias: int
    other: int
    unknown: int
    unknown_source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkResult:
    """What was found in `lines` lines of an input, the first of which counts as line 1.

    Where it `is_full`, there was more than is counted apart. `sent` has the payloads that other
    chunks may repeat.
    """

    lines: int
    is_full: bool
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    counts: Counter[str]
    sent: Sent
