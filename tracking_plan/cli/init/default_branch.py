"""The branch of a repository that changes are merged into, as far as git knows it here."""

import re
from pathlib import Path

from tracking_plan.git import ask

_USUAL = ("main", "master")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")  # no pattern in a workflow, and a text in YAML
_ORIGIN = "refs/remotes/origin/"


def default_branch(folder: Path) -> str:
    """The remote's branch, else the usual one that is there, else the only one, else `main`."""
    found = _asked(folder)
    return found if found is not None and _PLAIN.fullmatch(found) else _USUAL[0]


def _asked(folder: Path) -> str | None:
    remote = _lines(folder, "symbolic-ref", "--quiet", f"{_ORIGIN}HEAD")
    if remote:
        return remote[0].removeprefix(_ORIGIN)
    branches = _lines(folder, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads")
    usual = next((name for name in _USUAL if name in branches), None)
    if usual is not None or len(branches) == 1:
        return usual or branches[0]
    current = _lines(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    return current[0] if current and not branches else None


def _lines(folder: Path, *arguments: str) -> list[str]:
    """The lines that git answers; none where it has no answer."""
    answer = ask(folder, *arguments)
    return [] if answer is None else answer.output.decode("utf-8", "replace").split()
