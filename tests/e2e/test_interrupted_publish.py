"""`publish` that does not come to its end: killed at each step, or on a disk that is full."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from git_repositories import Checkout
from process import COMMAND, environment, start
from registries import Project

from tracking_plan.registry.publishing.layout import JOURNAL

OLD = "Old: {properties: {a: string}}"
NEW = ("New: {properties: {b: string}}", "Other: {properties: {c: string}}")
CHANGED = (NEW[0].replace("string", "integer!"), NEW[1].replace("c:", "d:"))
# Kills the process in front of the n-th call that changes something below the registry.
KILLER = """
import os, signal, sys
left = [int(sys.argv.pop(1))]
def step(event, arguments):
    if event == "open":
        is_step = "tracking-plan-registry" in str(arguments[0]) and arguments[2] & 3
    else:
        is_step = event in ("os.link", "os.rename", "os.mkdir", "os.remove", "os.rmdir")
    if is_step:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(step)
from tracking_plan.cli.main import run
run()
"""


def _killed(project: Project, step: int) -> bool:
    """Whether a run of `publish` was killed in front of a step; else it came to its end."""
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(step), "publish", "-q"],
        cwd=project.folder,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def _start(folder: Path, *, has_registry: bool) -> Project:
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder).plan(OLD)
    if has_registry:
        project.publish()
    return project.plan(OLD, *NEW)


def _next(project: Project) -> None:
    """Publishes, and sees that all is well then."""
    project.publish()
    assert not project.read().flaws
    assert not project.read().unfinished
    names = {path.name for path in project.registry.rglob("*")}
    assert not any(name.startswith(".") for name in names)
    assert project.codes("lint") == []


@pytest.mark.slow
@pytest.mark.parametrize("has_registry", [False, True])
def test_a_run_that_is_killed_at_any_step(tmp_path: Path, has_registry: bool) -> None:
    whole = _start(tmp_path / "whole", has_registry=has_registry)
    whole.publish()
    seen = set()
    for step in range(100):
        project = _start(tmp_path / "shop", has_registry=has_registry)
        if not _killed(project, step):
            break
        project.assert_whole()
        kept = project.contents()
        is_published = "index.json" in kept and b'"New"' in kept["index.json"]
        seen.add((len(project.read().unfinished), is_published))
        assert set(project.codes("lint")) <= {"V404"}
        _next(project)
        assert project.contents() == whole.contents(), step
        for events, now in (((OLD, *CHANGED), "New 1.0"), ((OLD,), None)):
            shutil.rmtree(project.registry)
            for path, content in kept.items():
                (project.registry / path).parent.mkdir(parents=True, exist_ok=True)
                (project.registry / path).write_bytes(content)
            project.plan(*events)
            if is_published:
                project.publish(code=1)
                continue
            _next(project)
            assert set(project.statuses()) == {"Old 1.0", *({now, "Other 1.0"} if now else ())}
            assert len(project.contents()) == 1 + len(project.statuses())
    assert {is_published for _, is_published in seen} == {False, True}
    assert max(count for count, _ in seen) >= 2, "some were killed in between"


def test_what_a_killed_run_has_left_is_said_and_not_compared(tmp_path: Path) -> None:
    project = _start(tmp_path / "shop", has_registry=True)
    assert any(_killed(project, step) and project.read().unfinished for step in range(9, 100))
    project.plan(OLD, *CHANGED)
    (flaw,) = project.read().flaws
    assert flaw.path == JOURNAL
    assert "did not come to its end" in flaw.says
    assert project.codes("lint") == project.codes("check") == ["V404"]
    assert f"{JOURNAL} is left of a `publish`" in project.publish().stderr


def test_what_a_killed_run_has_left_may_be_committed(tmp_path: Path) -> None:
    """Whoever clones it, and whoever merges it, goes on as if it were not there."""
    checkout = Checkout(tmp_path / "shop")
    project = Project(checkout.folder).plan(OLD)
    project.publish()
    checkout.commit()
    checkout.git("checkout", "-qb", "topic")
    project.plan(OLD, *NEW)
    assert any(_killed(project, step) and project.read().unfinished for step in range(9, 100))
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    project.plan(OLD, "Third: {}").publish()
    checkout.commit()
    checkout.git("merge", "-q", "topic", may_fail=True)
    project.plan(OLD, "Third: {}", *NEW)
    checkout.git("add", "-A")
    _next(project)
    assert set(project.statuses()) == {"Old 1.0", "Third 1.0", "New 1.0", "Other 1.0"}


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "[" * 90_000,
        '{"index": null}',
        '{"index": null, "files": 3}',
        '{"files": {}}',
    ],
)
def test_a_note_that_cannot_be_read_hides_nothing(tmp_path: Path, said: str) -> None:
    project = Project(tmp_path / "shop").plan(OLD)
    project.publish()
    (project.registry / JOURNAL).write_text(said)
    assert project.codes("lint") == []
    project.plan(OLD.replace("string", "integer"))
    assert project.codes("lint") == ["V403"]
    project.plan(OLD)
    _next(project)


def test_a_note_of_a_run_that_has_ended_hides_nothing(tmp_path: Path) -> None:
    """Killed behind the index: what the note lists is published, whatever comes then."""
    project = _start(tmp_path / "shop", has_registry=True)
    killed = (step for step in range(14, 100) if _killed(project, step))
    assert any('"New"' in (project.registry / "index.json").read_text() for _ in killed)
    assert (project.registry / JOURNAL).exists()
    assert project.codes("lint") == []
    project.plan(OLD, *CHANGED)
    assert project.codes("lint") == ["V403", "V403"]
    (project.registry / "index.json").unlink()
    assert sorted(project.codes("lint")) == ["V403", "V403", "V404"]


@pytest.mark.skipif(sys.platform == "win32", reason="two runs are not kept apart there")
@pytest.mark.parametrize("moves", [False, True])
def test_a_run_that_waits_reads_the_plan_again(tmp_path: Path, moves: bool) -> None:
    """The run that it waits for may have published a newer plan than the one that it has read."""
    import fcntl

    newer = Project(tmp_path / "newer").plan(OLD, *NEW)
    newer.publish()
    project = Project(tmp_path / "shop").plan(OLD)
    project.publish()
    lock = os.open(project.registry, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    waiting = subprocess.Popen(
        [*COMMAND, "publish"],
        cwd=project.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stderr is not None
    assert "waiting for another `publish` to end" in waiting.stderr.readline()
    shutil.copytree(newer.registry, project.registry, dirs_exist_ok=True)
    project.plan(OLD, *NEW, head="registry: {path: other}\n" if moves else "")
    os.close(lock)
    out, errors = waiting.communicate(timeout=60)
    assert waiting.returncode == (2 if moves else 0), (out, errors)
    assert ("another `registry.path` now" if moves else "nothing new") in errors
    assert project.contents() == newer.contents()
    assert not (project.folder / "other").exists()


@contextmanager
def _disk(folder: Path) -> Iterator[Path]:
    """A disk of 128 kB, or a skipped test where there can be none."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system")
