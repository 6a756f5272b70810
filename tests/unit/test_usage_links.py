"""Links to code: read by their own name where they are named, and never where they are found."""

from pathlib import Path

import pytest

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

PY = "from altertable import Altertable\nAltertable('k').track('Foo A', 'u')\n"
TS = "import { altertable } from '@altertable/altertable-js';\naltertable.track('Foo A')\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "inner").mkdir(parents=True)
    (root / "run").write_text(PY)
    (root / "page.pug").write_text(TS)
    (root / "inner" / "real.py").write_text(PY)
    (root / "inner" / "LOUD.PY").write_text(PY)
    (tmp_path / "beside.txt").write_text(PY)
    links = {
        "run.py": "run",
        "link.ts": "page.pug",
        "other.js": "inner/real.py",
        "loud.py": "inner/LOUD.PY",
        "out.py": "../beside.txt",
        "QUIET.PY": "run",
        "folder.py": "inner",
        "dangling.py": "nothing",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    return root


def _scan(folder: Path, *names: str) -> Scan:
    return scan_project(folder, cwd=folder, paths=[folder / name for name in names])


@pytest.mark.parametrize(
    "name", ["run.py", "link.ts", "loud.py", "out.py", "QUIET.PY", "inner/LOUD.PY"]
)
def test_a_link_that_is_named_is_read_by_its_own_name(folder: Path, name: str) -> None:
    (call,) = _scan(folder, name).calls
    assert call.at.path == name
    assert [event.name for event in call.events] == ["Foo A"]


def test_a_link_to_another_language_is_read_in_its_own(folder: Path) -> None:
    scan = _scan(folder, "other.js")
    assert (scan.files, scan.empty_paths) == (1, ())


@pytest.mark.parametrize("name", ["run"])
def test_what_no_ending_shows_to_be_code_is_said_to_be_none(folder: Path, name: str) -> None:
    scan = _scan(folder, name)
    assert [empty.at.path for empty in scan.empty_paths] == [name]


def test_a_link_to_a_folder_is_that_folder(folder: Path) -> None:
    found = [call.at.path for call in _scan(folder, "folder.py").calls]
    assert found == ["folder.py/LOUD.PY", "folder.py/real.py"]


def test_links_that_are_found_are_not_read(folder: Path) -> None:
    assert [call.at.path for call in _scan(folder).calls] == ["inner/LOUD.PY", "inner/real.py"]
