"""`init --from-payloads`: a plan comes back out of what was sent by it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from known_plan import differences, known_plan, payloads
from process import run

from tracking_plan.finding import Severity
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan

SHOP = Path(__file__).parents[2] / "examples" / "shop"


def written(folder: Path, found: Iterable[Any], name: str = "capture.ndjson") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    return path


def inferred(folder: Path) -> Plan:
    text = (folder / "tracking-plan.yaml").read_text(encoding="utf-8")
    loaded = load_text(text)
    assert loaded.plan is not None, loaded.findings
    assert [one.problem for one in loaded.findings if one.severity is Severity.ERROR] == []
    return loaded.plan


def codes(report: str, severity: str = "error") -> set[str]:
    found = json.loads(report)["findings"]
    return {one["code"] for one in found if one["severity"] == severity}


def test_a_known_plan_comes_back_out_of_a_capture_and_the_capture_is_valid(tmp_path: Path) -> None:
    known = known_plan()
    written(tmp_path, payloads(known, 6_000))
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(differences(known, inferred(tmp_path))) == []
    checked = run("validate", "capture.ndjson", "--format", "json", cwd=tmp_path)
    assert codes(checked.stdout) == set()
    assert codes(run("lint", "--format", "json", cwd=tmp_path).stdout) == set()


def test_the_shop_s_own_capture_breaks_no_plan_that_is_inferred_from_it(tmp_path: Path) -> None:
    capture = str(SHOP / "captured" / "events.ndjson")
    assert run("init", "--from-payloads", capture, cwd=tmp_path).returncode == 0
    checked = run("validate", capture, "--format", "json", cwd=tmp_path)
    assert codes(checked.stdout) == {"D302"}  # a reserved id, which is the sender's mistake
    assert codes(run("lint", "--format", "json", cwd=tmp_path).stdout) == set()


def test_names_that_can_be_taken_for_others_are_pointed_out(tmp_path: Path) -> None:
    sent = [track("Checkout Completed", user_id="u"), track("checkout_completed", userId="u")]
    written(tmp_path, sent * 3)
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert "'checkout_completed' differs only in case" in done.stderr
    assert "'userId' differs only in case" in done.stderr
    text = (tmp_path / "tracking-plan.yaml").read_text(encoding="utf-8")
    assert "# event 'checkout_completed' differs only in case" in text


def track(event: str, **properties: Any) -> dict[str, Any]:
    return {
        "event": event,
        "properties": properties,
        "environment": "production",
        "distinct_id": "u_1",
        "timestamp": "2026-01-31T12:00:00Z",
    }


def test_several_files_and_standard_input_are_one_capture(tmp_path: Path) -> None:
    written(tmp_path, [track("One", a=1)], "one.ndjson")
    written(tmp_path, [track("Two", a=1)], "two.ndjson")
    done = run(
        *("init", "--from-payloads", "two.ndjson", "one.ndjson", "-"),
        cwd=tmp_path,
        stdin=json.dumps(track("Three")),
    )
    assert done.returncode == 0, done.stderr
    assert "read 3 payloads in 3 inputs" in done.stderr
    assert list(inferred(tmp_path).events) == ["One", "Three", "Two"]


def test_what_cannot_be_read_or_is_no_event_is_counted(tmp_path: Path) -> None:
    lines = ["{broken", "7", json.dumps(track("$pageview")), json.dumps(track("Fine"))]
    (tmp_path / "capture.ndjson").write_text("\n".join(lines), encoding="utf-8")
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 payload could not be read" in done.stderr
    assert "1 payload of no kind that the API takes" in done.stderr
    assert "1 payload of events of the SDKs" in done.stderr


@pytest.mark.parametrize("text", ["", "{broken", '{"distinct_id": "u", "traits": {"a": 1}}'])
def test_without_an_event_nothing_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "capture.ndjson").write_text(text, encoding="utf-8")
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 2
    assert "no event was found" in done.stderr
    assert not (tmp_path / "tracking-plan.yaml").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("capture.ndjson",),
        ("--from-payloads", "absent.ndjson"),
        ("--from-payloads", "nothing"),
        ("--from-payloads", "-", "-"),
        ("--from-payloads", "--from-code", "capture.ndjson"),
    ],
)
def test_a_wrong_command_line_writes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    written(tmp_path, [track("Fine")])
    (tmp_path / "nothing").mkdir()
    done = run("init", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "tracking-plan.yaml").exists()


PLAN = """\
tracking_plan: 1
events:
  # the first
  Signed Up:
    description: Somebody joined.
    properties:
      # what was chosen
      plan: string!
      address:
        type: object
        properties:
          city: string!
  Left:
  Flow Style: {properties: {a: integer}}
