"""Captures as people name them: folders, patterns, compressed files, HAR files, pipes."""

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from process import Result, can_be_interrupted, run

PLAN = """tracking_plan: 1
environments: [production]
events:
  Signed Up: {properties: {plan: {type: string, enum: [free, pro]}}}
"""
GOOD = (
    b'{"event":"Signed Up","environment":"production","properties":{"plan":"pro"},'
    b'"distinct_id":"u1"}\n'
)
BAD = GOOD.replace(b'"pro"', b'"s3cret"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    files: dict[str, bytes] = {
        "captures/a.ndjson": GOOD,
        "captures/b/c.json": BAD,
        "captures/b/d.log.gz": gzip.compress(b"2026-01-01T00:00:00Z INFO up\nx | " + GOOD),
        "captures/b/e.txt": b"notes\n",
        "captures/package.json": b'{"name":"x","version":"1.0.0"}\n',
        "captures/.hidden.ndjson": BAD,
        "captures/.git/f.ndjson": BAD,
        "captures/empty.jsonl": b"",
    }
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def validate(folder: Path, *arguments: str, stdin: bytes = b"") -> Result:
    done = run("validate", *arguments, cwd=folder, stdin=stdin)
    assert "Traceback" not in done.stdout + done.stderr
    assert "s3cret" not in done.stdout + done.stderr
    return done


def places(done: Result) -> list[str]:
    found = json.loads(done.stdout)["findings"]
    return [f"{one['at']['path']}:{one['at']['line']} {one['code']}" for one in found]


def test_a_folder_is_read_for_what_looks_like_a_capture(folder: Path) -> None:
    done = validate(folder, "captures", "--format", "json")
    assert places(done) == [
        "captures/b/c.json:1 D204",
        "captures/b/d.log.gz:1 D433",
        "captures/empty.jsonl:1 D426",
    ]
    assert "captures: 4 captures read, 2 other files passed over" in done.stderr
    assert json.loads(done.stdout)["totals"]["payloads"] == 3


def test_a_pattern_is_read_for_all_that_it_matches_each_file_once(folder: Path) -> None:
    done = validate(folder, "captures/**/*.json", "captures/b/c.json", "./captures/b/c.json")
    assert "2 inputs" in done.stderr
    assert "captures/b/c.json:1:" in done.stdout
    assert "captures/package.json" in done.stdout
    assert "no file matches" in validate(folder, "*.nothing").stderr


def test_a_folder_without_captures_is_no_success(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "a.txt").write_text("x")
    done = validate(folder, "other")
    assert done.returncode == 2
    assert "nothing in the folder 'other' looks like a capture: it has 1 file" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("coverage", "captures"), ("coverage", "captures/*.ndjson", "captures/b/d.log.gz")],
)
def test_coverage_takes_the_same_inputs(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, cwd=folder)
    assert "Traceback" not in done.stderr
    assert "d.log.gz: 1 line without a payload passed over" in done.stderr


def test_diff_takes_the_same_inputs(folder: Path) -> None:
    (folder / "earlier.yaml").write_text(PLAN)
    done = run("diff", "--against", "earlier.yaml", "--captured", "captures", cwd=folder)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_standard_input_may_be_compressed_and_cut(folder: Path) -> None:
    data = gzip.compress(GOOD * 2 + BAD, mtime=0)
    done = validate(folder, "-", stdin=data)
    assert done.returncode == 1
    assert "-:3:1" in done.stdout
    done = validate(folder, "-", "--format", "json", stdin=data[:-4])
    assert places(done) == ["-:3 D204", "-:3 D421"]


def test_a_har_file_shows_no_key_and_no_value(folder: Path) -> None:
    url = "https://api.altertable.ai/track?apiKey=s3cret"
    request = {
        "method": "POST",
        "url": url,
        "headers": [{"name": "X-API-Key", "value": "s3cret"}],
        "postData": {"text": json.dumps([json.loads(GOOD), json.loads(BAD)])},
    }
    har = {"log": {"version": "1.2", "entries": [{"request": request}, {"request": {"url": url}}]}}
    (folder / "s.har").write_text(json.dumps(har, indent=1))
    for form in ("text", "json", "markdown", "sarif", "github", "junit", "gitlab"):
        done = validate(folder, "s.har", "--format", form, "--quarantine", "/dev/null")
        assert done.returncode == 1
    assert "s.har:" in validate(folder, "s.har").stdout
    kept = folder / "q.ndjson"
    run("validate", "s.har", "--quarantine", str(kept), cwd=folder)
    assert json.loads(kept.read_text()) == json.loads(BAD)


def test_a_closed_pipe_is_no_crash(folder: Path) -> None:
    (folder / "many.log").write_bytes(b"x | " + b"\nx | ".join([BAD.strip()] * 3000) + b"\n")
    command = f"{sys.executable} -m tracking_plan validate many.log --format json | head -c 10"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_an_interrupted_run_ends_without_a_traceback(folder: Path) -> None:
    packed = gzip.compress(GOOD * 200_000, compresslevel=1)
    (folder / "many.ndjson.gz").write_bytes(packed * 60)
    command = [sys.executable, "-m", "tracking_plan", "validate", "many.ndjson.gz"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=can_be_interrupted,
    ) as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode != 0
    assert b"Traceback" not in said
