"""The cache folder of the user: files of JSON that are written whole, and thrown away when old.

A file that is broken, foreign or another user's counts as nothing, and so does a folder that
cannot be used: a scan without a cache finds the same.
"""

import json
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tracking_plan.place import Json

VARIABLE = "TRACKING_PLAN_CACHE_DIR"
MOST_BYTES = 256 * 1024 * 1024  # of all files together
_MOST_OF_ONE = 64 * 1024 * 1024
_MOST_FILES = 64
_HEAD = b"tracking-plan cache 1 "
_ENDING = ".usage.json"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The folder for what is kept; None where the system has no place for it."""
    own = environment.get(VARIABLE)
    if own:
        return Path(own) if Path(own).is_absolute() else None
    around = _of_system(environment)
    return around / "tracking-plan" if around is not None and around.is_absolute() else None


def _of_system(environment: Mapping[str, str]) -> Path | None:
    """The folder in which programs keep such files."""
    named = environment.get("XDG_CACHE_HOME")
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def load(folder: Path, key: str) -> Any:
    """What was saved under a key; None where that is nothing, or nothing to rely on."""
    with suppress(OSError, ValueError, RecursionError):
        if not _is_ours(folder):
            return None
        path = folder / f"{key}{_ENDING}"
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_OF_ONE:
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        if head == _HEAD + _digest(body):
            return json.loads(body)
    return None


def save(folder: Path, key: str, data: Json) -> bool:
    """Saves data under a key, in place of what was there; says whether that could be done."""
    with suppress(OSError, ValueError, RecursionError):
        body = json.dumps(data, separators=(",", ":")).encode()
        if len(body) > _MOST_OF_ONE:
            return False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder):
            return False
        _write(folder, f"{key}{_ENDING}", _HEAD + _digest(body) + b"\n" + body)
        _throw_away(folder)
        return True
    return False


def _write(folder: Path, name: str, content: bytes) -> None:
    """Writes a file whole or not at all."""
    import tempfile  # runs that save nothing do not pay for it

    descriptor, path = tempfile.mkstemp(dir=folder, prefix=".", suffix=_ENDING)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(path).replace(folder / name)
    except BaseException:
        with suppress(OSError):
            Path(path).unlink()
        raise


def _throw_away(folder: Path) -> None:
    """Removes the oldest files until few and small ones are left; files of others stay."""
    found: list[tuple[int, int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_ENDING) and entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                found.append((about.st_mtime_ns, about.st_size, entry.path))
    size = 0
    for index, (_, own, path) in enumerate(sorted(found, reverse=True)):
        size += own
        if index and (size > MOST_BYTES or index >= _MOST_FILES):
            with suppress(OSError):
                Path(path).unlink()


def _is_ours(folder: Path) -> bool:
    """Whether a folder is the user's own, and nobody else can write to it."""
    found = folder.stat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps others out of it in ways of its own
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
