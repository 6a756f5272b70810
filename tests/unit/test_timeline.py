"""Counts over time stay small, and are the same in any order."""

import pickle
import random
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tracking_plan.payloads.tally.timeline import (
    MAX_BUCKETS,
    Interval,
    Timeline,
    in_utc,
    start_of,
)
from tracking_plan.payloads.tally.traffic import Row, TrafficKey

KEY = TrafficKey(event="Seen", version="1.0", how="inferred", is_planned=True)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31), timezones=st.just(UTC)
)


def timeline(moments: list[datetime]) -> Timeline:
    found = Timeline()
    for moment in moments:
        found.add(moment)
    return found


def state(found: Timeline) -> tuple[Interval, dict[int, int]]:
    return found.interval, dict(found.counts)


def test_few_moments_are_counted_by_the_hour() -> None:
    found = timeline([FIRST, FIRST + timedelta(minutes=59), FIRST + timedelta(hours=1)])
    assert found.interval is Interval.HOUR
    starts = [start_of(bucket, found.interval) for bucket in found.counts]
    assert starts == [FIRST, FIRST + timedelta(hours=1)]


def test_a_moment_far_away_costs_one_bucket_and_no_precision() -> None:
    far = datetime(1970, 1, 1, tzinfo=UTC)
    found = timeline([FIRST, far, FIRST + timedelta(hours=1)])
    assert (found.interval, len(found.counts)) == (Interval.HOUR, 3)


def test_the_interval_grows_until_the_buckets_are_few() -> None:
    for step, interval in (
        (timedelta(hours=1), Interval.QUARTER),
        (timedelta(hours=6), Interval.DAY),
        (timedelta(days=1), Interval.MONTH),
        (timedelta(days=31), Interval.YEAR),
        (timedelta(days=400), Interval.CENTURY),
    ):
        found = timeline([FIRST + step * number for number in range(MAX_BUCKETS + 1)])
        assert found.interval is interval
        assert sum(found.counts.values()) == MAX_BUCKETS + 1
        assert len(found.counts) <= MAX_BUCKETS


def test_every_bucket_begins_within_the_calendar() -> None:
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        found = timeline([moment])
        for interval in Interval:
            for bucket in found.at(interval):
                assert start_of(bucket, interval) <= moment or interval is Interval.CENTURY


def test_a_moment_that_has_none_in_utc_counts_where_it_is() -> None:
    early = datetime.min.replace(tzinfo=timezone(timedelta(hours=2)))
    assert in_utc(early) == early
    row = Row(KEY)
    row.add(early, invalid=False)
    row.add_many([early, None], invalid=False)
    assert (row.count, row.untimed) == (3, 1)


@given(st.lists(MOMENTS, max_size=40), st.randoms(use_true_random=False), st.integers(1, 5))
def test_any_order_and_any_division_counts_the_same(
    some: list[datetime], chance: random.Random, parts: int
) -> None:
    moments = some + [
        FIRST + timedelta(hours=chance.randrange(24 * chance.choice((1, 20, 900, 20_000))))
        for _ in range(300)
    ]
    expected = state(timeline(moments))
    chance.shuffle(moments)
    assert state(timeline(moments)) == expected
    pieces = [timeline(moments[number::parts]) for number in range(parts)]
    chance.shuffle(pieces)
    whole = Timeline()
    for piece in pieces:
        whole.merge(pickle.loads(pickle.dumps(piece)))
    assert state(whole) == expected
    at_once = Timeline()
    cut = chance.randrange(len(moments))
    at_once.add_many(moments[:cut])
    at_once.add_many(moments[cut:])
    assert state(at_once) == expected


def test_a_row_counts_many_as_it_counts_each() -> None:
    zone = timezone(timedelta(hours=-7))
    moments = [
        None if number % 9 == 0 else FIRST.astimezone(zone) + timedelta(minutes=17 * number)
        for number in range(2_000)
    ]
    one, many = Row(KEY), Row(KEY)
    for moment in moments:
        one.add(moment, invalid=True)
    many.add_many(moments, invalid=True)
    for name in ("count", "invalid", "first", "last", "untimed"):
        assert getattr(one, name) == getattr(many, name)
    assert state(one.times) == state(many.times) == state(many.invalid_times)
