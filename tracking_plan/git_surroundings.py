"""Which git is run, and what lies where git reads that would keep it waiting."""

import os
from collections.abc import Callable
from pathlib import Path

_READ = (
    *(".gitignore", ".git", ".git/HEAD", ".git/config", ".git/index", ".git/info/exclude"),
    *(".git/packed-refs", ".git/shallow", ".git/commondir", ".git/objects/info/alternates"),
    *(".gitattributes", ".git/info/attributes"),
)
_READ_IN_FOLDERS = frozenset((".gitignore", ".gitattributes"))


def git_program(folder: Path) -> str | None:
    """The git of the system: the first in `PATH` that `folder` cannot have brought along.

    Entries of `PATH` that depend on the current folder do not count, nor do those below the
    repository of `folder` and in `node_modules`, which `npm run` and others put there.
    """
    name = "git.exe" if os.name == "nt" else "git"
    own = _outermost(folder)
    for entry in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(entry, name)  # noqa: PTH118  an empty entry is no folder
        if os.path.isabs(entry) and os.path.isfile(path):  # noqa: PTH117, PTH113
            places = (Path(entry), Path(os.path.realpath(entry)))
            is_brought = any(_is_brought(place, own) for place in places)
            if not is_brought and os.access(path, os.X_OK):
                return path
    return None


def would_wait(folder: Path) -> bool:
    """Whether git would wait for a pipe that stands where it reads a file, here or above."""
    read = (path / name for path in (folder, *folder.parents) for name in _READ)
    return any(os.path.lexists(path) and path.is_fifo() for path in read)


def pipe_below(folder: Path, is_over: Callable[[], bool]) -> bool:
    """Whether a pipe lies where git reads a file in the repository of `folder`, at any depth.

    All folders are looked through, until `is_over`: this is for a git that has not answered yet.
    """
    for path, _, names in os.walk(_outermost(folder)):
        if is_over():
            return False
        of_git = ".git" in Path(path).parts
        read = names if of_git else _READ_IN_FOLDERS.intersection(names)
        if any(Path(path, name).is_fifo() for name in read):
            return True
    return False


def _outermost(folder: Path) -> Path:
    """The folder of the repository that `folder` is in, the outermost one; else itself."""
    here = Path(os.path.realpath(folder))
    above = [path for path in here.parents[:-1] if os.path.lexists(path / ".git")]
    return above[-1] if above else here


def _is_brought(entry: Path, repository: Path) -> bool:
    """Whether programs in a folder may have come with a repository, or with its dependencies."""
    is_inside = entry == repository or repository in entry.parents
    return "node_modules" in entry.parts or (is_inside and repository.parent != repository)
