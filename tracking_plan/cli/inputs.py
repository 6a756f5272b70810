"""The captures that a user names: files, folders, patterns and standard input."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session
from tracking_plan.cli.standard_input import STANDARD_INPUT
from tracking_plan.globs import fixed_prefix, matcher
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.input.looks import looks_captured

_WILD = frozenset("*?[{")


def captured_inputs(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """The names of all inputs, each file once; folders and patterns become their files, sorted.

    What a folder has is read where it looks like a capture; how much does not is noted. Files in
    hidden folders, and hidden files, are only read if they are named.

    Raises:
        UnusableError: one of them is not there, cannot be opened, or has no captures.
    """
    found: list[str] = []
    seen: set[tuple[int, int]] = set()
    for name in names:
        for file in _files(session, name):
            identity = _identity(session.cwd / file) if file != STANDARD_INPUT else None
            if identity is None or identity not in seen:
                found.append(file)
            if identity is not None:
                seen.add(identity)
    return tuple(found)


def _files(session: Session, name: str) -> Iterable[str]:
    path = session.cwd / name
    if name == STANDARD_INPUT:
        return (name,)
    if path.is_dir():
        return _captures_in(session, name)
    if _WILD.isdisjoint(name) or os.path.lexists(path):
        if path.is_file() or not path.exists():  # a pipe that is opened twice loses what it had
            _try_to_open(path, name)
        return (name,)
    matches, root = matcher([name]), fixed_prefix(name)
    below = _below(session, root) if (session.cwd / root).is_dir() else ()
    files = sorted(file for file in below if matches(_plain(file)))
    if not files:
        raise UnusableError(f"no file matches {name!r}")
    for file in files:
        _try_to_open(session.cwd / file, file)
    return files


def _captures_in(session: Session, folder: str) -> list[str]:
    files = sorted(_below(session, folder))
    captures = [file for file in files if _looks_captured(session.cwd / file, file)]
    passed_over = len(files) - len(captures)
    if not captures:
        what = plural(passed_over, "file") if passed_over else "no file"
        raise UnusableError(f"nothing in the folder {folder!r} looks like a capture: it has {what}")
    if passed_over:
        what = f"{plural(len(captures), 'capture')} read, {plural(passed_over, 'other file')}"
        session.note(f"{folder}: {what} passed over")
    return captures


def _below(session: Session, folder: str) -> Iterator[str]:
    """The files below a folder, by names that begin with it; what is hidden is left out."""
    root = session.cwd / folder
    for parent, folders, files in os.walk(root, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                yield str(Path(folder, path.relative_to(root)))


def _refuse(error: OSError) -> None:
    raise UnusableError(f"cannot read {error.filename!r}: {error.strerror or error}") from error


def _plain(file: str) -> str:
    return file.replace(os.sep, "/")


def _looks_captured(path: Path, name: str) -> bool:
    try:
        return looks_captured(path)
    except OSError as error:
        raise UnusableError(f"cannot read {name!r}: {error.strerror or error}") from None


def _identity(path: Path) -> tuple[int, int] | None:
    """What a file is the same by, however it is named; None for what can be read only once."""
    if not path.is_file():
        return None
    state = path.stat()
    return state.st_dev, state.st_ino


def _try_to_open(path: Path, name: str) -> None:
    """Fails before the work, not in its middle.

    Raises:
        UnusableError: it cannot be opened.
    """
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise UnusableError(f"there is no file {name!r}") from None
    except OSError as error:
        raise UnusableError(f"cannot read {name!r}: {error.strerror or error}") from None
