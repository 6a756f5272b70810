"""How a run ends: triage, the baseline brought up to date, reports, an exit code."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

import click

from tracking_plan import __version__
from tracking_plan.cli.conclusion.known_baseline import DEFAULT, BaselineFile, read_baseline
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.conclusion.quoted_texts import quoted_texts
from tracking_plan.cli.console import note
from tracking_plan.cli.delivery import deliver, of_findings, planned
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.selectors import check_selectors
from tracking_plan.cli.session import Session
from tracking_plan.families import FAMILIES
from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.text.tree import ROOT_NAMES
from tracking_plan.report.excerpts import excerpts, quotable
from tracking_plan.report.formats import FINGERPRINTED, QUOTING
from tracking_plan.report.model import Report
from tracking_plan.report.rooted import repository_prefix
from tracking_plan.report.summary import statistics, summary
from tracking_plan.triage.baseline import Entry
from tracking_plan.triage.baseline_file import dump
from tracking_plan.triage.fingerprint import fingerprint
from tracking_plan.triage.gathered import gathered
from tracking_plan.triage.run import Triaged, new_baseline, triage_findings
from tracking_plan.triage.settings import TriageSettings

_STOPPED = "the plan has errors that must be solved first; nothing else was checked"


def conclude(session: Session, outcome: Outcome) -> NoReturn:
    """Ends the run: triage, reports, and the exit code 0 or 1."""
    options = session.options
    check_selectors(options, session.selectors)
    refuse_to_destroy(session)
    baseline = _baseline(session)
    settings = _triage_settings(session, outcome, baseline)
    triaged = triage_findings(outcome.findings, outcome.suppressions, settings)
    if session.verbose and session.has_plan:
        session.note(f"plan: {session.shown_path(session.root)}")
        session.note(f"baseline: {session.shown_path(baseline.path)}, {_counted(baseline.entries)}")
    if options.write_baseline or options.prune_baseline:
        if outcome.is_partial:
            raise click.UsageError("a baseline needs a whole run: leave the paths out")
        triaged = _update(session, settings, baseline, triaged)
    report = _report(session, outcome, triaged)
    sys.exit(1 if any(map(report.is_failure, report.findings)) else 0)


def is_refused(session: Session, outcome: Outcome) -> bool:
    """Whether a command that would do something must not do it: there are errors, or failures."""
    check_selectors(session.options, session.selectors)
    settings = _triage_settings(session, outcome, _baseline(session))
    triaged = triage_findings(outcome.findings, outcome.suppressions, settings)
    return any(
        item.severity is Severity.ERROR or session.fail_on.is_failure(item.severity)
        for item in triaged.shown
    )


def stop(session: Session, outcome: Outcome) -> NoReturn:
    """Ends a run that could not go on after its first part: shows that part, and exits with 2."""
    refuse_to_destroy(session)
    settings = _triage_settings(session, outcome, _baseline(session))
    _report(session, outcome, triage_findings(outcome.findings, outcome.suppressions, settings))
    session.note(_STOPPED)
    sys.exit(2)


def refuse(session: Session, findings: tuple[Finding, ...]) -> NoReturn:
    """Ends the run because the plan cannot be used: shows why, and exits with 2."""
    refuse_to_destroy(session)
    outcome = Outcome(command=session.command, findings=findings)
    _report(session, outcome, Triaged(shown=findings))
    if session.command != "lint":
        session.note(_STOPPED)
    sys.exit(2)


def _baseline(session: Session) -> BaselineFile:
    return read_baseline(
        session.options.baseline,
        session.settings,
        session.base,
        may_be_missing=session.options.write_baseline,
        must_exist=session.options.prune_baseline,
    )


def _triage_settings(session: Session, outcome: Outcome, baseline: BaselineFile) -> TriageSettings:
    return replace(
        session.triage_settings(outcome.judged_in_full),
        baseline=() if session.options.write_baseline else baseline.entries,
        baseline_at=Place(path=session.shown_path(baseline.path)),
    )


def _update(
    session: Session, settings: TriageSettings, baseline: BaselineFile, triaged: Triaged
) -> Triaged:
    """Writes the baseline, anew or pruned, and returns what is left to show."""
    entries, left = triaged.pruned, triaged.after_pruning()
    if session.options.write_baseline:
        entries = new_baseline(triaged, settings, baseline.entries)
        left = triaged.after_rewriting()
    is_ours = baseline.path == session.base / DEFAULT  # no other folder is made unasked
    write_file(baseline.path, dump(entries), make_folder=is_ours)
    session.note(f"wrote {session.shown_path(baseline.path)} with {_counted(entries)}")
    return left


def _counted(entries: Sequence[Entry]) -> str:
    return plural(len(entries), "entry", "entries")


def _report(session: Session, outcome: Outcome, triaged: Triaged) -> Report:
    """Delivers the report in every format asked for, and the summary."""
    destinations = of_findings(
        planned(session.options.formats, session.options.output), pages=outcome.pages
    )
    formats = {item.format for item in destinations}
    norm, shown = session.norm, gathered(triaged.shown)
    report = Report(
        command=outcome.command,
        version=__version__,
        findings=shown,
        fingerprints=tuple(fingerprint(item, norm) for item in shown)
        if formats & FINGERPRINTED
        else (),
        fail_on=session.fail_on,
        plan=session.shown_path(session.root) if session.has_plan else ROOT_NAMES[0],
        sections=outcome.sections,
        excerpts=_excerpts(session, shown) if formats & QUOTING else {},
        suppressed=len(triaged.suppressed),
        excused=len(triaged.excused),
        color=session.color,
        at_most=session.at_most,
        prefix=repository_prefix(session.cwd),
        shown=outcome.shown,
        pages=outcome.pages,
    )
    deliver(report, destinations, session.cwd)
    _sum_up(session, outcome, report)
    return report


def _sum_up(session: Session, outcome: Outcome, report: Report) -> None:
    """Says on standard error what was found in all, and the figures that were asked for."""
    for line in summary(report, outcome.summary, is_judgment=outcome.is_judgment):
        session.note(line)
    for line in (*outcome.notes, *_not_judged(session, outcome)):
        session.note(line)
    if session.options.statistics:
        for line in statistics(report):
            note(line)
    if session.figures:
        for line in outcome.details:
            note(line)
    for line in outcome.measured:
        note(line)


def _not_judged(session: Session, outcome: Outcome) -> Iterator[str]:
    """What nothing can be said of, since none of its rules is on."""
    if not outcome.is_judgment:
        return
    for letter in sorted(outcome.families - {"F"}):
        if not any(map(session.selection.is_on, session.selectors.codes(letter))):
            what, _, _ = FAMILIES[letter].title.partition(" (")
            yield (
                f"no {letter} rule is on, by --select, --ignore or the plan's `findings`:"
                f" nothing is said of {what}"
            )


def _excerpts(session: Session, shown: tuple[Finding, ...]) -> Mapping[Place, str]:
    places = tuple(quotable(shown))
    return excerpts(places, quoted_texts(session, [at.path for at in places]))
