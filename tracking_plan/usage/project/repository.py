"""The files of a folder as git has them, those of the repositories within it included."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracking_plan import git
from tracking_plan.usage.project.walk import Found, Refused, walked

_CLOSED = re.compile(rb"^warning: could not open directory '(.+)': .*$", re.MULTILINE)
_OWNER = re.compile(r"git config --global --add safe\.directory .+")
_REASON = re.compile(r"^(?:fatal|error): (.*(?:\n\t.*)*)", re.MULTILINE)
_IGNORED_BY = re.compile(rb'"?(.+?)"?:(\d+):')
_SUBMODULE, _IS_SPARSE, _UNTRACKED = b"160000", b"S", b"?"
_MAX_REASON = 300


def found_below(folder: Path, named: Iterable[str] = ()) -> Found:
    """What git tracks below the folder, or would track; what is there where it is no checkout.

    Repositories within it (submodules) are asked in turn, each through its own git. Where there is
    a repository and git gives no answer, what is there is found, and it is said.
    """
    listed = _listed(folder)
    if isinstance(listed, git.Refusal):
        found = walked(folder, named)
        top = _top(folder)
        found.refused += [_refused(top, listed)] if top else []
        return found
    found = Found(closed=list(_closed(folder, listed)))
    for name, tag, mode in _entries(listed.output):
        if mode == _SUBMODULE or name.endswith("/"):
            _add_repository(found, folder, name.rstrip("/"), is_ours=mode == _SUBMODULE)
            continue
        found.names.append(name)
        if tag == _IS_SPARSE and not os.path.lexists(folder / name):
            found.absent.append(name)
    return found


def _listed(folder: Path) -> git.Answer | git.Refusal:
    """What git says of the files of a folder; saying nothing counts only where it says that much.

    A wrapper that swallows what git prints would else make an empty repository of any.
    """
    listed = git.request(folder, "ls-files", "-cost", "--exclude-standard", "-z")
    if isinstance(listed, git.Refusal) or listed.output:
        return listed
    inside = git.request(folder, "rev-parse", "--is-inside-work-tree")
    if isinstance(inside, git.Answer) and not inside.output.strip():
        return git.Refusal("git prints nothing, whatever it is asked", "see which `git` is run")
    return listed


def ignored_by(folder: Path, name: str) -> str | None:
    """The file and the line that have git ignore a file; None: nothing is known to."""
    answer = git.ask(folder, "check-ignore", "-v", "--", f"./{name}")
    match = _IGNORED_BY.match(answer.output) if answer else None
    return f"{os.fsdecode(match[1])}:{int(match[2])}" if match else None


def _entries(output: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """The name, the tag and the mode of each file, once; of one that git does not have no mode."""
    seen = set()
    for entry in filter(None, output.split(b"\0")):
        tag, _, rest = entry.partition(b" ")
        about, _, name = (b"", b"", rest) if tag == _UNTRACKED else rest.partition(b"\t")
        if name not in seen:
            seen.add(name)
            yield os.fsdecode(name), tag, about.partition(b" ")[0]


def _add_repository(found: Found, folder: Path, name: str, *, is_ours: bool) -> None:
    """Adds the files of a repository within the folder; one behind a link is not looked at."""
    inner = folder / name
    if name in ("", "."):  # the folder itself is a submodule without a repository
        found.submodules.append("")
    elif _is_repository(inner) and inner.resolve() == folder.resolve() / name:
        found.add(name, found_below(inner))
    elif is_ours:
        found.submodules.append(name)


def _closed(folder: Path, listed: git.Answer) -> Iterator[str]:
    """The folders that git could not open; it names them from the top of the repository on."""
    closed = _CLOSED.findall(listed.errors)
    inside = git.ask(folder, "rev-parse", "--show-prefix") if closed else None
    prefix = inside.output.strip(b"\n") if inside else b""
    return (os.fsdecode(name.removeprefix(prefix)).rstrip("/") for name in closed)


def _top(folder: Path) -> Path | None:
    """The folder with the repository that this one is in; git looks no further than its disk."""
    try:
        start = folder.resolve()
        disk = start.stat().st_dev
        for path in (start, *start.parents):
            if path.stat().st_dev != disk:
                return None
            if _is_repository(path):
                return path
    except OSError:
        return None
    return None


def _is_repository(folder: Path) -> bool:
    """Whether there is a `.git` that is a file, or a folder that is not known to be empty."""
    if folder.is_symlink():
        return False
    path = folder / ".git"
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return path.is_symlink()
    try:
        return not is_folder or any(path.iterdir())
    except OSError:
        return True


def _refused(top: Path, refusal: git.Refusal) -> Refused:
    way_out = _OWNER.search(refusal.errors)
    found = _REASON.findall(refusal.errors)
    reason = " ".join(found[-1].split()) if found else ""
    if way_out:
        reason, hint = "it belongs to another user", f"trust it with `{way_out[0].strip()}`"
    elif refusal.errors:
        hint = "`git status` says the same there: repair it, or check it out anew"
    else:
        reason, hint = refusal.reason, refusal.hint
    return Refused(name=str(top), reason=(reason or refusal.reason)[:_MAX_REASON], hint=hint)
