"""`tracking-plan coverage`: the plan, the code and captured data side by side."""

import sys

import click

from tracking_plan import __version__
from tracking_plan.cli import garbage
from tracking_plan.cli.captures import opened
from tracking_plan.cli.commands.usage import scanned
from tracking_plan.cli.conclusion.outputs import PAGE_MARK
from tracking_plan.cli.console import UnusableError, note, put, silence_output
from tracking_plan.cli.delivery import planned
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.options import cache_option, coverage_options
from tracking_plan.cli.session import Session
from tracking_plan.cli.shape_option import shape_option
from tracking_plan.coverage import data, markdown, text, wording
from tracking_plan.coverage.compare import compare
from tracking_plan.coverage.model import Comparison
from tracking_plan.coverage.seen import SeenEvents
from tracking_plan.finding import Finding, Severity
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.report import concise, json
from tracking_plan.report.model import Report
from tracking_plan.triage.fingerprint import fingerprint
from tracking_plan.triage.run import triage_findings
from tracking_plan.usage.looking import not_looked_at
from tracking_plan.usage.subject import Subject


@click.command()
@click.argument("files", nargs=-1, metavar="[FILES|-]...")
@shape_option
@cache_option
@coverage_options
def command(session: Session, *, files: tuple[str, ...]) -> None:
    r"""Show which planned events the code sends, and which captured data has.

    For each version of an event: whether it is planned, how many calls send it, and how many
    payloads of FILES are of it (the forms that `validate` reads). Then what differs: properties
    that are sent and not planned, or planned and sent by no call, and events that are not planned.
    With --verbose, every call and property; formats other than text always have them.

    "not sent" is said of an event only where all code of its sources was read and each call in it
    has a known name; else it is "not known".

    Nothing is judged: findings are those of `usage` and `validate`. The exit code is 0, but where
    code was not looked at for a reason that is an error in `usage`, too (U904, U907), it is 1, and
    where FILES have no payload, 2.

    \b
    Examples:
      tracking-plan coverage
      tracking-plan coverage captured.ndjson --verbose
      tracking-plan coverage captured.ndjson --format html=coverage.html
      tracking-plan coverage captures/ --format markdown
    """
    captures = opened(session, files, show_values=False)
    destinations = planned(session.options.formats, session.options.output)
    garbage.search_seldom()
    plan = session.plan()
    seen = None
    if files:
        seen = SeenEvents(plan, today=session.today)
        seen.add(captures.payloads())
        if not captures.read:
            raise UnusableError("no payload was read, so that nothing is known of what was sent")
    subject = Subject(plan, scanned(session, plan), today=session.today)
    unseen = _unseen(session, subject)
    comparison = compare(subject, seen, unread=captures.unread)
    for item in sorted(destinations, key=lambda item: item.file is None):
        shown = _rendered(session, item.format, comparison, unseen)
        if item.file is not None:
            write_file(session.cwd / item.file, shown)
            continue
        try:
            put(shown)
        except BrokenPipeError:
            silence_output()
    session.note(f"coverage: {wording.scope(comparison)}")
    for line in concise.lines(unseen):
        note(line)
    sys.exit(1 if any(item.severity is Severity.ERROR for item in unseen) else 0)


def _unseen(session: Session, subject: Subject) -> tuple[Finding, ...]:
    """What was not looked at in the code, as `usage` finds it, but for what the plan silences."""
    found = not_looked_at(subject, session.selection.is_on)
    settings = session.triage_settings()
    shown = triage_findings(found, suppressions(subject.plan), settings).shown
    codes = {item.code for item in found}
    return tuple(item for item in shown if item.code in codes)


def _rendered(
    session: Session, name: str, comparison: Comparison, unseen: tuple[Finding, ...]
) -> str:
    if name == "html":
        from tracking_plan.coverage import page  # jinja2: only a page pays for it

        return page.render(comparison, mark=PAGE_MARK)
    if name == "markdown":
        return markdown.render(comparison)
    if name == "text":
        return text.render(comparison, verbose=session.verbose)
    return json.render(_report(session, comparison, unseen))


def _report(session: Session, comparison: Comparison, unseen: tuple[Finding, ...]) -> Report:
    return Report(
        command="coverage",
        version=__version__,
        findings=unseen,
        fingerprints=tuple(fingerprint(item, session.norm) for item in unseen),
        sections=data.sections(comparison),
    )
