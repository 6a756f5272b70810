"""The plan as it stood at a git revision, read out of git's objects: nothing is checked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path, PurePosixPath

from tracking_plan.plan.text.tree import ROOT_NAMES
from tracking_plan.registry.bases.base import Base, absent
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.repository import Entry, Repository, repository
from tracking_plan.registry.bases.revision import AGAINST, Revision, base_revision, named_path
from tracking_plan.registry.bases.stored import Fetch, Names, Stored

_MOST_SYMLINKS = 10_000
_MOST_NAMED = 5


def git_base(text: str, plan: Path) -> Base:
    """The plan of the root file `plan` as it stood at the merge base of a revision and HEAD.

    `REVISION:PATH` names another root file there, from the repository's root.

    Raises:
        BaseError: it cannot be had.
    """
    name, path = named_path(text)
    here = repository(plan.parent)
    return base_at(here, base_revision(here, name), plan.name, path)


def base_at(
    here: Repository,
    revision: Revision,
    name: str,
    path: str | None = None,
    option: str = AGAINST,
) -> Base:
    """The plan at a revision whose root file is called `name` today; `path` is where it was then.

    `option` is what the user named the revision with.

    Raises:
        BaseError: it cannot be had.
    """
    at = _At(here, revision, option)
    return _found(at, name) if path is None else _named(at, path.removeprefix("./"))


def root_at(here: Repository, revision: Revision, name: str, option: str = AGAINST) -> str | None:
    """Where the root file that is called `name` today was then; None: there was no plan.

    Raises:
        BaseError: it may be one of several files.
    """
    at = _At(here, revision, option)
    path = f"{here.prefix}{name}"
    if any(entry.path == name for entry in at.below(here.prefix) or ()):
        return path
    moved = _moved(at, name, at.below("") or [])
    if len(moved) > 1:
        raise _several(at, path, moved)
    return moved[0] if moved else None


@dataclass(frozen=True, slots=True)
class _At:
    """A repository at a revision, which the user named with an option."""

    repository: Repository
    revision: Revision
    option: str = AGAINST

    def below(self, folder: str) -> list[Entry] | None:
        """What lies below a folder; None: there is no such folder."""
        return self.repository.entries(f"{self.revision.oid}:{folder.removesuffix('/')}")

    def shown(self, path: str) -> str:
        """A path from the repository's root as git writes it, with the revision."""
        return f"{self.revision.short}:{path}"

    def base(self, folder: str, root: str, entries: Sequence[Entry], *notes: str) -> Base:
        """The base whose root file is `root` in a folder with these entries."""
        kept = names_of(self.repository.contents, entries)
        tree = Stored(
            kept, self.repository.contents, shown_in=lambda path: self.shown(f"{folder}{path}")
        )
        if root in kept.symlinks and not tree.is_inside(root):
            message = f"{tree.shown(root)!r} is a symbolic link that leaves the plan's folder"
            raise BaseError(message, "name what it leads to with `--plan`")
        label, found = self.revision.label, (*self.revision.notes, *notes)
        commit = self.revision.short
        return Base(tree=tree, root=root, label=label, found=found, commit=commit, folder=folder)


def _found(at: _At, name: str) -> Base:
    """The base of a plan of that name, where it stands now or where it stood then."""
    folder = at.repository.prefix
    entries = at.below(folder)
    paths = {entry.path for entry in entries or ()}
    if entries is not None and name in paths:
        return at.base(folder, name, entries)
    everything = at.below("")
    if everything is None:
        message = f"the files of {at.revision.label} cannot be listed"
        raise BaseError(message, "`git fsck` shows what is wrong with the repository")
    _refuse_submodule(at, everything)
    moved = _moved(at, name, everything)
    if len(moved) > 1:
        raise _several(at, f"{folder}{name}", moved)
    if not moved:
        note = f"there was no plan yet at {at.revision.label}: every event is new"
        return absent(at.revision.label, note)
    note = f"the plan was {moved[0]!r} at {at.revision.label}"
    return _in_all(at, moved[0], everything, note)


def _named(at: _At, path: str) -> Base:
    """The base whose root file the user names."""
    everything = at.below("") or []
    names = {entry.path for entry in everything}
    candidates = (path, *(f"{path.rstrip('/')}/{name}".lstrip("/") for name in ROOT_NAMES))
    found = next((candidate for candidate in candidates if candidate in names), None)
    if found is None:
        message = f"there is no plan {path!r} at {at.revision.label}"
        raise BaseError(message, "paths behind `:` begin at the repository's root")
    return _in_all(at, found, everything)


def _in_all(at: _At, path: str, everything: Sequence[Entry], *notes: str) -> Base:
    """The base whose root file has this path, out of all entries of a revision."""
    folder = path[: path.rfind("/") + 1]
    entries = [
        Entry(path=entry.path[len(folder) :], oid=entry.oid, mode=entry.mode)
        for entry in everything
        if entry.path.startswith(folder)
    ]
    return at.base(folder, path[len(folder) :], entries, *notes)


def _moved(at: _At, name: str, everything: Sequence[Entry]) -> list[str]:
    """The files that may have become the plan: of a plan's name, and not there any more.

    Next to where the plan is now, another name counts before all others.
    """
    wanted = {name, *ROOT_NAMES}
    root = at.repository.root
    candidates = [
        entry.path
        for entry in everything
        if PurePosixPath(entry.path).name in wanted
        and ".." not in entry.path.split("/")
        and not (root / entry.path).exists()
    ]
    near = [path for path in candidates if path[: path.rfind("/") + 1] == at.repository.prefix]
    return near or candidates


def _refuse_submodule(at: _At, everything: Sequence[Entry]) -> None:
    """Refuses a plan whose folder was a repository of its own then."""
    for entry in everything:
        if entry.is_submodule and at.repository.prefix.startswith(f"{entry.path}/"):
            message = f"{entry.path!r} was a submodule at {at.revision.label}"
            raise BaseError(message, "its earlier plans are in that repository")


def _several(at: _At, path: str, moved: Sequence[str]) -> BaseError:
    shown = ", ".join(map(repr, moved[:_MOST_NAMED]))
    more = ", ..." if len(moved) > _MOST_NAMED else ""
    return BaseError(
        f"there is no {path!r} at {at.revision.label}, and several may have become it:"
        f" {shown}{more}",
        f"name it: `{at.option} {at.revision.short}:{moved[0]}`",
    )


def names_of(fetch: Fetch, entries: Sequence[Entry]) -> Names:
    """The names of what lies below a plan's folder; `fetch` reads what symbolic links lead to."""
    symlinks = [entry for entry in entries if entry.is_symlink][:_MOST_SYMLINKS]
    targets: Mapping[str, bytes] = fetch(entry.oid for entry in symlinks)
    return Names(
        files={e.path: e.oid for e in entries if not (e.is_symlink or e.is_submodule)},
        symlinks={entry.path: fsdecode(targets[entry.oid]) for entry in symlinks},
        closed=[entry.path for entry in entries if entry.is_submodule],
    )
