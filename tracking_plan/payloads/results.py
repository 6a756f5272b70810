"""What runs hand on: counts, and what was found in a chunk of an input."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Finding
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.tally.repeats import Sent
from tracking_plan.payloads.tally.rule_counts import RuleCounts
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
    beside: Mapping[str, RuleCounts]
    counts: Counter[str]
    sent: Sent


OF_SHAPE = "shape "
"""What the counts of payloads by their shapes begin with."""


def totals_of(counts: Mapping[str, int]) -> Totals:
    """The totals among the counts of a run."""
    kinds = {str(kind): counts.get(kind, 0) for kind in Kind}
    other = ("payloads", "unreadable", "invalid", "unknown_source")
    return Totals(**kinds, **{name: counts.get(name, 0) for name in other})


def shapes_of(counts: Mapping[str, int]) -> Mapping[Shape, int]:
    """How many payloads had each shape that is not Altertable's."""
    others = (shape for shape in Shape if shape is not Shape.ALTERTABLE)
    found = {shape: counts.get(OF_SHAPE + shape, 0) for shape in others}
    return {shape: count for shape, count in found.items() if count}
