"""What `pyproject.toml` asks for: of users, of those who work on this project, and to build it."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[^]]*\])?")
_FLOOR = re.compile(r">=\s*([0-9][0-9A-Za-z.]*)")


class StepError(Exception):
    """A step ended as it should not; the message says which."""


def fingerprint() -> str:
    """What changes when a table that the locks are made from does."""
    tables = {
        "build": build_requirements(),
        "groups": _read()["dependency-groups"],
        "python": _read()["project"]["requires-python"],
        "runtime": _runtime(),
    }
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def build_requirements() -> list[str]:
    """What builds this project."""
    asked: list[str] = _read()["build-system"]["requires"]
    return asked


def lowest_python() -> str:
    """The lowest version of Python that this project runs on."""
    return _floor(_read()["project"]["requires-python"])


def floors() -> Mapping[str, str]:
    """Direct dependency of users -> the lowest version that is allowed."""
    return {_name(requirement): _floor(requirement) for requirement in _runtime()}


def names() -> list[str]:
    """All that is asked for directly, by whomever, without versions."""
    entries = [entry for group in _read()["dependency-groups"].values() for entry in group]
    asked = [entry for entry in entries if isinstance(entry, str)]  # no text: includes a group
    return sorted(
        {_name(requirement) for requirement in [*asked, *_runtime(), *build_requirements()]}
    )


def _runtime() -> list[str]:
    asked: list[str] = _read()["project"]["dependencies"]
    return asked


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    if found is None:
        raise StepError(f"pyproject.toml: {requirement!r} names no package")
    return found[0]


def _floor(requirement: str) -> str:
    found = _FLOOR.search(requirement)
    if found is None:
        raise StepError(f"pyproject.toml: {requirement!r} has no lowest version (>=)")
    return found[1]


def _read() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
