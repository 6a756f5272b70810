"""`tracking-plan diff`: what changed, whom it breaks, and which version that needs."""

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

import click

from tracking_plan.cli.capture_options import capture_options
from tracking_plan.cli.comparing import Captures, Comparison, comparison, with_captures
from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.once import option_once
from tracking_plan.cli.options import against_option, common_options
from tracking_plan.cli.registry_gone import gone_registry
from tracking_plan.cli.registry_state import registry_state
from tracking_plan.cli.session import Session
from tracking_plan.names.phrases import plural
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.registry.captured import evidence
from tracking_plan.registry.markdown import as_markdown
from tracking_plan.registry.shown import as_json, as_lines, changed


@click.command()
@against_option
@option_once(
    "--json-schema",
    nargs=2,
    metavar="OLD NEW",
    help="Compare two JSON Schema documents instead; no plan is needed.",
)
@option_once(
    "--json-schema-pairs",
    "pairs",
    metavar="FILE",
    help="Compare many: a line of two paths each, from this file or - for standard input.",
)
@capture_options
@click.option("--write-bump", is_flag=True, help="Write the versions that are too low.")
@click.option("--diff", "show", is_flag=True, help="Show what --write-bump would write, only.")
@common_options
def command(
    session: Session,
    /,
    *,
    json_schema: tuple[str, str] | None,
    pairs: str | None,
    write_bump: bool,
    show: bool,
    **given: Any,
) -> None:
    r"""Show what changed in the plan, whom it breaks, and which version it needs.

    Compares with the newest published versions; with --against, with the plan as it was at a git
    revision, or as another folder, file or archive has it. A version that is too low for what
    changed is an error. With --write-bump, the version that it needs is written into the plan;
    where that is a new major, the version of before is kept under `previous`.

    \b
    Examples:
      tracking-plan diff --against origin/main
      tracking-plan diff --against main --write-bump
      tracking-plan diff --json-schema old.json new.json
    """
    asked = _Asked(**given)
    if json_schema or pairs:
        _documents(session, json_schema, pairs, is_alone=not (any(asked) or write_bump or show))
    captures = _captures(session, asked)
    if write_bump or show:
        _bump(session, asked, captures, only_shown=show)
    _conclude(session, _compared(session, asked, captures))


def _conclude(session: Session, found: Comparison) -> NoReturn:
    conclude(
        session,
        Outcome(
            command="diff",
            findings=found.findings,
            suppressions=suppressions(session.plan()),
            sections={"changes": as_json(found.compared)},
            summary=summary(found),
            notes=found.notes,
            shown=_shown(found),
        ),
    )


def _documents(
    session: Session, pair: tuple[str, str] | None, file: str | None, *, is_alone: bool
) -> NoReturn:
    """Compares documents that other tools wrote, and ends the run."""
    from tracking_plan.cli import schema_pairs  # most runs compare plans

    if not is_alone or (pair and file):
        raise click.UsageError("documents are compared without a plan: leave the other options out")
    named = schema_pairs.listed(session, file) if file else ()
    schema_pairs.compare_pairs(session, (*named, pair) if pair else named, file or "")


class _Asked(NamedTuple):
    """What to compare with, and the captures to look at."""

    against: str | None
    captured: tuple[str, ...]
    show_values: bool


def _captures(session: Session, asked: _Asked) -> Captures | None:
    """The captures to look at; None: none are named."""
    if not asked.captured:
        return None
    from tracking_plan.cli.captures import opened  # most runs have none

    return opened(session, asked.captured, show_values=asked.show_values)


def _bump(session: Session, asked: _Asked, captures: Captures | None, *, only_shown: bool) -> None:
    """Writes the versions that are too low; or shows what would be written, and ends the run."""
    from tracking_plan.cli import bumping  # only a run that writes pays for it

    refuse_to_destroy(session)  # before anything is written
    bumps = bumping.bumps(session, session.plan(), _compared(session, asked, captures))
    if only_shown:
        sys.exit(1 if bumping.show(session, bumps) else 0)
    bumping.write(session, bumps)
    session.forget_plan()


def _compared(session: Session, asked: _Asked, captures: Captures | None) -> Comparison:
    """The plan compared.

    Raises:
        UnusableError: there is nothing to compare it with.
    """
    plan = session.plan()
    found = comparison(session, plan, asked.against)
    if found is None:
        for one in registry_state(session, plan).findings or gone_registry(session, plan):
            says, hint = one.problem.message, one.problem.hint
            raise UnusableError(f"there is nothing to compare with: {says}; {hint}")
        raise UnusableError(
            "there is nothing to compare with: name a git revision or a path with --against,"
            " or publish the plan with `tracking-plan publish`"
        )
    return found if captures is None else with_captures(found, plan, captures)


def about_changes(found: Comparison) -> Outcome:
    """The comparison as a part of `check`, which has looked at the registry itself by then."""
    return Outcome(
        command="diff",
        findings=found.about_changes,
        sections={"changes": as_json(found.compared)},
        summary=summary(found),
        notes=(*found.notes, *evidence(found.compared)),
    )


def summary(found: Comparison) -> str:
    """How many events were compared, with what, and how many of them changed."""
    every = len({event.event for event in found.compared})
    count = len({event.event for event, _ in changed(found.compared)})
    if every == 1:
        of_them = "changed" if count else "unchanged"
    else:
        of_them = f"{count or 'none'} of them changed"
    return f"{plural(every, 'event')} compared with {found.base}, {of_them}"


def _shown(found: Comparison) -> Mapping[str, Callable[[], str]]:
    """The changes as text and as Markdown, above the findings."""
    from tracking_plan.report.escape import visible
    from tracking_plan.report.markdown import code, plain

    return {
        "text": lambda: "".join(f"{visible(line)}\n" for line in as_lines(found.compared)),
        "markdown": lambda: as_markdown(found.compared, found.base, plain, code),
    }
