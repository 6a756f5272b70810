"""A comparison as the JSON report has it."""

from datetime import UTC, datetime

from tracking_plan.coverage.model import (
    CodedCall,
    Comparison,
    EventCoverage,
    PropertyCoverage,
    totals,
)
from tracking_plan.place import Json, Place


def sections(comparison: Comparison) -> dict[str, Json]:
    """The keys that `coverage` adds to a report: `events`, `wrappers`, `coverage`, `unknowns`."""
    found = totals(comparison)
    return {
        "events": [_event(event) for event in comparison.events],
        "wrappers": [
            {"at": _place(way.at), "calls": way.calls, "events": way.events}
            for way in comparison.ways
        ],
        "coverage": {
            "active": found.planned,
            "coded": found.coded,
            "not_coded": found.not_coded,
            "unknown": found.unknown,
            "seen": found.seen,
            "unplanned": found.unplanned,
            "share_coded": found.share_coded,
            "share_seen": found.share_seen,
            "calls": comparison.calls,
            "files": comparison.files,
            "payloads": comparison.payloads,
            "unread": comparison.unread,
        },
        "unknowns": list(comparison.unknowns),
    }


def _event(event: EventCoverage) -> dict[str, Json]:
    planned, seen = event.planned, event.seen
    return {
        "event": event.name,
        "version": planned.version if planned else None,
        "planned": {
            "status": str(planned.status),
            "current": planned.is_current,
            "owner": planned.owner,
            "sources": list(planned.sources),
        }
        if planned
        else None,
        "coded": [_call(call) for call in event.calls],
        "sent": str(event.coded),
        "possible": [_place(at) for at in event.possible],
        "reasons": list(event.doubts),
        "seen": seen.count if seen else None,
        "first": _moment(seen.first) if seen else None,
        "last": _moment(seen.last) if seen else None,
        "properties": [_property(prop) for prop in event.properties],
    }


def _call(call: CodedCall) -> dict[str, Json]:
    return {
        **_place(call.at),
        "language": call.language,
        "source": call.source,
        "through": [_place(at) for at in call.through],
    }


def _property(prop: PropertyCoverage) -> dict[str, Json]:
    return {
        "name": prop.path,
        "planned": prop.is_planned,
        "required": prop.is_required,
        "sent": prop.code.sent,
        "unknown": prop.code.unknown,
        "calls": prop.code.calls,
        "is_sent": str(prop.code.answer),
        "seen": prop.seen,
    }


def _place(at: Place) -> dict[str, Json]:
    span = at.span
    line, column = (span.line, span.column) if span else (1, 1)
    return {"path": at.path, "line": line, "column": column}


def _moment(moment: datetime | None) -> str | None:
    """The moment in UTC; None where there is none, or where UTC's calendar ends before it."""
    if moment is None:
        return None
    try:
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError:
        return None
