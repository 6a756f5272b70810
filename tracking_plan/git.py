"""Asks git about a repository that nobody vouches for: git reads it, and starts nothing it names.

A repository's own configuration can name programs (`core.fsmonitor`, hooks, filters, a transport)
that git runs on its behalf. Every git command of this package goes through `ask`, which overrules
all of them; no other module starts git.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_SECONDS = 60
_READ = (".gitignore", ".git", ".git/HEAD", ".git/config", ".git/index", ".git/info/exclude")
_OVERRULED = (
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=false",
    "core.sshCommand=false",
    "core.gitProxy=none",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "maintenance.auto=false",
    "gc.auto=0",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}


class Answer(NamedTuple):
    """What git printed."""

    output: bytes
    errors: bytes


class Refusal(NamedTuple):
    """Why there is no answer, and what to do about it; `errors` is what git printed, if it ran."""

    reason: str
    hint: str
    errors: str = ""


def ask(folder: Path, *arguments: str) -> Answer | None:
    """What a git command in `folder` says, in English; None: it failed, or there is no git."""
    answer = request(folder, *arguments)
    return answer if isinstance(answer, Answer) else None


def request(folder: Path, *arguments: str) -> Answer | Refusal:
    """What a git command in `folder` says, in English, or why it says nothing.

    Only commands that read belong here. Git finds the repository by the folder alone: variables
    such as `GIT_DIR`, which a hook inherits, are not passed on.
    """
    program = _program()
    if program is None:
        return Refusal("there is no git here", "install git")
    if _would_wait(folder):
        return Refusal("a pipe stands where git reads a file", "take the pipe away")
    overruled = (part for setting in _OVERRULED for part in ("-c", setting))
    try:
        done = subprocess.run(  # noqa: S603  the arguments are fixed, and no shell reads them
            [program, "--no-pager", *overruled, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        return Refusal(f"git was not done after {_SECONDS} seconds", "see what takes it so long")
    except OSError as error:
        return Refusal(f"git cannot be started: {error.strerror}", "install git")
    if done.returncode != 0:
        errors = done.stderr.decode("utf-8", "replace")
        return Refusal(f"git failed with exit code {done.returncode}", "run `git status`", errors)
    return Answer(done.stdout, done.stderr)


def _would_wait(folder: Path) -> bool:
    """Whether git would wait for a pipe that stands where it reads a file."""
    read = (path / name for path in (folder, *folder.parents) for name in _READ)
    return any(os.path.lexists(path) and path.is_fifo() for path in read)


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT}


def _program() -> str | None:
    """The git of the system: of `PATH`, but for its entries that depend on the current folder."""
    return next((path for path in _candidates() if os.access(path, os.X_OK)), None)


def _candidates() -> Iterator[str]:
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)  # noqa: PTH118  an empty entry is no folder
        if os.path.isabs(folder) and os.path.isfile(path):  # noqa: PTH117, PTH113
            yield path
