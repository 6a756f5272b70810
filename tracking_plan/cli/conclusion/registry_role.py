"""Whether a file is one of a registry, which `publish` alone writes: no output takes its place."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tracking_plan.cli.session import Session
from tracking_plan.registry.publishing.layout import INDEX, JOURNAL, VERSION_FILE
from tracking_plan.regular_file import real_path

_ROLE = "a file of the registry"
_BEGINNING = 4096  # bytes; an index says at once that it is one
_MARK = b'"index_version"'


def registry_role(session: Session, file: Path | int) -> str | None:
    """What a file is that belongs to a registry, of the plan or of another one; else None.

    In the plan's registry that holds of a name, too, under which a file is yet to come.
    """
    folder = session.registry
    if isinstance(file, Path) and (_is_called_so(folder, file) or _looks_so(file)):
        return _ROLE
    try:
        found = os.stat(file)  # noqa: PTH116  descriptors, too
    except OSError:
        return None
    if folder is None or not stat.S_ISREG(found.st_mode):
        return None
    is_path = isinstance(file, Path)
    if is_path and found.st_nlink == 1:  # a path alone has been looked at
        return None
    return _ROLE if any(os.path.samestat(found, one) for one in _states(folder)) else None


def _is_called_so(folder: Path | None, file: Path) -> bool:
    """Whether a path is that of a file of the plan's registry."""
    if folder is None:
        return False
    real, inside = real_path(file), real_path(folder)
    if not real.is_relative_to(inside):
        return False
    name = real.relative_to(inside).as_posix()
    return name in (INDEX, JOURNAL) or VERSION_FILE.fullmatch(name) is not None


def _looks_so(file: Path) -> bool:
    """Whether what stands at a path is a published version by its name, or an index by its text."""
    real = real_path(file)
    if not real.is_file():
        return False
    if VERSION_FILE.fullmatch("/".join(real.parts[-2:])):
        return True
    if real.name != INDEX:
        return False
    try:
        with real.open("rb") as stream:
            return _MARK in stream.read(_BEGINNING)
    except OSError:
        return False


def _states(folder: Path) -> Iterator[os.stat_result]:
    """What the system says of each file of a registry."""
    for path in (*folder.glob("*.json"), *folder.glob("*/*.json")):
        try:
            yield path.stat()
        except OSError:
            continue
