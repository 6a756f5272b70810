"""Plans as bad as people and disks make them: a message, an exit code, and no traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from effort import assert_at_most
from process import Result, run, start, unmeasured

PLAN = "tracking-plan.yaml"
LIMIT_SECONDS = 2
LIMIT_MIB = 500
NOBODY = 65534
# Root without the right to read what is others': files of NOBODY are then closed to it. (To
# become another user would not do: the interpreter may lie in root's own folder.)
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

BOMB = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10) if i else '1'}]\n" for i in range(10))

# Each property holds the one before three times: few lines, and a million properties.
TREBLING = "p0: &p0 {type: object, properties: {a: string}}" + "".join(
    f", p{i}: &p{i} {{type: object, properties: {{a: *p{i - 1}, b: *p{i - 1}, c: *p{i - 1}}}}}"
    for i in range(1, 15)
)


def lint(folder: Path, *arguments: str) -> Result:
    """`tracking-plan lint` in a folder, held to the limits of time and memory."""
    memory = LIMIT_MIB * 1024 * 1024
    done = run("lint", *arguments, cwd=folder, env=unmeasured(), memory=memory)
    assert_at_most(done.seconds, LIMIT_SECONDS)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("content", "exit_code", "said"),
    [
        (b"", 2, "the file is empty"),
        (b"\xef\xbb\xbf", 2, "the file is empty"),
        (b"just some words", 2, "a plan is a mapping"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 2, "F002"),
        (b"tracking_plan: 1\nevents:\n\tA: {}\n", 2, "indent with spaces"),
        (b"tracking_plan: 1\nname: a\x00b\n", 2, "U+0000"),
        ("tracking_plan: 1\nname: x\n".encode("utf-16"), 2, "UTF-16"),
        ("tracking_plan: 1\nname: café\n".encode("latin-1"), 2, f"{PLAN}:2:10"),
        (b"[" * 5000, 2, "nested more than 100 deep"),
        (b"{" * 5000, 2, "nested more than 100 deep"),
        (b"{a: " * 25_000 + b"}" * 25_000, 2, "nested more than 100 deep"),
        (b"a: " * 5000, 2, "F004"),
        (b"- " * 5000, 2, "nested more than 100 deep"),
        (f"tracking_plan: 1\n{BOMB}".encode(), 1, "aliases expand"),
        (b"tracking_plan: 1\nevents: &e {A: *e}\n", 1, "contains itself"),
        (f"tracking_plan: 1\nevents: {{E: {{properties: {{{TREBLING}}}}}}}\n".encode(), 1,
         "aliases expand"),
        (b"tracking_plan: 1\ntracking_plan: 1\n", 1, "stands twice"),
        (b"tracking_plan: 1\nevents: {A: {properties: {p: {type: string, required: yes}}}}\n", 1,
         "write true"),
        (b"tracking_plan: 1\nevents: {A: {owner: 2026}}\n", 1, "quote it: '2026'"),
        (b"tracking_plan: 1\nevent: {}\n", 1, "did you mean 'events'?"),
        (b"tracking_plan: 1\ninclude: [none.yaml]\n", 1, "no file matches"),
        (b"tracking_plan: 1\ninclude: [../x.yaml]\n", 1, "outside the plan's folder"),
        (b"tracking_plan: 2\n", 2, "upgrade tracking-plan"),
        (b"tracking_plan: 1\nevents: {A: {version: " + b"9" * 100_000 + b"}}\n", 1, "F108"),
        (b"tracking_plan: 1\nevents: {A: {metadata: {n: " + b"9" * 100_000 + b"}}}\n", 0, ""),
        (b"tracking_plan: 1\nname: '" + b"x" * 1_000_000 + b"'\n", 0, ""),
    ],
)  # fmt: skip
def test_a_bad_plan_is_told_apart(
    tmp_path: Path, content: bytes, exit_code: int, said: str
) -> None:
    (tmp_path / PLAN).write_bytes(content)
    done = lint(tmp_path)
    assert said in done.stdout + done.stderr
    assert done.returncode == exit_code


def test_yaml_1_1_booleans_and_dates_stay_texts(tmp_path: Path) -> None:
    text = (
        "tracking_plan: 1\nevents:\n  Signed Up:\n    description: x\n    answers: activation\n"
        "    properties:\n      country: {description: c, type: string, enum: [NO, SE, on]}\n"
        "      day: {description: d, type: string, format: date, examples: [2026-01-31]}\n"
    )
    (tmp_path / PLAN).write_text(text)
    done = lint(tmp_path, "--format", "concise")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_plan_that_is_not_there_names_init(tmp_path: Path) -> None:
    done = lint(tmp_path)
    assert done.returncode == 2
    assert "tracking-plan init" in done.stderr
    assert lint(tmp_path, "--plan", "nowhere.yaml").returncode == 2


def test_an_include_behind_a_link_that_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "elsewhere.yaml").write_text("events: {A: {}}\n")
    (tmp_path / "plan" / "link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "plan" / PLAN).write_text("tracking_plan: 1\ninclude: [link.yaml]\n")
    done = lint(tmp_path / "plan")
    assert done.returncode == 1
    assert "F015" in done.stdout


@pytest.mark.parametrize("content", ["[" * 5000, "events: {A: " + "{a: " * 5000, "- " * 5000])
def test_an_included_file_is_held_to_the_same_depth(tmp_path: Path, content: str) -> None:
    (tmp_path / "deep.yaml").write_text(content)
    (tmp_path / PLAN).write_text("tracking_plan: 1\ninclude: [deep.yaml]\n")
    done = lint(tmp_path, "--format", "concise")
    assert done.returncode == 1
    assert re.search(r"^deep\.yaml:1:\d+: F008.*nested more than 100 deep", done.stdout)


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None, reason="only root can give files away"
)
def test_what_this_user_may_not_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir()
    for name in ("closed/a.yaml", "b.yaml"):
        (tmp_path / name).write_text("events: {A: {}}\n")
    root = tmp_path / PLAN
    root.write_text("tracking_plan: 1\ninclude: ['closed/*.yaml', b.yaml]\n")
    for path, mode in ((tmp_path / "closed", 0o700), (tmp_path / "b.yaml", 0o600)):
        os.chown(path, NOBODY, NOBODY)
        path.chmod(mode)
    done = start("lint", "--format", "concise", cwd=tmp_path, prefix=AS_ANYONE)
    assert done.returncode == 1
    assert "cannot read the folder 'closed'" in done.stdout
    assert "b.yaml" in done.stdout
    assert "permission denied" in done.stdout
    os.chown(root, NOBODY, NOBODY)
    root.chmod(0o600)
    done = start("lint", cwd=tmp_path, prefix=AS_ANYONE)
    assert done.returncode == 2
    assert "permission denied" in done.stdout + done.stderr


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    events = "".join(f"  Event Number {i}: {{owner: {i}}}\n" for i in range(3000))
    (tmp_path / PLAN).write_text(f"tracking_plan: 1\nevents:\n{events}")
    command = f"'{sys.executable}' -m tracking_plan lint | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def irregular(folder: Path, name: str) -> Path:
    """A pipe that nobody writes to, a socket, and links to devices: none is a file."""
    path = folder / name
    if name.startswith("pipe"):
        os.mkfifo(path)
    elif name.startswith("socket"):
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(str(path))
    else:
        path.symlink_to(f"/dev/{path.stem}")
    return path


IRREGULAR = ("pipe.yaml", "socket.yaml", "zero.yaml", "full.yaml", "random.yaml", "null.yaml")


@pytest.mark.parametrize(
    ("name", "pattern"), [*((name, "events/*") for name in IRREGULAR), ("pipe.yaml", "**")]
)
def test_an_include_reads_files_only(tmp_path: Path, name: str, pattern: str) -> None:
    (tmp_path / "events").mkdir()
    irregular(tmp_path / "events", name)
    (tmp_path / PLAN).write_text(f"tracking_plan: 1\ninclude: ['{pattern}']\nevents: {{A: {{}}}}\n")
    done = lint(tmp_path, "--format", "concise")
    assert done.returncode == 1
    assert "not a file" in done.stdout or "outside the plan's folder" in done.stdout


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *((name, ()) for name in IRREGULAR),
        ("pipe.yaml", ("--write-baseline",)),
        ("zero.yaml", ("--prune-baseline",)),
    ],
)
def test_a_baseline_is_a_file(tmp_path: Path, name: str, given: tuple[str, ...]) -> None:
    path = irregular(tmp_path, name)
    (tmp_path / PLAN).write_text(f"tracking_plan: 1\nfindings: {{baseline: {path.name}}}\n")
    done = lint(tmp_path, *given)
    assert done.returncode == 2
    assert "no baseline" in done.stderr or "outside the plan's folder" in done.stderr
    assert lint(tmp_path, "--baseline", name, *given).returncode == 2


def test_a_baseline_has_a_size_that_is_read(tmp_path: Path) -> None:
    with (tmp_path / "known.json").open("wb") as file:
        file.truncate(10 * 1024**3)
    (tmp_path / PLAN).write_text("tracking_plan: 1\nfindings: {baseline: known.json}\n")
    done = lint(tmp_path)
    assert done.returncode == 2
    assert "more than 16 MiB" in done.stderr


@pytest.mark.parametrize("named", ["zero", "random"])
def test_a_plan_that_never_ends_is_read_to_its_limit(tmp_path: Path, named: str) -> None:
    done = lint(tmp_path, "--plan", f"/dev/{named}")
    assert done.returncode == 2
    assert "more than 16 MiB" in done.stdout


def test_an_included_file_without_an_end_is_read_to_its_limit(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(10 * 1024**3)
    (tmp_path / PLAN).write_text("tracking_plan: 1\ninclude: [large.yaml]\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "large.yaml error F009" in done.stdout


def test_the_plan_that_is_named_may_be_a_pipe(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m tracking_plan lint --plan <(echo 'tracking_plan: 1')"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert b"0 events" in done.stderr


@pytest.mark.parametrize("name", IRREGULAR)
def test_rules_and_the_plan_that_is_looked_for_are_files(tmp_path: Path, name: str) -> None:
    irregular(tmp_path, name).rename(tmp_path / PLAN)
    assert "tracking-plan init" in lint(tmp_path).stderr
    (tmp_path / PLAN).rename(tmp_path / "rule.py")
    (tmp_path / PLAN).write_text("tracking_plan: 1\n")
    assert "it names no Python file" in lint(tmp_path, "--rules", "rule.py").stderr