traits:
  plan: string
"""
SENT = [
    track("Signed Up", plan="pro", Plan="x", seats=3, address={"city": "x", "zip": "1"}),
    track("Left", reason="price"),
    track("left", other=1),
    track("Flow Style", a=1, b=2),
    track("New One", a=1),
    {"distinct_id": "u", "environment": "production", "traits": {"plan": "pro", "seats": 3}},
]


def test_what_a_plan_lacks_is_a_patch_that_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    written(tmp_path, SENT * 40)
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tracking-plan.yaml").read_text(encoding="utf-8") == PLAN
    assert "'left' is another spelling of 'Left'" in done.stderr
    assert "no patch for the properties of 'Flow Style'" in done.stderr
    plan = patched(PLAN, done.stdout)
    assert list(plan.events) == ["New One", "Signed Up", "Left", "Flow Style"]
    added = {prop.name: prop for prop in plan.events["Signed Up"].current.properties}
    assert list(added) == ["seats", "plan", "address"]
    assert not added["seats"].required
    assert [prop.name for prop in added["address"].properties or ()] == ["zip", "city"]
    assert [prop.name for prop in plan.events["Left"].current.properties] == ["reason"]
    assert [prop.name for prop in plan.traits or ()] == ["seats", "plan"]


def patched(text: str, diff: str) -> Plan:
    """The plan with a unified diff, all of whose changes are additions."""
    lines, at = text.splitlines(), 0
    for line in diff.splitlines()[2:]:
        if line.startswith("@@"):
            at = int(line.split("+")[1].split(",")[0]) - 1
        elif line.startswith("+"):
            lines.insert(at, line[1:])
            at += 1
        else:
            assert lines[at] == line[1:]
            at += 1
    loaded = load_text("\n".join(lines) + "\n")
    assert loaded.plan is not None
    return loaded.plan


def test_a_plan_that_lacks_nothing_gets_no_patch(tmp_path: Path) -> None:
    written(tmp_path, SENT[-2:] * 40)
    assert run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path).returncode == 0
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "has all that the payloads show" in done.stderr


def test_hostile_captures_give_plans_that_load(tmp_path: Path) -> None:
    deep = json.dumps(track("Deep", x=1)).replace("1}", '{"a":' * 150 + "1" + "}" * 151, 1)
    names = [f"Event {chr(97 + n % 26)}{n}" for n in range(3_000)]
    sent = [
        *(track(name, x=1) for name in names),
        track("Long", x="y" * 1_000_000, **{"k" * 5_000: 1}),
        *(track("Keys", **{f"u_{n:06}": n}) for n in range(500)),
        *(track(name) for name in ("no", "null", "1e3", "=", "😀", "a: b", '"', "'", "#", "- a")),
    ]
    path = written(tmp_path, sent)
    with path.open("a", encoding="utf-8") as file:
        file.write(deep + "\n")
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(inferred(tmp_path).events) == 3_000 + 3 + 10
    checked = run("validate", "capture.ndjson", "--format", "json", cwd=tmp_path)
    assert codes(checked.stdout) == set()


def test_payloads_of_another_vendor_are_read_in_their_shape(tmp_path: Path) -> None:
    sent = {
        "type": "track",
        "event": "Signed Up",
        "userId": "u_1",
        "messageId": "m",
        "timestamp": "2026-01-31T12:00:00Z",
        "properties": {"plan": "pro"},
        "context": {"library": {"name": "analytics.js", "version": "1"}},
    }
    opened = {**sent, "event": "Application Opened"}  # by the SDK itself
    group = {**sent, "type": "group", "groupId": "g"}
    written(tmp_path, [sent, opened, group])
    done = run("init", "--from-payloads", "capture.ndjson", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (event,) = inferred(tmp_path).events.values()
    assert [prop.name for prop in event.current.properties] == ["plan"]
    assert "1 payload of kinds that a plan says nothing of" in done.stderr
