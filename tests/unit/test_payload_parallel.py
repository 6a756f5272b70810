"""Several processes find what one finds, and the end of one is noticed."""

import json
import multiprocessing
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tracking_plan.finding import Severity
from tracking_plan.payloads.errors import WorkerError
from tracking_plan.payloads.input.chunks import Chunk, chunks
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.did_you_mean import Suggestions
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.parallel import (
    StartMethod,
    Task,
    add_chunks,
    judge_in_parallel,
    usual_start,
)
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.tally.repeats import KeyOf, key_of, lasting_key_of
from tracking_plan.place import Json
from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.plan.load import load_again, load_plan
from tracking_plan.plan.model import Plan
from tracking_plan.traffic.data import row_json

SHOP = Path(__file__).parents[2] / "examples" / "shop"
SETTINGS = Settings(today=date(2026, 1, 1), severities={("D432", Severity.INFO): Severity.INFO})
OPTIONS = ReadOptions()


@pytest.fixture(scope="module")
def plan() -> Plan:
    loaded = load_plan(SHOP / "tracking-plan.yaml", SHOP)
    assert loaded.plan is not None
    return loaded.plan


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    lines = (SHOP / "captured" / "events.ndjson").read_bytes()
    path = tmp_path / "events.ndjson"
    path.write_bytes(lines + b"no JSON\n" + lines + b'{"event": 1}')
    return path


def task(plan: Plan, key: KeyOf = key_of) -> Task:
    return Task(plan=plan, files=plan.files, settings=SETTINGS, options=OPTIONS, name="x", key=key)


def one_process(plan: Plan, path: Path, key: KeyOf = key_of) -> Run:
    run = Run(plan, SETTINGS, key=key)
    with path.open("rb") as stream:
        run.judge("x", records(stream, OPTIONS))
    return run


def rows_of(run: Run) -> list[Json]:
    """What came in, by time and by rule, with the first and last place of each."""
    beside = {
        kind: [(one.code.id, one.count, one.first) for one in run.beside[kind]]
        for kind in run.beside
    }
    return [*(row_json(row, 1) for row in run.traffic), repr(beside)]


