"""A comparison for a terminal: a table of events that fits in 80 columns, then what differs."""

import textwrap
from collections.abc import Iterable, Iterator

from tracking_plan.coverage import wording
from tracking_plan.coverage.model import Comparison, EventCoverage
from tracking_plan.names.phrases import plural
from tracking_plan.report.escape import visible, width

_NAME = 34  # columns of a name; longer ones are cut
_HEAD = ("event", "version", "planned", "code", "data")
_WIDE = 80
_MOST = 10  # names in a line, places of an event


def render(comparison: Comparison, *, verbose: bool) -> str:
    """The table and what differs; with `verbose`, every call and property too."""
    lines = [*_table(comparison.events, verbose=verbose)]
    for title, section in _sections(comparison):
        rows = [*section]
        if rows:
            lines += ["", title, *(line for row in rows for line in _wrapped(row))]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrapped(row: str) -> list[str]:
    return textwrap.wrap(
        row, _WIDE, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


def _table(events: Iterable[EventCoverage], *, verbose: bool) -> Iterator[str]:
    every = [(event, _row(event)) for event in events]
    widths = [max(width(row[i]) for row in (_HEAD, *(r for _, r in every))) for i in range(5)]
    yield _line(_HEAD, widths)
    for event, row in every:
        yield _line(row, widths)
        if verbose:
            yield from (f"    {line}" for line in _details(event))


def _row(event: EventCoverage) -> tuple[str, ...]:
    version = event.planned.version if event.planned else ""
    cells = (wording.planned(event), wording.coded(event), wording.seen(event))
    return (_cut(visible(event.name)), version, *cells)


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell + " " * (wide - width(cell)) for cell, wide in zip(cells, widths, strict=True))
    return "  ".join(padded)


def _cut(text: str, columns: int = _NAME) -> str:
    """The text in that many columns at most."""
    if width(text) <= columns:
        return text
    while width(text) >= columns:
        text = text[: -max(1, (width(text) - columns) // 2)]
    return f"{text}…"


def _details(event: EventCoverage) -> Iterator[str]:
    for call in event.calls:
        way = "".join(f", by way of {visible(at.position())}" for at in call.through[:1])
        yield f"{visible(call.at.position())} ({visible(call.source or 'no source')}{way})"
    for prop in event.properties:
        planned = "" if prop.is_planned else "not planned, "
        share = wording.seen_share(event, prop)
        yield f"{visible(prop.path)}: {planned}code {wording.sent(prop.code)}, data {share}"


def _sections(comparison: Comparison) -> Iterator[tuple[str, Iterator[str]]]:
    events = comparison.events
    yield "properties sent and never planned", _listed(events, wording.never_planned)
    yield "properties that no call sends", _listed(events, wording.never_sent)
    yield "properties planned and not seen in data", _listed(events, wording.never_seen)
    yield "calls by way of functions of the project", _ways(comparison)
    yield "events of which it is not known whether code sends them", _doubts(events)
    yield "what is not known", map(visible, comparison.unknowns)
    yield "in all", wording.summary(comparison)


def _listed(events: Iterable[EventCoverage], chosen: wording.Chosen) -> Iterator[str]:
    for event in events:
        names = [visible(prop.path) for prop in chosen(event)]
        if names:
            more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
            version = f" {event.planned.version}" if event.planned else ""
            shown = ", ".join(_cut(name, 40) for name in names[:_MOST])
            yield f"{_cut(visible(event.name))}{version}: {shown}{more}"


def _ways(comparison: Comparison) -> Iterator[str]:
    for way in comparison.ways[:_MOST]:
        calls, events = plural(way.calls, "call"), plural(way.events, "event")
        yield f"{visible(way.at.position())}: {calls}, {events}"
    if len(comparison.ways) > _MOST:
        yield f"and {len(comparison.ways) - _MOST} more functions"


def _doubts(events: Iterable[EventCoverage]) -> Iterator[str]:
    """The events by the reasons why it is not known whether they are sent."""
    by_reasons: dict[str, list[str]] = {}
    for event in events:
        if event.doubts and not event.is_retired:
            by_reasons.setdefault("; ".join(event.doubts), []).append(visible(event.name))
    for reasons, names in by_reasons.items():
        some = ", ".join(_cut(name) for name in names[:3])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield f"{some}{more}: {reasons}"
