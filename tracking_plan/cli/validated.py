"""What a run over payloads found, and what it saw, as the outcome of a command."""

import shutil
import sys
from collections.abc import Iterator
from functools import partial

from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import PAGE_MARK
from tracking_plan.cli.delivery import planned
from tracking_plan.cli.session import Session
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.vendors.wording import notes
from tracking_plan.place import Json
from tracking_plan.report.model import Report
from tracking_plan.traffic import data, markdown, stats, table
from tracking_plan.traffic.profile import Profile, profile_of
from tracking_plan.traffic.stats import RunStats

_USUAL_COLUMNS = 80


def outcome(
    session: Session, run: Run, *, inputs: int, measured: RunStats | None = None
) -> Outcome:
    """What a run found in so many inputs; `measured` is what it took, if that is to be said."""
    profile = profile_of(run, session.plan(), inputs=inputs, is_on=session.selection.is_on)
    totals = run.totals
    formats = {item.format for item in planned(session.options.formats, session.options.output)}
    above = {
        "text": partial(table.render, profile, _screen(session)),
        "markdown": partial(markdown.render, profile),
    }
    return Outcome(
        command="validate",
        findings=run.findings,
        sections=_sections(run, profile) if "json" in formats else {},  # many rows and intervals
        summary=(
            f"{plural(totals.payloads, 'payload')} in {plural(inputs, 'input')},"
            f" {totals.invalid} invalid"
            + (f", {totals.unreadable} unreadable" if totals.unreadable else "")
        ),
        notes=tuple(notes(run.shapes, other=totals.other))
        if totals.payloads
        else ("no payload was read, so nothing was checked",),
        details=tuple(_details(run)),
        shown={} if session.quiet else above,
        pages={"html": partial(_page, profile)},
        measured=tuple(stats.lines(measured)) if measured is not None else (),
    )


def _sections(run: Run, profile: Profile) -> dict[str, Json]:
    shapes: Json = {str(shape): count for shape, count in run.shapes.items()}
    return {**data.sections(profile), "shapes": shapes}


def _page(profile: Profile, report: Report) -> str:
    from tracking_plan.traffic import page  # jinja2: only a page pays for it

    return page.render(profile, report, mark=PAGE_MARK)


def _screen(session: Session) -> table.Screen:
    """What the text has to fit: the terminal, where it goes to one."""
    destinations = planned(session.options.formats, session.options.output)
    is_printed = any(item.format == "text" and item.file is None for item in destinations)
    if not (is_printed and sys.stdout.isatty()):
        return table.Screen(columns=_USUAL_COLUMNS, is_whole=session.verbose)
    return table.Screen(
        columns=max(40, shutil.get_terminal_size((_USUAL_COLUMNS, 24)).columns),
        has_bars=(sys.stdout.encoding or "").lower().replace("-", "") == "utf8",
        is_whole=session.verbose,
    )


def _details(run: Run) -> Iterator[str]:
    totals = run.totals
    yield f"{totals.track} track, {totals.identify} identify, {totals.alias} alias payloads"
    if totals.unknown_source:
        yield f"{plural(totals.unknown_source, 'event')} of which the source cannot be told"
