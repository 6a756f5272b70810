"""A green light means that somebody looked: what was not read or not known is said."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from process import run

from tracking_plan.plan.load import load_text
from tracking_plan.usage.coverage import coverage, unjudged_line
from tracking_plan.usage.scan import scan_project
from tracking_plan.usage.subject import Subject

PLAN = """tracking_plan: 1
name: app
events:
  Signed Up: {description: A user signed up.}
"""
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
CALL = "import { altertable } from '@altertable/altertable-js';\naltertable.track('Signed Up');\n"


def _project(folder: Path, files: dict[str, str], settings: str = "") -> Path:
    for name, text in {"tracking-plan.yaml": PLAN + settings, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _found(folder: Path, *arguments: str) -> list[str]:
    done = run("usage", "--format", "concise", *arguments, cwd=folder)
    assert done.returncode == (" error: " in done.stdout)
    return [line for line in done.stdout.splitlines() if "U904" in line]


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("wbe", "'web'"),
        ("wbe/**", "'web/**'"),
        ("web/scr/**/*.ts", "'web/src/**/*.ts'"),
        ("./wbe/src", "'web/src'"),
        ("web/src/ap.ts", "'web/src/app.ts'"),
        ("../web", "above the code"),
        ("/web", "above the code"),
        ("nothing/**", "below it"),
        ("**/*.kt", "below it"),
    ],
)
@pytest.mark.parametrize(
    "settings",
    ["usage: {{paths: [web, '{}']}}\n", "sources: {{web: {{paths: [web, '{}']}}}}\n"],
)
def test_a_pattern_without_code_is_a_finding_with_a_hint(
    tmp_path: Path, settings: str, pattern: str, hint: str
) -> None:
    _project(tmp_path, {"web/src/app.ts": CALL}, settings.format(pattern))
    done = run("usage", "--format", "text", cwd=tmp_path)
    assert "tracking-plan.yaml:5:" in done.stdout
    assert f"no file of code matches '{pattern}'" in done.stdout
    assert hint in done.stdout


@pytest.mark.parametrize(
    "pattern", ["web", "web/", "web/**", "./web/src", "**/*.ts", "web/src/app.ts", "**/*.pug"]
)
def test_a_pattern_with_code_is_none(tmp_path: Path, pattern: str) -> None:
    files = {"web/src/app.ts": CALL, "web/src/b.pug": "<template/>"}
    _project(tmp_path, files, f"usage: {{paths: [web, '{pattern}']}}\n")
    assert _found(tmp_path) == []


@pytest.mark.parametrize(
    ("settings", "files", "why"),
    [
        ("", {}, "no code was read"),
        ("", {"README.md": "text"}, "no code was read"),
        ("", {"a.pug": "<p/>"}, "all code is in a language that is not read yet (.pug)"),
        (
            "generate: [{target: python, output: web/}]\n",
            {"web/app.py": "x = 1\n"},
            "all code is what `generate` writes to 'web/'",
        ),
        (
            "generate: [{target: python, output: web}]\nusage: {exclude: ['*.ts']}\n",
            {"web/app.py": "x = 1\n", "a.ts": CALL},
            "no code was read",
        ),
        *(
            (f"usage: {{{setting}}}\n", {"web/app.ts": CALL, "b.py": "x = 1\n"}, f"all code {why}")
            for setting, why in (
                ("exclude: ['**']", "is left out by '**' in `usage.exclude`"),
                ("exclude: ['./**/*']", "is left out by './**/*' in `usage.exclude`"),
                ("exclude: [web, '*.py']", "is left out by 'web', '*.py' in `usage.exclude`"),
                ("paths: [web], exclude: ['*.py', w*]", "is left out by 'w*' in `usage.exclude`"),
            )
        ),
    ],
)
def test_a_run_that_read_no_code_says_so_and_why(
    tmp_path: Path, settings: str, files: dict[str, str], why: str
) -> None:
    _project(tmp_path, files, settings)
    (line,) = _found(tmp_path)
    assert line.endswith(f"U904 warning: {why}, so nothing was checked")
    assert line.startswith("tracking-plan.yaml:5:") == ("usage.exclude" in why)  # at the pattern
    assert f"{why}, so" in run("check", "--ignore", "G", cwd=tmp_path).stdout
    assert f"{why}, so" in run("coverage", cwd=tmp_path).stderr


def test_each_reason_why_no_code_was_read_is_in_the_hint(tmp_path: Path) -> None:
    settings = "usage: {exclude: [a*]}\ngenerate: [{target: python, output: web}]\n"
    _project(tmp_path, {"a.ts": CALL, "web/b.py": "x = 1\n", "c.pug": "<p/>"}, settings)
    (tmp_path / "d.ts").symlink_to("a.ts")
    done = run("usage", "--format", "text", cwd=tmp_path)
    for why in ("left out by 'a*'", "writes to 'web'", "not read yet (.pug)", "is a link, or is"):
        assert why in done.stdout


def test_a_repository_with_only_a_plan_is_told_how_to_say_so(tmp_path: Path) -> None:
    _project(tmp_path / "plans", {}, "")
    assert "findings: {ignore: [U904]}" in run("usage", cwd=tmp_path / "plans").stdout
    _project(tmp_path / "plans", {}, "findings: {ignore: [U904]}\n")
    assert run("usage", cwd=tmp_path / "plans").stdout == ""
    _project(tmp_path / "app", {"a.ts": "altertable.track('Unknown Thing');\n"}, "")
    assert "U101" in run("usage", "../app", cwd=tmp_path / "plans").stdout  # as the hint says


@pytest.mark.parametrize(
    ("settings", "files", "message"),
    [
        ("usage: {test_paths: ['**']}\n", {"web/app.ts": CALL}, "is tests"),
        ("", {"tests/app.ts": CALL, "web/app.test.ts": CALL}, "is tests"),
        ("", {"web/app.ts": "\0"}, "could be read"),
        ("", {"web/app.ts": "x" * 3_000_000, "tests/a.ts": CALL}, "could be read"),
    ],
)
def test_a_run_that_checked_nothing_says_so(
    tmp_path: Path, settings: str, files: dict[str, str], message: str
) -> None:
    _project(tmp_path, files, settings)
    (line,) = _found(tmp_path)
    assert f"{message}, so nothing was checked" in line
    _project(tmp_path, {"b.ts": CALL}, "usage: {test_paths: [web]}\n" if settings else "")
    assert _found(tmp_path) == []
    if "tests/app.ts" in files:
        (line,) = _found(tmp_path, "tests")
        assert "is tests, so nothing was checked" in line


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({"a.ts": POINTER, "b.ts": CALL}, None),
        ({"a.ts": POINTER, "b.py": "x = 1\n"}, None),
        ({"web/app.ts": "\0"}, "warning"),  # a binary file that mentions no tracking
        ({"a.ts": POINTER}, "error"),
        ({"a.py": POINTER, "web/b.vue": POINTER}, "error"),
        ({"a.svelte": POINTER, "tests/a.ts": CALL}, "error"),
        ({"a.ts": "\0" + CALL, "b.ts": "\0"}, "error"),
    ],
)
def test_a_run_that_could_read_none_of_the_code_is_not_green(
    tmp_path: Path, files: dict[str, str], severity: str | None
) -> None:
    _project(tmp_path, files)
    lines = _found(tmp_path)
    assert [f"U904 {severity}: no file of code could be read" in line for line in lines] == (
        [True] if severity else []
    )
    for command in (("usage", "."), ("check", "--ignore", "P,U5")):
        assert run(*command, cwd=tmp_path).returncode == (severity == "error")


@pytest.mark.parametrize("key", ["exclude", "test_paths"])
@pytest.mark.parametrize("pattern", ["wbe/lib", "**/*.gen.ts"])
def test_a_pattern_of_exceptions_without_code_is_a_finding(
    tmp_path: Path, key: str, pattern: str
) -> None:
    _project(tmp_path, {"web/lib/a.ts": CALL, "b.ts": CALL}, f"usage: {{{key}: ['{pattern}']}}\n")
    (line,) = _found(tmp_path)
    assert f"no file of code matches '{pattern}'" in line


@pytest.mark.parametrize("pattern", ["web/lib", "**/node_modules/**", "dist"])
def test_a_pattern_of_what_is_never_read_is_none(tmp_path: Path, pattern: str) -> None:
    _project(tmp_path, {"web/lib/a.ts": CALL, "b.ts": CALL}, f"usage: {{exclude: ['{pattern}']}}\n")
    assert _found(tmp_path) == []


def test_a_path_that_the_plan_leaves_out_is_a_finding(tmp_path: Path) -> None:
    _project(tmp_path, {"web/lib/a.ts": CALL, "b.ts": CALL}, "usage: {exclude: [web/lib]}\n")
    (line,) = _found(tmp_path, "web/lib", "b.ts")
    assert "is left out by 'web/lib' in `usage.exclude`; nothing in it was checked" in line
    assert _found(tmp_path, "web/lib/a.ts") == []


@pytest.mark.parametrize(
    ("arguments", "only_tests"),
    [
        (["web", "tests"], ["tests"]),
        (["web", "tests/a.ts"], ["tests/a.ts"]),
        (["web", "tests", "lib/b.test.ts", "lib"], ["lib/b.test.ts", "tests"]),
        (["web", "lib"], []),
        (["."], []),
        ([], []),
    ],
)
def test_each_path_that_is_named_is_accounted_for(
    tmp_path: Path, arguments: list[str], only_tests: list[str]
) -> None:
    files = ("web/app.ts", "tests/a.ts", "lib/b.test.ts", "lib/c.ts", "web/c.test.ts")
    _project(tmp_path, dict.fromkeys(files, CALL))
    said = [line.partition(":")[0] for line in _found(tmp_path, *arguments)]
    assert said == only_tests
    _project(tmp_path, {}, "usage: {tests: include}\n")
    assert _found(tmp_path, *arguments) == []


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    _project(tmp_path, {"web/app.ts": CALL})
    done = run("usage", "web", "web/app.ts", "./web/", cwd=tmp_path)
    assert done.stderr.startswith("usage: nothing found in 1 call in 1 file")


def test_a_plan_beside_the_code_has_none_below_it(tmp_path: Path) -> None:
    _project(tmp_path / "plans", {"../web/app.ts": CALL})
    (line,) = _found(tmp_path, "--plan", "plans/tracking-plan.yaml")
    assert "no code was read" in line


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("docs", "has no file of code"),
        ("README.md", "is no file of a language that is read"),
        ("web/b.pug", "is no file of a language that is read"),
        ("built", "has only code that git ignores"),
        ("views", "has only code in languages that are not read"),
    ],
)
def test_a_path_without_code_is_a_finding(tmp_path: Path, path: str, reason: str) -> None:
    files = {
        "web/app.ts": CALL,
        "web/b.pug": "<template/>",
        "views/a.pug": "<template/>",
        "docs/a.md": "text",
        "README.md": "text",
        "built/app.ts": CALL,
        ".gitignore": "built/\n",
    }
    _project(tmp_path, files)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for arguments in ((path,), (path, "web")):
        (line,) = _found(tmp_path, *arguments)
        assert line.startswith(f"{path}: U904 {'error' if arguments == (path,) else 'warning'}: ")
        assert f"{path!r} {reason}" in line
    assert _found(tmp_path, "web") == []


def _closing(folder: Path, command: str = "usage") -> list[str]:
    return run(command, "--ignore", "U1", cwd=folder).stderr.splitlines()


NAMES = "export function send(name: string) { altertable.track(name); }\n"


@pytest.mark.parametrize("command", ["usage", "check"])
def test_the_closing_lines_count_unknown_names(tmp_path: Path, command: str) -> None:
    code = CALL + NAMES + "altertable.track(names.one);\naltertable.identify('u');\n"
    _project(tmp_path, {"a.ts": code}, "  Other: {description: Another event.}\n")
    lines = _closing(tmp_path, command)
    assert "names of 2 of 3 calls unknown" in lines
    assert "1 event not judged: 2 calls have unknown names" in lines


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("b.pug", "<button @click=\"altertable.track('A')\"/>", "1 call in .pug files not read"),
        ("b.coffee", "altertable.track('A'); altertable.track('B')", "2 calls in .coffee files"),
        ("b.erb", "<script>Altertable.track('A')</script>", "1 call in .erb files not read"),
        ("b.mdx", "altertable.track('A')", "1 call in .mdx files not read"),
        ("b.ipynb", '{"source": ["altertable.track(\'A\')"]}', "1 call in .ipynb files not read"),
        ("b.rb", "Altertable.track 'A'", "1 possible use in .rb files not read"),
    ],
)
def test_the_closing_lines_count_calls_that_nobody_reads(
    tmp_path: Path, name: str, text: str, line: str
) -> None:
    _project(tmp_path, {"a.ts": CALL, name: text}, "  Other: {description: Another event.}\n")
    for command in ("usage", "check"):
        closing = "\n".join(_closing(tmp_path, command))
        assert line in closing
        assert "1 event not judged: code that may send them was not read" in closing
    assert "not read" not in "\n".join(run("usage", "a.ts", cwd=tmp_path).stderr.splitlines())


def test_the_closing_lines_count_calls_with_unknown_properties(tmp_path: Path) -> None:
    code = CALL + "altertable.track('Signed Up', props);\naltertable.track(names.one, props);\n"
    _project(tmp_path, {"a.ts": code + "altertable.identify('u', props);\n"})
    for command in ("usage", "check"):
        closing = _closing(tmp_path, command)
        assert "properties of 1 of 2 calls not known in full" in closing


def test_the_closing_lines_count_calls_that_may_be_others(tmp_path: Path) -> None:
    code = CALL + "function play(tracker) { tracker.track(name); }\n"
    _project(tmp_path, {"a.js": code}, "  Other: {description: Another event.}\n")
    closing = _closing(tmp_path)
    assert "1 possible call left alone: nothing shows that they are an SDK's" in closing
    assert "1 event not judged: 1 possible call has an unknown name" in closing


def test_where_all_is_known_nothing_is_added(tmp_path: Path) -> None:
    _project(tmp_path, {"a.ts": CALL})
    assert run("usage", cwd=tmp_path).stderr == "usage: nothing found in 1 call in 1 file\n"


@pytest.mark.parametrize("command", ["usage", "check"])
def test_a_commit_in_a_linked_worktree_reads_what_git_reads(tmp_path: Path, command: str) -> None:
    main, linked = tmp_path / "main", tmp_path / "linked"
    code = CALL.replace("Signed Up", "Not Planned")
    _project(main, {"a.ts": CALL, ".gitignore": "built/\n"})
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for arguments in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-qm", "first")):
        subprocess.run(["git", *arguments], cwd=main, check=True)
    subprocess.run(["git", "worktree", "add", "-q", str(linked)], cwd=main, check=True)
    _project(linked, {"built/b.ts": code, "c.ts": CALL})
    hook = main / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    program = f"{sys.executable} -m tracking_plan"
    hook.write_text(f"#!/bin/sh\n{program} {command} --format concise >found.txt 2>&1\n")
    hook.chmod(0o755)
    subprocess.run(["git", "add", "c.ts"], cwd=linked, check=True)
    subprocess.run(["git", *identity, "commit", "-qm", "second"], cwd=linked, check=True)
    found = (linked / "found.txt").read_text(encoding="utf-8")
    assert "2 calls in 2 files" in found
    assert "Not Planned" not in found


def test_a_call_that_may_send_several_events_counts_once(tmp_path: Path) -> None:
    plan = (
        "tracking_plan: 1\nsources: {web: {paths: [web]}, api: {paths: [api]}}\nevents:\n"
        "  A: {sources: [web]}\n  B: {sources: [api]}\n  C: {sources: [web, api]}\n"
    )
    code = "from altertable import Altertable\nc = Altertable('k')\n"
    files = {
        "tracking-plan.yaml": plan,
        "web/a.py": f"{code}c.track(name.title(), 'u')\n",
        "api/a.py": f"{code}c.track(name.title(), 'u')\nc.track(other.title(), 'u')\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    loaded = load_text(plan).plan
    assert loaded is not None
    scan = scan_project(tmp_path, cwd=tmp_path, plan=loaded)
    line = unjudged_line(coverage(Subject(loaded, scan, today=date(2026, 1, 1))))
    assert line == "3 events not judged: 3 calls have unknown names"
