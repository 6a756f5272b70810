import contextlib
import os
import subprocess
from pathlib import Path

import process
import pytest

PLAN = (
    "tracking_plan: 1\r\n"
    "conventions: {event_names: Title Case}\r\n"
    "events:\r\n"
    "  Signed Up: {description: 'A person joined. é', answers: activation, version: 2.10}\r\n"
    "  order_placed: {description: Somebody paid., answers: conversion}\r\n"
)
RULE = '''"""An event's name has the word order.

No page.
"""
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule

def check(subject):
    for event in subject.events:
        if "order" in event.name:
            yield Problem(message=f"event {event.name!r} is an order", at=event.origin.place)

RULE = Rule(Code(id="Z101", name="an-order", severity=Severity.ERROR, page=__doc__), check)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    return tmp_path


def run(folder: Path, *arguments: str) -> process.Result:
    return process.run(*arguments, cwd=folder)


def plan_bytes(folder: Path) -> bytes:
    return (folder / "tracking-plan.yaml").read_bytes()


def test_findings_stand_on_standard_output_and_the_summary_on_standard_error(folder: Path) -> None:
    done = run(folder, "lint", "--format", "concise")
    assert [line.split(": ")[1].split()[0] for line in done.stdout.splitlines()] == ["F206", "P101"]
    assert "2 events, 0 properties in 1 file" in done.stderr


def test_a_sound_plan_prints_a_summary_and_nothing_else(tmp_path: Path) -> None:
    text = "tracking_plan: 1\nevents: {Signed Up: {description: They joined., answers: activation}}"
    (tmp_path / "tracking-plan.yaml").write_text(text, encoding="utf-8")
    done = run(tmp_path, "lint")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.count("\n") == 1


def test_fix_corrects_what_is_safe_and_reports_the_rest(folder: Path) -> None:
    done = run(folder, "lint", "--fix", "--format", "concise")
    assert plan_bytes(folder) == b"\xef\xbb\xbf" + PLAN.replace("2.10", "'2.10'").encode()
    assert "F206" not in done.stdout
    assert "P101" in done.stdout


def test_unsafe_fixes_come_only_where_asked_for(folder: Path) -> None:
    run(folder, "lint", "--fix", "--unsafe-fixes")
    text = plan_bytes(folder).decode()
    assert "  Order Placed: {previous_names: [order_placed], description" in text
    assert run(folder, "lint").stdout == ""


@pytest.mark.parametrize("command", ["lint", "check"])
def test_a_file_that_is_not_included_is_said(tmp_path: Path, command: str) -> None:
    (tmp_path / "plan").mkdir()
    text = "tracking_plan: 1\ninclude: ['plan/*.yaml']\n"
    (tmp_path / "tracking-plan.yaml").write_text(text, encoding="utf-8")
    for name in ("a.yaml", "new.yml"):
        part = f"events: {{{name[0].upper()} Done: {{description: It is.}}}}\n"
        (tmp_path / "plan" / name).write_text(part, encoding="utf-8")
    done = run(tmp_path, command, "--select", "F018", "--format", "concise")
    assert done.returncode == 0
    assert "'plan/new.yml' reads as a part of the plan" in done.stdout
    assert "a.yaml" not in done.stdout


@pytest.mark.parametrize("command", ["lint", "usage", "check"])
def test_unsafe_fixes_by_themselves_are_wrong_usage(folder: Path, command: str) -> None:
    before = plan_bytes(folder)
    assert run(folder, "lint", "--diff", "--unsafe-fixes").returncode == 1
    done = run(folder, command, "--unsafe-fixes")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--unsafe-fixes does nothing by itself: write it with --fix" in done.stderr
    assert plan_bytes(folder) == before


def test_diff_shows_and_changes_nothing(folder: Path) -> None:
    before = plan_bytes(folder)
    done = run(folder, "lint", "--diff")
    assert done.returncode == 1
    assert "version: '2.10'}" in done.stdout
    assert plan_bytes(folder) == before
    run(folder, "lint", "--fix")
    done = run(folder, "lint", "--diff")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_silenced_finding_is_not_fixed(folder: Path) -> None:
    text = PLAN.replace("  order_placed", "  # tracking-plan: ignore[P101] kept\r\n  order_placed")
    (folder / "tracking-plan.yaml").write_bytes(text.encode())
    run(folder, "lint", "--fix", "--unsafe-fixes")
    assert b"order_placed: {desc" in plan_bytes(folder)


def test_rules_of_the_users_own_run_as_well(folder: Path) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "an_order.py").write_text(RULE, encoding="utf-8")
    done = run(folder, "lint", "--rules", "rules", "--format", "concise")
    assert done.returncode == 1
    assert "Z101" in done.stdout
    only = run(folder, "lint", "--rules", "rules", "--select", "an-order", "--format", "concise")
    assert [line.split(": ")[1].split()[0] for line in only.stdout.splitlines()] == ["F206", "Z101"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1 +", "cannot be imported"),
        ("RULE = 1", "has no RULE"),
        (RULE.replace("Z101", "P101"), "as another is"),
        (None, "there are no rules"),
        ("import sys; sys.exit(0)", "cannot be imported: SystemExit: 0, line 1"),
        ("class Own(BaseException): ...\nraise Own", "cannot be imported: Own, line 2"),
        (RULE.replace("Z101", "Z1"), "needs a Code with an id"),
        *(
            (f"{RULE}\n\n{text}\nRULE = Rule(RULE.code, check)\n", complaint)
            for text, complaint in (
                ("def check(subject):\n    exit(0)", "fails: SystemExit: 0, line "),
                (
                    "def check(subject):\n    yield 1",
                    "TypeError: a check yields Problems, and no int",
                ),
                ("def check(subject):\n    return 1 / 0", "fails: ZeroDivisionError: "),
                ("def check(subject):\n    raise GeneratorExit", "fails: GeneratorExit"),
            )
        ),
    ],
)
def test_rules_that_cannot_be_used_are_refused(
    folder: Path, text: str | None, complaint: str
) -> None:
    if text is not None:
        (folder / "rule.py").write_text(text, encoding="utf-8")
    done = run(folder, "lint", "--rules", "rule.py")
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_is_explained_by_code_and_by_name(folder: Path) -> None:
    for name in ("P101", "p101", "event-name-style"):
        done = run(folder, "explain", name)
        assert done.returncode == 0
        assert done.stdout.startswith("P101 event-name-style (warning)\n\nAn event's name is not")
        assert "expect:" not in done.stdout
    assert "off unless" in run(folder, "explain", "unbounded-text").stdout


def test_an_event_is_explained_by_any_of_its_names(folder: Path) -> None:
    run(folder, "lint", "--fix")
    for name in ("Signed Up", "signed_up"):
        done = run(folder, "explain", name)
        assert done.stdout.startswith("Signed Up 2.10 (active), tracking-plan.yaml:4\n")
        assert "A person joined. é" in done.stdout


def test_what_is_neither_a_rule_nor_an_event_is_said_so(folder: Path) -> None:
    run(folder, "lint", "--fix")
    for name in ("P999", "Signd Up", "no-such-thing"):
        done = run(folder, "explain", name)
        assert done.returncode == 2
        assert repr(name) in done.stderr


MANY = "tracking_plan: 1\nevents:\n" + "".join(
    f"  Thing {number} Done: {{description: It was done., owner: {number}}}\n"
    for number in range(20)
)


def on_terminal(folder: Path, *arguments: str) -> str:
    """What a run prints on a terminal."""
    (folder / "tracking-plan.yaml").write_text(MANY)
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*process.COMMAND, *arguments],
        cwd=folder,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=process.environment(NO_COLOR="1"),
    ) as started:
        os.close(theirs)
        read = bytearray()
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while block := os.read(ours, 65536):
                read += block
        started.wait()
    os.close(ours)
    return read.decode()


def test_repeats_are_counted_on_a_terminal_only(folder: Path) -> None:
    text = on_terminal(folder, "lint")
    assert text.count("F102[wrong-kind] expected text") == 3
    assert "17 more of F102[wrong-kind]" in text
    assert text.count("P202") == 1
    assert "(20 times)" in text
    assert on_terminal(folder, "lint", "-v").count("F102[wrong-kind]") == 20
    assert on_terminal(folder, "lint", "--format", "concise").count("F102") == 20
    assert run(folder, "lint").stdout.count("F102[wrong-kind]") == 20


def test_statistics_are_a_table_of_codes(folder: Path) -> None:
    (folder / "tracking-plan.yaml").write_text(MANY)
    done = run(folder, "lint", "--statistics")
    assert "20 F102 wrong-kind\n20 P202 answers-no-question\n" in done.stderr
    assert "F102 wrong-kind" not in run(folder, "lint").stderr
