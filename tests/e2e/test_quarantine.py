"""`--valid` and `--quarantine` as people use them: whole lines, reasons, interruptions."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import process
import pytest

PLAN = "tracking_plan: 1\nevents: {Signed Up: {properties: {}}}\n"
GOOD = b'{"event":"Signed Up","environment":"e","properties":{},"distinct_id":"u1"}\n'
BAD = GOOD.replace(b"Signed Up", b"Nope")
KEEP = ("--valid", "good", "--quarantine", "bad")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    return tmp_path


def validate(folder: Path, *arguments: str, stdin: bytes = b"") -> process.Result:
    return process.run("validate", *arguments, cwd=folder, stdin=stdin)


def reasons(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "bad.reasons.ndjson").read_text()
    return [json.loads(line) for line in text.splitlines()]


def test_the_reasons_stand_beside_the_quarantine_by_its_lines(folder: Path) -> None:
    batch = b"[" + GOOD.strip() + b", " + BAD.strip() + b", " + BAD.strip() + b"]\r\n"
    (folder / "capture").write_bytes(GOOD + b"\n" + BAD + GOOD + batch + b"{]")
    assert validate(folder, "capture", *KEEP).returncode == 1
    assert (folder / "good").read_bytes() == GOOD + b"\n" + GOOD
    assert (folder / "bad").read_bytes() == BAD + batch + b"{]"
    found = [(one["line"], one["at"]) for one in reasons(folder)]
    second = len(GOOD) + 3
    assert found == [
        (1, {"path": "capture", "line": 3, "column": 1}),
        (2, {"path": "capture", "line": 5, "column": second}),
        (2, {"path": "capture", "line": 5, "column": second + len(BAD) + 1}),
        (3, {"path": "capture", "line": 6, "column": 1}),
    ]
    assert [[why["code"] for why in one["reasons"]] for one in reasons(folder)] == [
        ["D101"],
        ["D101"],
        ["D101"],
        ["D420"],
    ]


def test_batches_are_split_where_that_is_asked_for(folder: Path) -> None:
    (folder / "capture").write_bytes(b"[" + GOOD.strip() + b"," + BAD.strip() + b"]\n")
    assert validate(folder, "capture", *KEEP, "--split-batches").returncode == 1
    assert (folder / "good").read_bytes() == GOOD
    assert (folder / "bad").read_bytes() == BAD
    done = validate(folder, "capture", "--split-batches")
    assert done.returncode == 2
    assert "--valid" in done.stderr


def test_several_inputs_give_a_line_for_each_payload(folder: Path) -> None:
    (folder / "one").write_bytes(b"[" + GOOD.strip() + b"," + BAD.strip() + b"]")
    (folder / "two").write_bytes(GOOD + BAD.rstrip())
    assert validate(folder, "one", "two", *KEEP).returncode == 1
    assert (folder / "good").read_bytes() == GOOD * 2
    assert (folder / "bad").read_bytes() == BAD * 2
    assert [(one["line"], one["at"]["path"], one["at"]["line"]) for one in reasons(folder)] == [
        (1, "one", 1),
        (2, "two", 2),
    ]


def test_no_value_is_in_the_reasons_even_where_it_is_shown(folder: Path) -> None:
    secret = GOOD.replace(b'"e"', b'["s3cret"]')
    (folder / "capture").write_bytes(secret)
    done = validate(folder, "capture", *KEEP, "--show-values")
    assert "s3cret" in done.stdout
    assert "s3cret" not in (folder / "bad.reasons.ndjson").read_text()


SPECIAL = ["--format json=r --quarantine /dev/stdout | cat", "--quarantine >(cat > bad)"]


@pytest.mark.parametrize("arguments", SPECIAL)
def test_there_are_no_reasons_beside_a_pipe_and_that_is_said_once(
    folder: Path, arguments: str
) -> None:
    (folder / "capture").write_bytes(GOOD + BAD)
    command = " ".join(process.COMMAND)
    done = subprocess.run(
        ["bash", "-c", f"{command} validate capture {arguments}; sleep 0.5"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stderr.count(b"no reasons are written") == 1
    assert not list(folder.glob("*.reasons.ndjson"))
    written = done.stdout if b"/dev/stdout" in arguments.encode() else (folder / "bad").read_bytes()
    assert written == BAD


@pytest.mark.parametrize("taken", ["capture.reasons.ndjson", "good.reasons.ndjson"])
def test_the_reasons_destroy_nothing(folder: Path, taken: str) -> None:
    (folder / taken).write_bytes(GOOD)
    quarantine = taken.removesuffix(".reasons.ndjson")
    done = validate(folder, taken, "--quarantine", quarantine)
    assert (done.returncode, (folder / taken).read_bytes()) == (2, GOOD)
    assert "reasons" in done.stderr
    done = validate(folder, "-", "--valid", taken, "--quarantine", quarantine, stdin=GOOD)
    assert (done.returncode, (folder / taken).read_bytes()) == (2, GOOD)
    done = validate(folder, "-", "--output", taken, "--quarantine", quarantine, stdin=GOOD)
    assert (done.returncode, (folder / taken).read_bytes()) == (2, GOOD)


def test_an_interrupted_run_says_how_far_it_got_and_leaves_files_as_they_were(
    folder: Path,
) -> None:
    (folder / "good").write_bytes(b"from before\n")
    command = [*process.COMMAND, "validate", "-", *KEEP]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=process.can_be_interrupted,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        running.stdin.write(GOOD * 20_000)
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        said = running.stderr.read().decode()
        assert running.wait(30) == 130
    assert "stopped behind line " in said
    assert "of '-'" in said
    assert "'good' and 'bad' are as before" in said
    assert (folder / "good").read_bytes() == b"from before\n"
    assert not (folder / "bad").exists()


def test_what_an_interrupted_run_wrote_to_a_pipe_are_whole_lines(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "capture").write_bytes(GOOD * 50_000)  # far more than a pipe takes at once
    command = [*process.COMMAND, "validate", "capture", "--valid", "pipe"]
    with (
        subprocess.Popen(
            command, cwd=folder, stderr=subprocess.PIPE, preexec_fn=process.can_be_interrupted
        ) as running,
        (folder / "pipe").open("rb") as reader,
    ):
        assert running.stderr is not None
        written = reader.read(100_000)
        running.send_signal(signal.SIGINT)
        written += reader.read()
        said = running.stderr.read().decode()
    assert written == GOOD * (len(written) // len(GOOD))
    assert "ends at the end of a line" in said
