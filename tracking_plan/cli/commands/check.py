"""`tracking-plan check`: everything that CI runs, as one report with one exit code."""

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracking_plan.cli.bases import UnusableBaseError, has_registry, is_in_repository
from tracking_plan.cli.capture_options import capture_options
from tracking_plan.cli.ci_base import ci_base
from tracking_plan.cli.commands import generate, lint, usage
from tracking_plan.cli.conclusion.ending import conclude, stop
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.option_values import Fixing
from tracking_plan.cli.options import (
    against_option,
    cache_option,
    common_options,
    fix_options,
)
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.place import Json, Place
from tracking_plan.plan.model import Plan
from tracking_plan.registry.codes import NOT_COMPARED
from tracking_plan.rule import Problem, finding

if TYPE_CHECKING:
    from tracking_plan.cli.comparing import Captures

_NO_BASE = (
    "not compared: nothing is published yet, and this is no pull request in CI;"
    " `--against REF` names a base"
)

_NOT_COMPARED = "not compared with an earlier plan"


@click.command()
@against_option
@capture_options
@cache_option
@fix_options
@common_options
def command(
    session: Session,
    *,
    against: str | None,
    captured: tuple[str, ...],
    show_values: bool,
    fixing: Fixing | None,
) -> None:
    r"""Check the plan, its versions, the code and the generated helpers: one report, one exit code.

    Stops after the plan where it has F errors. Compares the plan with what --against names, else
    with the published versions, else with the base of the pull request that CI looks at. Checks
    the helpers where the plan has `generate` targets. With --fix, corrects in the plan and in the
    code what can be corrected without doubt; with --diff, shows what that would be.

    \b
    Examples:
      tracking-plan check
      tracking-plan check --against origin/main
      tracking-plan check --format github --format sarif=results.sarif
    """
    captures = _captures(session, captured, show_values=show_values)
    found = _found(session, against, captures)
    if fixing is not None:
        from tracking_plan.cli import fixes  # only a run that fixes pays for it

        if fixes.corrected(session, found, fixing):
            found = _found(session, against, captures)
    conclude(session, found)


def _found(session: Session, against: str | None, captures: "Captures | None") -> Outcome:
    """What all steps find; ends the run after the plan where it has F errors."""
    loaded = session.loaded()
    linted = lint.outcome(session, loaded)
    if loaded.plan is None or loaded.is_faulty:
        stop(session, joined([linted]))
    outcomes = [linted, _compared(session, loaded.plan, against, captures)]
    outcomes.append(usage.outcome(session, loaded.plan))
    if loaded.plan.generate:
        outcomes.append(generate.outcome(session, loaded.plan))
    return joined(outcomes)


def _captures(session: Session, files: tuple[str, ...], *, show_values: bool) -> "Captures | None":
    if not files:
        return None
    from tracking_plan.cli.captures import opened  # most runs have none

    return opened(session, files, show_values=show_values)


def _compared(
    session: Session, plan: Plan, against: str | None, captures: "Captures | None"
) -> Outcome:
    """What the comparison with an earlier plan finds; or why there is none."""
    may_have_base = against is not None or ci_base(os.environ) is not None
    if not may_have_base and not has_registry(session, plan):
        return _no_base(session, plan)
    from tracking_plan.cli.commands import diff  # 80 ms, for those who have something to compare
    from tracking_plan.cli.comparing import comparison, rewritten, with_captures

    try:
        found = comparison(session, plan, against)
    except UnusableBaseError as error:
        if error.is_named:
            raise
        return _not_compared(session, plan, error)
    if found is None:
        return _no_base(session, plan)
    outcome = diff.about_changes(
        found if captures is None else with_captures(found, plan, captures)
    )
    if found.old_plan is not None:
        return outcome
    try:  # the versions were compared with the registry: is that what it was?
        lost = rewritten(session, plan)
    except UnusableBaseError as error:
        lost = (_registry_not_compared(plan, error),)
    return replace(outcome, findings=(*outcome.findings, *lost))


def _no_base(session: Session, plan: Plan) -> Outcome:
    gone = _gone(session, plan)
    if gone:
        return Outcome(command="diff", findings=gone, summary=_NOT_COMPARED, judged=frozenset())
    if has_registry(session, plan) and not _is_usable(session, plan):
        return Outcome(command="diff", findings=(), summary=_NOT_COMPARED, judged=frozenset())
    notes = (_NO_BASE,) if session.verbose or is_in_repository(session) else ()
    return Outcome(command="diff", findings=(), notes=notes, judged=frozenset())


def _is_usable(session: Session, plan: Plan) -> bool:
    """Whether the registry is the plan's, and is all there; `lint` says why where it is not."""
    from tracking_plan.cli.registry_state import registry_state  # it has been read by then

    return registry_state(session, plan).is_usable


def _gone(session: Session, plan: Plan) -> tuple[Finding, ...]:
    """What is known to have been published, and is not there."""
    if not is_in_repository(session) and not plan.origin.has("registry", "path"):
        return ()
    from tracking_plan.cli.registry_gone import gone_registry  # 40 ms, for whoever has git

    return gone_registry(session, plan)


def _registry_not_compared(plan: Plan, error: UnusableBaseError) -> Finding:
    message = f"the published versions are not compared with this pull request's base: {error.says}"
    return _unread(plan, error, message)


def _unread(plan: Plan, error: UnusableBaseError, message: str) -> Finding:
    problem = Problem(message=message, at=Place(path=plan.path), hint=error.hint)
    return replace(finding(NOT_COMPARED, problem), severity=error.severity)


def _not_compared(session: Session, plan: Plan, error: UnusableBaseError) -> Outcome:
    """A pull request whose base cannot be read."""
    message = f"this pull request is not compared with its base: {error.says}"
    return Outcome(
        command="diff",
        findings=(_unread(plan, error, message), *_gone(session, plan)),
        summary=_NOT_COMPARED,
        judged=frozenset(),
    )


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcomes as one."""
    steps = tuple(outcomes)
    sections: dict[str, Json] = {}
    for step in steps:
        sections.update(step.sections)
    return Outcome(
        command="check",
        findings=tuple(item for step in steps for item in step.findings),
        suppressions=tuple(item for step in steps for item in step.suppressions),
        sections=sections,
        summary="; ".join(step.summary for step in steps if step.summary),
        notes=tuple(line for step in steps for line in step.notes),
        details=tuple(line for step in steps for line in step.details),
        judged=frozenset().union(*(step.judged_in_full for step in steps)),
    )
