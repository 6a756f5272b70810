"""`usage --fix` and `usage --rename` in a project on disk: what is written, kept, and said."""

import json
import os
import shutil
from pathlib import Path

import pytest
from process import run

SHOP = Path(__file__).parents[2] / "examples" / "shop"
PLAN = """tracking_plan: 1
events:
  Signed Up:  # when the form was sent
    description: a
    properties: {plan: string}
  "Order Placed":
    description: b
    replaced_by: Signed Up
    status: deprecated
  Kept: {description: c}
"""
CODE = """from altertable import Altertable
client = Altertable("k")
NAME = "Signed Up"
client.track(NAME, user, {"plan": "pro"})
client.track('signed_up', user)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    (tmp_path / "app.py").write_text(CODE)
    return tmp_path


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_safe_fixes_are_written_and_the_others_only_when_asked_for(folder: Path) -> None:
    done = run("usage", "--fix", cwd=folder)
    assert "fixed 1 finding in 1 file" in done.stderr
    assert (folder / "app.py").read_text() == CODE.replace(
        '{"plan": "pro"}', '{"properties": {"plan": "pro"}}'
    )
    assert "U102" in done.stdout
    done = run("usage", "--fix", "--unsafe-fixes", cwd=folder)
    assert "'Signed Up', user)" in (folder / "app.py").read_text()
    assert "U102" not in done.stdout


def test_the_report_says_which_findings_can_be_fixed(folder: Path) -> None:
    report = json.loads(run("usage", "--format", "json", cwd=folder).stdout)
    fixes = {one["code"]: one["fix"] for one in report["findings"]}
    assert fixes["U401"] == "safe"
    assert fixes["U102"] == "unsafe"


@pytest.mark.parametrize("command", ["usage", "check"])
def test_a_diff_shows_and_writes_nothing(folder: Path, command: str) -> None:
    before = _contents(folder)
    done = run(command, "--diff", cwd=folder)
    assert done.returncode == 1
    assert '+client.track(NAME, user, {"properties": {"plan": "pro"}})' in done.stdout
    assert _contents(folder) == before


def test_check_fixes_plan_and_code(folder: Path) -> None:
    run("check", "--fix", "--unsafe-fixes", cwd=folder)
    assert "'Signed Up', user)" in (folder / "app.py").read_text()
    assert '"properties"' in (folder / "app.py").read_text()


def test_line_ends_the_mark_and_rights_are_kept(folder: Path) -> None:
    code = "\ufeff" + CODE.replace("\n", "\r\n")
    (folder / "app.py").write_bytes(code.encode())
    (folder / "app.py").chmod(0o755)
    run("usage", "--fix", cwd=folder)
    fixed = (folder / "app.py").read_bytes().decode()
    assert fixed == code.replace('{"plan": "pro"}', '{"properties": {"plan": "pro"}}')
    assert (folder / "app.py").stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_out_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    inner = folder / "inner"
    inner.mkdir()
    shutil.move(folder / "tracking-plan.yaml", inner)
    (outside / "app.py").write_text(CODE)
    (inner / "app.py").symlink_to(outside / "app.py")
    run("usage", "--fix", "--unsafe-fixes", cwd=inner)
    assert (outside / "app.py").read_text() == CODE


def test_an_event_is_renamed_in_plan_and_code_and_the_rest_is_listed(folder: Path) -> None:
    (folder / "README.md").write_text("We send Signed Up.\nNot Signed Upper.\n")
    (folder / "test_app.py").write_text(CODE)
    (folder / "q.sql").write_text("select 1 where event = 'Signed Up'\n" * 5)
    done = run("usage", "--rename", "Signed Up", "Account Made", cwd=folder)
    assert (folder / "app.py").read_text() == CODE.replace("Signed Up", "Account Made")
    assert (folder / "tracking-plan.yaml").read_text() == PLAN.replace(
        "  Signed Up:  # when the form was sent\n",
        "  Account Made:  # when the form was sent\n    previous_names: [Signed Up]\n",
    ).replace("replaced_by: Signed Up", "replaced_by: Account Made")
    assert (folder / "test_app.py").read_text() == CODE
    assert done.returncode == 1, "the test still has the old name"
    assert "test_app.py:4:14: a test" in done.stdout
    assert "README.md:1\n" in done.stdout
    assert "q.sql:1, 2, 3 and 2 more" in done.stdout


def test_what_would_change_another_event_is_taken_back(folder: Path) -> None:
    code = f"{CODE}client.track('Early ' + NAME, user)\n"
    (folder / "app.py").write_text(code)
    before = _contents(folder)
    done = run("usage", "--rename", "Signed Up", "Account Made", cwd=folder)
    assert done.returncode == 2
    assert "would send 'Early Account Made'" in done.stderr
    assert _contents(folder) == before


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("Singed Up", "A"), "did you mean 'Signed Up'"),
        (("Signed Up", "Order Placed"), "has an event 'Order Placed' already"),
        (("Signed Up", " "), "is no name for an event"),
    ],
)
def test_names_that_cannot_be_are_refused(folder: Path, names: tuple[str, str], says: str) -> None:
    before = _contents(folder)
    done = run("usage", "--rename", *names, cwd=folder)
    assert done.returncode == 2
    assert says in done.stderr
    assert _contents(folder) == before


@pytest.mark.parametrize("new", ["Kept: Safe", "it's", "Ünï"])
@pytest.mark.parametrize("old", ["Signed Up", "Order Placed", "Kept"])
def test_there_and_back_is_what_it_was(folder: Path, old: str, new: str) -> None:
    before = _contents(folder)
    run("usage", "--rename", old, new, cwd=folder)
    assert _contents(folder) != before
    run("usage", "--rename", new, old, cwd=folder)
    assert _contents(folder) == before


@pytest.mark.parametrize("name", ["Purchase Completed", "Checkout Started", "Product Saved"])
def test_there_and_back_in_the_shop(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "shop"
    shutil.copytree(SHOP, folder)
    before = _contents(folder)
    there = run("usage", "--rename", name, "Something Else", cwd=folder)
    assert "wrote" in there.stderr
    changed = {path for path, text in _contents(folder).items() if text != before[path]}
    assert any(path.endswith(".yaml") for path in changed)
    run("usage", "--rename", "Something Else", name, cwd=folder)
    assert _contents(folder) == before