@pytest.mark.parametrize("has_registry", [False, True])
def test_a_disk_that_is_full_at_any_step(tmp_path: Path, has_registry: bool) -> None:
    with _disk(tmp_path / "disk") as disk:
        counts = {0: 0, 2: 0}
        for free in range(8):
            project = _start(disk / "shop", has_registry=has_registry)
            before = project.contents()
            ballast = disk / "ballast"
            left = os.statvfs(disk).f_bavail - free
            ballast.write_bytes(bytes(left * os.statvfs(disk).f_frsize))
            done = start("publish", cwd=project.folder)
            counts[done.returncode] += 1
            ballast.unlink()
            if done.returncode:
                assert "cannot write" in done.stderr
                assert "No space left on device" in done.stderr
                assert project.contents() == before, "all is taken back"
                project.plan(OLD, *CHANGED)
            _next(project)
        assert counts[2]
        assert counts[0]


@pytest.mark.parametrize("limit", [400, 900])
def test_a_file_that_is_too_large_takes_all_back(tmp_path: Path, limit: int) -> None:
    project = _start(tmp_path / "shop", has_registry=True)
    project.plan(OLD, *NEW, "Large: {description: %s}" % ("x" * 2000))
    before = project.contents()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = start("publish", cwd=project.folder, before=limited)
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert project.contents() == before
    assert sorted(path.name for path in project.registry.iterdir()) == sorted(
        {path.split("/")[0] for path in before}
    )
    project.plan(OLD, *CHANGED)
    _next(project)


def test_a_file_in_the_way_is_kept_and_all_else_taken_back(tmp_path: Path) -> None:
    project = _start(tmp_path / "shop", has_registry=True)
    whole = _start(tmp_path / "whole", has_registry=True)
    whole.publish()
    path = whole.file("New 1.0").relative_to(whole.registry)
    (project.registry / path).mkdir(parents=True)
    done = start("publish", cwd=project.folder)
    assert done.returncode == 2, done
    assert [one.name for one in (project.registry / path).parent.iterdir()] == ["1.0.json"]
    assert not (project.registry / JOURNAL).exists()
    assert json.loads((project.registry / "index.json").read_text())["events"][0]["event"] == "Old"
    (project.registry / path).rmdir()
    _next(project)
    assert project.contents() == whole.contents()
