"""`tracking-plan usage`: do the code's tracking calls match the plan?"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NoReturn

import click

from tracking_plan.cli import garbage
from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.once import option_once
from tracking_plan.cli.option_values import Fixing
from tracking_plan.cli.options import cache_option, common_options, fix_options, jobs_option
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.codegen.helpers import helper_names
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.plan.model import Plan
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.processes import usable_jobs
from tracking_plan.regular_file import read_regular
from tracking_plan.report.escape import visible
from tracking_plan.usage.coverage import coverage, unjudged_line
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.inventory import as_json, as_lines, statistics, unknowns
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.rewriting import Rewriter
from tracking_plan.usage.rules.planned_never_tracked import RULE as PLANNED_NEVER_TRACKED
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project
from tracking_plan.usage.subject import Subject

_DISCOVERS = (
    "--discover looks at all code: no PATHS, --fix, --inventory; --write goes with it, and writes"
    " what it finds"
)
_ALONE = "takes the whole project: no PATHS, --inventory, --fix, --unsafe-fixes"
_LISTING = ("text", "concise")  # formats that the calls can stand above, a line each


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--inventory", is_flag=True, help="List the calls; the JSON report gets `calls`.")
@option_once(
    "--rename",
    nargs=2,
    metavar="OLD NEW",
    help="Rename an event in the plan and in the code; with --diff, show how.",
)
@click.option(
    "--to-helpers",
    is_flag=True,
    help="Turn raw Python calls into calls of the generated helpers; with --diff, show how.",
)
@click.option(
    "--discover", is_flag=True, help="Show functions that seem to track and are not described."
)
@click.option(
    "--write", is_flag=True, help="With --discover: put those that are not doubtful into the plan."
)
@jobs_option
@cache_option
@fix_options
@common_options
def command(
    session: Session,
    *,
    paths: tuple[str, ...],
    inventory: bool,
    rename: tuple[str, str] | None,
    to_helpers: bool,
    discover: bool,
    write: bool,
    jobs: int | None,
    fixing: Fixing | None,
) -> None:
    r"""Check the tracking calls in Python, JavaScript and TypeScript, and in pages with these.

    Reads the code that the plan's `usage.paths` name, or all below the plan's folder. With PATHS,
    reports on these files and folders alone; what the whole code would have to show (U5xx) is left
    out.

    With --fix, corrects in the code what can be corrected without doubt, and reports the rest;
    with --unsafe-fixes as well, names that the plan spells differently. With --diff, shows what
    would be corrected; the exit code is 1 if that is anything.

    With --rename, an event gets another name, and its old one is kept under `previous_names`. What
    is not sure to be that name is listed, and left as it is; the exit code is then 1.

    \b
    Examples:
      tracking-plan usage
      tracking-plan usage web/src --format concise
      tracking-plan usage --inventory
      tracking-plan usage --discover --write
      tracking-plan usage --diff --unsafe-fixes
      tracking-plan usage --rename "Checkout Done" "Checkout Completed"
      tracking-plan usage --to-helpers --diff
    """
    is_part = bool(paths) or inventory or bool(rename and to_helpers)
    alone = "--rename" if rename else "--to-helpers" if to_helpers else None
    if alone and (is_part or discover or _is_fix(fixing)):
        raise click.UsageError(f"{alone} {_ALONE}")
    if (discover and (is_part or fixing)) or (write and not discover):
        raise click.UsageError(_DISCOVERS)
    if alone:
        _rewrite(session, rename, only_shown=fixing is not None)
    plan = session.plan()
    scan = _scan(session, plan, paths, jobs)
    if discover:
        _discover(session, plan, scan, is_written=write)
    if fixing is not None and _is_corrected(session, plan, scan, fixing):
        plan = session.plan()
        scan = _scan(session, plan, paths, jobs)
    if inventory and _is_for_people(session):
        put("".join(f"{visible(line)}\n" for line in as_lines(scan.calls)))
    conclude(session, _judged(session, plan, scan, inventory=inventory))


def _is_fix(fixing: Fixing | None) -> bool:
    """Whether fixes are asked for, and not only that what is written is shown."""
    return fixing is not None and (fixing.is_unsafe or not fixing.is_shown)


def _is_corrected(session: Session, plan: Plan, scan: Scan, fixing: Fixing) -> bool:
    """Whether fixes were written; where they are only to be shown, ends the run."""
    from tracking_plan.cli import fixes  # only a run that fixes pays for it

    return fixes.corrected(session, _judged(session, plan, scan, inventory=False), fixing)


def _rewrite(session: Session, names: tuple[str, str] | None, *, only_shown: bool) -> NoReturn:
    """Renames an event (None: has helpers called), or shows what that writes; ends the run."""
    plan = session.plan()
    scan = _scan(session, plan, ())
    if names is None:
        _convert(session, plan, scan, only_shown=only_shown)
    _rename(session, plan, scan, names, only_shown=only_shown)


def _rename(
    session: Session, plan: Plan, scan: Scan, names: tuple[str, str], *, only_shown: bool
) -> NoReturn:
    from tracking_plan.cli import renaming  # only a run that renames pays for it

    found = renaming.renaming(session, plan, scan, _rewriter(session), names)
    if only_shown:
        sys.exit(1 if renaming.show(session, found) else 0)
    again = partial(_scan, session, plan, ())
    sys.exit(0 if renaming.write(session, plan, scan, found, again) else 1)


def _convert(session: Session, plan: Plan, scan: Scan, *, only_shown: bool) -> NoReturn:
    from tracking_plan.cli import converting  # only a run that converts pays for it

    found = _judged(session, plan, scan, inventory=False).findings
    package, made = converting.conversion(session, plan, scan, found)
    if only_shown:
        sys.exit(1 if converting.show(session, made) else 0)
    again = partial(_scan, session, plan, ())
    sys.exit(0 if converting.write(session, scan, made, package, again) else 1)


def _discover(session: Session, plan: Plan, scan: Scan, *, is_written: bool) -> NoReturn:
    """Shows functions that seem to track, or writes them into the plan, and ends the run."""
    from tracking_plan.cli import discovering  # most runs look for calls only

    discovering.run(session, plan, scan, is_written=is_written)


def _rewriter(session: Session) -> Rewriter:
    return Rewriter(partial(_text, session.cwd))


def outcome(session: Session, plan: Plan, paths: tuple[str, ...] = ()) -> Outcome:
    """What the calls in the code do that the plan does not say."""
    return _judged(session, plan, _scan(session, plan, paths), inventory=False)


def scanned(session: Session, plan: Plan) -> Scan:
    """The calls in all code of the plan's project."""
    return _scan(session, plan, ())


