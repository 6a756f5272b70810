"""`diff --captured`: keys that an open object gets listed, looked for in real payloads."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracking_plan.cli.main import main

BEFORE = """tracking_plan: 1
events:
  A B:
    previous_names: [a_b]
    properties:
      list: {type: array, items: {type: object}}
    additional_properties: true
"""
TOP = BEFORE.replace("      list:", "      plan: {type: string, enum: [free]}\n      list:")
INNER = BEFORE.replace(
    "items: {type: object}",
    "items: {type: object, properties: {n: integer}, additional_properties: true}",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "tracking-plan.yaml").write_text(BEFORE)
    return tmp_path


def run(folder: Path, plan: str, payloads: list[Any], *options: str, event: str = "A B") -> Result:
    (folder / "tracking-plan.yaml").write_text(plan)
    lines = (
        json.dumps({"event": event, "distinct_id": "u", "properties": one}) for one in payloads
    )
    (folder / "c.ndjson").write_text("".join(f"{line}\n" for line in lines))
    given = ("diff", "--against", "old", "--captured", "c.ndjson", *options)
    return CliRunner().invoke(main, given)


def change(result: Result) -> dict[str, Any]:
    """The change that lists the new key."""
    each = json.loads(result.stdout)["changes"][0]["changes"]
    found: dict[str, Any] = next(one for one in each if one["kind"] == "property-added")
    return found


def test_a_key_that_no_payload_has_breaks_nobody(folder: Path) -> None:
    result = run(folder, TOP, [{"other": 1}, {}], "--format", "json", event="a_b")
    assert (change(result)["producers"], change(result)["bump"]) == ("safe", "minor")
    said = run(folder, TOP, [{"other": 1}, {}])
    assert "no payload of c.ndjson has it; 2 payloads looked at" in said.stdout
    assert "needs version 1.1" in said.stdout


def test_a_key_with_values_that_fit_breaks_nobody(folder: Path) -> None:
    assert change(run(folder, TOP, [{"plan": "free"}], "--format", "json"))["producers"] == "safe"


def test_a_key_with_other_values_breaks_and_shows_no_value(folder: Path) -> None:
    payloads = [{"plan": "free"}, {"plan": "secret@example.com"}, {}]
    result = run(folder, TOP, payloads, "--format", "json")
    assert change(result)["producers"] == "break"
    assert change(result)["witness"] == {"plan": "<string>"}
    said = run(folder, TOP, payloads)
    assert "secret" not in said.output
    assert "2 of 3 payloads looked at in c.ndjson have the key already" in said.stdout
    shown = run(folder, TOP, payloads, "--show-values", "--format", "json")
    assert change(shown)["witness"] == {"plan": "secret@example.com"}


def test_a_key_of_items(folder: Path) -> None:
    fine = [{"list": [{"a": 1}, {"n": 3}]}, {"list": 3}]
    assert change(run(folder, INNER, fine, "--format", "json"))["producers"] == "safe"
    result = run(folder, INNER, [{"list": [{"n": 1}, {"n": "x"}]}], "--format", "json")
    assert change(result)["witness"] == {"list": [{"n": "<string>"}]}


def test_no_payload_of_the_event_settles_nothing(folder: Path) -> None:
    result = run(folder, TOP, [{}], event="Other")
    assert "no payload of the event is in c.ndjson" in result.stdout
    assert "needs version 2.0" in result.stdout


def test_the_version_that_is_written_follows(folder: Path) -> None:
    assert run(folder, TOP, [{}], "--write-bump").exit_code == 0
    assert "    version: 1.1\n" in (folder / "tracking-plan.yaml").read_text()


def test_a_capture_that_is_not_there(folder: Path) -> None:
    assert run(folder, TOP, [], "--captured", "none").exit_code == 2
