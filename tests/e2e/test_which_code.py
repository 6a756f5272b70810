"""Which files are code: by endings in any case, by first lines; and what is said where none is."""

from pathlib import Path

import pytest
from checkouts import CALL, PYTHON, commit, git, usage, write


@pytest.mark.parametrize(
    "name", ["a.TS", "x.TSX", "a.Jsx", "a.MJS", "a.mts", "a.CTS", "a.cjs", "b.PY", "b.pyw"]
)
@pytest.mark.parametrize("is_limited", [False, True])
def test_code_is_known_by_its_ending_in_any_case(
    tmp_path: Path, name: str, *, is_limited: bool
) -> None:
    write(tmp_path)
    text = PYTHON if name.lower().startswith("b.") else CALL
    (tmp_path / name).write_text(text.replace("{}", "Found"))
    assert usage(tmp_path, *[name] * is_limited).events == {"Found"}


@pytest.mark.parametrize(
    "line",
    [
        "#!/usr/bin/env python3",
        "#!/usr/bin/python3.11 -u",
        "#! /usr/bin/env -S uv run --script",
        "#!/usr/bin/pypy3\r",
        "#!/usr/bin/env node",
        "#!/usr/bin/env -S node --no-warnings",
        "#!/usr/bin/env -S deno run --allow-net",
        "#!/usr/bin/env -S npx ts-node",
        "#!/usr/bin/env bun",
        "#!/usr/bin/env tsx",
    ],
)
@pytest.mark.parametrize("is_in_git", [False, True])
def test_a_script_without_an_ending_is_read(tmp_path: Path, line: str, *, is_in_git: bool) -> None:
    write(tmp_path)
    is_python = any(word in line for word in ("python", "uv", "pypy"))
    text = (PYTHON if is_python else CALL).replace("{}", "Found")
    script = tmp_path / "bin/send"
    script.parent.mkdir()
    script.write_text(f"{line}\n{text}", newline="")
    if is_in_git:
        commit(tmp_path)
    for arguments in ((), ("bin",), ("bin/send",)):
        (found,) = usage(tmp_path, *arguments).of("U101")
        assert found["event"] == "Found"
        assert found["at"]["path"] == "bin/send"  # type: ignore[index]
    script.write_text(f"{line}\n# tracking-plan: ignore[U101] a reason\n" if is_python else text)
    assert usage(tmp_path).events == set()  # without its first line a text is no script


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("b.marko", "altertable.track('A')", "1 call in .marko files not read"),
        ("b.PUG", "altertable.track('A')", "1 call in .pug files not read"),
        ("b.gts", "altertable.track('A')", "1 call in .gts files not read"),
        ("b", "#!/usr/bin/env ruby\nAltertable.track('A')", "1 call in script files not read"),
        ("b", "#!/usr/bin/php\n$altertable->track('A')", "1 call in script files not read"),
    ],
)
def test_code_in_other_languages_is_counted(
    tmp_path: Path, name: str, text: str, line: str
) -> None:
    write(tmp_path)
    (tmp_path / name).write_text(text)
    said = usage(tmp_path)
    assert line in said.lines
    assert said.is_withheld


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LICENSE", "altertable.track('A')"),
        ("b", "#!/bin/sh\npip install altertable\n"),
        ("b.pyi", "class Altertable:\n    def track(self, event: str) -> None: ...\n"),
        ("b.md", "altertable.track('A')"),
    ],
)
def test_what_is_no_code_is_not_counted(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_text(text)
    assert len(usage(tmp_path).of("U501")) == 1


def _severities(folder: Path, settings: str, *arguments: str) -> list[str]:
    write(folder, "web/a.py", settings=settings)
    said = usage(folder, "--ignore", "U1", *arguments)
    found = [one["severity"] for one in said.of("U904")]
    assert said.code == ("error" in found)
    return found


@pytest.mark.parametrize(
    ("settings", "severities"),
    [
        ("usage: {paths: [wbe, apii]}", ["error", "error"]),
        ("usage: {paths: ['../apps/**']}", ["error"]),
        ("usage: {paths: [web, apii]}", ["warning"]),
        ("usage: {paths: [web], exclude: [web]}", ["warning"]),
        ("usage: {exclude: ['**']}", ["warning"]),
        ("sources: {a: {paths: [wbe]}, b: {paths: [web, wbe]}}", ["error", "warning"]),
    ],
)
def test_a_setting_without_any_code_is_an_error(
    tmp_path: Path, settings: str, severities: list[str]
) -> None:
    assert _severities(tmp_path, settings + "\n") == severities


def test_paths_without_any_code_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    assert _severities(tmp_path, "", "docs") == ["error"]
    assert _severities(tmp_path, "", "docs", "web") == ["warning"]


@pytest.mark.parametrize("is_in_git", [False, True])
def test_a_repository_with_a_plan_alone_passes(tmp_path: Path, *, is_in_git: bool) -> None:
    write(tmp_path)
    (tmp_path / "app.ts").unlink()
    if is_in_git:
        commit(tmp_path)
    said = usage(tmp_path)
    assert said.code == 0
    (found,) = said.of("U904")
    assert "above the code" in found["hint"]


@pytest.mark.parametrize("file", [".gitignore", "web/.gitignore", ".git/info/exclude"])
@pytest.mark.parametrize("settings", ["", "sources: {a: {paths: ['web/**']}}\n"])
def test_the_hint_names_the_file_that_has_git_ignore_code(
    tmp_path: Path, file: str, settings: str
) -> None:
    write(tmp_path, "web/app.py", settings=settings)
    (tmp_path / "app.ts").unlink()
    git(tmp_path, "init", "-q")
    (tmp_path / file).write_text("# code\n*.py\n")
    (found,) = usage(tmp_path).of("U904")
    assert found["hint"] == f"'web/app.py' is not read, for git ignores it: see {file}:2"
    assert found["severity"] == ("error" if settings else "warning")


WRAPPER = """\
import { altertable } from '@altertable/altertable-js';
export function send(name: string) { altertable.track(name, {}); }
altertable.track('Beside', {});
"""
USE = "import { send } from '{}';\nsend('Through');\n"


@pytest.mark.parametrize("named", ["app/page.ts", "app"])
def test_what_is_named_is_judged_by_all_code(tmp_path: Path, named: str) -> None:
    write(tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/send.ts").write_text(WRAPPER)
    (tmp_path / "lib/other.ts").write_text(USE.replace("{}", "./send").replace("Thr", "N"))
    (tmp_path / "app/page.ts").write_text(USE.replace("{}", "../lib/send"))
    found = usage(tmp_path, named)
    assert found.events == {"Through"}
    assert any("in 1 call in 1 file" in line for line in found.lines)
