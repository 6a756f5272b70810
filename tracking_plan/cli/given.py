"""What the common options say, and the plan that they name."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.delivery import Destination
from tracking_plan.plan.text.tree import ROOT_NAMES, find_root, root_in, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The common options as given. None: not given. What a command lacks keeps its default."""

    plan_path: str | None = None
    formats: tuple[Destination, ...] = ()
    output: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    baseline: str | None = None
    write_baseline: bool = False
    prune_baseline: bool = False
    today: datetime.date | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    stats: bool = False


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
    """Says so where what bears the plan's name is a folder."""
    if path.is_dir():
        raise UnusableError(
            f"{shown(path, cwd)!r} is a folder, and the plan is a file of that name"
        )
