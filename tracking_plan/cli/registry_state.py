"""The registry of a plan as it stands on disk, and what is wrong with it: read once in a run."""

import contextlib
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tracking_plan.cli import garbage
from tracking_plan.cli.checkout import left_out
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import NOT_CHECKED_OUT, Disk, Listing
from tracking_plan.registry import codes
from tracking_plan.registry.publishing.candidates import Candidate, Key, candidates
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.layout import INDEX
from tracking_plan.registry.publishing.published import NOTHING, Flaw, Published, changed, published
from tracking_plan.registry.publishing.version_file import NoSchemaError
from tracking_plan.regular_file import read_regular, real_path
from tracking_plan.rule import Problem, finding

_HINT = "`registry.path` names a folder of its own below the plan's"


class RegistryState(NamedTuple):
    """What was published, and what the plan has to publish: nothing where there is no registry.

    `findings` are about the registry, and about versions that have `changed` since. Without
    `is_usable` it is none of this plan's, and the findings say why.
    """

    published: Published
    candidates: Mapping[Key, Candidate]
    findings: tuple[Finding, ...]
    changed: frozenset[Key] = frozenset()

    @property
    def is_usable(self) -> bool:
        """Whether the plan may publish there, as far as its place and its index go."""
        return self.published is not NOTHING


def registry_folder(session: Session, plan: Plan) -> Path:
    """The folder that holds what was published."""
    return session.folder / plan.registry.path


@lru_cache(maxsize=1)
def registry_state(session: Session, plan: Plan) -> RegistryState:
    """The registry of the plan.

    Raises:
        UnusableError: it is not what its own index says.
    """
    says = misplaced(session.folder, plan)
    if says is not None:
        return RegistryState(NOTHING, {}, (_misplaced(plan, says),))
    folder = posixpath.normpath(plan.registry.path)
    with garbage.kept_to_the_end():  # a hundred thousand objects
        before = published(_Folder(session.folder, session.cwd), folder)
        absent = left_out(session.folder, folder) if before.is_empty or before.flaws else ()
        if absent:
            return RegistryState(NOTHING, {}, (_sparse(session, plan, absent),))
        if any(flaw.is_mendable for flaw in before.flaws):
            before = _with_open_flaws(before, plan)
        if before.plan not in (None, plan.name):
            from tracking_plan.registry.publishing.published_history import (  # 10 ms
                foreign_events,
            )

            others = foreign_events(before, plan, session.today)
            if others:
                return RegistryState(NOTHING, {}, (_foreign(session, plan, before, others),))
        planned = {} if before.is_empty else candidates(plan)
    return _with_changes(plan, before, planned)


def _with_changes(plan: Plan, before: Published, planned: Mapping[Key, Candidate]) -> RegistryState:
    """The registry with what is wrong with it, and with versions that have changed since."""
    flaws = tuple(map(_flaw, before.flaws))
    with readable():
        if next(changed(planned, before), None) is None:
            return RegistryState(before, planned, flaws)
        from tracking_plan.registry.registry_findings import changed_versions  # all V rules

        found = changed_versions(plan, planned, before)
    return RegistryState(before, planned, (*flaws, *found.findings), found.keys)


def _with_open_flaws(before: Published, plan: Plan) -> Published:
    """The registry with the flaws that `publish` may not mend, as it would have to guess."""
    from tracking_plan.registry.publishing.published_history import (  # 10 ms
        without_status,
    )

    lost = sorted(file.key for file in without_status(before, plan))
    if not lost:
        return before
    paths = {INDEX, *(frozen_path(*key) for key in lost)}
    event, version = lost[0]
    more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
    hint = (
        f"restore {INDEX} from the history (`git log -- {INDEX}` there): it alone says what became"
        f" of {event!r} {version}{more}, which the plan no longer has"
    )
    flaws = (
        replace(flaw, is_mendable=False, hint=hint)
        if flaw.is_mendable and flaw.path in paths
        else flaw
        for flaw in before.flaws
    )
    return replace(before, flaws=tuple(flaws))


@contextlib.contextmanager
def readable() -> Iterator[None]:
    """Refuses to go on with a registry that is not what its own index says.

    Raises:
        UnusableError: it is not.
    """
    try:
        yield
    except NoSchemaError as error:
        raise UnusableError(f"the registry cannot be read: {error}") from error


