"""How many payloads there were at what time, in as few intervals as memory allows.

The intervals nest, and which are used depends on the moments alone: the shortest of which no more
than `MAX_BUCKETS` have a payload. So any order, and any way to share the work, counts the same.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import IntEnum

MAX_BUCKETS = 120  # in a row: there may be thousands of rows
_HOURS, _QUARTERS, _LENGTH = 24, 4, 6  # of a day, and the hours of a quarter of it


class Interval(IntEnum):
    """How long a bucket is: the longer ones consist of whole shorter ones, in UTC."""

    HOUR = 0
    QUARTER = 1
    DAY = 2
    MONTH = 3
    YEAR = 4
    CENTURY = 5

    @property
    def word(self) -> str:
        """The interval in reports."""
        return "6 hours" if self is Interval.QUARTER else self.name.lower()


class Timeline:
    """Counts of moments in UTC by bucket: the number of an hour, a day, a month and so on."""

    __slots__ = ("counts", "interval")

    def __init__(self) -> None:
        self.interval = Interval.HOUR
        self.counts: dict[int, int] = {}

    def add(self, moment: datetime) -> None:
        """Counts one payload."""
        if self.interval < Interval.DAY:
            bucket = moment.toordinal() * _HOURS + moment.hour
            if self.interval is Interval.QUARTER:
                bucket //= _LENGTH
        else:
            bucket = moment.toordinal()
            for step in range(Interval.DAY, self.interval):
                bucket = _around(bucket, Interval(step))
        if bucket in self.counts:
            self.counts[bucket] += 1
        else:
            self.counts[bucket] = 1
            self._fit()

    def add_many(self, moments: list[datetime]) -> None:
        """Counts many, for a fraction of what each costs by itself."""
        if self.interval < Interval.DAY:
            hours = Counter([moment.toordinal() * _HOURS + moment.hour for moment in moments])
            _count(self.counts, _longer(hours, Interval.HOUR, self.interval))
        else:
            days = Counter([moment.toordinal() for moment in moments])
            _count(self.counts, _longer(days, Interval.DAY, self.interval))
        self._fit()

    def merge(self, other: "Timeline") -> None:
        """Adds what another has counted."""
        self._widen(max(self.interval, other.interval))
        _count(self.counts, other.at(self.interval))
        self._fit()

    def _fit(self) -> None:
        while len(self.counts) > MAX_BUCKETS and self.interval < Interval.CENTURY:
            self._widen(Interval(self.interval + 1))

    def _widen(self, interval: Interval) -> None:
        if interval > self.interval:
            self.counts = dict(_longer(self.counts, self.interval, interval))
            self.interval = interval

    def at(self, interval: Interval) -> Mapping[int, int]:
        """The counts by longer intervals, or by the same."""
        return _longer(self.counts, self.interval, interval)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; at the ends of the calendar, where that has none, as it is."""
    if moment.tzinfo is UTC:
        return moment
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment


def start_of(bucket: int, interval: Interval) -> datetime:
    """When a bucket begins, in UTC."""
    match interval:
        case Interval.HOUR:
            day, hour = divmod(bucket, _HOURS)
            return datetime.combine(date.fromordinal(day), time(hour), UTC)
        case Interval.QUARTER:
            return start_of(bucket * _LENGTH, Interval.HOUR)
        case Interval.DAY:
            return datetime.combine(date.fromordinal(bucket), time(), UTC)
        case Interval.MONTH:
            return datetime(bucket // 12, bucket % 12 + 1, 1, tzinfo=UTC)
        case Interval.YEAR:
            return datetime(bucket, 1, 1, tzinfo=UTC)
        case Interval.CENTURY:
            return datetime(max(1, bucket * 100), 1, 1, tzinfo=UTC)


def _longer(counts: Mapping[int, int], interval: Interval, wanted: Interval) -> Mapping[int, int]:
    """The counts by the buckets that those of a shorter interval are in."""
    for step in range(interval, wanted):
        longer: dict[int, int] = {}
        for bucket, count in counts.items():
            around = _around(bucket, Interval(step))
            longer[around] = longer.get(around, 0) + count
        counts = longer
    return counts


def _around(bucket: int, interval: Interval) -> int:
    """The bucket of the next longer interval that this one is in."""
    match interval:
        case Interval.HOUR:
            return bucket // _LENGTH
        case Interval.QUARTER:
            return bucket // _QUARTERS
        case Interval.DAY:
            day = date.fromordinal(bucket)
            return day.year * 12 + day.month - 1
        case Interval.MONTH:
            return bucket // 12
        case Interval.YEAR | Interval.CENTURY:
            return bucket // 100


def _count(into: dict[int, int], counts: Mapping[int, int]) -> None:
    for bucket, count in counts.items():
        into[bucket] = into.get(bucket, 0) + count
