"""The README's commands print what the README shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from process import unmeasured

from devtools.readme import README, ROOT, Run, matches, printed, rewritten, runs
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.load import load_text

TEXT = README.read_text(encoding="utf-8")
RUNS = tuple(runs(TEXT))


@pytest.mark.parametrize("run", RUNS, ids=[run.command for run in RUNS])
def test_a_command_prints_what_the_readme_shows(run: Run) -> None:
    lines = printed(run)
    assert matches(run.shown, lines), "python3 dev.py docs writes:\n" + "\n".join(lines)


def test_the_readme_shows_every_step_of_the_main_job() -> None:
    shown = {run.command.split("tracking-plan ")[-1].split()[0] for run in RUNS}
    assert {"lint", "usage", "validate", "generate", "check", "diff"} <= shown


def test_the_python_of_the_readme_passes_a_strict_type_checker(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    script = tmp_path / "shown.py"
    script.write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
    options = ["--disable-error-code=import-untyped", f"--cache-dir={tmp_path}"]
    done = subprocess.run(
        [*command, *options],
        cwd=ROOT / "examples" / "shop",
        env={**unmeasured(), "MYPYPATH": "."},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_links_lead_to_files_of_the_repository() -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_a_gap_stands_for_lines_and_a_changed_line_is_noticed() -> None:
    assert matches(("a", "...", "d"), ("a", "b", "c", "d"))
    assert not matches(("a", "...", "d"), ("a", "b", "c", "e"))
    assert not matches(("a",), ("a", "b"))


COPIED = """\
<!-- run in a copy of tests/golden -->
```console
$ echo one > made.txt
$ cat made.txt
stale
```
Text.
<!-- printed by cat made.txt; echo >&2 noise; echo two >> made.txt -->
> staler
<!-- end -->
<!-- run in a copy of tests/golden -->
```console
$ cat made.txt
one
```
<!-- run in tests/golden -->
```console
$ cat made.txt 2> /dev/null || echo none
none
```
"""


def test_commands_that_change_files_do_so_in_a_copy() -> None:
    are_right = [matches(run.shown, printed(run)) for run in runs(COPIED)]
    assert are_right == [True, False, False, True, True]
    wanted = COPIED.replace("staler", "one").replace("stale", "one")
    assert rewritten(COPIED) == wanted
    assert rewritten(wanted) == wanted


FORMAT_PAGE = (ROOT / "docs" / "plan-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", FORMAT_PAGE, flags=re.MULTILINE | re.DOTALL)


def as_plan(example: str) -> str:
    """A plan that holds an example, which may show the properties of an event alone."""
    if example.startswith("properties:"):
        example = "events:\n  E:\n" + "".join(f"    {line}\n" for line in example.splitlines())
        example += "shared: {currency: string}\n"
    return example if "tracking_plan:" in example else f"tracking_plan: 1\n{example}"


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_format_page_is_a_plan(example: str) -> None:
    expected = {"include-without-match", "key-without-effect"}  # the page marks those as *later*
    found = load_text(as_plan(example)).findings
    assert [finding for finding in found if finding.code.name not in expected] == []


def test_the_format_page_names_every_key_of_the_format() -> None:
    keys = {key for shape in SHAPES.values() for key in shape.keys}
    shown = [key for key in keys if f"`{key}`" in FORMAT_PAGE or f"{key}:" in FORMAT_PAGE]
    assert keys - set(shown) == set()
