"""The folders that `generate` writes to: reading what is there, and writing what should be."""

import contextlib
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tracking_plan.cli.late_file import write_file
from tracking_plan.codegen.changes import Change
from tracking_plan.codegen.packages import Package, others_folder
from tracking_plan.regular_file import real_path


def leading_out(root: Path, package: Package) -> Iterator[str]:
    """The paths at which a symbolic link leads out of the folder that the target writes to.

    The output itself may be a link that stays within the plan's folder; in it nothing may.
    """
    inside = real_path(root)
    folder = root / package.folder
    resolved = real_path(folder)
    is_inside = resolved != inside and resolved.is_relative_to(inside)
    if not is_inside or others_folder(resolved.relative_to(inside).as_posix()):
        yield package.folder
        return
    for path in sorted({*package.folders[1:], *map(package.path, package.files)}):
        if (root / path).is_symlink():
            yield path


def blocked(root: Path, package: Package) -> Iterator[str]:
    """The paths where a folder has to be and something else stands."""
    for folder in sorted({os.path.dirname(package.path(name)) for name in package.files}):  # noqa: PTH120
        paths = itertools.accumulate(folder.split("/"), lambda outer, name: f"{outer}/{name}")
        there = (path for path in paths if os.path.lexists(root / path))
        yield from itertools.islice((path for path in there if not (root / path).is_dir()), 1)


def standing(root: Path, packages: Iterable[Package]) -> Mapping[str, bytes | None]:
    """The files where targets write: bytes by path; None for what is no readable file."""
    found: dict[str, bytes | None] = {}
    for package in packages:
        paths = {package.path(name) for name in package.files}
        for folder in package.folders:
            paths.update(_generated(root, folder, package.language.ending))
        for path in paths:
            if os.path.lexists(root / path):
                found[path] = _content(root / path)
    return found


def put_right(root: Path, changes: Iterable[Change]) -> None:
    """Writes and removes files as the changes say.

    Raises:
        CannotWriteError: a file cannot be written.
        OSError: a folder cannot be made, or a file not be removed.
    """
    for change in changes:
        path = root / change.path
        if change.new is None:
            path.unlink()
            with contextlib.suppress(OSError):  # it still holds something
                path.parent.rmdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, change.new)


def _generated(root: Path, folder: str, ending: str) -> Iterator[str]:
    """The files directly in a folder that a target may have written; none without the folder."""
    with contextlib.suppress(OSError), os.scandir(root / folder) as entries:
        for entry in entries:
            if entry.name.endswith(ending) and entry.is_file(follow_symlinks=False):
                yield os.path.normpath(f"{folder}/{entry.name}").replace(os.sep, "/")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
