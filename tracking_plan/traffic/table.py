"""The profile of a run for people: a table of events that fits a terminal, and what differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracking_plan.payloads.tally.traffic import OTHERS, Row
from tracking_plan.report.escape import visible, width
from tracking_plan.traffic import wording
from tracking_plan.traffic.axis import Axis, axis_of
from tracking_plan.traffic.profile import Profile, by_version

_MOST_FREQUENT = 20  # events that are shown in any case; those with findings are, too
_LISTED = 10  # names that the plan does not have
_STEPS = 12  # of the trend
_BARS = "▁▂▃▄▅▆▇█"
_GAP = "  "
_LEAST_NAME = 24  # columns
_HEADINGS = ("event", "version", "chosen", "events", "share", "invalid")
_LEFT = 3  # columns that begin at the left, the rest are numbers
_SEVERAL = "several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What a table has to fit: that many columns; `has_bars`, where it can show block characters.

    `is_whole`: every event is wanted, however many there are.
    """

    columns: int = 80
    has_bars: bool = False
    is_whole: bool = False


def render(profile: Profile, screen: Screen) -> str:
    """The table, and below it what is not planned or was not seen; nothing where nothing came."""
    if not (profile.totals.payloads or profile.totals.unreadable):
        return ""
    blocks = (_table(profile, screen), _unplanned(profile, screen), _closing(profile, screen))
    return "\n\n".join("\n".join(block) for block in map(tuple, blocks) if block) + "\n"


def _table(profile: Profile, screen: Screen) -> Iterator[str]:
    apart = {*(one.name for one in profile.unplanned_events), OTHERS}
    rows = [row for row in by_version(profile.rows) if row.key.event not in apart]
    least = len(rows) if screen.is_whole else _MOST_FREQUENT
    chosen = [row for number, row in enumerate(rows) if number < least or row.rules]
    if chosen:
        ways = _ways(profile)
        axis = axis_of((row.times for row in rows), most=_STEPS) if screen.has_bars else None
        lines = [_cells(row, ways[_version(row)], profile) for row in chosen]
        trends = [_trend(row, axis) for row in chosen] if axis is not None else []
        below = [_below(row, ways[_version(row)]) for row in chosen]
        yield from _aligned([_HEADINGS, *lines], ["trend", *trends], [(), *below], screen.columns)
    if len(rows) > len(chosen):
        yield f"and {len(rows) - len(chosen):,} more without findings; -v shows them all"


def _version(row: Row) -> tuple[str, str | None]:
    return row.key.event, row.key.version


def _ways(profile: Profile) -> Mapping[tuple[str, str | None], Sequence[Row]]:
    """The rows of each version, by how it was chosen."""
    ways: dict[tuple[str, str | None], list[Row]] = {}
    for row in profile.rows:
        ways.setdefault(_version(row), []).append(row)
    return ways


def _cells(row: Row, ways: Sequence[Row], profile: Profile) -> tuple[str, ...]:
    hows = wording.hows(ways)
    return (
        visible(row.key.event),
        row.key.version or "",
        _SEVERAL if len(hows) > 1 else "".join(hows),
        f"{row.count:,}",
        wording.percent(row.count, profile.events),
        f"{row.invalid:,}" if row.invalid else "-",
    )


def _below(row: Row, ways: Sequence[Row]) -> tuple[str, ...]:
    """What there is to say of a row: how versions were chosen, and which rules found something."""
    several = len(wording.hows(ways)) > 1
    chosen = " + ".join(f"{one.key.how} {one.count:,}" for one in ways)
    return (*([chosen] if several else ()), *wording.codes(row.rules))


def _trend(row: Row, axis: Axis) -> str:
    values = axis.values(row.times)
    most = max(values)
    scale = len(_BARS) - 1
    return "".join(_BARS[-(-count * scale // most)] if count else " " for count in values)


def _aligned(
    lines: Sequence[Sequence[str]],
    trends: Sequence[str],
    below: Sequence[Sequence[str]],
    columns: int,
) -> Iterator[str]:
    """The lines of a table. Where there is too little room, the trend is left out first."""
    widths = [max(map(width, cells)) for cells in zip(*lines, strict=True)]
    others = sum(widths[1:]) + len(_GAP) * (len(widths) - 1)
    has_trends = len(trends) > 1 and others + len(_GAP) + _STEPS + _LEAST_NAME <= columns
    if has_trends:
        others += len(_GAP) + _STEPS
    widths[0] = min(widths[0], max(columns - others, _LEAST_NAME // 2))
    for number, cells in enumerate(lines):
        shown = [_fitted(cells[0], widths[0])]
        shown += [
            cell.ljust(size) for cell, size in zip(cells[1:_LEFT], widths[1:_LEFT], strict=True)
        ]
        shown += [
            cell.rjust(size) for cell, size in zip(cells[_LEFT:], widths[_LEFT:], strict=True)
        ]
        shown += [trends[number]] if has_trends else []
        yield _GAP.join(shown).rstrip()
        yield from _wrapped(below[number], columns)


def _fitted(text: str, columns: int) -> str:
    """The text in that many columns, cut where it has more."""
    if width(text) > columns:
        while width(text) > columns - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - width(text))


def _wrapped(pieces: Iterable[str], columns: int, first: str = "    ") -> Iterator[str]:
    """The pieces with commas between, none of them broken, on as many lines as they need."""
    line, indent = first, " " * 4
    for number, piece in enumerate(pieces):
        comma = ", " if number else ""
        if number and width(line) + width(comma) + width(piece) > columns - 1:
            yield f"{line},"
            line, comma = indent, ""
        line += comma + piece
    if line.strip():
        yield line


def _unplanned(profile: Profile, screen: Screen) -> Iterator[str]:
    events = [(repr(one.name), one.count, one.hint) for one in profile.unplanned_events]
    properties = [
        (wording.subject_of(one), one.count, one.hint) for one in profile.unplanned_properties
    ]
    yield from _list("Events that the plan does not have:", events, profile.more_events, screen)
    yield from _list(
        "Properties that the plan does not have:", properties, profile.more_properties, screen
    )


def _list(
    title: str, listed: Sequence[tuple[str, int, str | None]], more: int, screen: Screen
) -> Iterator[str]:
    """Names, how often each came, and what it may be meant to be."""
    most = len(listed) if screen.is_whole else _LISTED
    if listed:
        yield title
    for text, count, hint in listed[:most]:
        start = f"  {count:>7,}  "
        line = start + _fitted(visible(text), screen.columns - len(start)).rstrip()
        said = f"; {visible(hint)}" if hint else ""
        if width(line) + width(said) <= screen.columns:
            yield line + said
        else:
            yield line
            yield " " * len(start) + said.removeprefix("; ")
    if len(listed) > most:
        yield f"  and {len(listed) - most:,} more"
    if more:
        yield f"  {more:>7,}  of still other names"


def _closing(profile: Profile, screen: Screen) -> Iterator[str]:
    never = profile.never_seen
    if never:
        most = len(never) if screen.is_whole else _LISTED
        names = [visible(repr(wording.cut(name))) for name in never[:most]]
        more = [f"and {len(never) - most:,} more"] if len(never) > most else []
        yield from _wrapped([*names, *more], screen.columns, "Planned and never seen: ")
    times = wording.time_range(profile)
    yield from _wrapped(
        [*wording.kinds(profile), *([times] if times else [])], screen.columns, "Seen: "
    )
    for kind, found in sorted(profile.beside.items()):
        yield from _wrapped(wording.rules(found), screen.columns, f"Found in {kind}: ")
