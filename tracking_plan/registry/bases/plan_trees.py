"""The trees of a plan's files, commit by commit, newest first, out of one list of changes.

Only the newest tree is listed. Each older one is the newer one with what its commit changed undone,
so that the number of git processes does not depend on the number of commits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.registry.bases.base import EMPTY, Base
from tracking_plan.registry.bases.commit_log import (
    Commit,
    FileChange,
    Logged,
    Range,
    followed,
    logged,
)
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.git_tree import names_of
from tracking_plan.registry.bases.objects import Objects
from tracking_plan.registry.bases.plan_paths import (
    Root,
    Scope,
    cached_inclusion,
    include_patterns,
    scope_of,
    whole_scope,
)
from tracking_plan.registry.bases.repository import Entry, Repository
from tracking_plan.registry.bases.stored import Stored


@dataclass(frozen=True, slots=True, eq=False)
class PlanTree:
    """The files that a plan may have after some commit. `root` None: there was no plan.

    `identity` is the same for two trees that make the same plan.
    """

    root: Root | None
    entries: Mapping[str, Entry]
    identity: frozenset[tuple[str, str, str]]

    def base(self, objects: Objects) -> Base:
        """The tree as a base, whose paths are those from the repository's root."""
        if self.root is None:
            return Base(tree=EMPTY, root="tracking-plan.yaml", label="", is_absent=True)
        folder = self.root.folder
        below = [
            entry._replace(path=path[len(folder) :])
            for path, entry in self.entries.items()
            if path.startswith(folder)
        ]
        names = names_of(objects.contents, below)
        tree = Stored(names, objects.contents, shown_in=lambda path: f"{folder}{path}")
        return Base(tree=tree, root=self.root.path[len(folder) :], label="")


class Stage(NamedTuple):
    """A commit that changed files of the plan, and the trees before and after it.

    The next newer stage has a tree before it that makes the same plan as `after`, and may lie
    elsewhere: what only moves a plan is no stage.
    """

    commit: Commit
    before: PlanTree
    after: PlanTree


class PlanTrees:
    """The trees of a plan's files: the newest, and those before each commit that changed it.

    `path` is where the root file lies in the newest one.
    """

    def __init__(self, repository: Repository, objects: Objects, among: Range, path: str) -> None:
        self._objects = objects
        self._patterns: dict[str, tuple[str, ...]] = {}
        renames = followed(repository, among, path)
        self._moves = dict(_moves(renames, path))
        roots = list(self._roots(path, renames))
        tip = _listed(repository, among.tip, whole_scope(roots))
        known = {Root(path, self._include(tip.get(path)))}
        scope = scope_of((*roots, *known))
        self._log = logged(repository, among, scope.paths)
        self._has_symlinks = _has_symlinks(tip, scope, self._log)
        if self._has_symlinks:
            scope = whole_scope(roots)
            self._log = logged(repository, among, scope.paths)
        self._entries = {name: one for name, one in tip.items() if scope.covers(name)}
        self._path = path
        self._is_whole = among.since is None
        self.newest = self._tree(self._path, self._entries)

    def stages(self) -> Iterator[Stage]:
        """The commits that changed the plan, newest first.

        Raises:
            BaseError: the commits do not lead to the files that are there.
        """
        path, entries, after = self._path, dict(self._entries), self.newest
        for commit, changes in self._log:
            _undo(entries, changes)
            path = self._moves.get(commit.oid, path)
            before = self._tree(path, entries)
            if before.identity != after.identity:
                yield Stage(commit, before, after)
            after = before
        if self._is_whole and path in entries:
            raise _not_accounted_for(path)

    def _tree(self, path: str, entries: Mapping[str, Entry]) -> PlanTree:
        if path not in entries:
            return PlanTree(None, {}, frozenset())
        root = Root(path, self._include(entries[path]))
        matches, start = cached_inclusion(root.patterns), len(root.folder)
        files = {
            name: one
            for name, one in entries.items()
            if name.startswith(root.folder)
            and (self._has_symlinks or name == path or matches(name[start:]))
        }
        below = ((name[start:], one.oid, one.mode) for name, one in files.items())
        return PlanTree(root, files, frozenset((*below, ("", path[start:], ""))))

    def _roots(self, path: str, renames: Iterable[Logged]) -> Iterator[Root]:
        """Every place and version of the root file."""
        yield Root(path, ())
        for _, changes in renames:
            for entry in (one for change in changes for one in change if one is not None):
                yield Root(entry.path, self._include(entry))

    def _include(self, entry: Entry | None) -> tuple[str, ...]:
        """The patterns of `include` of a version of the root file."""
        if entry is None or entry.is_symlink or entry.is_submodule:
            return ()
        if entry.oid not in self._patterns:
            content = self._objects.contents([entry.oid])[entry.oid]
            self._patterns[entry.oid] = include_patterns(content)
        return self._patterns[entry.oid]


def _moves(renames: Iterable[Logged], path: str) -> Iterator[tuple[str, str]]:
    """The commits that moved the root file, newest first, each with its path before."""
    for commit, changes in renames:
        for old, new in changes:
            if old is not None and new is not None and new.path == path != old.path:
                yield commit.oid, old.path
                path = old.path


def _listed(repository: Repository, tip: str, scope: Scope) -> Mapping[str, Entry]:
    """The entries of a commit, of one folder alone where that is all that is asked about."""
    folder = next(iter(scope.paths)) if len(scope.paths) == 1 else ""
    start = f"{folder}/" if folder else ""
    found = repository.entries(f"{tip}:{folder}") or []
    return {f"{start}{one.path}": one._replace(path=f"{start}{one.path}") for one in found}


def _has_symlinks(tip: Mapping[str, Entry], scope: Scope, log: Sequence[Logged]) -> bool:
    """Whether a symbolic link was ever among the files."""
    changed = (one for _, changes in log for change in changes for one in change)
    now = (one for name, one in tip.items() if scope.covers(name))
    return any(one is not None and one.is_symlink for one in (*now, *changed))


def _undo(entries: dict[str, Entry], changes: Iterable[FileChange]) -> None:
    for change in changes:
        if change.new is not None and entries.pop(change.new.path, None) != change.new:
            raise _not_accounted_for(change.new.path)
    for change in changes:
        if change.old is not None:
            entries[change.old.path] = change.old


def _not_accounted_for(path: str) -> BaseError:
    message = f"the commits that git lists do not lead to {path!r} as it is"
    return BaseError(message, "`git fsck` shows what is wrong with the repository")
