"""A comparison as Markdown, for a page or a comment: tables whose sizes are bounded."""

from collections.abc import Iterable, Iterator

from tracking_plan.coverage import wording
from tracking_plan.coverage.model import Comparison, EventCoverage
from tracking_plan.report.markdown import MAX_LENGTH, code, plain

_ROOM = MAX_LENGTH - 10_000  # for the table: what follows it is short
_MOST = 50  # lines of a list
_HEAD = ("| event | version | planned | code | data | owner |", "|---|---|---|---|---|---|")
_TITLE = 600  # characters of all headings, and of what counts the rest of each list
_LONGEST = 80  # characters of a name


def render(comparison: Comparison) -> str:
    """The totals, a table of the events, and what differs; what would be too much is counted."""
    lines = [f"### Coverage of {plain(_cut(comparison.plan))}", ""]
    lines += [
        f"- {plain(line)}" for line in (*wording.summary(comparison), wording.scope(comparison))
    ]
    lines += [
        "",
        "| event | version | planned | code | data | owner |",
        "|---|---|---|---|---|---|",
    ]
    lines += _fitting(comparison.events)
    room = MAX_LENGTH - sum(len(line) + 1 for line in lines)
    for title, rows in _sections(comparison):
        listed = [*rows]
        if listed:
            section = ["", f"**{title}**", "", *_within(room - _TITLE, listed)]
            room -= sum(len(line) + 1 for line in section)
            lines += section
    return "\n".join(lines) + "\n"


def _within(room: int, listed: list[str]) -> Iterator[str]:
    """The first lines of a list, as many as there is room for, and how many more there are."""
    for number, line in enumerate(listed):
        room -= len(line) + 1
        if room < 0 or number == _MOST:
            yield f"- and {len(listed) - number} more"
            return
        yield line


def _fitting(events: tuple[EventCoverage, ...]) -> Iterator[str]:
    room = _ROOM
    for number, event in enumerate(events):
        row = _row(event)
        room -= len(row)
        if room < 0:
            yield f"\nand {len(events) - number} more"
            return
        yield row


def _row(event: EventCoverage) -> str:
    planned = event.planned
    cells = (
        plain(_cut(event.name)),
        planned.version if planned else "",
        wording.planned(event),
        wording.coded(event),
        wording.seen(event),
        plain(_cut(planned.owner or "")) if planned else "",
    )
    return f"| {' | '.join(cells)} |"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _sections(comparison: Comparison) -> Iterator[tuple[str, Iterator[str]]]:
    events = comparison.events
    yield "Properties sent and never planned", _listed(events, wording.never_planned)
    yield "Properties that no call sends", _listed(events, wording.never_sent)
    yield "Properties planned and not seen in data", _listed(events, wording.never_seen)
    ways = comparison.ways
    named = (f"- {code(way.at.position())}: {way.calls} calls, {way.events} events" for way in ways)
    yield "Calls by way of functions of the project", named
    yield "What is not known", (f"- {plain(line)}" for line in comparison.unknowns)


def _listed(events: Iterable[EventCoverage], chosen: wording.Chosen) -> Iterator[str]:
    for event in events:
        names = [code(_cut(prop.path)) for prop in chosen(event)]
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            yield f"- {plain(_cut(event.name))}: {', '.join(names[:5])}{more}"
