import json
from pathlib import Path

import pytest
from process import Result, run

PLAN = """\
tracking_plan: 1
events:
  Signed Up:
    description: Somebody created an account.
    answers: activation
"""
CODE = "import altertable\n\nclient = altertable.Altertable('key')\nclient.track({}, 'u_1', {{}})\n"
TARGET = "generate: [{target: python, output: analytics/}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, PLAN, "'Signed Up'")
    return tmp_path


def write(folder: Path, plan: str, event: str = "'Signed Up'") -> None:
    (folder / "tracking-plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "app.py").write_text(CODE.format(event), encoding="utf-8")


def check(folder: Path, *arguments: str) -> tuple[Result, list[str]]:
    result = run("check", "--format", "json", *arguments, cwd=folder)
    return result, [item["code"] for item in json.loads(result.stdout)["findings"]]


def test_a_sound_project_passes(folder: Path) -> None:
    result, codes = check(folder, "--fail-on", "warning")
    assert (result.returncode, codes) == (0, [])
    assert "not compared" in result.stderr


def test_findings_of_every_step_stand_in_one_report(folder: Path) -> None:
    write(folder, PLAN.replace("    answers: activation\n", "") + TARGET, "'Signd Up'")
    result, codes = check(folder)
    assert result.returncode == 1
    assert {"P202", "U101", "G101"} <= set(codes)


def test_it_stops_where_the_plan_cannot_be_read_in_full(folder: Path) -> None:
    write(folder, PLAN + "evnts: {}\n", "'Signd Up'")
    result, codes = check(folder)
    assert result.returncode == 2
    assert {code[0] for code in codes} == {"F"}


def test_helpers_are_checked_where_the_plan_generates_some(folder: Path) -> None:
    write(folder, PLAN + TARGET)
    assert check(folder)[0].returncode == 1
    assert run("generate", cwd=folder).returncode == 0
    assert check(folder)[0].returncode == 0


def test_a_comment_in_the_plan_is_used_by_any_step(folder: Path) -> None:
    comment = "  # tracking-plan: ignore[U501] sent by the old app"
    write(
        folder, f"{PLAN}  Old Event:{comment}\n    description: It was.\n    answers: retention\n"
    )
    _, codes = check(folder)
    assert codes == []


def test_github_shows_every_finding_as_a_command(folder: Path) -> None:
    write(folder, PLAN, "'Signd Up'")
    result = run("check", "--format", "github", cwd=folder)
    assert result.stdout.startswith("::error file=app.py,line=4,")


@pytest.mark.parametrize(
    "comment",
    [
        "tracking-plan: ignor[U101]",
        "tracking-plan: ignore[U101] until 2999-02-30",
        'tracking-plan: send "Signed Up"',
        "tracking-plan: sends Signed Up",
    ],
)
def test_a_comment_that_is_written_wrong_has_no_effect_and_is_a_finding(
    folder: Path, comment: str
) -> None:
    write(folder, PLAN)
    code = CODE.format("'Signd Up'").rstrip()
    (folder / "app.py").write_text(f"{code}  # {comment}\n", encoding="utf-8")
    _, codes = check(folder)
    assert {"U101", "X106"} <= set(codes)


def test_errors_of_the_plan_hide_nothing_that_lint_shows(folder: Path) -> None:
    text = PLAN.replace(
        "    answers: activation\n", "    answers: activation  # tracking-plan: ignore[P101]\n"
    )
    write(folder, text + "evnts: {}\nfindings: {ignore: [no-such-rule, P204]}\n")
    linted = run("lint", "--format", "json", cwd=folder)
    result, codes = check(folder)
    assert result.returncode == 2
    assert "nothing else was checked" in result.stderr
    assert codes == [item["code"] for item in json.loads(linted.stdout)["findings"]]
    assert {"F101", "X101", "X102"} <= set(codes)
