"""Packages generated in tests: written to a folder, imported from there, and checked by tools."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from process import unmeasured

from tracking_plan.codegen.packages import faults, packages
from tracking_plan.finding import Severity
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

TARGET = "generate: [{target: python, output: analytics}]\n"


def as_yaml(value: object) -> str:
    """The value as one line of YAML, whatever characters its texts hold."""
    return "".join(_yaml_escape(c) for c in json.dumps(value, ensure_ascii=False))


def _yaml_escape(character: str) -> str:
    return character if character.isascii() and character != "\x7f" else f"\\U{ord(character):08x}"


def plan_of(text: str) -> Plan:
    """The plan, with a Python target unless it has one."""
    if "generate:" not in text:
        text += TARGET
    loaded = load_text(text if text.startswith("tracking_plan:") else f"tracking_plan: 1\n{text}")
    assert loaded.plan is not None
    errors = [one.problem.message for one in loaded.findings if one.severity is Severity.ERROR]
    assert errors == []
    return loaded.plan


def files_of(plan: Plan) -> dict[str, str]:
    """The files of all targets, by path."""
    assert faults(plan) == ()
    return {one.path(name): text for one in packages(plan) for name, text in one.files.items()}


def write(text: str, folder: Path) -> Path:
    """Generates the package `analytics` of a plan into the folder."""
    for path, content in files_of(plan_of(text)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder / "analytics"


@contextmanager
def imported(text: str, folder: Path) -> Iterator[ModuleType]:
    """The package of a plan, imported as `analytics` for the time being."""
    write(text, folder)
    sys.path.insert(0, str(folder))
    _forget()
    try:
        yield importlib.import_module("analytics")
    finally:
        sys.path.remove(str(folder))
        _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "analytics"]:
        del sys.modules[name]
    importlib.invalidate_caches()


def tool(*arguments: str, cwd: Path) -> str:
    """What a tool says against the files; nothing where it is content."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd,
        env=unmeasured(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def ruff_says(folder: Path, version: str) -> str:
    """What ruff's checks and its formatter say for a Python version such as `py310`."""
    isolated = ("--isolated", "--no-cache", "--target-version", version)
    google = ("--config", 'lint.pydocstyle.convention="google"')
    checks = tool("ruff", "check", *isolated, *google, "--extend-select", "I,UP,D", ".", cwd=folder)
    return checks + tool("ruff", "format", *isolated, "--diff", ".", cwd=folder)


def mypy_says(folder: Path, *paths: str, version: str) -> str:
    """What `mypy --strict` says for a Python version such as `3.10`."""
    settings = ("--strict", "--config-file=", "--python-version", version)
    cache = f"--cache-dir={folder / '.mypy'}"
    return tool("mypy", *settings, cache, *(paths or ("analytics",)), cwd=folder)
