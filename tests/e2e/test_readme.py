"""The README's commands print what the README shows."""

import re

import pytest
from readme import README, ROOT, Run, matches, printed, runs

TEXT = README.read_text(encoding="utf-8")
RUNS = tuple(runs(TEXT))


@pytest.mark.parametrize("run", RUNS, ids=[run.command for run in RUNS])
def test_a_command_prints_what_the_readme_shows(run: Run) -> None:
    lines = printed(run)
    assert matches(run.shown, lines), "python3 dev.py docs writes:\n" + "\n".join(lines)


def test_the_readme_shows_every_step_of_the_main_job() -> None:
    shown = {run.command.split("tracking-plan ")[-1].split()[0] for run in RUNS}
    assert {"lint", "usage", "validate", "generate", "check"} <= shown


def test_links_lead_to_files_of_the_repository() -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_a_gap_stands_for_lines_and_a_changed_line_is_noticed() -> None:
    assert matches(("a", "...", "d"), ("a", "b", "c", "d"))
    assert not matches(("a", "...", "d"), ("a", "b", "c", "e"))
    assert not matches(("a",), ("a", "b"))
