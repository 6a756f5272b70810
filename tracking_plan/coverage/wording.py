"""The cells of a comparison in words, the same in each format."""

from collections.abc import Callable, Iterator

from tracking_plan.coverage.model import (
    Answer,
    Comparison,
    EventCoverage,
    PropertyCoverage,
    SentInCode,
    share,
    totals,
)
from tracking_plan.names.phrases import plural

Chosen = Callable[[EventCoverage], Iterator[PropertyCoverage]]


def planned(event: EventCoverage) -> str:
    """The status of a version, or that there is none."""
    return str(event.planned.status) if event.planned is not None else "not planned"


def coded(event: EventCoverage) -> str:
    """How many calls send it; else that none does, or that this is not known."""
    if event.calls:
        return plural(len(event.calls), "call")
    if event.planned is None:
        return "no call seen"
    return "not sent" if event.coded is Answer.NO else "not known"


def seen(event: EventCoverage) -> str:
    """How many payloads there are; a dash where there is no data."""
    if event.seen is None:
        return "–"
    return f"{event.seen.count:,}" if event.seen.count else "not seen"


def days(event: EventCoverage) -> str:
    """The first and the last day that it was seen; empty where payloads do not say."""
    if event.seen is None or event.seen.first is None or event.seen.last is None:
        return ""
    first, last = event.seen.first.date().isoformat(), event.seen.last.date().isoformat()
    return first if first == last else f"{first} to {last}"


def sources(event: EventCoverage) -> str:
    """The sources that code sends it from; the planned ones where no code does."""
    names = sorted({call.source for call in event.calls if call.source is not None})
    if not names and event.planned is not None:
        names = [*event.planned.sources]
    return ", ".join(names)


def sent(code: SentInCode) -> str:
    """How many calls send a property, and of how many that is not known."""
    if not code.calls:
        return "–"
    if code.sent == 0 and code.answer is Answer.UNKNOWN:
        is_elsewhere = code.is_elsewhere and not code.unknown and not code.is_open
        return "set for all events" if is_elsewhere else "not known"
    unknown = f", {code.unknown} not known" if code.unknown else ""
    return f"{code.sent} of {plural(code.calls, 'call')}{unknown}"


def seen_share(event: EventCoverage, prop: PropertyCoverage) -> str:
    """In which share of the payloads of the event a property is."""
    if event.seen is None or prop.seen is None or not event.seen.count:
        return "–"
    found = share(prop.seen, event.seen.count) or 0.0
    return f"{found:g} %" if found or not prop.seen else "< 0.1 %"


def never_sent(event: EventCoverage) -> Iterator[PropertyCoverage]:
    """The planned properties that no call of the event sends, nor data has, for sure."""
    for prop in event.properties:
        is_missing = prop.is_planned and prop.is_expected and not prop.seen
        if event.calls and is_missing and prop.code.answer is Answer.NO:
            yield prop


def never_seen(event: EventCoverage) -> Iterator[PropertyCoverage]:
    """The planned properties that no payload of the event has, of which there are some."""
    if event.seen is None or not event.seen.count:
        return
    for prop in event.properties:
        if prop.is_planned and prop.is_expected and not prop.seen:
            yield prop


def never_planned(event: EventCoverage) -> Iterator[PropertyCoverage]:
    """The properties that code or data have and the plan does not."""
    return (prop for prop in event.properties if not prop.is_planned)


def summary(comparison: Comparison) -> Iterator[str]:
    """The totals, a line each."""
    found = totals(comparison)
    if not found.planned:
        yield "the plan has no active event"
    else:
        events = plural(found.planned, "active event")
        yield f"sent by code: {found.coded} of {events} ({found.share_coded:g} %)"
        yield f"not sent by code: {found.not_coded}; not known: {found.unknown}"
        if found.seen is not None:
            yield f"seen in data: {found.seen} of {events} ({found.share_seen:g} %)"
    yield f"sent or seen, and not planned: {plural(found.unplanned, 'event')}"


def scope(comparison: Comparison) -> str:
    """What was looked at."""
    looked = f"{plural(comparison.calls, 'call')} in {plural(comparison.files, 'file')}"
    if comparison.payloads is None:
        return f"{looked}; no captured data was given"
    return f"{looked}, {plural(comparison.payloads, 'payload')}"
