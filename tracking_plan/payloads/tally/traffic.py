"""What came in: a row per event and version, and the totals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracking_plan.altertable.system_names import is_sent_event
from tracking_plan.payloads.tally.rule_counts import RuleCounts
from tracking_plan.payloads.tally.timeline import Timeline, in_utc

MAX_NAMES = 1000  # of events that no plan has: rows of their own
OTHERS = "(others)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficKey:
    """What payloads have in common that are counted together.

    `is_planned`: there can only be so many of these, so that each has a row of its own. The
    one that surplus names share counts among them.
    """

    event: str
    version: str | None
    how: str | None
    is_planned: bool


OTHERS_KEY = TrafficKey(event=OTHERS, version=None, how=None, is_planned=True)


class Row:
    """How many payloads of one key there were, when, and what the rules found in them.

    `times` counts those that say when they are from, `invalid_times` the invalid ones of them.
    """

    __slots__ = ("count", "first", "invalid", "invalid_times", "key", "last", "rules", "times")

    def __init__(self, key: TrafficKey) -> None:
        self.key = key
        self.count = 0
        self.invalid = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.times = Timeline()
        self.invalid_times = Timeline()
        self.rules = RuleCounts()

    def add(self, moment: datetime | None, *, invalid: bool) -> None:
        """Counts a payload."""
        self.count += 1
        self.invalid += invalid
        if moment is not None:
            moment = in_utc(moment)
            self._reach(moment, moment)
            self.times.add(moment)
            if invalid:
                self.invalid_times.add(moment)

    def add_many(self, moments: Iterable[datetime | None], *, invalid: bool) -> None:
        """Counts payloads by their moments; None for each that does not say when it is from.

        All of them are invalid, or none is.
        """
        given = [*moments]
        known = [in_utc(moment) for moment in given if moment is not None]
        self.count += len(given)
        self.invalid += len(given) if invalid else 0
        if known:
            self._reach(min(known), max(known))
            self.times.add_many(known)
            if invalid:
                self.invalid_times.add_many(known)

    @property
    def untimed(self) -> int:
        """How many of them do not say when they are from."""
        return self.count - sum(self.times.counts.values())

    def _reach(self, first: datetime, last: datetime) -> None:
        if self.first is None or first < self.first:
            self.first = first
        if self.last is None or last > self.last:
            self.last = last

    def merge(self, other: "Row", *, line_offset: int = 0) -> None:
        """Adds the payloads of another row, which were read further down."""
        self.count += other.count
        self.invalid += other.invalid
        if other.first is not None and other.last is not None:
            self._reach(other.first, other.last)
        self.times.merge(other.times)
        self.invalid_times.merge(other.invalid_times)
        self.rules.merge(other.rules, line_offset=line_offset)


class Traffic:
    """The rows, one for each key."""

    def __init__(self) -> None:
        self._rows: dict[TrafficKey, Row] = {}
        self._unplanned = 0
        self._beside: dict[str, RuleCounts] = {}

    def row(self, key: TrafficKey) -> Row:
        """The row of a key; unplanned ones beyond the first `MAX_NAMES` share one."""
        row = self._rows.get(key)
        if row is not None:
            return row
        if _is_bounded(key):
            self._unplanned += 1
            if self._unplanned > MAX_NAMES:
                key = OTHERS_KEY
        return self._rows.setdefault(key, Row(key))

    def rules_beside(self, kind: str) -> RuleCounts:
        """What the rules found in payloads of that kind, which are no events."""
        return self._beside.setdefault(kind, RuleCounts())

    @property
    def beside(self) -> Mapping[str, RuleCounts]:
        """What they found in what is no event, by kind."""
        return {kind: counts for kind, counts in self._beside.items() if counts}

    def merge_beside(self, other: Mapping[str, RuleCounts], *, line_offset: int) -> None:
        """Adds what they found in a later part of the input."""
        for kind, counts in other.items():
            self.rules_beside(kind).merge(counts, line_offset=line_offset)

    @property
    def is_full(self) -> bool:
        """Whether there were more unplanned names than have rows of their own."""
        return self._unplanned > MAX_NAMES

    def has_room_for(self, keys: Iterable[TrafficKey]) -> bool:
        """Whether each of these keys has a row, or can have one of its own."""
        new = sum(_is_bounded(key) and key not in self._rows for key in keys)
        return not new or self._unplanned + new <= MAX_NAMES

    def __iter__(self) -> Iterator[Row]:
        seen = (row for row in self._rows.values() if row.count)
        return iter(sorted(seen, key=_order))


def _is_bounded(key: TrafficKey) -> bool:
    """Whether there may be any number of such keys: names that neither plan nor SDK gives."""
    return not key.is_planned and not is_sent_event(key.event)


def _order(row: Row) -> tuple[int, str, str, str]:
    """The most frequent first. Equal counts are sorted by name."""
    key = row.key
    return -row.count, key.event, key.version or "", key.how or ""
