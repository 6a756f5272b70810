"""`log --since REF`: what became of the plan, by kind, for release notes."""

from collections.abc import Iterator
from functools import partial

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.git_history import SINCE, UNTIL, Tip
from tracking_plan.cli.history_output import deliver, destinations, head
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session, UnusablePlanError
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.plan.model import Plan, PlanFile
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.commit_log import Commit, Range
from tracking_plan.registry.bases.git_tree import base_at
from tracking_plan.registry.bases.objects import Objects, objects
from tracking_plan.registry.bases.plan_trees import PlanTrees
from tracking_plan.registry.bases.revision import Revision, base_revision, named_path
from tracking_plan.registry.history.changelog import changelog, earlier_names
from tracking_plan.registry.history.data import changelog_json, commit_json
from tracking_plan.registry.history.lines import changelog_lines
from tracking_plan.registry.history.pages import Pages
from tracking_plan.registry.history.plan_history import PlanHistory, sound_plan
from tracking_plan.report.markdown import code, plain


def show_changelog(session: Session, since: str, tip: Tip) -> None:
    """Shows what became of the plan since a revision.

    Raises:
        BaseError: the repository cannot be read, or the revision is not there.
        UnusableError: a plan has errors, or is not there.
    """
    where = destinations(session)
    name, path = named_path(since)
    here, plan_name = tip.repository, session.root.name
    start = base_revision(here, name, tip.name, SINCE)
    old_base = base_at(here, start, plan_name, path, SINCE)
    new_base = base_at(here, tip.revision, plan_name, tip.given_root, UNTIL)
    old, new = _plan(old_base, SINCE), _plan(new_base, UNTIL)
    with objects(here) as found:
        trees = PlanTrees(here, found, Range(tip.revision.oid, start.oid), tip.root)
        commits = [stage.commit for stage in trees.stages()]
        earlier = _earlier(session, trees, found, (old, new))
    log = changelog(old, new, session.today, earlier, is_first=old_base.is_absent)
    data: dict[str, Json] = {
        **head(),
        "since": _revision(start),
        "until": _revision(tip.revision),
        "commits": [commit_json(one) for one in commits],
        **changelog_json(log),
    }
    page = partial(Pages(plain, code).changelog, log, name)
    deliver(session, where, changelog_lines(log), data, page)
    for remark in _remarks(session, (old_base, new_base), commits, new, is_now=tip.is_now):
        session.note(remark)


def _plan(base: Base, option: str) -> Plan:
    if base.is_absent and option == UNTIL:
        raise UnusableError(f"there is no plan at {base.label}; commit it first")
    plan, errors = sound_plan(base)
    if plan is None:
        raise UnusableError(
            f"the plan of {base.label} has {plural(errors, 'error')};"
            f" name another commit with {option}"
        )
    return plan


def _earlier(
    session: Session, trees: PlanTrees, found: Objects, ends: tuple[Plan, Plan]
) -> dict[str, frozenset[str]]:
    """Old names of new events that only the commits between know: asked where it may matter."""
    old, new = ends
    listed = {name for event in new.events.values() for name in event.previous_names}
    gone = old.events.keys() - new.events.keys() - listed
    if not gone or not new.events.keys() - old.events.keys():
        return {}
    progress = Progress("log", quiet=session.quiet, what="plans")
    history = PlanHistory(
        trees, found, is_limited=True, look=lambda plan: None, loading=progress.say
    )
    names = earlier_names(history.changes(None), old, new)
    progress.clear()
    return dict(names)


def _revision(one: Revision) -> Json:
    return {"id": one.oid, "label": one.label}


def _remarks(
    session: Session, bases: tuple[Base, Base], commits: list[Commit], new: Plan, *, is_now: bool
) -> Iterator[str]:
    old_base, new_base = bases
    yield from (*old_base.notes, *new_base.notes)
    many = plural(len(commits), "commit")
    changed = f"{many} changed the plan" if commits else "no commit changed the plan"
    yield f"{changed} between {old_base.label} and {new_base.label}"
    if is_now and _has_changes(session, new):
        yield "the plan has changes that are not committed yet: they are left out"


def _has_changes(session: Session, committed: Plan) -> bool:
    """Whether a text of the plan on disk is another one than the commit has."""
    try:
        plan = session.loaded().plan
    except UnusablePlanError:
        plan = None
    now = sorted(_text(file) for file in plan.files) if plan is not None else []
    return now != sorted(_text(file) for file in committed.files)


def _text(file: PlanFile) -> str:
    """A text with the ends of lines that git may have changed."""
    return file.text.replace("\r\n", "\n")
