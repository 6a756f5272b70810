"""Code that this user may not read is said to be unchecked, and never passed by in silence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = 65534
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
PLAN = "tracking_plan: 1\nusage: {exclude: ['**/theirs/**']}\nevents: {A: {}, B: {}}\n"


def usage(folder: Path, *paths: str) -> list[str]:
    """The lines about unread code; nothing is called unsent where code was not read."""
    command = [*AS_ANYONE, sys.executable, "-m", "tracking_plan", "usage", *paths]
    done = subprocess.run(
        [*command, "--format", "concise"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "U501" not in done.stdout
    return [line for line in done.stdout.splitlines() if "U906" in line]


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can give files away"
)
@pytest.mark.parametrize("git", ["outside", "untracked", "tracked", "below"])
def test_closed_folders_of_code_are_said(tmp_path: Path, git: str) -> None:
    top = tmp_path / "app" if git == "below" else tmp_path
    for name in ("src/closed/a.py", "src/theirs/b.py", "src/open/c.py"):
        (top / name).parent.mkdir(parents=True)
        (top / name).write_text("altertable.track('A', u)\n")
    (top / "tracking-plan.yaml").write_text(PLAN)
    if git != "outside":
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        add = ["git", "add", "src" if git == "tracked" else "tracking-plan.yaml"]
        subprocess.run(add, cwd=top, check=True)
    for name in ("src/closed", "src/theirs"):
        os.chown(top / name, NOBODY, NOBODY)
        (top / name).chmod(0)
    for paths in ((), ("src",)):
        said = usage(top, *paths)
        assert said
        assert all(line.startswith("src/closed") for line in said)
