"""`tracking-plan generate`: writes the typed helpers, or checks that they are up to date."""

from typing import NamedTuple

import click

from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import Use, refuse_to_destroy
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.generated_files import blocked, leading_out, put_right, standing
from tracking_plan.cli.options import common_options
from tracking_plan.cli.session import Session
from tracking_plan.codegen.changes import Change, ChangeKind, Judge, changes, unified_diff
from tracking_plan.codegen.packages import Package, faults, packages
from tracking_plan.finding import Finding
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import would_match
from tracking_plan.report.escape import visible

_MAX_DIFF_LINES = 200  # of one file


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; show what is stale and exit with 1.")
@common_options
def command(session: Session, *, check: bool) -> None:
    r"""Write the helpers that the plan's `generate` section asks for.

    Every file is written in one piece, and only below the plan's folder. Files of an earlier run
    that no longer belong are removed from the folders that `output` names; files that were not
    generated are never touched. Where an `output` was changed, delete the old folder yourself.

    \b
    Examples:
      tracking-plan generate
      tracking-plan generate --check
    """
    plan = session.plan()
    if not plan.generate:
        raise UnusableError(
            f"{plan.path} names nothing to generate; add for example"
            " 'generate: [{target: python, output: analytics/}]'"
        )
    work = _work(session, plan)
    paths = (session.folder / one.path(name) for one in work.packages for name in one.files)
    refuse_to_destroy(session, read=[Use(path, "a generated file") for path in paths])
    if check:
        for change in work.changes:
            session.note(_shown_diff(change))
    conclude(session, _judged(session, work) if check else _done(session, work))


def outcome(session: Session, plan: Plan) -> Outcome:
    """What is wrong with the helpers on disk."""
    return _judged(session, _work(session, plan))


class _Work(NamedTuple):
    """What there is to do; or the findings that keep anything from being done."""

    packages: tuple[Package, ...] = ()
    changes: tuple[Change, ...] = ()
    refusals: tuple[Finding, ...] = ()

    @property
    def files(self) -> int:
        """How many files the targets have."""
        return sum(len(package.files) for package in self.packages)


def _work(session: Session, plan: Plan) -> _Work:
    refusals = faults(plan)
    if refusals:
        return _Work(refusals=refusals)
    wanted = tuple(packages(plan))
    judge = _judge(session, wanted)
    outside = ((one, path) for one in wanted for path in leading_out(session.folder, one))
    refusals = tuple(judge.leads_away(one, path) for one, path in outside)
    if not refusals:
        in_the_way = {path for one in wanted for path in blocked(session.folder, one)}
        refusals = tuple(map(judge.blocked, sorted(in_the_way)))
    written = (one.path(name) for one in wanted for name in one.files)
    read = [path for path in written if would_match(plan.include, path)]
    refusals = (*refusals, *map(judge.included, read[:1]))  # one for the pattern that is at fault
    if refusals:
        return _Work(refusals=refusals)
    texts = {one.path(name): text for one in wanted for name, text in one.files.items()}
    found = tuple(changes(texts, standing(session.folder, wanted)))
    return _Work(packages=wanted, changes=found)


def _judge(session: Session, wanted: tuple[Package, ...]) -> Judge:
    return Judge(wanted, lambda path: session.shown_path(session.folder / path))


def _judged(session: Session, work: _Work) -> Outcome:
    """The findings about files that are not as they should be."""
    if work.refusals:
        return _refused(work.refusals)
    judge = _judge(session, work.packages)
    return Outcome(
        command="generate",
        findings=tuple(judge.all_of(work.changes)),
        summary=f"{work.files} generated files, {len(work.changes)} of them stale",
    )


def _done(session: Session, work: _Work) -> Outcome:
    """Writes the files, unless one of them must not be overwritten."""
    if work.refusals:
        return _refused(work.refusals)
    foreign = [change for change in work.changes if change.kind is ChangeKind.REFUSE]
    if foreign:
        return _refused(tuple(map(_judge(session, work.packages).change, foreign)))
    put_right(session.folder, work.changes)
    for package in work.packages:
        for line in package.notes:
            session.note(visible(line))
    removed = sum(change.kind is ChangeKind.REMOVE for change in work.changes)
    written = len(work.changes) - removed
    return Outcome(
        command="generate",
        findings=(),
        summary=f"{work.files} generated files: {written} written, {removed} removed,"
        " the rest unchanged",
        is_judgment=False,
    )


def _refused(findings: tuple[Finding, ...]) -> Outcome:
    """Nothing was written, and nothing else was looked at."""
    return Outcome(
        command="generate",
        findings=findings,
        summary="targets that cannot be written",
        judged=frozenset(),
    )


def _shown_diff(change: Change) -> str:
    lines = unified_diff(change).split("\n")[:-1]
    shown = [visible(line) for line in lines[:_MAX_DIFF_LINES]]
    if len(lines) > _MAX_DIFF_LINES:
        shown.append(f"... and {len(lines) - _MAX_DIFF_LINES} more lines")
    return "\n".join(shown)
