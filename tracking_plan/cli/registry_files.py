"""Writes a registry: files of new versions, each made once, and the index as the last."""

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tracking_plan.cli.console import CannotWriteError, UnusableError
from tracking_plan.cli.late_file import created, settled, write_file
from tracking_plan.cli.session import Session
from tracking_plan.registry.publishing.layout import INDEX, JOURNAL
from tracking_plan.registry.publishing.publication import Publication
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.unfinished import journal

_AT_ONCE = 16  # a disk that is waited for by several serves them in one go
_LEFT_OVER = re.compile(r"\..+\.json\.[0-9]+\.part")


@contextlib.contextmanager
def alone(session: Session, folder: Path) -> Iterator[bool]:
    """Makes the folder, and keeps others from publishing into it until the block ends.

    The system ends that with the process, however it ends. What it yields says whether another run
    had to end first, so that what was read before may be out of date.

    Raises:
        CannotWriteError: the folder cannot be made.
    """
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(folder, error) from error
    if sys.platform == "win32":  # two runs at once are not kept apart there
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    has_waited = False
    try:
        with contextlib.suppress(OSError):  # not every file system can do it
            has_waited = _lock(session, descriptor)
        yield has_waited
    finally:
        os.close(descriptor)


def _lock(session: Session, descriptor: int) -> bool:
    """Locks the folder, and says whether that took waiting."""
    import fcntl  # Windows has none

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        session.note("waiting for another `publish` to end")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return True
    return False


def write(folder: Path, wanted: Publication, before: Published) -> None:
    """Writes what is to be published. The folder is whole at any moment: the index is the last.

    Each step is on the disk before the next one, so that it is whole even if the machine stops.
    Where a file cannot be written, those before it are taken back; where the run is killed, what it
    has written down says that they are none of the registry.

    Raises:
        CannotWriteError: a file cannot be written.
        UnusableError: another file stands in the way.
    """
    _refuse_symlinks(folder, wanted)
    _drop_others(folder, wanted, before.unfinished)
    made = [folder / path for path in before.unfinished if path in wanted.files]
    try:
        if wanted.files:
            said = journal(wanted.files, before.index)
            write_file(folder / JOURNAL, said.decode(), is_settled=True)
            _write_versions(folder, wanted, made)
        if wanted.index is not None:
            write_file(folder / INDEX, wanted.index.decode(), is_settled=True)
    except BaseException:
        if not _is_there(folder / INDEX, wanted.index):
            _take_back(folder, wanted, made)
        raise
    if wanted.index is not None:
        settled(folder)
    _clear(folder)


def _write_versions(folder: Path, wanted: Publication, made: list[Path]) -> None:
    """Writes the files of new versions; adds those that were not there to `made`."""
    targets = {folder / path: content for path, content in wanted.files.items()}

    def write_once(target: Path, content: bytes) -> None:
        if _is_new(target, content):
            made.append(target)

    settled(folder)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(write_once, targets, targets.values()):
            pass
        for _ in pool.map(settled, sorted({folder, *(target.parent for target in targets)})):
            pass


def _is_new(target: Path, content: bytes) -> bool:
    """Writes the file of a new version; False: it was there."""
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWriteError(target.parent, error) from error
    is_new = created(target, content)
    if not is_new and target.read_bytes() != content:
        raise UnusableError(f"{str(target)!r} exists already, and is not a published version")
    return is_new


def _drop_others(folder: Path, wanted: Publication, left: Iterable[str]) -> None:
    """Removes what a run has left that did not come to its end, and that is not wanted any more."""
    others = [path for path in left if not _is_there(folder / path, wanted.files.get(path))]
    for path in others:
        (folder / path).unlink(missing_ok=True)
    for parent in {(folder / path).parent for path in others}:
        settled(parent)


def _is_there(path: Path, content: bytes | None) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _take_back(folder: Path, wanted: Publication, made: Iterable[Path]) -> None:
    """Removes the files of a run that cannot go on, as far as the system lets it."""
    for path in made:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    for parent in {(folder / path).parent for path in wanted.files}:
        with contextlib.suppress(OSError):
            parent.rmdir()  # unless it has others
    with contextlib.suppress(OSError):
        if not any(path.exists() for path in made):
            (folder / JOURNAL).unlink(missing_ok=True)


def _refuse_symlinks(folder: Path, wanted: Publication) -> None:
    """Refuses to write through a link, or over what is no file."""
    for path in sorted(
        {INDEX, JOURNAL, *wanted.files, *(path.split("/")[0] for path in wanted.files)}
    ):
        if (folder / path).is_symlink():
            raise UnusableError(f"{str(folder / path)!r} is a link, and a registry has none")
    if (folder / INDEX).is_dir():
        raise UnusableError(f"{str(folder / INDEX)!r} is a folder, where the index has to be")


def _clear(folder: Path) -> None:
    """Removes what runs have left that were ended while they wrote."""
    inner = (each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
    for each in (folder, *inner):
        for path in each.iterdir():
            if _LEFT_OVER.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    path.unlink()
    if (folder / JOURNAL).exists():
        with contextlib.suppress(OSError):
            (folder / JOURNAL).unlink()
