"""`tracking-plan check`: everything that CI runs, as one report with one exit code."""

from collections.abc import Iterable

import click

from tracking_plan.cli.commands import generate, lint, usage
from tracking_plan.cli.conclusion.ending import conclude, stop
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.options import common_options
from tracking_plan.cli.session import Session
from tracking_plan.place import Json

NOT_COMPARED = "not compared with an earlier plan: this version has no `diff` yet"


@click.command()
@common_options
def command(session: Session) -> None:
    r"""Check the plan, the code and the generated helpers: one report, one exit code.

    Stops after the plan where it has F errors. The helpers are checked where the plan has
    `generate` targets.

    \b
    Examples:
      tracking-plan check
      tracking-plan check --format github --format sarif=results.sarif
      tracking-plan check --write-baseline
    """
    loaded = session.loaded()
    linted = lint.outcome(session, loaded)
    if loaded.plan is None or loaded.is_faulty:
        stop(session, joined([linted]))
    outcomes = [linted, usage.outcome(session, loaded.plan)]
    if loaded.plan.generate:
        outcomes.append(generate.outcome(session, loaded.plan))
    session.note(NOT_COMPARED)
    conclude(session, joined(outcomes))


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
