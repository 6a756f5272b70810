"""The plan's repository for a command that goes through its history: which commits, which plan."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session, UnusablePlanError
from tracking_plan.finding import Severity
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Plan
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.git_tree import root_at
from tracking_plan.registry.bases.plan_trees import PlanTree
from tracking_plan.registry.bases.repository import Repository, of_git_alone, repository
from tracking_plan.registry.bases.revision import Revision, commit_named, named_path

SINCE, UNTIL = "--since", "--until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The newest commit that is looked at, and the root file there, from the repository's root.

    `name` is the revision as the user wrote it, HEAD where none was named; `given_root` is the path
    that was written behind it.
    """

    repository: Repository
    revision: Revision
    name: str
    root: str
    given_root: str | None
    is_now: bool


def tip(session: Session, until: str | None) -> Tip:
    """What `--until` names, or HEAD.

    Raises:
        BaseError: there is no such commit, or no repository.
    """
    plan = session.cwd / session.root
    here = repository(plan.parent)
    name, path = named_path(until) if until is not None else ("HEAD", None)
    oid, notes = commit_named(here, name, UNTIL)
    revision = Revision(oid=oid, label=f"{oid[:7]} ({name})", notes=notes)
    found = path if path is not None else root_at(here, revision, plan.name, UNTIL)
    return Tip(
        repository=here,
        revision=revision,
        name=name,
        root=found if found is not None else f"{here.prefix}{plan.name}",
        given_root=path,
        is_now=until is None,
    )


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """What git cannot give, as an error of the command line."""
    try:
        yield
    except BaseError as error:
        said = of_git_alone(error)
        raise UnusableError(f"{said.message}; {said.hint}") from error


def plan_now(session: Session, committed: PlanTree, here: Repository) -> Plan | None:
    """The plan as it stands; None, and a note why, where that cannot be compared."""
    try:
        loaded = session.loaded()
    except UnusablePlanError as error:
        _note_errors(session, len(error.findings))
        return None
    errors = sum(1 for one in loaded.findings if one.severity is Severity.ERROR)
    if _is_sparse(committed, here):  # before errors: files that are not there cause some
        session.note(
            "files of the plan are not in this sparse checkout: what is not committed is left out"
        )
        return None
    if errors:
        _note_errors(session, errors)
        return None
    return loaded.plan


def _note_errors(session: Session, count: int) -> None:
    session.note(
        f"the plan as it stands has {plural(count, 'error')}, which `tracking-plan lint` shows:"
        " what is not committed is left out"
    )


def _is_sparse(committed: PlanTree, here: Repository) -> bool:
    """Whether a file of the plan is not on disk since git was told to leave it out."""
    missing = {path for path in committed.entries if not os.path.lexists(here.root / path)}
    if not missing:
        return False
    answer = here.ask("ls-files", "-t", "-z", "--full-name", "--", ":(top)")
    lines = map(os.fsdecode, answer.output.split(b"\0"))
    return any(line.startswith("S ") and line[2:] in missing for line in lines)
