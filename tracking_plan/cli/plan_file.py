"""The plan's root file: the one that `--plan` names, or the nearest from a folder upwards."""

import re
from collections.abc import Collection
from pathlib import Path

from tracking_plan.cli.checkout import left_out
from tracking_plan.cli.console import UnusableError
from tracking_plan.place import repository_root, shown_path
from tracking_plan.plan.text.tree import NOT_CHECKED_OUT, ROOT_NAMES, find_root, root_in
from tracking_plan.regular_file import read_regular, real_path

_YAML = (".yaml", ".yml")
_MOST = 100  # files of a folder that are looked into
_HEAD = 4096
_PLAN = re.compile(rb"^tracking_plan\s*:", re.MULTILINE)


def find_plan(given: str | None, cwd: Path) -> Path:
    """The root file that `--plan` names, or that lies in this folder or above it.

    Raises:
        UnusableError: there is none.
    """
    if given is None:
        return _from_here(cwd)
    path = cwd / given
    if not path.is_dir():
        if not path.exists():
            _refuse_sparse(path.parent, (path.name,))
            is_file = path.suffix in _YAML and path.parent.is_dir()
            near = _near(path.parent, cwd) if is_file else None
            hint = f"did you mean {near!r}?" if near else "'tracking-plan init' writes one"
            raise UnusableError(f"there is no plan at {given!r}; {hint}")
        return path
    root = root_in(path)
    if root is None:
        _refuse_folder(path / ROOT_NAMES[0], cwd)
        _refuse_sparse(path, ROOT_NAMES)
        near = _near(path, cwd)
        hint = f"did you mean {near!r}?" if near else "'tracking-plan init' there writes one"
        raise UnusableError(f"the folder {given!r} holds no {ROOT_NAMES[0]}; {hint}")
    return root


def _from_here(cwd: Path) -> Path:
    """The root file in this folder or above it."""
    found = find_root(cwd)
    if found is None:
        _refuse_folder(cwd / ROOT_NAMES[0], cwd)
        _refuse_sparse(cwd, ROOT_NAMES)
        raise UnusableError(
            f"there is no {ROOT_NAMES[0]} in {str(cwd)!r} or above it; {_hint(cwd, cwd)}"
        )
    return found


def _hint(folder: Path, cwd: Path) -> str:
    near = _near(folder, cwd)
    if near is None:
        return "run 'tracking-plan init' to write one, or name it with --plan"
    return f"did you mean {near!r}? Call it {ROOT_NAMES[0]}, or name it with --plan"


def _near(folder: Path, cwd: Path) -> str | None:
    """A file of the folder that is a plan under another name; None where there is none."""
    names = sorted(path for path in folder.iterdir() if path.suffix in _YAML)
    for path in names[:_MOST]:
        try:
            head = read_regular(path)[:_HEAD]
        except OSError:
            continue
        if _PLAN.search(head):
            return shown_path(path, cwd)
    return None


def _refuse_folder(path: Path, cwd: Path) -> None:
    """Refuses a folder that has the plan's name."""
    if path.is_dir():
        raise UnusableError(
            f"{shown_path(path, cwd)!r} is a folder, and the plan is a file of that name"
        )


def _refuse_sparse(folder: Path, names: Collection[str]) -> None:
    """Refuses a plan in a folder, or above it, that git has and did not check out."""
    inside = real_path(folder)
    there = next((one for one in (inside, *inside.parents) if one.is_dir()), inside)
    root = repository_root(there)
    if root is None:
        return
    absent = (
        path
        for path in left_out(root)
        if Path(path).name in names and inside.is_relative_to((root / path).parent)
    )
    found = max(absent, key=lambda path: path.count("/"), default=None)
    if found is not None:
        raise UnusableError(
            f"the plan {found!r} is in git, and not checked out here; {NOT_CHECKED_OUT}"
        )
