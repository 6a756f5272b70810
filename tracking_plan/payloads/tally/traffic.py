"""What came in: a row per event and version, and the totals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tracking_plan.altertable.system_names import is_sent_event
from tracking_plan.place import Json

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


class Row:
    """How many payloads of one key there were, and their first and last moments."""

    __slots__ = ("count", "first", "invalid", "key", "last")

    def __init__(self, key: TrafficKey) -> None:
        self.key = key
        self.count = 0
        self.invalid = 0
        self.first: datetime | None = None
        self.last: datetime | None = None

    def add(self, moment: datetime | None, *, invalid: bool) -> None:
        """Counts a payload."""
        self.count += 1
        self.invalid += invalid
        if moment is None:
            return
        if self.first is None or moment < self.first:
            self.first = moment
        if self.last is None or moment > self.last:
            self.last = moment

    def add_many(self, moments: Sequence[datetime | None], *, invalid: int) -> None:
        """Counts payloads, by their moments."""
        self.count += len(moments)
        self.invalid += invalid
        known = [moment for moment in moments if moment is not None]
        if known:
            self.first = min(known) if self.first is None else min(self.first, *known)
            self.last = max(known) if self.last is None else max(self.last, *known)

    def merge(self, other: "Row") -> None:
        """Adds the payloads of another row."""
        self.count += other.count
        self.invalid += other.invalid
        self.first = min(filter(None, (self.first, other.first)), default=None)
        self.last = max(filter(None, (self.last, other.last)), default=None)

    def as_json(self) -> dict[str, Json]:
        """The row of the JSON report."""
        return {
            "event": self.key.event,
            "version": self.key.version,
            "how": self.key.how,
            "count": self.count,
            "invalid": self.invalid,
            "first": _iso(self.first),
            "last": _iso(self.last),
        }


def _iso(moment: datetime | None) -> str | None:
    """The moment in UTC, to the millisecond; the ends of the calendar may have none."""
    if moment is None:
        return None
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Traffic:
    """The rows, one for each key."""

    def __init__(self) -> None:
        self._rows: dict[TrafficKey, Row] = {}
        self._unplanned = 0

    def row(self, key: TrafficKey) -> Row:
        """The row of a key; unplanned ones beyond the first `MAX_NAMES` share one."""
        row = self._rows.get(key)
        if row is not None:
            return row
        if _is_bounded(key):
            self._unplanned += 1
            if self._unplanned > MAX_NAMES:
                key = TrafficKey(event=OTHERS, version=None, how=None, is_planned=True)
        return self._rows.setdefault(key, Row(key))

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
