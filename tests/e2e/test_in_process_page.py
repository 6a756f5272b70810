"""The programs of docs/in-process.md: they compile, and the first two are run."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "examples" / "shop"
PAGE = (ROOT / "docs" / "in-process.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=SHOP, capture_output=True, encoding="utf-8", check=False
    )


def test_each_program_is_python() -> None:
    assert len(PROGRAMS) == 5
    for program in PROGRAMS:
        ast.parse(program)


def test_the_first_program_prints_what_the_page_says() -> None:
    (printed,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert _run("-c", PROGRAMS[0]).stdout == printed


def test_the_test_suite_of_the_page_passes_and_fails_where_a_payload_is_wrong(
    tmp_path: Path,
) -> None:
    pytest = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}")
    good, bad = tmp_path / "test_good.py", tmp_path / "test_bad.py"
    good.write_text(PROGRAMS[1])
    bad.write_text(PROGRAMS[1].replace('"amount": 38.4', '"amount": "38.4"'))
    assert "1 passed" in _run(*pytest, str(good)).stdout
    failed = _run(*pytest, str(bad)).stdout
    assert "D203 error: 'Purchase Completed' 1.0 (closest): 'amount': expected number" in failed


def test_the_handler_of_the_page_answers() -> None:
    program = PROGRAMS[4] + "\nprint(handler({'body': '{}'}, None)['statusCode'])\n"
    assert _run("-c", program).stdout.splitlines()[-1] == "200"
