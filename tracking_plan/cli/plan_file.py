"""The plan's root file: the one that `--plan` names, or the nearest from a folder upwards."""

from pathlib import Path

from tracking_plan.cli.console import UnusableError
from tracking_plan.place import shown_path
from tracking_plan.plan.text.tree import ROOT_NAMES, find_root, root_in


def find_plan(given: str | None, cwd: Path) -> Path:
    """The root file that `--plan` names, or that lies in this folder or above it.

    Raises:
        UnusableError: there is none.
    """
    if given is None:
        found = find_root(cwd)
        if found is None:
            _refuse_folder(cwd / ROOT_NAMES[0], cwd)
            raise UnusableError(
                f"there is no {ROOT_NAMES[0]} in {str(cwd)!r} or above it;"
                " run 'tracking-plan init' to write one, or name it with --plan"
            )
        return found
    path = cwd / given
    if not path.is_dir():
        if not path.exists():
            raise UnusableError(f"there is no plan at {given!r}; 'tracking-plan init' writes one")
        return path
    root = root_in(path)
    if root is None:
        _refuse_folder(path / ROOT_NAMES[0], cwd)
        raise UnusableError(
            f"the folder {given!r} holds no {ROOT_NAMES[0]}; 'tracking-plan init' there writes one"
        )
    return root


def _refuse_folder(path: Path, cwd: Path) -> None:
    """Refuses a folder that has the plan's name."""
    if path.is_dir():
        raise UnusableError(
            f"{shown_path(path, cwd)!r} is a folder, and the plan is a file of that name"
        )
