"""`tracking-plan generate`: writes the typed helpers, or checks that they are up to date."""

from collections.abc import Iterable, Iterator

import click

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.generated_files import leading_out, put_right, standing
from tracking_plan.cli.options import common_options
from tracking_plan.cli.session import Outcome, Session, conclude
from tracking_plan.codegen.changes import Change, ChangeKind, changes, unified_diff
from tracking_plan.codegen.codes import FOREIGN_FILE, STALE_OUTPUT, UNSAFE_OUTPUT
from tracking_plan.codegen.packages import COMMAND, Package, faults, packages
from tracking_plan.finding import Finding, Related
from tracking_plan.plan.model import Plan
from tracking_plan.report.escape import visible
from tracking_plan.rule import Problem, finding
from tracking_plan.source import Place

_MAX_DIFF_LINES = 200  # of one file


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; show what is stale and exit with 1.")
@common_options
def command(session: Session, *, check: bool) -> None:
    """Write the helpers that the plan's `generate` section asks for.

    Every file is written in one piece, and only below the plan's folder. Files of an earlier run
    that no longer belong are removed; files that were not generated are never touched.
    """
    plan = session.plan()
    if not plan.generate:
        raise UnusableError(
            f"{plan.path} names nothing to generate; add for example"
            " 'generate: [{target: python, output: analytics/}]'"
        )
    conclude(session, outcome(session, plan, check=check))


def outcome(session: Session, plan: Plan, *, check: bool) -> Outcome:
    """What is wrong with the helpers (`check`), or what keeps them from being written."""
    refusals = faults(plan)
    if refusals:
        return Outcome(command="generate", findings=refusals, summary="nothing generated")
    wanted = tuple(packages(plan))
    refusals = tuple(_links(session, wanted))
    if refusals:
        return Outcome(command="generate", findings=refusals, summary="nothing generated")
    return _compared(session, wanted, check=check)


def _compared(session: Session, wanted: tuple[Package, ...], *, check: bool) -> Outcome:
    texts = {one.path(name): text for one in wanted for name, text in one.files.items()}
    found = tuple(changes(texts, standing(session.folder, wanted)))
    foreign = [change for change in found if change.kind is ChangeKind.REFUSE]
    if foreign and not check:
        findings = tuple(_foreign(session, change, wanted) for change in foreign)
        return Outcome(command="generate", findings=findings, summary="nothing generated")
    if not check:
        put_right(session.folder, found)
        for one in wanted:
            for line in one.notes:
                session.note(visible(line))
        summary = _done(len(texts), found)
        return Outcome(command="generate", findings=(), summary=summary, judged=frozenset())
    if session.command == "generate":  # in the report of `check` a line for each file will do
        for change in found:
            session.note(_shown_diff(change))
    return Outcome(
        command="generate",
        findings=tuple(_stale(session, change, wanted) for change in found),
        summary=f"{len(texts)} generated files, {len(found)} of them stale",
    )


def _links(session: Session, wanted: Iterable[Package]) -> Iterator[Finding]:
    for package in wanted:
        for path in leading_out(session.folder, package):
            yield finding(
                UNSAFE_OUTPUT,
                Problem(
                    message=f"{path!r} is a link that leads elsewhere",
                    at=package.target.origin.at("output"),
                    hint="remove the link, or name another output",
                ),
            )


def _foreign(session: Session, change: Change, wanted: Iterable[Package]) -> Finding:
    problem = Problem(
        message=f"{change.path!r} was not generated and would be overwritten",
        at=_place(session, change),
        hint="move it away, or give the target another 'output'",
        related=_related(change, wanted),
    )
    return finding(FOREIGN_FILE, problem)


def _stale(session: Session, change: Change, wanted: Iterable[Package]) -> Finding:
    if change.kind is ChangeKind.REFUSE:
        return _foreign(session, change, wanted)
    problem = Problem(
        message=f"{change.path!r} is {change.kind}",
        at=_place(session, change),
        hint=f"run '{COMMAND}'",
        related=_related(change, wanted),
    )
    return finding(STALE_OUTPUT, problem)


def _place(session: Session, change: Change) -> Place:
    return Place(path=session.shown_path(session.folder / change.path))


def _related(change: Change, wanted: Iterable[Package]) -> tuple[Related, ...]:
    """The target that the file belongs to."""
    for package in wanted:
        if any(change.path.startswith(f"{folder}/") for folder in package.folders):
            at = package.target.origin.at("output")
            return (Related(message="the target that writes it", at=at),)
    return ()


def _shown_diff(change: Change) -> str:
    lines = unified_diff(change).split("\n")[:-1]
    shown = [visible(line) for line in lines[:_MAX_DIFF_LINES]]
    if len(lines) > _MAX_DIFF_LINES:
        shown.append(f"... and {len(lines) - _MAX_DIFF_LINES} more lines")
    return "\n".join(shown)


def _done(total: int, found: tuple[Change, ...]) -> str:
    removed = sum(change.kind is ChangeKind.REMOVE for change in found)
    written = len(found) - removed
    return f"{total} generated files: {written} written, {removed} removed, the rest unchanged"
