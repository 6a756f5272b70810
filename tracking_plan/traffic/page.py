"""The profile of a run and its findings as one page of HTML, with pictures and without scripts."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from tracking_plan.finding import Severity
from tracking_plan.payloads.tally.traffic import OTHERS, Row, TrafficKey
from tracking_plan.report import web_page
from tracking_plan.report.model import Report
from tracking_plan.report.position import position
from tracking_plan.traffic import wording
from tracking_plan.traffic.axis import Axis, axis_of
from tracking_plan.traffic.pictures import LARGE, SMALL, heat_map, time_picture
from tracking_plan.traffic.profile import Profile, by_event

_PACKAGE = "tracking_plan.traffic"
_STEPS = 48  # of the axis of time
_MOST_FINDINGS = 500
_MOST_NAMES = 200  # that the plan does not have
_FEW_EVENTS = 24  # that are all shown at once


def render(profile: Profile, report: Report, *, mark: str) -> str:
    """The page. `mark` is an element of its head that says what made it."""
    style = web_page.shared_style() + web_page.own_text(_PACKAGE, "page.css")
    template = web_page.environment(_PACKAGE).get_template("page.jinja")
    apart = {*(one.name for one in profile.unplanned_events), OTHERS}
    events = by_event(row for row in profile.rows if row.key.event not in apart)
    axis = axis_of((row.times for row in profile.rows), most=_STEPS)
    worst_first = sorted(report.findings, key=lambda item: -item.severity.rank)
    return template.render(
        style=Markup(style),  # noqa: S704  the package's own text
        mark=Markup(mark),  # noqa: S704  the program's own text
        policy=web_page.policy(style),
        plan=report.plan,
        profile=profile,
        wording=wording,
        axis=axis,
        whole=_whole(profile.rows, axis),
        with_findings=_cards((row for row in events if row.rules), axis, profile),
        without_findings=_cards((row for row in events if not row.rules), axis, profile),
        is_long=len(events) > _FEW_EVENTS,
        map=heat_map(by_event(profile.rows)),
        rows=_within_bounds(profile),
        findings=worst_first[:_MOST_FINDINGS],
        more_findings=max(0, len(worst_first) - _MOST_FINDINGS),
        counts={severity.value: report.count(severity) for severity in Severity},
        most_names=_MOST_NAMES,
        position=position,
    )


def _whole(rows: Iterable[Row], axis: Axis | None) -> object:
    """The picture of all events together."""
    if axis is None:
        return None
    whole = Row(TrafficKey(event="", version=None, how=None, is_planned=True))
    for row in rows:
        whole.merge(row)
    return time_picture(whole, axis, LARGE)


def _cards(
    rows: Iterable[Row], axis: Axis | None, profile: Profile
) -> Sequence[Mapping[str, object]]:
    """What is shown of each event."""
    return [
        {
            "name": wording.cut(row.key.event),
            "count": row.count,
            "share": wording.percent(row.count, profile.events),
            "invalid": row.invalid,
            "invalid_share": wording.percent(row.invalid, row.count),
            "rules": [*row.rules],
            "picture": time_picture(row, axis, SMALL) if axis is not None else None,
        }
        for row in rows
    ]


def _within_bounds(profile: Profile) -> Sequence[Row]:
    """The rows of the table: all that are planned, and the most frequent others."""
    apart = {one.name for one in profile.unplanned_events[_MOST_NAMES:]}
    return [row for row in profile.rows if row.key.event not in apart]
