"""The shop's front end under `tsc --strict`, with React's real types."""

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "examples" / "shop" / "web"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs Node")
def test_the_front_end_is_typed(tmp_path: Path) -> None:
    web = tmp_path / "web"
    shutil.copytree(WEB, web, ignore=shutil.ignore_patterns("node_modules"))
    npm = shutil.which("npm")
    assert npm is not None
    subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=web, check=True, capture_output=True,
    )  # fmt: skip
    told = subprocess.run(
        ["node", "node_modules/typescript/bin/tsc", "--project", ".", "--strict", "--noEmit"],
        cwd=web, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (0, "")
