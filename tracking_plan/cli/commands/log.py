"""`tracking-plan log`: an event's history out of git, or the changelog of the plan."""

import click

from tracking_plan.cli import completions
from tracking_plan.cli.git_history import SINCE, refusals, tip
from tracking_plan.cli.once import option_once
from tracking_plan.cli.options import history_options
from tracking_plan.cli.session import Session
from tracking_plan.registry.bases.commit_log import Range
from tracking_plan.registry.bases.repository import Repository
from tracking_plan.registry.bases.revision import commit_named, named_path


@click.command()
@click.argument("event", metavar="[EVENT]", required=False, shell_complete=completions.events)
@option_once(
    "--since",
    metavar="REF",
    shell_complete=completions.revisions,
    help="Begin after this git revision.",
)
@option_once(
    "--until",
    metavar="REF",
    shell_complete=completions.revisions,
    help="End with this git revision. Default: HEAD.",
)
@option_once(
    "--max-count",
    metavar="N",
    type=click.IntRange(min=1),
    help="Show at most so many commits of an event, the newest.",
)
@history_options
def command(
    session: Session, event: str | None, since: str | None, until: str | None, max_count: int | None
) -> None:
    r"""Show what became of an event, commit by commit; or of the whole plan since a revision.

    With EVENT, by its name of today or any earlier one: which commit changed which property, when,
    by whom, and from which version to which, newest first. What is not committed yet comes first.
    With --since alone, the changelog: what was added, changed, renamed, deprecated, retired and
    removed, with those whom it breaks. Nothing is checked out.

    \b
    Examples:
      tracking-plan log "Checkout Completed"
      tracking-plan log "Checkout Completed" --since v1.0 -v
      tracking-plan log --since v1.0 --until v2.0 --format markdown
    """
    _refuse_to_guess(event, since, max_count)
    with refusals():
        newest = tip(session, until)
        if event is not None:
            from tracking_plan.cli.event_log import EventLog

            among = Range(newest.revision.oid, _excluded(newest.repository, since))
            EventLog(session, event, newest, among).show(max_count)
        elif since is not None:
            from tracking_plan.cli.plan_changelog import show_changelog

            show_changelog(session, since, newest)


def _refuse_to_guess(event: str | None, since: str | None, max_count: int | None) -> None:
    if event is None and since is None:
        raise click.UsageError("name an event, or with --since REF where the changelog begins")
    if event is None and max_count is not None:
        raise click.UsageError("--max-count is for the history of an event")


def _excluded(here: Repository, since: str | None) -> str | None:
    """The commit with which the history ends, and which is not a part of it."""
    if since is None:
        return None
    name, path = named_path(since)
    if path is not None:
        raise click.UsageError("--since takes no path with an event: git follows the plan's file")
    return commit_named(here, name, SINCE)[0]
