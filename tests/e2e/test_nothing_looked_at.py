"""A run that looks at nothing says so, and one that looks at something does not."""

from pathlib import Path

import pytest
from process import run

PLAN = """\
tracking_plan: 1
events:
  Signed Up: {description: Somebody came., answers: activation}
"""
PAYLOAD = '{"event":"Signed Up","environment":"e","properties":{},"distinct_id":"u1"}\n'
OFF = "no {} rule is on, by --select, --ignore or the plan's `findings`: nothing is said of {}"
OF_PLAN = OFF.format("P", "the plan's quality")
OF_CODE = OFF.format("U", "tracking calls in code")
OF_DATA = OFF.format("D", "captured payloads")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    (tmp_path / "app.py").write_text("print('hello')\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "lint",
        "lint --select P101",
        "lint --ignore P1 --ignore P2",
        "lint --ignore ALL --extend-select P101",
        "check",
        "check --ignore P2,U5",
        "usage --select U1",
        "validate - --ignore D4",
    ],
)
def test_a_run_with_a_rule_says_nothing_of_it(folder: Path, command: str) -> None:
    done = run(*command.split(), cwd=folder, stdin=PAYLOAD)
    assert done.returncode == 0, done
    assert "nothing is said" not in done.stderr
    assert "nothing was checked" not in done.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("lint --select P101 --ignore P101", [OF_PLAN]),
        ("lint --ignore ALL", [OF_PLAN]),
        ("lint --select D426", [OF_PLAN]),
        ("check --ignore ALL", [OF_PLAN, OF_CODE]),
        ("check --select D", [OF_PLAN, OF_CODE]),
        ("check --select P101", [OF_CODE]),
        ("usage --select P", [OF_CODE]),
        ("validate - --select U", [OF_DATA]),
    ],
)
def test_a_run_without_a_rule_says_so(folder: Path, command: str, said: list[str]) -> None:
    done = run(*command.split(), cwd=folder, stdin=PAYLOAD)
    assert done.returncode == 0, done
    assert [line for line in done.stderr.splitlines() if "nothing is said" in line] == said


@pytest.mark.parametrize(
    "findings", ["{ignore: [ALL]}", "{select: [D]}", "{severity: {P: 'off'}}", "{select: []}"]
)
def test_what_the_plan_turns_off_is_off(folder: Path, findings: str) -> None:
    (folder / "tracking-plan.yaml").write_text(f"{PLAN}findings: {findings}\n")
    assert OF_PLAN in run("lint", cwd=folder).stderr
    assert "nothing is said" not in run("lint", "--select", "P", cwd=folder).stderr


def test_no_payload_is_nothing_whatever_is_selected(folder: Path) -> None:
    for ignored, code in (("D4", 0), ("D426", 0), ("D1", 1)):
        done = run("validate", "-", "--ignore", ignored, cwd=folder, stdin="")
        assert done.returncode == code
        assert "no payload was read, so nothing was checked" in done.stderr


@pytest.mark.parametrize("events", ["", "events:\n", "events: {}\n", "include: [more.yaml]\n"])
def test_a_plan_without_events_is_a_finding(folder: Path, events: str) -> None:
    (folder / "tracking-plan.yaml").write_text(f"tracking_plan: 1\n{events}")
    (folder / "more.yaml").write_text("events: {}\n")
    assert "P207" in run("lint", cwd=folder).stdout


def test_what_is_silenced_is_counted(folder: Path) -> None:
    comment = "  # tracking-plan: ignore[P101, P201, P202] as it is\n  a b: {}\n"
    (folder / "tracking-plan.yaml").write_text(f"{PLAN}{comment}")
    assert "silenced by comments" in run("lint", cwd=folder).stderr


@pytest.mark.parametrize(
    "findings",
    [
        "{select: [P]}",
        "{select: [unknown-event, P1]}",
        "{select: []}",
        "{ignore: [ALL], extend_select: [P101]}",
        "{select: [P1O1], ignore: [X102]}",
        "{select: [P1O1], ignore: [unknown-code]}",
        "{select: [P1O1], severity: {X1: 'off'}}",
    ],
)
def test_selectors_that_mean_a_rule_are_not_reported(folder: Path, findings: str) -> None:
    (folder / "tracking-plan.yaml").write_text(f"{PLAN}findings: {findings}\n")
    assert "X102" not in run("lint", cwd=folder).stdout


@pytest.mark.parametrize(
    "findings",
    [
        "{select: [U1O1]}",
        "{select: [Z9]}",
        "{select: [unkown-event]}",
        "{select: [P101, Z9]}",
        "{select: [X, Z9]}",
        "{select: [P], ignore: [Z9]}",
        "{select: [P], severity: {Z9: error}}",
        "{ignore: [ALL], extend_select: [P1O1]}",
        "{severity: {ALL: 'off'}, extend_select: [P1O1]}",
    ],
)
def test_a_slip_in_the_choice_of_rules_is_shown_whatever_is_chosen(
    folder: Path, findings: str
) -> None:
    (folder / "tracking-plan.yaml").write_text(f"{PLAN}findings: {findings}\n")
    for command in ("lint", "usage", "check", "check --select P1"):
        assert "X102" in run(*command.split(), cwd=folder).stdout, command
