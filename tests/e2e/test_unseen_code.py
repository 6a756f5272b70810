"""Code of which git does not speak, or that is not checked out, is said to be unread."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from checkouts import CALL, PLAN, PYTHON, commit, git, usage, write
from process import environment, run

NOBODY = 65534


def _no_repository(folder: Path) -> None:
    shutil.rmtree(folder / ".git")
    (folder / ".git").write_text("gitdir: /nowhere/at/all\n")


def _damaged_index(folder: Path) -> None:
    (folder / ".git/index").write_bytes(b"DIRC not an index at all, and no checksum")


def _unknown_extension(folder: Path) -> None:
    git(folder, "config", "core.repositoryFormatVersion", "1")
    git(folder, "config", "extensions.fromTheFuture", "true")


def _unknown_version(folder: Path) -> None:
    git(folder, "config", "core.repositoryFormatVersion", "99")


def _damaged_settings(folder: Path) -> None:
    (folder / ".git/config").write_text("[core\n")


def _no_head(folder: Path) -> None:
    (folder / ".git/HEAD").unlink()


@pytest.mark.parametrize("command", ["usage", "check"])
@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_no_repository, "not a git repository: /nowhere/at/all"),
        (_damaged_index, "index file"),
        (_unknown_extension, "fromthefuture"),
        (_unknown_version, "99"),
        (_damaged_settings, "bad config line 1"),
        (_no_head, "not a git repository"),
    ],
)
def test_a_repository_that_is_not_whole_is_an_error(
    tmp_path: Path, damage: Callable[[Path], None], reason: str, command: str
) -> None:
    folder = write(tmp_path / "app", "apps/build/src/typo.ts", "ignored.ts")
    (folder / ".gitignore").write_text("ignored.ts\n")
    commit(folder)
    assert usage(folder).events == {"typo"}
    damage(folder)
    said = usage(folder)
    (found,) = said.of("U907")
    assert found["severity"] == "error"
    assert reason in found["message"]
    assert "`git status`" in found["hint"]
    assert said.is_withheld
    assert said.events == {"ignored"}
    line = "1 file with tracking in built or hidden folders not read: apps/build/src/typo.ts"
    assert line in said.lines
    assert "git did not say which files belong to the repository '.'" in said.lines
    assert run(command, "--ignore", "U101", cwd=folder).returncode == 1


def test_without_git_a_repository_is_not_judged_as_a_whole(tmp_path: Path) -> None:
    folder = write(tmp_path / "app", "apps/build/src/typo.ts")
    commit(folder)
    below = write(folder / "below")
    env = environment(PATH="/nowhere")
    for place, shown in ((folder, "."), (below, "..")):
        (found,) = usage(place, env=env).of("U907")
        assert f"repository '{shown}': there is no git here" in found["message"]
        assert found["hint"] == "install git"
    assert usage(folder, env=env).is_withheld
    (found,) = usage(folder, "apps", env=env).of("U907")
    assert not usage(folder, "app.ts", env=env).of("U907")


@pytest.mark.parametrize("has_folder", [False, True])
def test_without_a_repository_git_is_not_missed(tmp_path: Path, *, has_folder: bool) -> None:
    folder = write(tmp_path / "app")
    if has_folder:  # an empty `.git` is none, for git too
        (folder / ".git").mkdir()
    for env in (environment(), environment(PATH="/nowhere")):
        said = usage(folder, env=env)
        assert not said.of("U907")
        assert len(said.of("U501")) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_another_user_is_an_error_with_the_way_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "app")
    commit(folder)
    os.chown(folder, NOBODY, NOBODY)
    os.chown(folder / ".git", NOBODY, NOBODY)
    home = tmp_path / "home"
    home.mkdir()
    env = environment(HOME=str(home), XDG_CONFIG_HOME=str(home))
    (found,) = usage(folder, env=env).of("U907")
    assert "it belongs to another user" in found["message"]
    way_out = found["hint"].split("`")[1]
    assert way_out == f"git config --global --add safe.directory {folder}"
    subprocess.run(way_out.split(), env=env, check=True)
    said = usage(folder, env=env)
    assert not said.of("U907")
    assert len(said.of("U501")) == 1


@pytest.mark.parametrize("command", [("coverage",), ("usage", "--discover"), ("check",)])
def test_no_command_that_reads_code_looks_green_without_gits_answer(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = write(tmp_path / "app")
    commit(folder)
    assert run(*command, "--format", "json", cwd=folder).returncode == 0
    _no_repository(folder)
    done = run(*command, "--format", "json", cwd=folder)
    assert done.returncode == 1
    found = [item for item in json.loads(done.stdout)["findings"] if item["code"] == "U907"]
    assert [item["severity"] for item in found] == ["error"]
    shown = run(*command, cwd=folder)
    assert shown.returncode == 1
    assert "git does not say which files belong to the repository" in shown.stdout + shown.stderr


@pytest.mark.parametrize("command", [("coverage",), ("usage", "--discover")])
def test_a_promise_of_code_that_is_not_there_fails_there_too(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = write(tmp_path, settings="usage: {paths: [wbe]}\n")
    done = run(*command, cwd=folder)
    assert done.returncode == 1
    assert "no file of code matches 'wbe'" in done.stdout + done.stderr
    quiet = run(*command, cwd=write(tmp_path, settings="findings: {ignore: [U904]}\n"))
    assert quiet.returncode == 0


@pytest.mark.parametrize("command", [("usage",), ("coverage",), ("usage", "--discover")])
def test_a_git_that_prints_nothing_has_not_answered(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = write(tmp_path / "app")
    commit(folder)
    silent = tmp_path / "bin" / "git"
    silent.parent.mkdir()
    silent.write_text("#!/bin/sh\nexit 0\n")
    silent.chmod(0o755)
    env = environment(PATH=f"{silent.parent}{os.pathsep}{os.environ['PATH']}")
    done = run(*command, "--format", "json", cwd=folder, env=env)
    assert done.returncode == 1
    (found,) = (i for i in json.loads(done.stdout)["findings"] if i["code"] == "U907")
    assert "git prints nothing" in found["message"]
    assert found["hint"] == "see which `git` is run"


def test_a_repository_without_files_is_no_silent_git(tmp_path: Path) -> None:
    folder = write(tmp_path / "app")
    (folder / ".gitignore").write_text("*\n")
    git(folder, "init", "--quiet")
    said = usage(folder)
    assert not said.of("U907")
    assert "git ignores it: see .gitignore:1" in said.of("U904")[0]["hint"]


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize("name", ["web.ts", "job.py", "page.vue", "page.astro", "old.rb"])
def test_a_pointer_of_git_lfs_is_code_that_was_not_read(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path)
    (folder / name).write_text(POINTER)
    said = usage(folder)
    assert said.is_withheld
    if name == "old.rb":
        assert "1 possible use in .rb files not read" in said.lines
        return
    (found,) = said.of("U906")
    assert "git lfs pull" in found["message"]


def test_a_pointer_of_git_lfs_is_named_wherever_it_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "capture.ndjson").write_text(POINTER)
    said = run("validate", "capture.ndjson", cwd=folder)
    assert said.returncode == 1
    assert "this looks like a Git LFS pointer" in said.stdout
    assert "git lfs pull" in said.stdout
    (folder / "baseline.json").write_text(POINTER)
    said = run("lint", "--baseline", "baseline.json", cwd=folder)
    assert said.returncode == 2
    assert "it is a Git LFS pointer, without the content: run `git lfs pull`" in said.stderr
    (folder / "more.yaml").write_text(POINTER)
    plan = folder / "tracking-plan.yaml"
    plan.write_text(f"{plan.read_text()}include: [more.yaml]\n")
    said = run("lint", cwd=folder)
    assert "more.yaml error F001" in said.stdout
    assert "git lfs pull" in said.stdout
    plan.write_text(POINTER)
    assert "git lfs pull" in run("lint", cwd=folder).stdout


@pytest.mark.parametrize(
    ("name", "line"),
    [("old.py", 3), ("old.ts", 3), ("old.js", 3), ("old.vue", 4), ("old.svelte", 4)],
)
def test_lines_may_end_in_cr_alone(tmp_path: Path, name: str, line: int) -> None:
    """The languages say so: a comment on the first line does not hide the rest."""
    code = CALL.replace("{}", "Othr") if name != "old.py" else PYTHON.replace("{}", "Othr")
    code = f"{'#' if name == 'old.py' else '//'} made long ago\n{code}"
    if name.endswith((".vue", ".svelte")):
        code = f"<script>\n{code}</script>\n"
    folder = write(tmp_path)
    (folder / name).write_bytes(code.replace("\n", "\r").encode())
    said = usage(folder)
    assert not said.of("U901")
    shown = run("usage", "--format", "concise", "--select", "U101", cwd=folder).stdout
    assert shown.startswith(f"{name}:{line}:")
    assert run("usage", "--fix", "--unsafe-fixes", cwd=folder).returncode == 0
    fixed = code.replace("Othr", "Other").replace("\n", "\r")
    assert (folder / name).read_bytes() == fixed.encode()


def test_whoever_means_it_makes_it_a_warning(tmp_path: Path) -> None:
    folder = write(tmp_path, settings="findings: {severity: {U907: warning}}\n")
    (folder / ".git").write_text("gitdir: /nowhere\n")
    said = usage(folder)
    assert said.code == 0
    assert said.of("U907")
    assert said.is_withheld


def _with_submodule(folder: Path, settings: str = "", name: str = "lib") -> Path:
    library = folder / "library"
    library.mkdir()
    (library / "Other.ts").write_text(CALL.replace("{}", "Other"))
    commit(library)
    origin = write(folder / "origin", settings=settings)
    git(origin, "init", "-q")
    git(origin, "submodule", "--quiet", "add", "../library", name)
    commit(origin)
    return origin


def test_a_submodule_that_is_not_checked_out_is_counted(tmp_path: Path) -> None:
    origin = _with_submodule(tmp_path)
    git(tmp_path, "clone", "-q", "origin", "clone")
    assert "checked out" not in "".join(usage(origin).lines)
    clone = tmp_path / "clone"
    for is_there in (True, False):
        said = usage(clone)
        assert "1 submodule is not checked out: lib" in said.lines
        assert said.is_withheld
        if is_there:
            (clone / "lib").rmdir()
    git(clone, "submodule", "--quiet", "update", "--init")
    assert usage(clone).lines == usage(origin).lines


def test_a_submodule_without_its_repository_is_an_error(tmp_path: Path) -> None:
    origin = _with_submodule(tmp_path)
    (origin / "lib/.git").write_text("gitdir: /nowhere\n")
    (found,) = usage(origin).of("U907")
    assert "repository 'lib'" in found["message"]
    (origin / "lib/.git").unlink()
    assert "1 submodule is not checked out: lib" in usage(origin).lines


@pytest.mark.parametrize("settings", ["exclude: [lib]", "exclude: ['lib/**']", "paths: ['*.ts']"])
def test_a_submodule_that_is_not_asked_for_is_not_counted(tmp_path: Path, settings: str) -> None:
    _with_submodule(tmp_path, f"usage: {{{settings}}}\n")
    git(tmp_path, "clone", "-q", "origin", "clone")
    said = usage(tmp_path / "clone")
    assert "submodule" not in "".join(said.lines)
    assert len(said.of("U501")) == 1


@pytest.mark.parametrize("pattern", ["lib", "lib/src/**", "li[b]/**", "**/*.pug"])
def test_patterns_may_match_in_a_submodule_that_is_not_there(tmp_path: Path, pattern: str) -> None:
    _with_submodule(tmp_path, f"sources: {{a: {{paths: ['{pattern}']}}}}\n")
    git(tmp_path, "clone", "-q", "origin", "clone")
    assert not usage(tmp_path / "clone").of("U904")


def test_a_run_that_reads_nothing_for_want_of_a_submodule_is_an_error(tmp_path: Path) -> None:
    _with_submodule(tmp_path, "usage: {paths: [lib]}\n")
    git(tmp_path, "clone", "-q", "origin", "clone")
    (found,) = usage(tmp_path / "clone").of("U904")
    assert found["severity"] == "error"
    assert "git submodule update --init" in found["hint"]
    (found,) = usage(tmp_path / "clone", "lib").of("U904")
    assert "'lib' is a submodule that is not checked out" in found["message"]


def test_a_sparse_checkout_is_counted(tmp_path: Path) -> None:
    folder = write(tmp_path, "web/Other.ts", "web/readme.md", "web/tests/a.ts", "api/a.py")
    commit(folder)
    git(folder, "sparse-checkout", "set", "--no-cone", "/*", "!/web/")
    said = usage(folder)
    assert "1 file of code is not checked out: web/Other.ts" in said.lines
    assert said.is_withheld
    (found,) = usage(folder, "app.ts", "api").of("U101")
    assert found["event"] == "a"
    (folder / "tracking-plan.yaml").write_text(PLAN + "usage: {exclude: [web]}\n")
    assert len(usage(folder).of("U501")) == 1


def test_sources_that_are_not_checked_out_are_withheld_and_no_others(tmp_path: Path) -> None:
    sources = "sources: {web: {paths: [web]}, api: {paths: [api, app.ts]}}\n"
    folder = write(tmp_path, "web/a.ts", "api/a.py", settings=sources)
    text = (folder / "tracking-plan.yaml").read_text()
    other = "  Other: {description: Something else., sources: [api]}"
    text = text.replace("  Other: {description: Something else.}", other)
    (folder / "tracking-plan.yaml").write_text(text)
    commit(folder)
    git(folder, "sparse-checkout", "set", "--no-cone", "/*", "!/web/")
    said = usage(folder)
    assert "1 file of code is not checked out: web/a.ts" in said.lines
    assert [found["event"] for found in said.of("U501")] == ["Other"]


@pytest.mark.parametrize(
    "name",
    ["build/b.ts", "a/dist/b.py", "target/b.js", "vendor/x/b.ts", ".x/b.py", "venv/b.py"],
)
def test_outside_of_git_built_folders_are_counted(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, name)
    (folder / name).with_name("c.ts").write_text("export const x = 1;\n")
    said = usage(folder)
    assert said.events == set()
    line = "1 file with tracking in built or hidden folders not read"
    assert f"{line}: {name}" in said.lines
    assert said.is_withheld
    (folder / "tracking-plan.yaml").write_text(PLAN + f"usage: {{exclude: ['{name}']}}\n")
    assert len(usage(folder).of("U501")) == 1
    (folder / "tracking-plan.yaml").write_text(PLAN + f"usage: {{paths: ['*.ts', '{name}']}}\n")
    assert usage(folder).events == {"b"}
    commit(folder)
    assert usage(folder).events == {"b"}


@pytest.mark.parametrize("name", ["node_modules/x/b.ts", "a/node_modules/b.ts", "env/lib/b.py"])
def test_outside_of_git_what_is_installed_is_not_counted(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, name)
    (folder / "env").mkdir(exist_ok=True)
    (folder / "env/pyvenv.cfg").touch()
    said = usage(folder)
    assert said.events == set()
    assert len(said.of("U501")) == 1
    assert "hidden" not in "".join(said.lines)


def test_paths_of_folders_that_are_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path, "a/build/b.ts", settings="sources: {a: {paths: [a/build]}}\n")
    (found,) = usage(folder, "a").of("U904")
    assert "'a' has code only in folders that are left out outside of git" in found["message"]
    (found,) = usage(folder).of("U904")
    assert found["severity"] == "error"
    assert found["hint"] == (
        "'a/build/b.ts' is left out, as what is built: name its folder in `usage.paths`"
    )
    assert usage(folder, "a/build").events == {"b"}


def test_names_of_unseen_code_make_no_lines_of_their_own(tmp_path: Path) -> None:
    names = [f"build/{number}\nusage: nothing found.ts" for number in range(5)]
    said = usage(write(tmp_path, *names))
    (line,) = [line for line in said.lines if "hidden" in line]
    assert line.endswith(", 2 more")
    assert not any(line.startswith("usage: nothing found.ts") for line in said.lines)


@pytest.mark.parametrize("pipe", [".gitignore", "a/.gitignore", ".git/more"])
def test_a_repository_that_git_would_wait_for_is_an_error(tmp_path: Path, pipe: str) -> None:
    commit(write(tmp_path, "a/a.ts"))
    with (tmp_path / ".git" / "config").open("a") as settings:
        settings.write("[include]\n\tpath = more\n")
    os.mkfifo(tmp_path / pipe)
    (found,) = usage(tmp_path).of("U907")
    assert "a pipe stands where git reads a file" in found["message"]


@pytest.mark.parametrize("pattern", ["web\\src", "web\\**", "web\\src\\*.ts"])
def test_a_pattern_with_backslashes_says_what_divides_folders(tmp_path: Path, pattern: str) -> None:
    said = usage(write(tmp_path, settings=f"usage: {{paths: ['{pattern}']}}\n"))
    (found,) = said.of("U904")
    assert found["severity"] == "error"
    assert found["hint"] == "folders are divided by '/', on every system"
