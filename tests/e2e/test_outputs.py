"""An output never takes the place of what is read, or of another output, by whatever name."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import process
import pytest

from tracking_plan.cli import late_file

PLAN = """tracking_plan: 1
include: [more.yaml, parts/**/*.yaml, './loose/*']
events:
  Signed Up: {description: Somebody signed up., properties: {}}
"""
GOOD = b'{"event":"Signed Up","environment":"production","properties":{},"distinct_id":"u1"}\n'
BAD = b'{"event":"Nope","environment":"production","properties":{},"distinct_id":"u1"}\n'
REGISTRY = "tracking-plan-registry"
FILES = {
    "tracking-plan.yaml": PLAN.encode(),
    "more.yaml": b"events: {}\n",
    "capture": GOOD + BAD,
    "other": GOOD,
    "app.py": b"print('hello')\n",
    ".tracking-plan/baseline.json": b'{"version": 1, "findings": []}\n',
    ".git/config": b"[core]\n",
    ".gitignore": b"/out\n",
    "parts/one.yaml": b"events: {}\n",
    "loose/one": b"events: {}\n",
    f"{REGISTRY}/index.json": b'{"index_version": 1, "hash_version": 1, "events": []}\n',
    f"{REGISTRY}/signed-up-0a1b2c3d/1.0.json": b"{}\n",
    f"elsewhere/{REGISTRY}/index.json": b'{"index_version": 1, "hash_version": 1}\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "link").symlink_to("capture")
    (tmp_path / "git-link").symlink_to(".git/config")
    (tmp_path / "plan-link").symlink_to("tracking-plan.yaml")
    os.link(tmp_path / "capture", tmp_path / "hard")
    os.link(tmp_path / "more.yaml", tmp_path / "hard-plan")
    (tmp_path / "version-link").symlink_to(f"{REGISTRY}/signed-up-0a1b2c3d/1.0.json")
    os.link(tmp_path / REGISTRY / "index.json", tmp_path / "hard-index")
    os.link(tmp_path / ".tracking-plan/baseline.json", tmp_path / "hard-baseline")
    return tmp_path


def run(folder: Path, command: str) -> process.Result:
    """Runs a line of a shell in which `tp` is the program; without one where none is needed."""
    if not set(command) & set("<>|;&$"):
        return process.run(*command.split()[1:], cwd=folder)
    script = f'tp() {{ "{sys.executable}" -m tracking_plan "$@"; }}\n{command}'
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


DESTROYING = [
    "tp validate capture --quarantine capture",
    "tp validate capture --valid ./capture",
    "tp validate capture --quarantine link",
    "tp validate link --quarantine capture",
    "tp validate capture --quarantine hard",
    "tp validate hard --valid capture",
    "tp validate capture --valid -",
    "tp validate capture --quarantine -",
    "tp validate capture >> capture",
    "tp validate capture 1<> capture",
    "tp validate hard --format json >> capture",
    "tp validate link >> capture",
    "tp lint >> tracking-plan.yaml",
    "tp validate other capture --valid hard",
    "tp validate - --quarantine capture < capture",
    "tp validate --quarantine hard < capture",
    "tp validate - --valid /dev/stdin < capture",
    "tp validate - --valid /dev/fd/0 < capture",
    "tp validate /dev/fd/3 --valid capture 3< capture",
    "tp validate capture --valid /dev/fd/3 3< capture",
    "tp validate capture --format json=capture",
    "tp validate capture --format json --output hard",
    "tp validate - --format json=capture < capture",
    "tp validate capture --quarantine tracking-plan.yaml",
    "tp validate capture --valid plan-link",
    "tp validate capture --valid hard-plan",
    "tp validate capture --format json=tracking-plan.yaml",
    "tp validate capture --output more.yaml",
    "tp validate capture --quarantine .tracking-plan/baseline.json",
    "tp validate capture --valid hard-baseline",
    "tp validate capture --format json=hard-baseline",
    "tp validate capture --baseline capture --write-baseline",
    "tp validate capture --baseline more.yaml --write-baseline",
    "tp validate capture --valid new/../capture",
    "tp validate capture --quarantine a/b/../../capture",
    "tp validate capture --format json=new/../capture",
    "tp lint --output new/../tracking-plan.yaml",
    "tp lint --baseline new/../app.py --write-baseline",
    "tp validate capture --valid new/../fresh --quarantine fresh",
    "tp validate capture --quarantine new --valid new",
    "tp validate capture --quarantine new --valid ./new",
    "tp validate capture --quarantine new --format json=new",
    "tp validate capture --format json=new --format sarif=./new",
    "tp validate capture --quarantine new --baseline new --write-baseline",
    "tp validate capture --format json=new --baseline new --write-baseline",
    "tp validate capture --quarantine new > new",
    "tp validate capture --quarantine /dev/stdout > new",
    "tp validate capture --valid /dev/stdout | cat; exit ${PIPESTATUS[0]}",
    "tp validate capture --valid new --format json=r 2>> new",
    "tp lint --format json=tracking-plan.yaml",
    "tp lint --output hard-plan",
    "tp usage --format json=app.py",
    "tp check --output app.py",
    "tp check --format json=.tracking-plan/baseline.json",
    "tp lint --format json=new --format sarif=./new",
    "tp lint --output parts/report.yaml",
    "tp lint --output loose/report",
    "tp validate capture --valid parts/deeper/../good.yaml",
    "tp validate capture --quarantine $PWD/loose/bad",
    "tp check --baseline loose/baseline --write-baseline",
    "ln -s ../later parts/link.yaml; tp lint --output later",
    "tp lint --fix --output parts/report.yaml",
    "tp lint --output .git/config",
    "tp validate capture --valid git-link",
    "tp check --output .gitignore",
    "tp validate capture --quarantine app.py",
    f"tp lint --output {REGISTRY}/index.json",
    f"tp lint --format json={REGISTRY}/signed-up-0a1b2c3d/1.0.json",
    f"tp check --output ./elsewhere/../{REGISTRY}/index.json",
    f"tp publish --output {REGISTRY}/index.json",
    f"tp usage --output elsewhere/{REGISTRY}/index.json",
    f"tp validate capture --valid {REGISTRY}/index.json",
    "tp validate capture --quarantine version-link",
    "tp validate capture --valid hard-index",
    f"tp validate capture --baseline {REGISTRY}/index.json --write-baseline",
    f"tp lint >> {REGISTRY}/index.json",
    f"tp lint --output {REGISTRY}/signed-up-0a1b2c3d/1.1.json",
    f"tp diff --json-schema capture other --output {REGISTRY}/index.json",
]


@pytest.mark.parametrize("command", DESTROYING)
def test_what_would_be_destroyed_is_refused(folder: Path, command: str) -> None:
    done = run(folder, command)
    assert done.returncode == 2, done
    for name, content in FILES.items():
        assert (folder / name).read_bytes() == content
    assert not list(folder.glob(".*.part"))


HARMLESS = [
    ("tp validate capture --quarantine bad --valid good", {"bad": BAD, "good": GOOD}),
    ("tp validate capture --quarantine other", {"other": BAD}),
    ("tp validate capture --quarantine /dev/null --valid /dev/null", {}),
    ("tp validate - --quarantine bad --valid /dev/null < capture", {"bad": BAD}),
    ("tp validate capture --format json=r --valid /dev/stdout > good", {"good": GOOD}),
    (
        "tp validate capture --format json=r --valid /dev/stdout | cat > good; exit 1",
        {"good": GOOD},
    ),
    ("ln -s good to; tp validate capture --valid to", {"good": GOOD}),
    ("tp validate capture --valid >(cat > good); code=$?; sleep 1; exit $code", {"good": GOOD}),
    ("tp validate capture --baseline new --write-baseline --valid good; exit 1", {"good": GOOD}),
    ("tp validate capture --valid parts/good.ndjson", {"parts/good.ndjson": GOOD}),
    ("tp validate capture --valid good.yaml", {"good.yaml": GOOD}),
    (f"tp validate capture --valid {REGISTRY}/good", {f"{REGISTRY}/good": GOOD}),
    ("tp validate capture --valid index.json", {"index.json": GOOD}),
    ("tp validate capture --valid elsewhere/1.0.json", {"elsewhere/1.0.json": GOOD}),
    ("cd parts; tp validate ../capture --valid more.txt", {"parts/more.txt": GOOD}),
    ("tp lint --output r; tp validate capture --output r --valid good", {"good": GOOD}),
]


@pytest.mark.parametrize(("command", "expected"), HARMLESS)
def test_what_destroys_nothing_is_written(
    folder: Path, command: str, expected: dict[str, bytes]
) -> None:
    done = run(folder, command)
    assert done.returncode == 1, done
    for name, content in expected.items():
        assert (folder / name).read_bytes() == content


def test_a_run_that_fails_leaves_the_file_as_it_was(folder: Path) -> None:
    (folder / "good").write_bytes(b"from before\n")
    done = run(folder, "tp validate capture /proc/self/mem --valid good")
    assert done.returncode == 2
    assert (folder / "good").read_bytes() == b"from before\n"
    assert not list(folder.glob(".*.part"))


@pytest.mark.parametrize("name", ["more.yaml", "hard-plan", "tracking-plan.yaml"])
def test_a_broken_plan_is_not_replaced_by_the_report_on_it(folder: Path, name: str) -> None:
    broken = b"events: {A: [}\n"
    (folder / "more.yaml").write_bytes(broken)
    for command in ("lint", "check", "validate capture"):
        assert run(folder, f"tp {command} --format json={name}").returncode == 2
        assert (folder / "more.yaml").read_bytes() == broken
        assert (folder / "tracking-plan.yaml").read_bytes() == PLAN.encode()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_nothing_behind(folder: Path, signal_: signal.Signals) -> None:
    before = sorted(path.name for path in folder.iterdir())
    command = [*process.COMMAND, "validate", "-", "--valid", "good"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=process.can_be_interrupted,
    ) as running:
        assert running.stdin is not None
        running.stdin.write(GOOD * 5_000)  # more than a pipe takes at once: it is being read
        running.send_signal(signal_)
        assert running.wait(30) != 0
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_mode_of_a_file_is_kept(folder: Path) -> None:
    (folder / "good").write_bytes(b"")
    (folder / "good").chmod(0o600)
    assert run(folder, "tp validate capture --valid good").returncode == 1
    assert (folder / "good").stat().st_mode & 0o777 == 0o600


def test_without_nameless_files_the_same_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_file, "_NAMELESS", None)
    with late_file.late_file(folder / "good") as stream:
        stream.writelines([GOOD])
    assert (folder / "good").read_bytes() == GOOD
    with pytest.raises(OSError), late_file.late_file(folder / "good") as stream:  # noqa: PT011
        stream.writelines([BAD, (folder / "nowhere").read_bytes()])
    assert (folder / "good").read_bytes() == GOOD
    assert not list(folder.glob(".*.part"))


TARGET = "tracking_plan: 1\ngenerate: [{target: python, output: gen}]\nevents: {Signed Up: {}}\n"


def test_helpers_are_not_written_into_what_the_plan_includes(tmp_path: Path) -> None:
    (tmp_path / "gen").mkdir()
    (tmp_path / "gen/more.yaml").write_text("events: {}\n")
    for pattern, code in (("gen/*", 1), ("gen/**/*.yaml", 0)):
        plan = f"{TARGET}include: ['{pattern}']\n"
        (tmp_path / "tracking-plan.yaml").write_text(plan)
        done = process.run("generate", cwd=tmp_path)
        assert done.returncode == code, done
        assert ("G102" in done.stdout) == (code == 1)
        assert bool(list(tmp_path.glob("gen/*.py"))) == (code == 0)


def test_a_report_does_not_replace_a_generated_file(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(TARGET)
    done = process.run("generate", "--output", "gen/__init__.py", cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "gen").exists()