class _Folder(Disk):
    """The plan's folder, for a registry that is known to lie in it.

    Of a thousand small files, two levels deep, it asks the system as little as can be.
    """

    def __init__(self, folder: Path, seen_from: Path) -> None:
        super().__init__(folder, seen_from)
        self._root = str(folder)
        self._symlinks: set[str] = set()
        self._listed: set[str] = set()

    def below(self, folder: str) -> Listing:
        """The files in a folder and in its folders, links to folders not followed."""
        files: list[str] = []
        unreadable: list[str] = []
        folders = [folder]
        for name in folders:  # grows while it is gone through
            try:
                entries = sorted(os.scandir(f"{self._root}/{name}"), key=lambda one: one.name)
            except OSError as error:
                if not isinstance(error, FileNotFoundError | NotADirectoryError):
                    unreadable.append(name)
                continue
            for entry in entries:
                path = f"{name}/{entry.name}"
                if entry.is_symlink():
                    self._symlinks.add(path)
                elif entry.is_file():
                    self._listed.add(path)
                if not entry.is_dir():
                    files.append(path)
                elif name == folder and not entry.is_symlink():
                    folders.append(path)
        return Listing(tuple(files), tuple(unreadable))

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            OSError: it cannot be read.
        """
        return read_regular(f"{self._root}/{path}", is_listed=path in self._listed)

    def is_inside(self, path: str) -> bool:
        """Whether a file that was listed leads to one in the folder: no folder is a link."""
        return path not in self._symlinks or super().is_inside(path)


def misnamed(path: str) -> str | None:
    """Why a path, made normal, names no folder below the plan's; None: it does."""
    if path == ".":
        return "is the plan's own folder"
    if Path(path).is_absolute() or path.split("/")[0] == "..":
        return "lies outside the plan's folder"
    return None


def misplaced(root: Path, plan: Plan) -> str | None:
    """Why the registry's path is no place for one, below the folder of the plan; None: it is."""
    path = posixpath.normpath(plan.registry.path)
    folder = root / path
    says = misnamed(path)
    if says is not None:
        return says
    if os.path.lexists(folder) and not folder.is_dir():
        return "is not a folder"
    inside, resolved = real_path(root), real_path(folder)
    if resolved == inside or not resolved.is_relative_to(inside):
        return "leads out of the plan's folder, by a symbolic link"
    if ".git" in resolved.relative_to(inside).parts:
        return "lies in git's own folder"
    return None


def _flaw(flaw: Flaw) -> Finding:
    at = Place(path=flaw.shown)
    message = f"the registry's {flaw.path!r} {flaw.says}"
    return finding(codes.REGISTRY_FLAW, Problem(message=message, at=at, hint=flaw.hint))


def _foreign(session: Session, plan: Plan, before: Published, events: Sequence[str]) -> Finding:
    more = f" and {len(events) - 1} more" if len(events) > 1 else ""
    problem = Problem(
        message=f"the registry {plan.registry.path!r} was published for the plan {before.plan!r},"
        f" not for {plan.name!r}: it has {events[0]!r}{more}, and the plan has not",
        at=Place(path=session.shown_path(registry_folder(session, plan) / INDEX)),
        hint="name another folder with `registry.path`; or, if the plan has another name now,"
        " publish it under that with its events, and let them go later",
    )
    return finding(codes.REGISTRY_FLAW, problem)


def _sparse(session: Session, plan: Plan, absent: Sequence[str]) -> Finding:
    verb = "is" if len(absent) == 1 else "are"
    more = ", ..." if len(absent) > 1 else ""
    files = f"{plural(len(absent), 'file')} of the registry {plan.registry.path!r}"
    problem = Problem(
        message=f"{files} {verb} in git, and not checked out here:"
        f" {session.shown_path(session.folder / absent[0])!r}{more}",
        at=Place(path=session.shown_path(registry_folder(session, plan) / INDEX)),
        hint=f"{NOT_CHECKED_OUT}; until then, nothing is compared with what was published",
    )
    return finding(codes.REGISTRY_FLAW, problem)


def _misplaced(plan: Plan, says: str) -> Finding:
    at = plan.origin.at("registry", "path")
    message = f"the registry {plan.registry.path!r} {says}"
    problem = Problem(message=message, at=at, hint=_HINT)
    return finding(codes.REGISTRY_FLAW, problem)
