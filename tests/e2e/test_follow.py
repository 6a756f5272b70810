"""`validate --follow`: findings as payloads arrive, and the report at the end."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from process import COMMAND, can_be_interrupted, environment, run

PLAN = """
tracking_plan: 1
events: {Signed Up: {properties: {plan: {type: string, enum: [free, pro], required: true}}}}
"""


def line(plan: object = "pro", event: str = "Signed Up") -> str:
    payload = {"event": event, "environment": "production", "distinct_id": "u_1"}
    return json.dumps(payload | {"properties": {"plan": plan}}) + "\n"


class Follower:
    """A running `validate --follow`, and what it has said."""

    def __init__(self, folder: Path, arguments: tuple[str, ...], stdin: int | IO[Any]) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
        with self._out.open("w") as out, self._err.open("w") as errors:
            self.process = subprocess.Popen(
                [*COMMAND, "validate", "--follow", *arguments],
                cwd=folder,
                env=environment(),
                stdin=stdin,
                stdout=out,
                stderr=errors,
                text=True,
                preexec_fn=can_be_interrupted,
            )

    @property
    def output(self) -> str:
        return self._out.read_text()

    @property
    def errors(self) -> str:
        return self._err.read_text()

    def wait_for(self, text: str) -> None:
        """Waits until it has said this."""
        end = time.monotonic() + 20
        while text not in self.errors:
            assert time.monotonic() < end, self.errors
            assert self.process.poll() is None, self.errors
            time.sleep(0.02)

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ends it, and returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    return tmp_path


@contextmanager
def following(
    folder: Path, *arguments: str, stdin: int | IO[Any] = subprocess.DEVNULL
) -> Iterator[Follower]:
    follower = Follower(folder, arguments, stdin)
    try:
        follower.wait_for("; Ctrl-C ends it" if "-q" not in arguments else "")
        yield follower
    finally:
        if follower.process.poll() is None:
            follower.stop(signal.SIGKILL)


@pytest.fixture
def add(folder: Path) -> Callable[[str], None]:
    def append(text: str) -> None:
        with (folder / "a.ndjson").open("a") as file:
            file.write(text)

    append("")
    return append


def test_findings_are_shown_once_as_they_occur_and_in_full_at_the_end(
    folder: Path, add: Callable[[str], None]
) -> None:
    add(line())
    with following(folder, "a.ndjson", "--format", "concise") as follower:
        add(line("PRO") * 2)
        follower.wait_for("a.ndjson:2:1: D204 error: 'Signed Up' 1.0 (closest): 'plan'")
        add(line("pro", "Signed up"))
        follower.wait_for("a.ndjson:4:1: D102")
        add(line("PRO"))
        time.sleep(0.5)
        assert follower.output == ""
        assert follower.stop() == 1
    assert follower.errors.count("D204") == 1
    assert "(3 times)" in follower.output
    assert "validate: 2 errors in 5 payloads in 1 input, 4 invalid" in follower.errors


def test_a_half_line_waits_for_its_end(folder: Path, add: Callable[[str], None]) -> None:
    bad = line("PRO")
    with following(folder, "a.ndjson") as follower:
        add(line() + bad[:40])
        time.sleep(0.6)
        assert "error" not in follower.errors
        add(bad[40:])
        follower.wait_for("a.ndjson:2:1: D204")
        add(bad[:40])
        time.sleep(0.5)
        follower.stop()
    assert "D204" in follower.output
    assert "D42" not in follower.output
    assert "the last line of 'a.ndjson' has no end yet" in follower.errors


def test_a_last_line_that_is_whole_needs_no_line_break(
    folder: Path, add: Callable[[str], None]
) -> None:
    with following(folder, "a.ndjson") as follower:
        add(line() + line("PRO").rstrip())
        time.sleep(0.5)
        assert follower.stop(signal.SIGTERM) == 1
    assert "2 payloads in 1 input, 1 invalid" in follower.errors


def test_a_file_that_is_rotated_is_read_to_its_end_and_the_new_one_from_its_start(
    folder: Path, add: Callable[[str], None]
) -> None:
    with following(folder, "a.ndjson") as follower:
        add(line())
        time.sleep(0.5)
        add(line("free") + '{"event": "Sig')
        (folder / "a.ndjson").rename(folder / "a.1")
        time.sleep(0.5)
        add(line("PRO"))
        follower.wait_for("a.ndjson:1:1: D204")
        assert follower.stop() == 1
    assert "a.ndjson:3:15 error D421" in follower.output
    assert "3 payloads in 1 input, 1 invalid, 1 unreadable" in follower.errors


def test_a_file_that_is_emptied_is_read_from_its_start(
    folder: Path, add: Callable[[str], None]
) -> None:
    with following(folder, "a.ndjson") as follower:
        add(line() * 3)
        time.sleep(0.6)
        os.truncate(folder / "a.ndjson", 0)
        time.sleep(0.6)
        add(line("PRO"))
        follower.wait_for("a.ndjson:1:1: D204")
        follower.stop()
    assert "4 payloads" in follower.errors


def test_a_pipe_is_followed_to_its_end(folder: Path) -> None:
    reading, writing = os.pipe()
    with following(folder, "-", stdin=reading) as follower:
        os.close(reading)
        os.write(writing, line("PRO").encode())
        follower.wait_for("-:1:1: D204")
        os.write(writing, line().encode()[:-1])
        os.close(writing)
        assert follower.process.wait(20) == 1
    assert "2 payloads in 1 input, 1 invalid" in follower.errors


def test_ctrl_c_ends_a_pipe_that_says_nothing(folder: Path) -> None:
    reading, writing = os.pipe()
    with following(folder, "-", stdin=reading) as follower:
        assert follower.stop() == 0
    os.close(reading)
    os.close(writing)
    assert "no payload was read" in follower.errors


def test_quiet_shows_the_report_alone_and_reports_for_programs_stay_whole(
    folder: Path, add: Callable[[str], None]
) -> None:
    add(line("PRO"))
    with following(folder, "a.ndjson", "-q", "--format", "json") as follower:
        time.sleep(1.5)
        assert follower.stop() == 1
    assert follower.errors == ""
    assert [one["code"] for one in json.loads(follower.output)["findings"]] == ["D204"]


def test_no_value_is_shown_and_rules_that_are_off_are_silent(
    folder: Path, add: Callable[[str], None]
) -> None:
    add(line("canary") + line("canary", "ada@mail.example"))
    with following(folder, "a.ndjson", "--ignore", "D101") as follower:
        follower.wait_for("D204")
        follower.stop()
    assert "canary" not in follower.errors + follower.output
    assert "ada@" not in follower.errors + follower.output
    assert "D101" not in follower.errors + follower.output


def test_one_input_is_followed(folder: Path, add: Callable[[str], None]) -> None:
    (folder / "b.ndjson").write_text(line())
    for names in (("a.ndjson", "b.ndjson"), ("a.ndjson", "-")):
        result = run("validate", "--follow", *names, cwd=folder)
        assert (result.returncode, "--follow follows one input" in result.stderr) == (2, True)
    assert run("validate", "--follow", "c.ndjson", cwd=folder).returncode == 2
