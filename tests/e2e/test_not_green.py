"""What was not looked at is not green, however the captures come; each beside what is fine."""

import gzip
import json
from pathlib import Path

import pytest
from process import Result, run

from tracking_plan import Validator

PLAN = "tracking_plan: 1\nevents:\n  Timer Started: {properties: {seconds: integer!}}\n"


def line(**properties: object) -> str:
    body = {"event": "Timer Started", "environment": "production", "distinct_id": "u_1"}
    return json.dumps({**body, "properties": properties}) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    return tmp_path


def tool(folder: Path, *arguments: str) -> Result:
    done = run(*arguments, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("shape", ["segment", "rudderstack", "posthog", "mixpanel", "amplitude"])
def test_payloads_of_altertable_are_nobody_elses(folder: Path, shape: str) -> None:
    (folder / "c.ndjson").write_text(line(seconds=1) * 20)
    assert tool(folder, "validate", "c.ndjson", "-q").returncode == 0
    done = tool(folder, "validate", "c.ndjson", "-q", "--shape", shape, "--format", "concise")
    assert (done.returncode, "D412" in done.stdout) == (1, True)


@pytest.mark.parametrize("behind", ["", "2026-11-28T10:00:00.123456789Z "])
@pytest.mark.parametrize("properties", [{"seconds": 1}, {"seconds": "1"}])
def test_lines_of_pods_are_read(folder: Path, behind: str, properties: dict[str, object]) -> None:
    prefixed = f"[pod/collector-1/app] {behind}"
    (folder / "pods.log").write_text(f"{prefixed}started\n" + (prefixed + line(**properties)) * 9)
    done = tool(folder, "validate", "pods.log", "--format", "json")
    report = json.loads(done.stdout)
    invalid = 0 if properties["seconds"] == 1 else 9
    assert report["totals"]["payloads"] == 9
    assert (report["totals"]["invalid"], report["totals"]["unreadable"]) == (invalid, 0)


def test_a_hint_that_is_not_true_of_all_is_not_given(folder: Path) -> None:
    (folder / "one.ndjson").write_text(line(Seconds=1) * 2)
    assert "it is sent as 'Seconds'" in tool(folder, "validate", "one.ndjson").stdout
    for name, lines in (("first", [line(Seconds=1), line()]), ("last", [line(), line(Seconds=1)])):
        (folder / name).write_text("".join(lines))
        done = tool(folder, "validate", name)
        assert "is missing (2 times)" in done.stdout
        assert "it is sent as" not in done.stdout


@pytest.mark.parametrize("content", [b"", bytes(range(256)), b"GET / HTTP/1.1\n"])
def test_coverage_by_data_without_a_payload_is_none(folder: Path, content: bytes) -> None:
    (folder / "c.ndjson").write_text(line(seconds=1))
    assert tool(folder, "coverage", "c.ndjson").returncode == 0
    (folder / "none").write_bytes(content)
    done = tool(folder, "coverage", "none")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no payload was read" in done.stderr
    assert tool(folder, "coverage", "none", "c.ndjson").returncode == 0


def test_what_cannot_be_followed_is_refused(folder: Path) -> None:
    (folder / "c.ndjson.gz").write_bytes(gzip.compress(line(seconds=1).encode()))
    done = tool(folder, "validate", "--follow", "c.ndjson.gz")
    assert (done.returncode, "cannot be followed" in done.stderr) == (2, True)


def test_a_plan_is_inferred_from_folders_and_patterns(folder: Path) -> None:
    (folder / "tracking-plan.yaml").unlink()
    (folder / "captures").mkdir()
    (folder / "captures" / "a.ndjson.gz").write_bytes(gzip.compress(line(seconds=1).encode() * 9))
    for name in ("captures", "captures/*.gz"):
        done = tool(folder, "init", "--from-payloads", name)
        assert done.returncode == 0, done.stderr
        plan = folder / "tracking-plan.yaml"
        assert "Timer Started" in plan.read_text()
        plan.unlink()


def test_a_verdict_is_a_condition(folder: Path) -> None:
    validator = Validator.of(folder / "tracking-plan.yaml")
    assert validator.check(json.loads(line(seconds=1)))
    assert not validator.check(json.loads(line(seconds="1")))
    assert not validator.check({})
