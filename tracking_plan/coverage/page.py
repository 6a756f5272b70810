"""A comparison as one page of HTML that needs nothing else: no network, no font, no file."""

from collections.abc import Iterator

from markupsafe import Markup

from tracking_plan.coverage import wording
from tracking_plan.coverage.model import Answer, Comparison, EventCoverage, totals
from tracking_plan.report import web_page

_PACKAGE = "tracking_plan.coverage"


def render(comparison: Comparison, *, mark: str) -> str:
    """The page. Whatever names hold, it is shown as text; only the page's own script may run.

    `mark` is an element of its head that says what made it.
    """
    style, script = web_page.shared_style(), web_page.own_text(_PACKAGE, "page.js")
    template = web_page.environment(_PACKAGE).get_template("page.jinja")
    return template.render(
        style=Markup(style),  # noqa: S704  the package's own text
        script=Markup(script),  # noqa: S704  the package's own text
        mark=Markup(mark),  # noqa: S704  the program's own text
        policy=web_page.policy(style, script),
        plan=comparison.plan,
        scope=wording.scope(comparison),
        summary=tuple(wording.summary(comparison)),
        totals=totals(comparison),
        rows=tuple(map(_row, comparison.events)),
        ways=comparison.ways,
        unknowns=comparison.unknowns,
        has_data=comparison.payloads is not None,
    )


def _row(event: EventCoverage) -> dict[str, object]:
    """What the template shows of an event."""
    seen = event.seen.count if event.seen is not None else 0
    return {
        "event": event,
        "planned": wording.planned(event),
        "coded": wording.coded(event),
        "tone": _tone(event),
        "seen": wording.seen(event),
        "count": seen,
        "days": wording.days(event),
        "sources": wording.sources(event),
        "owner": (event.planned.owner or "") if event.planned else "",
        "version": event.planned.version if event.planned else "",
        "properties": tuple(_properties(event)),
        "differs": sum(1 for _ in wording.never_planned(event)),
    }


def _tone(event: EventCoverage) -> str:
    """The class of the cell about code: only of an active event it is bad that no code sends it."""
    if event.calls:
        return "good"
    if event.coded is Answer.NO:
        return "bad" if event.is_live else ""
    return "open"


def _properties(event: EventCoverage) -> Iterator[dict[str, object]]:
    for prop in event.properties:
        yield {
            "path": prop.path,
            "planned": _planned(prop.is_planned, is_required=prop.is_required),
            "sent": wording.sent(prop.code),
            "seen": wording.seen_share(event, prop),
        }


def _planned(is_planned: bool, *, is_required: bool) -> str:
    if not is_planned:
        return "not planned"
    return "required" if is_required else "optional"
