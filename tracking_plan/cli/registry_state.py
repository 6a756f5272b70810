"""The registry of a plan as it stands on disk, and what is wrong with it: read once in a run."""

import os
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import Disk
from tracking_plan.registry import codes
from tracking_plan.registry.candidates import Candidate, Key, candidates
from tracking_plan.registry.published import NOTHING, Published, published
from tracking_plan.registry.registry_findings import changed_findings, flaw_findings
from tracking_plan.regular_file import real_path
from tracking_plan.rule import Problem, finding

_HINT = "`registry.path` names a folder of its own below the plan's"


class RegistryState(NamedTuple):
    """What was published, and what the plan has to publish: nothing where there is no registry.

    `findings` are about the registry, and about versions that have changed since.
    """

    published: Published
    candidates: Mapping[Key, Candidate]
    findings: tuple[Finding, ...]


def registry_folder(session: Session, plan: Plan) -> Path:
    """The folder that holds what was published."""
    return session.folder / plan.registry.path


@lru_cache(maxsize=1)
def registry_state(session: Session, plan: Plan) -> RegistryState:
    """The registry of the plan."""
    says = misplaced(session.folder, plan)
    if says is not None:
        return RegistryState(NOTHING, {}, (_misplaced(plan, says),))
    folder = posixpath.normpath(plan.registry.path)
    before = published(Disk(session.folder, session.cwd), folder)
    planned = {} if before.is_empty else candidates(plan)
    found = (*flaw_findings(before.flaws), *changed_findings(plan, planned, before))
    return RegistryState(before, planned, found)


def misplaced(root: Path, plan: Plan) -> str | None:
    """Why the registry's path is no place for one, below the folder of the plan; None: it is."""
    path = posixpath.normpath(plan.registry.path)
    folder = root / path
    if path == ".":
        return "is the plan's own folder"
    if Path(path).is_absolute() or path.split("/")[0] == "..":
        return "lies outside the plan's folder"
    if os.path.lexists(folder) and not folder.is_dir():
        return "is no folder"
    inside, resolved = real_path(root), real_path(folder)
    if resolved == inside or not resolved.is_relative_to(inside):
        return "leads out of the plan's folder, by a symbolic link"
    if ".git" in resolved.relative_to(inside).parts:
        return "lies in a folder of git's"
    return None


def _misplaced(plan: Plan, says: str) -> Finding:
    at = plan.origin.at("registry", "path")
    message = f"the registry {plan.registry.path!r} {says}"
    problem = Problem(message=message, at=at, hint=_HINT)
    return finding(codes.REGISTRY_FLAW, problem)
