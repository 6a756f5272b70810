"""How a run ends: triage, the baseline brought up to date, reports, an exit code."""

import sys
from typing import NoReturn

import click

from tracking_plan import __version__
from tracking_plan.cli.conclusion.excerpts import excerpts
from tracking_plan.cli.conclusion.known_baseline import DEFAULT, BaselineFile, read_baseline
from tracking_plan.cli.conclusion.outcome import Outcome, judged
from tracking_plan.cli.conclusion.summary import summary
from tracking_plan.cli.console import note, write_file
from tracking_plan.cli.delivery import deliver, planned
from tracking_plan.cli.selectors import check_selectors
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.place import Place
from tracking_plan.report.formats import FINGERPRINTED, QUOTING
from tracking_plan.report.model import Report
from tracking_plan.triage.baseline import dump, entries, fingerprint, rewritten
from tracking_plan.triage.selectors import settings_findings
from tracking_plan.triage.settings import Settings
from tracking_plan.triage.triage import Triaged, is_excusable, is_failure, is_judged, triage

_STOPPED = "the plan has errors that must be solved first; nothing else was checked"


def conclude(session: Session, outcome: Outcome) -> NoReturn:
    """Ends the run: triage, reports, and the exit code 0 or 1."""
    given = session.options
    check_selectors(given.select, given.extend_select, given.ignore, session.meant)
    baseline = _baseline(session)
    settings = _triage_settings(session, outcome, baseline)
    triaged = _triaged(session, outcome, settings)
    if session.verbose:
        session.note(f"plan: {session.shown_path(session.root)}")
        session.note(
            f"baseline: {session.shown_path(baseline.path)}, {len(baseline.entries)} entries"
        )
    if session.options.write_baseline or session.options.prune_baseline:
        if outcome.is_partial:
            raise click.UsageError("a baseline needs a whole run: leave the paths out")
        triaged = _update(session, settings, baseline, triaged)
    _report(session, outcome, triaged)
    sys.exit(1 if is_failure(triaged.shown, session.fail_on) else 0)


def stop(session: Session, outcome: Outcome) -> NoReturn:
    """Ends a run that could not go on after its first part: shows that part, and exits with 2."""
    settings = _triage_settings(session, outcome, _baseline(session))
    _report(session, outcome, _triaged(session, outcome, settings))
    session.note(_STOPPED)
    sys.exit(2)


def _baseline(session: Session) -> BaselineFile:
    return read_baseline(
        session.options.baseline,
        session.settings.baseline,
        session.base,
        may_be_missing=session.options.write_baseline,
        must_exist=session.options.prune_baseline,
    )


def _triaged(session: Session, outcome: Outcome, settings: Settings) -> Triaged:
    return triage(
        outcome.findings,
        outcome.suppressions,
        settings,
        own=settings_findings(session.settings, session.meant),
    )


def refuse(session: Session, findings: tuple[Finding, ...]) -> NoReturn:
    """Ends the run because the plan cannot be used: shows why, and exits with 2."""
    outcome = Outcome(command=session.command, findings=findings)
    triaged = Triaged(shown=findings, deselected=(), suppressed=(), excused=())
    _report(session, outcome, triaged)
    if session.command != "lint":
        session.note(_STOPPED)
    sys.exit(2)


def _triage_settings(session: Session, outcome: Outcome, baseline: BaselineFile) -> Settings:
    return Settings(
        selection=session.selection,
        today=session.today,
        judged=judged(outcome),
        catalog=session.meant,
        norm=session.norm,
        baseline=() if session.options.write_baseline else baseline.entries,
        baseline_at=Place(path=session.shown_path(baseline.path)),
    )


def _update(
    session: Session, settings: Settings, baseline: BaselineFile, triaged: Triaged
) -> Triaged:
    """Writes the baseline, anew or pruned, and gives what is left to show."""
    pruned = triaged.pruned
    if session.options.write_baseline:
        fresh = entries(filter(is_excusable, triaged.shown), session.norm)
        pruned = rewritten(baseline.entries, fresh, lambda code: is_judged(code, settings))
    is_ours = baseline.path == session.base / DEFAULT  # no other folder is made unasked
    write_file(baseline.path, dump(pruned), make_folder=is_ours)
    session.note(f"wrote {session.shown_path(baseline.path)} with {len(pruned)} entries")
    return triaged.settled(is_written_anew=session.options.write_baseline)


def _report(session: Session, outcome: Outcome, triaged: Triaged) -> None:
    """Delivers the report in every format asked for, and the summary."""
    destinations = planned(session.options.formats, session.options.output)
    report = Report(
        command=outcome.command,
        version=__version__,
        findings=triaged.shown,
        fingerprints=tuple(fingerprint(item, session.norm) for item in triaged.shown)
        if any(item.format in FINGERPRINTED for item in destinations)
        else (),
        fail_on=session.fail_on,
        plan=session.shown_path(session.root),
        sections=outcome.sections,
        excerpts=excerpts(triaged.shown, session.plan_files, session.cwd)
        if any(item.format in QUOTING for item in destinations)
        else {},
        color=session.color,
    )
    deliver(report, destinations, session.cwd)
    lines = summary(
        report,
        triaged,
        outcome.summary,
        is_judgment=outcome.is_judgment,
    )
    for line in lines:
        session.note(line)
    if session.stats:
        for line in outcome.details:
            note(line)
