"""The axis of time that all pictures of a report share: steps of the same length, from when on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from tracking_plan.payloads.tally.timeline import Interval, Timeline, start_of

_RARE = 0.005  # of all moments at either end are left out, where that makes the rest easier to see
_MUCH_LONGER = 4
_DAY = 24  # hours
_LENGTHS = {
    Interval.HOUR: (1, 2, 3, 4, 6, 12, _DAY, 2 * _DAY, 7 * _DAY),
    Interval.QUARTER: (1, 2, 4, 8, 28),
    Interval.DAY: (1, 2, 7, 14, 28),
    Interval.MONTH: (1, 3, 6, 12),
}
_ORIGIN = {Interval.HOUR: _DAY, Interval.QUARTER: 4, Interval.DAY: 1}  # a Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """`steps` of `length` buckets each, the first of which is `first`.

    `outside` of all moments are before or after it: single ones, far from all others.
    """

    interval: Interval
    first: int
    length: int
    steps: int
    outside: int

    def values(self, timeline: Timeline) -> tuple[int, ...]:
        """What the timeline has in each step."""
        found = [0] * self.steps
        for bucket, count in timeline.at(self.interval).items():
            step = (bucket - self.first) // self.length
            if 0 <= step < self.steps:
                found[step] += count
        return tuple(found)

    def start(self, step: int) -> datetime:
        """When a step begins, in UTC; `steps` is the end of the last one."""
        return start_of(self.first + step * self.length, self.interval)

    @property
    def word(self) -> str:
        """How long a step is."""
        word, length = self.interval.word, self.length
        if self.interval is Interval.QUARTER:
            word, length = Interval.HOUR.word, length * 6
        if word == Interval.HOUR.word and length % _DAY == 0:
            word, length = Interval.DAY.word, length // _DAY
        return word if length == 1 else f"{length} {word}s"


def axis_of(timelines: Iterable[Timeline], *, most: int) -> Axis | None:
    """The axis for these timelines, with that many steps at most; None: they have no moment."""
    whole = Timeline()
    for each in timelines:
        whole.merge(each)
    if not whole.counts:
        return None
    first, last = _worth_seeing(whole)
    inside = sum(count for bucket, count in whole.counts.items() if first <= bucket <= last)
    length = _length(last - first + 1, whole.interval, most - 1)
    first -= (first - _ORIGIN.get(whole.interval, 0)) % length
    return Axis(
        interval=whole.interval,
        first=first,
        length=length,
        steps=-(-(last - first + 1) // length),
        outside=sum(whole.counts.values()) - inside,
    )


def _length(buckets: int, interval: Interval, most: int) -> int:
    """How many buckets make a step: few steps, which begin where people expect it."""
    usual = _LENGTHS.get(interval, ())
    least = -(-buckets // most)
    longest = usual[-1] if usual else 1
    return next((one for one in usual if one >= least), -(-least // longest) * longest)


def _worth_seeing(whole: Timeline) -> tuple[int, int]:
    """The first and the last bucket, but for a few moments that are far from all others."""
    buckets = sorted(whole.counts)
    total = sum(whole.counts.values())
    seen = list(accumulate(whole.counts[bucket] for bucket in buckets))
    usual = [
        bucket
        for bucket, upto in zip(buckets, seen, strict=True)
        if upto > total * _RARE and upto - whole.counts[bucket] < total * (1 - _RARE)
    ]
    usual_length = usual[-1] - usual[0] + 1
    if buckets[-1] - buckets[0] < _MUCH_LONGER * usual_length:
        return buckets[0], buckets[-1]
    near = [
        bucket for bucket in buckets if usual[0] - usual_length < bucket < usual[-1] + usual_length
    ]
    return near[0], near[-1]
