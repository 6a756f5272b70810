"""The profile of a run as plain data, for the report as JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime

from tracking_plan.payloads.tally.rule_counts import RuleCount
from tracking_plan.payloads.tally.timeline import start_of
from tracking_plan.payloads.tally.traffic import Row
from tracking_plan.place import Json, Place
from tracking_plan.traffic.profile import Profile


def sections(profile: Profile) -> dict[str, Json]:
    """The keys that `validate` adds to the report."""
    return {
        "traffic": [row_json(row, profile.events) for row in profile.rows],
        "other_findings": {kind: _rules(found) for kind, found in sorted(profile.beside.items())},
        "unplanned": _unplanned(profile),
        "never_seen": [*profile.never_seen],
        "time_range": {
            "first": _iso(profile.first),
            "last": _iso(profile.last),
            "untimed": profile.untimed,
        },
        "totals": {"inputs": profile.inputs, **asdict(profile.totals)},
    }


def _unplanned(profile: Profile) -> dict[str, Json]:
    """What the plan does not have."""
    return {
        "events": [
            {"event": one.name, "count": one.count, "hint": one.hint}
            for one in profile.unplanned_events
        ],
        "properties": [asdict(one) for one in profile.unplanned_properties],
        "more_events": profile.more_events,
        "more_properties": profile.more_properties,
    }


def row_json(row: Row, events: int) -> dict[str, Json]:
    """A row of the traffic, among so many events."""
    invalid = row.invalid_times.at(row.times.interval)
    return {
        "event": row.key.event,
        "version": row.key.version,
        "how": row.key.how,
        "count": row.count,
        "invalid": row.invalid,
        "first": _iso(row.first),
        "last": _iso(row.last),
        "share": round(100 * row.count / events, 4) if events else 0,
        "untimed": row.untimed,
        "interval": row.times.interval.word,
        "by_time": {
            _start(start_of(bucket, row.times.interval)): [count, invalid.get(bucket, 0)]
            for bucket, count in sorted(row.times.counts.items())
        },
        "findings": _rules(row.rules),
    }


def _rules(found: Iterable[RuleCount]) -> list[Json]:
    return [
        {
            "code": one.code.id,
            "severity": one.severity.value,
            "count": one.count,
            "first": _place(one.first),
            "last": _place(one.last),
        }
        for one in found
    ]


def _place(at: Place | None) -> Json:
    """Where a payload begins."""
    if at is None or at.span is None:
        return None if at is None else {"path": at.path}
    return {"path": at.path, "line": at.span.line, "column": at.span.column}


def _start(when: datetime) -> str:
    return when.isoformat(timespec="minutes").replace("+00:00", "Z")


def _iso(moment: datetime | None) -> str | None:
    """The moment in UTC, to the millisecond; the ends of the calendar may have none."""
    if moment is None:
        return None
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")
