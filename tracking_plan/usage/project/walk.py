"""The files that are in a folder, whatever git says of them."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tracking_plan.globs import fixed_prefix

NEVER = frozenset({".git", ".hg", ".svn", "node_modules"})
_BUILT = frozenset({"dist", "build", "venv", "target", "vendor"})
UNREAD_FOLDERS = NEVER | _BUILT | {"__pycache__"}
_INSTALLED = "pyvenv.cfg"  # what a virtual environment has beside what is installed in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A repository that git gives no answer about: its folder, why, and what to do about it."""

    name: str
    reason: str
    hint: str


@dataclass(slots=True, kw_only=True)
class Found:
    """What is below a folder, by paths from there.

    `closed` folders cannot be opened, `submodules` are not checked out, and so are the files that
    are `absent`; those that are `left_out` are in folders of what is built. `refused` are the
    repositories of which git does not say what belongs to them.
    """

    names: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    submodules: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def add(self, folder: str, inner: "Found") -> None:
        """Adds what is in a folder of this one."""
        self.names += _below(folder, inner.names)
        self.closed += _below(folder, inner.closed)
        self.submodules += _below(folder, inner.submodules)
        self.absent += _below(folder, inner.absent)
        self.left_out += _below(folder, inner.left_out)
        self.refused += inner.refused


def walked(folder: Path, named: Iterable[str] = ()) -> Found:
    """The files below the folder; those of folders of what is built are left out, and listed.

    Hidden folders are left out, too, and none of them that the patterns `named` name. Nothing that
    is installed is code of the project: `node_modules`, virtual environments.
    """
    found = Found()
    prefixes = tuple(fixed_prefix(f"{pattern}/x") for pattern in named)
    out: set[str] = set()

    def note(error: OSError) -> None:
        if error.filename not in out:
            found.closed.append(_name(str(error.filename), folder))

    for current, folders, files in os.walk(folder, onerror=note):
        inner = _name(current, folder)
        if _INSTALLED in files and inner != ".":
            folders.clear()
            continue
        folders[:] = [name for name in folders if name not in NEVER]
        names = files if inner == "." else [f"{inner}/{name}" for name in files]
        (found.left_out if current in out else found.names).extend(names)
        for name in folders:
            below = name if inner == "." else f"{inner}/{name}"
            if current in out or (_is_left_out(name) and not _is_named(below, prefixes)):
                out.add(os.path.join(current, name))  # noqa: PTH118  as os.walk spells it
    return found


def is_hidden(name: str) -> bool:
    """Whether a file is in a hidden folder."""
    return any(folder.startswith(".") for folder in name.split("/")[:-1])


def _is_left_out(name: str) -> bool:
    return name in _BUILT or name.startswith(".")


def _is_named(folder: str, prefixes: Iterable[str]) -> bool:
    return any(f"{prefix}/".startswith(f"{folder}/") for prefix in prefixes)


def _below(folder: str, names: Iterable[str]) -> list[str]:
    return [f"{folder}/{name}".rstrip("/") for name in names]


def _name(path: str, folder: Path) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")
