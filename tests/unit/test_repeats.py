"""What repeats one of the last payloads is found, however the input is cut and shared."""

import json
import os
import subprocess
import sys
from array import array
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.finding import Finding, Severity
from tracking_plan.payloads.input.chunks import chunks
from tracking_plan.payloads.input.forms import file_records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.parallel import StartMethod, Task, add_chunks
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.tally import repeats
from tracking_plan.payloads.tally.repeats import Repeats, key_of, lasting_key_of
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.triage.rule_index import family

SETTINGS = Settings(today=date(2026, 1, 1), severities={("D432", Severity.INFO): Severity.INFO})
OPTIONS = ReadOptions()
PAYLOAD: dict[str, Any] = {
    "event": "Signed Up",
    "environment": "e",
    "properties": {},
    "distinct_id": "u1",
    "timestamp": "2025-12-01T10:00:00Z",
}


def plan() -> Plan:
    loaded = load_text("tracking_plan: 1\nevents: {Signed Up: {}, Left: {}}\n")
    assert loaded.plan is not None
    return loaded.plan


PLAN = plan()

NO_KEYS: list[Any] = [
    None,
    [],
    "x",
    {},
    PAYLOAD | {"timestamp": None},
    PAYLOAD | {"distinct_id": None},
    PAYLOAD | {"distinct_id": {}},
    PAYLOAD | {"event": ["x"]},
    {"distinct_id": "u1", "traits": {}, "timestamp": "2025-12-01"},
]


@pytest.mark.parametrize("make", [key_of, lasting_key_of])
def test_what_says_nothing_of_whom_or_when_has_no_key(make: repeats.KeyOf) -> None:
    assert [make(value) for value in NO_KEYS] == [None] * len(NO_KEYS)


OTHERS = [
    PAYLOAD | {"event": "Left"},
    PAYLOAD | {"timestamp": "2025-12-01T10:00:01Z"},
    PAYLOAD | {"timestamp": 1764583200000},
    PAYLOAD | {"distinct_id": "u2"},
    PAYLOAD | {"anonymous_id": "u1"},
    PAYLOAD | {"anonymous_id": "u1", "distinct_id": None},
    PAYLOAD | {"device_id": "u1", "distinct_id": None},
]


@pytest.mark.parametrize("make", [key_of, lasting_key_of])
def test_another_event_id_or_time_is_another_payload(make: repeats.KeyOf) -> None:
    keys = {make(value) for value in (PAYLOAD, *OTHERS)}
    assert len(keys) == len(OTHERS) + 1
    assert None not in keys
    assert make(PAYLOAD | {"properties": {"x": 1}, "session_id": "s"}) == make(PAYLOAD)
    assert make(PAYLOAD | {"timestamp": 1e12}) == make(PAYLOAD | {"timestamp": 10**12})


def test_a_lasting_key_is_the_same_in_every_process() -> None:
    script = (
        "import json, sys; from tracking_plan.payloads.tally.repeats import lasting_key_of;"
        "print(lasting_key_of(json.loads(sys.argv[1])))"
    )
    command = [sys.executable, "-c", script, json.dumps(PAYLOAD)]
    said = [
        subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert [int(text) for text in said] == [lasting_key_of(PAYLOAD)] * 2


def expected(keys: list[int], window: int) -> list[int]:
    """The definition: who has an equal one among so many before it."""
    return [at for at, key in enumerate(keys) if key in keys[max(0, at - window) : at]]


@given(
    st.lists(st.integers(0, 30), max_size=80),
    st.integers(1, 12),
    st.lists(st.integers(0, 80), max_size=4),
)
@settings(max_examples=times(300), deadline=None)
def test_what_repeats_one_of_the_last_is_found_however_the_keys_are_cut(
    keys: list[int], window: int, cuts: list[int]
) -> None:
    found, seen = [], Repeats(window)
    ends = sorted({0, len(keys), *(cut for cut in cuts if cut < len(keys))})
    for start, end in pairwise(ends):
        found += [start + index for index in seen.among(array("q", keys[start:end]))]
    assert found == expected(keys, window)


def repeated(found: tuple[Finding, ...]) -> list[tuple[int, list[int]]]:
    """The counts of those findings, and the lines that they name."""
    problems = [one.problem for one in found if one.code.id == "D432"]
    return [
        (one.count, [place.span.line for place in one.places if place.span]) for one in problems
    ]


def judged(path: Path, key: repeats.KeyOf = key_of) -> Run:
    run = Run(PLAN, SETTINGS, key=key)
    run.judge("x", file_records(path, OPTIONS))
    return run


def lines(count: int) -> list[str]:
    """Payloads of which each seventh is sent again three lines later, some within a batch."""
    made: list[str] = []
    for number in range(count):
        made.append(json.dumps(PAYLOAD | {"distinct_id": f"u{number}"}))
        if number % 7 == 6:
            made.append(f"[{made[-3]}, {json.dumps(PAYLOAD | {'distinct_id': f'b{number}'})}]")
        if number % 11 == 0:
            made += ["", "no JSON", json.dumps({"event": "Nope", "distinct_id": "u1"})]
    return made


@pytest.mark.parametrize("start", StartMethod)
@pytest.mark.parametrize("share", [1, 3, 9])
def test_any_number_of_processes_finds_the_same_repetitions(
    tmp_path: Path, start: StartMethod, share: int
) -> None:
    path = tmp_path / "capture.ndjson"
    path.write_text("\n".join(lines(300)))
    key = key_of if start is StartMethod.FORK else lasting_key_of
    alone = judged(path, key)
    assert repeated(alone.findings)[0][0] > 30
    run = Run(PLAN, SETTINGS, key=key)
    task = Task(plan=PLAN, files=PLAN.files, settings=SETTINGS, options=OPTIONS, name="x", key=key)
    assert list(add_chunks(run, task, chunks(path, path.stat().st_size // share), 2, start))
    assert run.findings == alone.findings
    assert run.totals == alone.totals


def test_a_repetition_is_an_info_with_a_count_and_makes_nothing_invalid(tmp_path: Path) -> None:
    path = tmp_path / "capture.ndjson"
    path.write_text(f"{json.dumps(PAYLOAD)}\n" * 9)
    run = judged(path)
    assert repeated(run.findings) == [(8, [2, 3, 4, 5, 6])]
    assert run.totals.invalid == 0
    assert [one.code.id for one in run.findings] == ["D432"]
    run.judge("again", file_records(path, OPTIONS))  # another file, with the same in it
    assert repeated(run.findings)[0][0] == 17


def test_without_the_rule_no_keys_are_kept(tmp_path: Path) -> None:
    assert "D432" in {code.id for code in family("D")}
    path = tmp_path / "capture.ndjson"
    path.write_text(f"{json.dumps(PAYLOAD)}\n" * 3)
    run = Run(PLAN, SETTINGS, rules=())
    run.judge_piece("x", file_records(path, OPTIONS))
    assert len(run.result(lines=3).sent.keys) == 0
