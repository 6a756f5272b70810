"""The lock files, held against what `pyproject.toml` asks for."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import requirements
from devtools.locks import DEMO, DEV, Lock
from devtools.requirements import ROOT, StepError, fingerprint, floors, names

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
GROUPS = {
    "demo": PROJECT["dependency-groups"]["demo"],
    "dev": [one for one in PROJECT["dependency-groups"]["dev"] if isinstance(one, str)],
}


def pins(lock: Lock) -> dict[str, str]:
    return dict(PIN.findall(lock.path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", [DEMO, DEV], ids=lambda lock: lock.group)
def test_a_lock_pins_what_is_asked_for_by_hash_and_names_no_place(lock: Lock) -> None:
    lock.refuse_stale()
    text, pinned = lock.path.read_text(encoding="utf-8"), pins(lock)
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    for requirement in map(Requirement, [*asked, *GROUPS[lock.group]]):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
    blocks = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(blocks) == len(pinned)
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index|find-links|@", text)


def test_the_demo_runs_on_the_versions_that_are_tested() -> None:
    assert pins(DEMO).items() <= pins(DEV).items()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"click>=', '"click>8.0,>='),
        ('"pytest>=', '"pytest!=1,>='),
        ('["setuptools>=', '["wheel", "setuptools>='),
        ('requires-python = ">=3.11"', 'requires-python = ">=3.12"'),
    ],
)
def test_a_lock_of_other_requirements_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "pyproject.toml").write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(requirements, "ROOT", tmp_path)
    with pytest.raises(StepError, match=r"python3 dev\.py lock"):
        DEV.refuse_stale()


def test_what_else_changes_in_the_project_leaves_a_lock_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "pyproject.toml").open("a") as file:
        file.write("\n[tool.other]\nkey = 1\n")
    monkeypatch.setattr(requirements, "ROOT", tmp_path)
    assert fingerprint() == before


def test_every_dependency_of_users_has_a_lowest_version() -> None:
    asked = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    assert list(floors()) == [one.name for one in asked]
    for requirement, floor in zip(asked, floors().values(), strict=True):
        assert requirement.specifier.contains(floor)


def test_names_are_asked_for_without_versions() -> None:
    assert {"click", "coverage[toml]", "pytest", "altertable", "setuptools"} <= set(names())
    assert not [name for name in names() if re.search(r"[<>=!~]", name)]
