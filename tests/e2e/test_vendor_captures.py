"""Captures of other vendors' events, as `validate`, `coverage` and `diff` read them."""

import json
from pathlib import Path
from typing import Any

import pytest
from process import Result, run
from vendor_payloads import CASES, KEY, PLAN, USER, VISITOR, WRAPS

AMBIGUOUS = {"event": "jar_opened", "properties": {"token": "t", "distinct_id": USER}}
WRONG = {"size": "huge"}


@pytest.fixture
def hive(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def write(folder: Path, *bodies: Any) -> None:
    lines = "".join(f"{json.dumps(body)}\n" for body in bodies)
    (folder / "c.ndjson").write_text(lines, encoding="utf-8")


def tool(folder: Path, command: str, *arguments: str) -> Result:
    done = run(command, *arguments, cwd=folder)
    assert "Traceback" not in done.stdout + done.stderr
    return done


def test_a_capture_of_all_vendors_is_clean_and_says_what_was_read_as_what(hive: Path) -> None:
    write(hive, *(case.body for case in CASES.values()))
    done = tool(hive, "validate", "c.ndjson", "--format", "concise")
    assert (done.returncode, done.stdout) == (0, "")
    assert "12 payloads read as Segment's" in done.stderr
    assert "3 payloads read as RudderStack's" in done.stderr
    assert "6 payloads of kinds that a plan says nothing of" in done.stderr


def test_the_report_counts_shapes(hive: Path) -> None:
    own = {"environment": "production", "event": "jar_opened", "distinct_id": USER}
    write(hive, WRAPS["segment"]("jar_opened", WRONG), own | {"properties": {"size": "small"}})
    found = json.loads(tool(hive, "validate", "c.ndjson", "--format", "json").stdout)
    assert found["shapes"] == {"segment": 1}
    assert [each["code"] for each in found["findings"]] == ["D204"]
    assert (found["totals"]["payloads"], found["totals"]["other"]) == (2, 0)


def test_lines_are_put_aside_as_they_were(hive: Path) -> None:
    good, bad = (json.dumps(WRAPS["mixpanel"]("jar_opened", s)) for s in ({"size": "small"}, WRONG))
    (hive / "c.ndjson").write_text(f"{good}\n{bad}\n", encoding="utf-8")
    tool(hive, "validate", "c.ndjson", "--quarantine", "bad", "--valid", "good")
    assert (hive / "bad").read_text(encoding="utf-8") == f"{bad}\n"
    assert (hive / "good").read_text(encoding="utf-8") == f"{good}\n"


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "sarif"])
def test_no_value_of_a_payload_is_shown(hive: Path, format_: str) -> None:
    bodies = [wrap("jar_opened", {"size": "canary", "x": "canary"}) for wrap in WRAPS.values()]
    text = "".join(f"{json.dumps(body)}\n" for body in bodies)
    for value in (USER, VISITOR, KEY):
        text = text.replace(value, f"{value[:4]}canary")
    (hive / "c.ndjson").write_text(text, encoding="utf-8")
    for shape, code in (([], "D204"), (["--shape", "posthog"], "D412")):
        done = tool(hive, "validate", "c.ndjson", "--format", format_, "--verbose", *shape)
        assert code in done.stdout
        assert "canary" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", ["validate", "coverage"])
def test_an_ambiguous_input_is_refused_with_the_options(hive: Path, command: str) -> None:
    write(hive, AMBIGUOUS)
    done = tool(hive, command, "c.ndjson")
    assert done.returncode == 2
    assert "may be PostHog's or Mixpanel's" in done.stderr
    assert "--shape posthog or --shape mixpanel" in done.stderr
    assert tool(hive, command, "c.ndjson", "--shape", "mixpanel").returncode != 2


@pytest.mark.slow
def test_an_ambiguous_input_is_refused_by_any_number_of_processes(hive: Path) -> None:
    line = json.dumps(WRAPS["segment"]("jar_opened", {"size": "small"}))
    text = f"{line}\n" * (40_000_000 // len(line))
    (hive / "c.ndjson").write_text(f"{text}{json.dumps(AMBIGUOUS)}\n{text}", encoding="utf-8")
    done = tool(hive, "validate", "c.ndjson", "--jobs", "2")
    assert done.returncode == 2
    assert "--shape posthog or --shape mixpanel" in done.stderr


def test_a_wrong_shape_is_said_and_its_values_are_listed(hive: Path) -> None:
    write(hive, WRAPS["segment"]("jar_opened", {"size": "small"}))
    done = tool(hive, "validate", "c.ndjson", "--shape", "matomo")
    assert done.returncode == 2
    listed = "'altertable', 'row', 'segment', 'rudderstack', 'posthog', 'mixpanel', 'amplitude'"
    assert listed in done.stderr
    named = tool(hive, "validate", "c.ndjson", "--shape", "snowplow")
    assert named.returncode == 1
    assert "cannot be read as a payload of the shape 'snowplow'" in named.stdout


def test_coverage_counts_events_of_any_shape(hive: Path) -> None:
    write(hive, *(wrap("jar_opened", {"size": "small", "n": 1}) for wrap in WRAPS.values()))
    found = json.loads(tool(hive, "coverage", "c.ndjson", "--format", "json").stdout)
    [jar] = [event for event in found["events"] if event["event"] == "jar_opened"]
    rows = {one["name"]: (one["planned"], one["seen"]) for one in jar["properties"]}
    assert rows["size"] == (True, len(WRAPS))
    assert rows["n"] == (False, len(WRAPS))
    assert set(rows) == {"size", "grams", "utm_source", "n"}
    assert "c.ndjson: 2 payloads read as Mixpanel's" not in tool(hive, "coverage").stderr
    assert "c.ndjson: 1 payload read as Mixpanel's" in tool(hive, "coverage", "c.ndjson").stderr


def test_a_comparison_looks_into_captures_of_any_shape(hive: Path) -> None:
    before, after = (
        f"tracking_plan: 1\nevents: {{jar_opened: {{additional_properties: true{more}}}}}\n"
        for more in ("", ", version: 1.1, properties: {size: integer}")
    )
    (hive / "old").mkdir()
    (hive / "old/tracking-plan.yaml").write_text(before, encoding="utf-8")
    (hive / "tracking-plan.yaml").write_text(after, encoding="utf-8")
    write(hive, *(wrap("jar_opened", {"size": "small"}) for wrap in WRAPS.values()))
    arguments = ("--against", "old", "--captured", "c.ndjson")
    says = f"{len(WRAPS)} of {len(WRAPS)} captured payloads of the event in c.ndjson have the key"
    assert says in tool(hive, "diff", *arguments).stdout
    snowplows = tool(hive, "diff", *arguments, "--shape", "snowplow").stdout
    assert "3 of 3 captured payloads of the event in c.ndjson have the key" in snowplows


def test_a_shape_without_a_capture_is_refused(hive: Path) -> None:
    done = tool(hive, "diff", "--shape", "segment")
    assert done.returncode == 2
    assert "--captured" in done.stderr