def _scan(session: Session, plan: Plan, paths: tuple[str, ...], jobs: int | None = None) -> Scan:
    garbage.search_seldom()  # facts and syntax trees stay, and hardly any are in circles
    progress = Progress(session.folder.name, quiet=session.options.quiet, what="files looked at")
    scan = scan_project(
        session.folder,
        cwd=session.cwd,
        plan=plan,
        paths=[_existing(session.cwd / path, path) for path in paths],
        helpers=_helpers(plan),
        jobs=jobs or usable_jobs(),
        watch=progress.say,
        cache=session.cache,
    )
    progress.clear()
    return scan


def _existing(path: Path, given: str) -> Path:
    if not path.exists():
        raise UnusableError(f"there is no file or folder {given!r}")
    return path


def _helpers(plan: Plan) -> Helpers:
    """The functions that `generate` writes, so that calls of them count."""
    by_name = {
        (language, name): helper
        for target in plan.generate
        for name, helper in helper_names(plan, target).items()
        for language in helper.callers
    }
    outputs = [PurePosixPath(target.output) for target in plan.generate]
    return Helpers(
        by_name=by_name,
        packages=frozenset(output.stem for output in outputs),
        folders=tuple(output.as_posix() for output in outputs),
    )


def _judged(session: Session, plan: Plan, scan: Scan, *, inventory: bool) -> Outcome:
    sections: dict[str, Json] = {"calls": as_json(scan.calls)} if inventory else {}
    return Outcome(
        command="usage",
        findings=judge_calls(
            plan,
            scan,
            today=session.today,
            rewriter=_rewriter(session),
            helpers=_helpers(plan),
            is_on=session.selection.is_on,
        ),
        suppressions=(*suppressions(plan), *scan.suppressions),
        sections=sections,
        summary=f"{plural(len(scan.calls), 'call')} in {plural(scan.files, 'file')}",
        notes=tuple(_notes(session, plan, scan)),
        details=tuple(statistics(scan)),
        is_partial=not scan.is_whole,
    )


def _text(cwd: Path, path: str) -> str | None:
    """The text of a file of code, byte order mark and line ends included; None: it has none."""
    try:
        return read_regular(cwd / path).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _notes(session: Session, plan: Plan, scan: Scan) -> Iterator[str]:
    """The closing lines: what is not known of the calls, and which events are not judged."""
    yield from unknowns(scan)
    if scan.files and not scan.calls and scan.is_whole:
        from tracking_plan.cli import discovering  # most runs find calls

        yield from discovering.hints(discovering.discovered(session, plan, scan))
    unjudged = unjudged_line(coverage(Subject(plan, scan, today=session.today)))
    if unjudged is not None and session.selection.is_on(PLANNED_NEVER_TRACKED.code):
        yield unjudged


def _is_for_people(session: Session) -> bool:
    """Whether the report goes to standard output in lines, so that the calls can, too.

    Raises:
        click.UsageError: no format of this run lists calls.
    """
    formats = session.options.formats
    here = [one for one in formats if one.file is None]
    is_listed = all(one.format in _LISTING for one in here)
    if not is_listed and not any(one.format == "json" for one in formats):
        raise click.UsageError("--inventory lists calls in the formats text, concise and json")
    return is_listed
