"""Writes a registry: files of new versions, each made once, and the index as the last."""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tracking_plan.cli.console import CannotWriteError, UnusableError
from tracking_plan.cli.late_file import created, settled, write_file
from tracking_plan.cli.session import Session
from tracking_plan.registry.publishing.layout import INDEX
from tracking_plan.registry.publishing.publication import Publication

_AT_ONCE = 16  # a disk that is waited for by several serves them in one go
_LEFT_OVER = re.compile(r"\..+\.json\.[0-9]+\.part")


@contextlib.contextmanager
def alone(session: Session, folder: Path) -> Iterator[None]:
    """Makes the folder, and keeps others from publishing into it until the block ends.

    The system ends that with the process, however it ends.

    Raises:
        CannotWriteError: the folder cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    if sys.platform == "win32":  # two runs at once are not kept apart there
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # not every file system can do it
            _lock(session, descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(session: Session, descriptor: int) -> None:
    import fcntl  # Windows has none

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        session.note("waiting for another `publish` to end")
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def write(folder: Path, wanted: Publication) -> None:
    """Writes what is to be published. The folder is whole at any moment: the index is the last.

    Each step is on the disk before the next one, so that it is whole even if the machine stops.

    Raises:
        CannotWriteError: a file cannot be written; what was written before it is complete.
        UnusableError: another file stands in the way.
    """
    _refuse_symlinks(folder, wanted)
    targets = {folder / path: content for path, content in wanted.files.items()}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_write_once, targets, targets.values()):
            pass
        for _ in pool.map(settled, sorted({folder, *(target.parent for target in targets)})):
            pass
    if wanted.index is not None:
        write_file(folder / INDEX, wanted.index.decode(), is_settled=True)
        settled(folder)
    _clear(folder, wanted)


def _write_once(target: Path, content: bytes) -> None:
    """Writes the file of a new version."""
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWriteError(target.parent, error) from error
    if not created(target, content) and target.read_bytes() != content:
        raise UnusableError(f"{str(target)!r} exists already, and is not a published version")


def _refuse_symlinks(folder: Path, wanted: Publication) -> None:
    """Refuses to write through a link, or over what is no file."""
    for path in sorted({INDEX, *wanted.files, *(path.split("/")[0] for path in wanted.files)}):
        if (folder / path).is_symlink():
            raise UnusableError(f"{str(folder / path)!r} is a link, and a registry has none")
    if (folder / INDEX).is_dir():
        raise UnusableError(f"{str(folder / INDEX)!r} is a folder, where the index has to be")


def _clear(folder: Path, wanted: Publication) -> None:
    """Removes what runs have left that were ended while they wrote."""
    for each in {folder, *((folder / path).parent for path in wanted.files)}:
        for path in each.iterdir():
            if _LEFT_OVER.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()
