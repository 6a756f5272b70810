"""The command `usage`, as a process."""

import json
from pathlib import Path

import pytest
from process import run

PLAN = """tracking_plan: 1
name: app
sources: {web: {paths: ['web/**']}}
events:
  Signed Up: {description: A user signed up.}
"""
CODE = """import { altertable } from '@altertable/altertable-js';
altertable.track('Signed Up');
altertable.track('Singed Up');
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "web").mkdir()
    (tmp_path / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "web/app.ts").write_text(CODE, encoding="utf-8")
    return tmp_path


def test_an_unknown_event_fails_the_run_at_its_place(app: Path) -> None:
    done = run("usage", "--format", "concise", cwd=app)
    assert done.returncode == 1
    assert done.stdout.startswith("web/app.ts:3:18: U101 ")
    assert len(done.stdout.splitlines()) == 1


def test_paths_in_findings_are_those_that_one_would_type(app: Path) -> None:
    done = run("usage", "--format", "concise", "app.ts", cwd=app / "web")
    assert done.returncode == 1
    assert done.stdout.startswith("app.ts:3:18: U101 ")


def test_the_inventory_is_part_of_the_json_report(app: Path) -> None:
    done = run("usage", "--inventory", "--format", "json", cwd=app)
    calls = json.loads(done.stdout)["calls"]
    assert [(call["event"], call["line"], call["source"]) for call in calls] == [
        ("Signed Up", 2, "web"),
        ("Singed Up", 3, "web"),
    ]


def test_the_inventory_for_people_is_a_line_a_call(app: Path) -> None:
    done = run("usage", "--inventory", "--ignore", "U", cwd=app)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "web/app.ts:2:1: track 'Signed Up' (literal, source web)",
        "web/app.ts:3:1: track 'Singed Up' (literal, source web)",
    ]


def test_statistics_say_how_names_were_told(app: Path) -> None:
    done = run("usage", "--figures", "--ignore", "U", cwd=app)
    assert "event names by resolution: literal 2" in done.stderr.splitlines()


def test_a_comment_silences_and_an_idle_one_is_told(app: Path) -> None:
    code = CODE.replace("('Signed Up');", "('Signed Up'); // tracking-plan: ignore[U101] no need")
    code = code.replace("('Singed Up');", "('Singed Up'); // tracking-plan: ignore[U101] old data")
    (app / "web/app.ts").write_text(code, encoding="utf-8")
    done = run("usage", "--format", "concise", cwd=app)
    lines = done.stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["web/app.ts:2:32:"]
    assert "X1" in lines[0]


def test_what_is_not_there_cannot_be_checked(app: Path) -> None:
    done = run("usage", "nothing/", cwd=app)
    assert done.returncode == 2
    assert "'nothing/'" in done.stderr
    assert "Traceback" not in done.stderr


def test_code_that_is_not_read_may_send_any_event(app: Path) -> None:
    (app / "web/app.ts").write_text("export {};\n", encoding="utf-8")
    (app / "web/app.pug").write_text("<script>altertable.track('Signed Up')</script>")
    assert run("usage", "--format", "concise", cwd=app).stdout == ""


def test_events_that_no_code_sends_are_told_unless_paths_are_named(app: Path) -> None:
    (app / "web/app.ts").write_text("export {};\n", encoding="utf-8")
    assert " U501 " in run("usage", "--format", "concise", cwd=app).stdout
    assert run("usage", "--format", "concise", "web", cwd=app).stdout == ""


def test_the_inventory_is_listed_in_concise_reports(app: Path) -> None:
    done = run("usage", "--inventory", "--format", "concise", "--ignore", "U", cwd=app)
    assert done.stdout.splitlines()[0].startswith("web/app.ts:2:1: track 'Signed Up'")


@pytest.mark.parametrize("format_", ["github", "sarif", "junit"])
def test_a_format_without_calls_refuses_the_inventory(app: Path, format_: str) -> None:
    done = run("usage", "--inventory", "--format", format_, cwd=app)
    assert done.returncode == 2
    assert "text, concise and json" in done.stderr
