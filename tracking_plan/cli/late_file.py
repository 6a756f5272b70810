"""Files that take their places only when they are complete, written bit by bit or at once."""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tracking_plan.cli.console import CannotWriteError

_NAMELESS: int | None = getattr(os, "O_TMPFILE", None)  # Linux has it
_DESCRIPTORS = Path("/proc/self/fd")


class LateFile:
    """What is written to it is written to the file, and what the system refuses names the file."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self._path = path
        self._stream = stream

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """Writes the pieces, one after the other, as they are made.

        Raises:
            CannotWriteError: they cannot be written.
            BrokenPipeError: the reader has gone.
        """
        for piece in pieces:
            try:
                self._stream.write(piece)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise CannotWriteError(self._path, error) from error


def write_file(
    path: Path, text: str, *, make_folder: bool = False, is_settled: bool = False
) -> None:
    """Writes the file atomically: whatever happens, it has the old content or the new.

    A link's target is written, and so is a pipe or a device. The folder is made where asked for.
    `is_settled`: its content is on the disk before it takes its place.

    Raises:
        CannotWriteError: it cannot be written.
    """
    try:
        with _refusals(path):
            if make_folder:
                Path(os.path.realpath(path)).parent.mkdir(parents=True, exist_ok=True)
        with late_file(path, is_settled=is_settled) as file:
            file.writelines([text.encode("utf-8", "backslashreplace")])
    except BrokenPipeError as error:
        raise CannotWriteError(path, error) from error


@contextlib.contextmanager
def late_file(path: Path, *, is_settled: bool = False) -> Iterator[LateFile]:
    """A file whose content becomes the file's when the block ends well; else the file stays.

    A link's target is replaced; a pipe or a device is written at once. `is_settled`: the content is
    on the disk before it becomes the file's.

    Raises:
        CannotWriteError: it cannot be written.
    """
    with _refusals(path):
        is_special = path.exists() and not stat.S_ISREG(path.stat().st_mode)
    if is_special:
        with _refusals(path):
            device = path.open("wb")
        with _closing(device):
            yield LateFile(path, device)
            with _refusals(path):
                device.flush()
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with _opened(path, beside) as (stream, is_named):
            yield LateFile(path, stream)
            with _refusals(path):
                stream.flush()
                if is_settled:
                    os.fsync(stream.fileno())
                if not is_named:
                    _name(stream, beside)
        with _refusals(path):
            _put_in_place(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def created(path: Path, content: bytes) -> bool:
    """Makes a file that was not there, whole or not at all; False: there is one of that name.

    That holds where the machine stops, too; whether the name stays then is for `settled` to say.

    Raises:
        CannotWriteError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _opened(path, beside) as (stream, is_named), _refusals(path):
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            return _name_once(stream, path) if not is_named else _rename_once(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def settled(folder: Path) -> None:
    """Waits until the names in a folder are on the disk, where the system can tell."""
    if os.name == "nt":  # folders cannot be opened there
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _name_once(stream: BinaryIO, path: Path) -> bool:
    """Gives the nameless file its name, unless another has it."""
    try:
        _name(stream, path)
    except FileExistsError:
        return False
    return True


def _rename_once(beside: Path, path: Path) -> bool:
    """Gives the file its name, unless another has it."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        return False
    except OSError:  # not every file system has hard links
        if os.path.lexists(path):
            return False
        beside.replace(path)
    return True


def _put_in_place(beside: Path, target: Path) -> None:
    """Gives the file the target's name, and its mode where it has one."""
    if target.exists():
        beside.chmod(stat.S_IMODE(target.stat().st_mode))
    beside.replace(target)


@contextlib.contextmanager
def _opened(path: Path, beside: Path) -> Iterator[tuple[BinaryIO, bool]]:
    """A stream beside the file, and whether it has a name there."""
    with _refusals(path):
        nameless = _nameless(beside.parent)
        stream = nameless or beside.open("xb")
    with _closing(stream):
        yield stream, nameless is None


@contextlib.contextmanager
def _closing(stream: BinaryIO) -> Iterator[None]:
    """Closes a stream that has been flushed, or that could not be: that was said once."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            stream.close()


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """What the system refuses, as an error that names the file."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWriteError(path, error) from error


def _nameless(folder: Path) -> BinaryIO | None:
    """A file in the folder that is gone with this process; None where there can be none."""
    if _NAMELESS is None or not _DESCRIPTORS.is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_WRONLY | _NAMELESS, 0o666), "wb")
    except OSError:
        return None  # not every file system can do it


def _name(stream: BinaryIO, path: Path) -> None:
    """Gives the nameless file its first name."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(_DESCRIPTORS / str(stream.fileno()), path.name, dst_dir_fd=folder)
    finally:
        os.close(folder)
