"""An earlier plan on disk: a file, or a folder that has one."""

from pathlib import Path

from tracking_plan.place import shown_path
from tracking_plan.plan.text.tree import ROOT_NAMES, Disk, root_in
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.errors import BaseError

_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz", ".xz", ".txz", ".zst", ".7z", ".rar")


def path_base(path: Path, plan: Path, cwd: Path) -> Base:
    """The plan in a folder, a file or an archive; paths in findings are relative to `cwd`.

    A copy of a whole repository is searched where `plan`, the root file of today, lies in its own.

    Raises:
        BaseError: there is no plan.
    """
    from tracking_plan.registry.bases.archive import archive_base, is_archive  # 30 ms

    shown = shown_path(path, cwd)
    if not exists(path):
        raise BaseError(f"there is no file or folder {shown!r}")
    if is_archive(path):
        return archive_base(path, plan, shown)
    if path.suffix.lower() in _ARCHIVES and not path.is_dir():
        hint = "`git archive -o base.tar REVISION` writes one"
        raise BaseError(f"{shown!r} is neither a zip nor a tar archive (plain or gzipped)", hint)
    root = _root(path, plan) if path.is_dir() else path
    if root is None:
        message = f"the folder {shown!r} has no {ROOT_NAMES[0]}"
        raise BaseError(message, "name the plan's file, or the folder that it lies in")
    if root.is_file() and plan.is_file() and root.samefile(plan):
        hint = "name an earlier one: a revision such as `origin/main`, a copy or an archive"
        raise BaseError(f"{shown!r} is the plan itself", hint)
    tree = Disk(root.parent, cwd, named=root.name)
    return Base(tree=tree, root=root.name, label=shown_path(root, cwd))


def exists(path: Path) -> bool:
    """Whether a path leads to something; one that is no path at all does not."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False


def has_plan(path: Path, plan: Path) -> bool:
    """Whether a path leads to a file, or to a folder with a plan."""
    return path.exists() and (not path.is_dir() or _root(path, plan) is not None)


def _root(folder: Path, plan: Path) -> Path | None:
    """The root file in a folder, or where a copy of the repository of `plan` would have it."""
    found = root_in(folder)
    if found is None and (folder / plan.name).is_file():
        return folder / plan.name
    ends = (Path(*plan.parts[-length:]) for length in range(2, len(plan.parts)))
    return found or next((folder / end for end in ends if (folder / end).is_file()), None)
