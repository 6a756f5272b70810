"""Which files `usage` reads in git checkouts: linked worktrees, hooks, submodules."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from process import unmeasured

PLAN = "tracking_plan: 1\nevents:\n  Signed Up: {description: Somebody created an account.}\n"
CODE = "from altertable import Altertable\nAltertable('k').track('{name}', 'u_1')\n"


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


def write(folder: Path, *names: str) -> None:
    """Code in files of these names, each with an event of the file's name."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CODE.format(name=path.stem))


def repository(folder: Path, *names: str) -> None:
    """A repository with files of these names, and one that it ignores."""
    write(folder, *names, "ignored.py")
    (folder / ".gitignore").write_text("ignored.py\n")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "a commit")


def checked(folder: Path, **variables: str) -> set[str]:
    """The events that `usage` finds there, all of them unplanned."""
    done = subprocess.run(
        [sys.executable, "-m", "tracking_plan", "usage", "--format", "concise"],
        cwd=folder,
        env={**unmeasured(), **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return {line.split("'")[1] for line in done.stdout.splitlines() if "U101" in line}


@pytest.mark.parametrize("inherited", [(), ("GIT_DIR",), ("GIT_DIR", "GIT_WORK_TREE")])
def test_a_linked_worktree_in_a_hook_checks_no_ignored_file(
    tmp_path: Path, inherited: tuple[str, ...]
) -> None:
    main, linked = tmp_path / "main", tmp_path / "linked"
    (main).mkdir()
    (main / "tracking-plan.yaml").write_text(PLAN)
    repository(main, "kept.py")
    git(main, "worktree", "add", "-q", str(linked))
    write(linked, "ignored.py", "added.py")
    gitdir = main / ".git" / "worktrees" / "linked"
    variables = {
        "GIT_DIR": str(gitdir),
        "GIT_WORK_TREE": str(linked),
        "GIT_INDEX_FILE": str(gitdir / "index"),
        "GIT_PREFIX": "",
    }
    set_there = {name: variables[name] for name in inherited}
    others = {"GIT_INDEX_FILE": variables["GIT_INDEX_FILE"], "GIT_PREFIX": ""} if inherited else {}
    assert checked(linked, **set_there, **others) == {"kept", "added"}


def test_code_in_submodules_is_read_and_what_they_ignore_is_not(tmp_path: Path) -> None:
    main = tmp_path / "main"
    main.mkdir()
    (main / "tracking-plan.yaml").write_text(PLAN)
    repository(tmp_path / "lib", "inner.py", "deep/inmost.py")
    repository(main, "outer.py")
    allowed = ("-c", "protocol.file.allow=always")
    git(main, *allowed, "submodule", "--quiet", "add", "../lib", "parts/lib")
    git(main, "commit", "-qm", "a submodule")
    write(main, "parts/lib/ignored.py", "parts/lib/fresh.py")
    assert checked(main) == {"outer", "inner", "inmost", "fresh"}
    git(main, "submodule", "deinit", "-f", "-q", "parts/lib")
    assert checked(main) == {"outer"}


def test_a_repository_within_another_is_read_and_one_behind_a_link_is_not(tmp_path: Path) -> None:
    main = tmp_path / "main"
    main.mkdir()
    (main / "tracking-plan.yaml").write_text(PLAN)
    repository(main, "outer.py")
    repository(main / "nested", "inner.py")
    repository(tmp_path / "outside", "secret.py")
    (main / "linked").symlink_to(tmp_path / "outside")
    assert checked(main) == {"outer", "inner"}


@pytest.mark.parametrize(
    "name", [".gitignore", ".git/config", ".git/info/exclude", "../.gitignore"]
)
def test_a_pipe_where_git_reads_a_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "project"
    repository(folder, "app.py")
    (folder / "tracking-plan.yaml").write_text(PLAN)
    pipe = folder / name
    pipe.parent.mkdir(exist_ok=True)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    begin = time.monotonic()
    assert "app" in checked(folder)
    assert time.monotonic() - begin < 30  # git is given a minute
