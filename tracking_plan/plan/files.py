"""The files of a plan on disk: finding the root, reading, and expanding `include`."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracking_plan.globs import fixed_prefix, matcher

ROOT_NAMES = ("tracking-plan.yaml", "tracking-plan.yml")


def find_root(start: Path) -> Path | None:
    """The plan's root file in `start` or the nearest folder above it; None where there is none."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        found = root_in(candidate)
        if found is not None:
            return found
    return None


def root_in(folder: Path) -> Path | None:
    """The root file in this very folder; None where there is none."""
    return next((folder / name for name in ROOT_NAMES if (folder / name).is_file()), None)


def shown(path: Path, folder: Path) -> str:
    """A path as a user would type it in `folder`: relative where it lies below, with `/`."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        pass
    try:
        up = os.path.relpath(path, folder)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return Path(up).as_posix()


class Included(NamedTuple):
    """What a pattern of `include` names. `files` never holds the root, which matches, too.

    `outside` are the matches that lie outside the root's folder or behind a link that leaves
    it; `unreadable` the folders that could not be listed.
    """

    has_match: bool
    files: tuple[Path, ...]
    outside: tuple[Path, ...]
    unreadable: tuple[Path, ...]


def expand(pattern: str, root: Path) -> Included:
    """The files that a pattern, relative to the folder of the root file, matches, by path."""
    folder = root.parent
    normal = os.path.normpath(pattern).replace(os.sep, "/")
    if Path(pattern).is_absolute() or normal.split("/")[0] == "..":
        return Included(has_match=True, files=(), outside=(folder / pattern,), unreadable=())
    unreadable: list[Path] = []
    is_match = matcher([normal])
    matches = [
        path
        for path in _walk(folder / fixed_prefix(normal), unreadable)
        if is_match(path.relative_to(folder).as_posix())
    ]
    real = folder.resolve()
    inside = [path for path in matches if path.resolve().is_relative_to(real)]
    outside = [path for path in matches if path not in set(inside)]
    root_file = root.resolve()
    return Included(
        has_match=bool(matches),
        files=tuple(path for path in inside if path.resolve() != root_file),
        outside=tuple(outside),
        unreadable=tuple(unreadable),
    )


def _walk(top: Path, unreadable: list[Path]) -> Iterator[Path]:
    """The files below `top` by path; links to folders are not followed."""

    def note(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            unreadable.append(Path(error.filename))

    for folder, folders, names in os.walk(top, onerror=note):
        folders[:] = sorted(name for name in folders if name not in (".git", "node_modules"))
        yield from (Path(folder, name) for name in sorted(names))
