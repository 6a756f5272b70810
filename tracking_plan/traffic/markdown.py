"""The profile of a run as Markdown, for a comment on a pull request: tables of bounded size."""

from collections.abc import Iterable, Iterator

from tracking_plan.payloads.tally.traffic import Row
from tracking_plan.report.markdown import code, plain
from tracking_plan.traffic import wording
from tracking_plan.traffic.profile import Profile

_ROOM = 15_000  # characters of the table of events: the findings follow it
_LISTED = 10


def render(profile: Profile) -> str:
    """What came in, a table of the events, and what the plan does not have."""
    if not profile.totals.payloads:
        return ""
    times = wording.time_range(profile)
    seen = f"{', '.join(wording.kinds(profile))}{f', {times}' if times else ''}"
    lines = ["### What came in", "", plain(seen)]
    if profile.rows:
        lines += ["", "| event | version | chosen | events | share | invalid | rules |"]
        lines += ["|---|---|---|--:|--:|--:|---|", *_fitting(profile)]
    lines += _unplanned(profile)
    if profile.never_seen:
        never = wording.never_seen(profile, _LISTED)
        lines += ["", f"**Planned and never seen:** {plain(never)}"]
    return "\n".join(lines) + "\n"


def _fitting(profile: Profile) -> Iterator[str]:
    """Rows with findings first, as many as there is room for; the rest is counted."""
    room = _ROOM
    rows = sorted(profile.rows, key=lambda row: not row.rules)  # stable: frequent ones first
    for number, row in enumerate(rows):
        text = _row(row, profile)
        room -= len(text)
        if room < 0:
            yield f"\nand {len(rows) - number} more"
            return
        yield text


def _row(row: Row, profile: Profile) -> str:
    cells = (
        plain(wording.cut(row.key.event)),
        row.key.version or "",
        row.key.how or "",
        f"{row.count:,}",
        plain(wording.percent(row.count, profile.events)),
        f"{row.invalid:,}",
        ", ".join(wording.codes(row.rules)),
    )
    return f"| {' | '.join(cells)} |"


def _unplanned(profile: Profile) -> Iterator[str]:
    events = ((repr(wording.cut(e.name)), e.count, e.hint) for e in profile.unplanned_events)
    properties = (
        (wording.subject_of(one), one.count, one.hint) for one in profile.unplanned_properties
    )
    yield from _listed("Events that the plan does not have", events, profile.more_events)
    yield from _listed(
        "Properties that the plan does not have", properties, profile.more_properties
    )


def _listed(title: str, found: Iterable[tuple[str, int, str | None]], others: int) -> Iterator[str]:
    each = [*found]
    if not each:
        return
    yield from ("", f"**{title}**", "")
    for text, count, hint in each[:_LISTED]:
        yield f"- {code(text)}, {count:,} times{f'; {plain(hint)}' if hint else ''}"
    if len(each) > _LISTED:
        yield f"- and {len(each) - _LISTED:,} more"
    if others:
        yield f"- {others:,} times of still other names"