@pytest.mark.parametrize("start", StartMethod)
def test_any_number_of_processes_finds_the_same(
    plan: Plan, capture: Path, start: StartMethod
) -> None:
    key = key_of if start is StartMethod.FORK else lasting_key_of
    expected = one_process(plan, capture, key)
    parts = list(chunks(capture, length=capture.stat().st_size // 7))
    assert len(parts) > 5
    run = Run(plan, SETTINGS, key=key)
    assert list(add_chunks(run, task(plan, key), parts, 2, start))
    assert run.findings == expected.findings
    assert rows_of(run) == rows_of(expected)
    assert run.totals == expected.totals


def test_a_plan_loaded_again_from_its_texts_is_the_same(plan: Plan) -> None:
    again = load_again(plan.files)
    assert list(again.events) == list(plan.events)
    for event in plan.events.values():
        twin = again.events[event.name]
        for old, new in zip(event.versions, twin.versions, strict=True):
            assert version_schema(again, twin, new) == version_schema(plan, event, old)
    assert traits_schema(again) == traits_schema(plan)
    assert again.files == plan.files


def test_a_process_that_is_killed_is_an_error_and_no_endless_wait(
    plan: Plan, capture: Path
) -> None:
    def deadly() -> Iterator[Chunk]:
        (chunk,) = chunks(capture, length=capture.stat().st_size)
        yield chunk
        for worker in multiprocessing.active_children():
            worker.kill()
        yield chunk

    with pytest.raises(WorkerError):
        list(judge_in_parallel(task(plan), deadly(), 1, StartMethod.SPAWN))


def test_what_goes_wrong_in_a_process_is_raised_here(plan: Plan, capture: Path) -> None:
    found = list(chunks(capture, length=1 << 25))
    capture.unlink()
    with pytest.raises(FileNotFoundError):
        list(judge_in_parallel(task(plan), found, 2, usual_start()))


def test_a_byte_order_mark_within_a_file_is_the_same_for_any_number_of_processes(
    plan: Plan, tmp_path: Path
) -> None:
    first = (SHOP / "captured" / "events.ndjson").read_bytes().splitlines(keepends=True)[0]
    path = tmp_path / "joined.ndjson"
    path.write_bytes(first + b"\xef\xbb\xbf" + first)
    parts = list(chunks(path, length=len(first)))
    assert len(parts) == 2
    run = Run(plan, SETTINGS)
    assert list(add_chunks(run, task(plan), parts, 2, StartMethod.FORK))
    assert run.findings == one_process(plan, path).findings
    assert any(finding.code.id == "D427" for finding in run.findings)


def test_a_process_that_begins_from_nothing_leaves_the_modules_of_the_folder_alone(
    plan: Plan, capture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "MARK"
    for name in ("multiprocessing", "struct", "socket", "selectors", "pickle"):
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    parts = list(
        judge_in_parallel(task(plan), chunks(capture, length=1 << 25), 2, StartMethod.SPAWN)
    )
    assert parts
    assert not mark.exists()


def misspelled(word: str, number: int) -> str:
    """The word with one letter more than it has, behind its first."""
    place = 1 + number % (len(word) - 1)
    return word[:place] + chr(97 + number // len(word) % 26) + word[place:]


def dirty_lines() -> Iterator[str]:
    """Far more than 1,000 kinds of findings of several codes, near names, and every damage."""
    event = {"environment": "production", "distinct_id": "u1", "properties": {}}
    damages = ("no JSON", '{"a":NaN}', '{"event":"A"}{"event":"B"}', "[" * 300, '{"a":1}; x', "")
    for number in range(3_500):
        if number % 50 == 0:
            yield damages[number // 50 % len(damages)]
        name = f"Event {number % 1_700}" if number % 3 else misspelled("Order Shipped", number)
        yield json.dumps(event | {"event": name, "properties": {f"key_{number % 1_300}": number}})
        if number % 3:
            odd = {"event": "Order Shipped", f"field{number}": 1, "environment": f"e{number}"}
            odd["properties"] = {
                f"ordr_id{number % 1_200}": 1,
                misspelled("carrier", number): 1,
                **({} if number % 4 else {"carrier": [number, "x"][number % 8 == 0]}),
            }
            yield f"[{json.dumps(event | odd)},{json.dumps(event | odd)}]"


@pytest.fixture(scope="module")
def dirty(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A capture of those lines, and what one process says of it."""
    path = tmp_path_factory.mktemp("dirty") / "dirty.ndjson"
    path.write_text("\n".join(dirty_lines()))
    return path, one_process(plan, path)


@pytest.mark.parametrize(("jobs", "share"), [(1, 7), (2, 3), (4, 11)])
def test_more_kinds_of_findings_than_are_listed_are_the_same_for_any_number_of_processes(
    plan: Plan, dirty: tuple[Path, Run], jobs: int, share: int
) -> None:
    path, expected = dirty
    assert sum("more of this kind" in f.problem.message for f in expected.findings) >= 3
    assert sum("did you mean" in (f.problem.hint or "") for f in expected.findings) > 100
    run = Run(plan, SETTINGS)
    parts = list(chunks(path, length=path.stat().st_size // share))
    assert list(add_chunks(run, task(plan), parts, jobs, StartMethod.FORK))
    assert run.findings == expected.findings
    assert rows_of(run) == rows_of(expected)
    assert run.totals == expected.totals


def test_the_same_name_always_gets_the_same_suggestion() -> None:
    names = [f"Event {n} Happened" for n in range(300)]
    asked = [f"Evnt {n} Happend" for n in range(2_000)]
    one, other = Suggestions(), Suggestions()
    forwards = {name: one.to(name, names, "events") for name in asked}
    backwards = {name: other.to(name, names, "events") for name in reversed(asked)}
    assert forwards == backwards
    assert forwards["Evnt 7 Happend"] == "Event 7 Happened"
