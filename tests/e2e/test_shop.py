"""The example shop: what each command finds in it, and what its backend really sends."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SHOP = Path(__file__).resolve().parents[2] / "examples" / "shop"
TODAY = ("--today", "2026-11-20")


def run(
    *arguments: str, cwd: Path = SHOP, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The program as a user runs it."""
    command = [sys.executable, "-m", "tracking_plan", *arguments]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", check=False
    )


def report(*arguments: str) -> dict[str, Any]:
    """The JSON report of a command, run in the shop."""
    done = run(*arguments, *TODAY, "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed


def places(found: dict[str, Any]) -> list[tuple[str, str, int]]:
    """(code, path, line) of each finding."""
    return sorted(
        (finding["code"], finding["at"]["path"], finding["at"]["line"])
        for finding in found["findings"]
    )


def line_of(path: str, text: str) -> int:
    """The line of a file of the shop that holds `text`; it must be one."""
    lines = (SHOP / path).read_text(encoding="utf-8").splitlines()
    (number,) = [number for number, line in enumerate(lines, start=1) if text in line]
    return number


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that writes the capture, imported."""
    spec = importlib.util.spec_from_file_location("shop_capture", SHOP / "captured" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_capture_is_what_its_script_writes(make: ModuleType, tmp_path: Path) -> None:
    make.main(tmp_path)
    for name in ("events.ndjson", "altertable-docs.ndjson"):
        assert (tmp_path / name).read_bytes() == (SHOP / "captured" / name).read_bytes()


@pytest.mark.slow
def test_the_front_end_passes_the_strict_typescript_compiler(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "the tests need Node"
    web = tmp_path / "web"
    shutil.copytree(SHOP / "web", web, ignore=shutil.ignore_patterns("node_modules"))
    for command in (["ci", "--silent"], ["run", "--silent", "typecheck"]):
        done = subprocess.run(
            [npm, *command],
            cwd=web,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "CI": "1"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
