"""`diff --captured`: keys that an open object gets listed, looked for in real payloads."""

import json
import os
from pathlib import Path
from threading import Thread
from typing import Any

import process
import pytest
from click.testing import Result
from invoking import runner

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


def lines(*payloads: Any, event: str = "A B") -> str:
    each = ({"event": event, "distinct_id": "u", "properties": one} for one in payloads)
    return "".join(f"{json.dumps(one)}\n" for one in each)


def run(folder: Path, plan: str, payloads: list[Any], *options: str, event: str = "A B") -> Result:
    (folder / "tracking-plan.yaml").write_text(plan)
    (folder / "c.ndjson").write_text(lines(*payloads, event=event))
    given = ("diff", "--against", "old", "--captured", "c.ndjson", *options)
    return runner().invoke(main, given)


def change(result: Result) -> dict[str, Any]:
    """The change that lists the new key."""
    each = json.loads(result.stdout)["changes"][0]["changes"]
    found: dict[str, Any] = next(one for one in each if one["kind"] == "property-added")
    return found


def test_a_key_that_no_payload_has_breaks_nobody(folder: Path) -> None:
    result = run(folder, TOP, [{"other": 1}, {}], "--format", "json", event="a_b")
    assert (change(result)["producers"], change(result)["bump"]) == ("safe", "minor")
    said = run(folder, TOP, [{"other": 1}, {}])
    assert "none of 2 captured payloads of the event in c.ndjson has the key" in said.stdout
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
    says = "1 of 3 captured payloads of the event in c.ndjson has the key with a value that does"
    assert says in said.stdout
    shown = run(folder, TOP, payloads, "--show-values", "--format", "json")
    assert change(shown)["witness"] == {"plan": "secret@example.com"}


def test_a_key_of_items(folder: Path) -> None:
    fine = [{"list": [{"a": 1}, {"n": 3}]}, {"list": 3}]
    assert change(run(folder, INNER, fine, "--format", "json"))["producers"] == "safe"
    result = run(folder, INNER, [{"list": [{"n": 1}, {"n": "x"}]}], "--format", "json")
    assert change(result)["witness"] == {"list": [{"n": "<string>"}]}


REQUIRED = """tracking_plan: 1
events:
  A B:
    properties:
      method: string!
      where:
        type: object
        required: true
        properties: {city: string!}
        additional_properties: true
      lists:
        type: array
        items: {type: object, properties: {n: string!}, additional_properties: true}
    additional_properties: true
"""


@pytest.mark.parametrize(
    ("new", "payload"),
    [
        (
            REQUIRED.replace("method: string!", "method: string!\n      url: string"),
            {"url": 7},
        ),
        (
            REQUIRED.replace("{city: string!}", "{city: string!, zip: string}"),
            {"where": {"zip": 7}},
        ),
        (
            REQUIRED.replace("{n: string!}", "{n: string!, m: string}"),
            {"lists": [{"n": "a"}, {"m": 7}]},
        ),
    ],
)
@pytest.mark.parametrize("options", [(), ("--show-values",)])
def test_a_payload_that_is_shown_was_valid(
    folder: Path, new: str, payload: Any, options: tuple[str, ...]
) -> None:
    (folder / "old" / "tracking-plan.yaml").write_text(REQUIRED)
    found = change(run(folder, new, [payload], *options, "--format", "json"))
    shown = json.dumps(found["witness"])
    assert ("7" if options else "<integer>") in shown
    (folder / "shown.ndjson").write_text(lines(found["witness"]))
    for plan, code in (("old", 0), (".", 1)):
        given = ("validate", "shown.ndjson", "--plan", plan, "--select", "D2")
        done = runner().invoke(main, given)
        assert done.exit_code == (code if options else 0), done.output


def test_no_payload_of_the_event_settles_nothing(folder: Path) -> None:
    result = run(folder, TOP, [{}], event="Other")
    assert "no payload of the event is in c.ndjson" in result.stdout
    assert "needs version 2.0" in result.stdout


def test_the_version_that_is_written_follows(folder: Path) -> None:
    assert run(folder, TOP, [{}], "--write-bump").exit_code == 0
    assert "    version: 1.1\n" in (folder / "tracking-plan.yaml").read_text()


def test_what_is_said_is_in_each_format(folder: Path) -> None:
    payloads = [{"plan": 1}, {"plan": 2}, {"plan": "free"}, {}]
    said = "2 of 4 captured payloads of the event in c.ndjson have the key with a value that does"
    text = run(folder, TOP, payloads).stdout
    changes, findings = text.split("tracking-plan.yaml:", 1)
    assert said in changes
    assert said in findings
    markdown = run(folder, TOP, payloads, "--format", "markdown").stdout
    assert said in next(line for line in markdown.splitlines() if line.startswith("| A B |"))
    assert said in markdown[markdown.index("<details>") :]
    assert change(run(folder, TOP, payloads, "--format", "json"))["captured"].startswith(said)


def test_what_breaks_nobody_is_shown_too(folder: Path) -> None:
    bumped = TOP.replace("  A B:\n", "  A B:\n    version: 1.1\n")
    result = run(folder, bumped, [{}, {"plan": "free"}])
    assert result.exit_code == 0
    said = "1 of 2 captured payloads of the event in c.ndjson has the key, with values that fit"
    assert said in result.stdout


def test_no_capture_says_nothing(folder: Path) -> None:
    (folder / "tracking-plan.yaml").write_text(TOP)
    done = runner().invoke(main, ("diff", "--against", "old", "--format", "json"))
    assert change(done)["captured"] is None
    assert "captured payload" not in runner().invoke(main, ("diff", "--against", "old")).stdout


def _said(folder: Path, *options: str, stdin: str = "") -> process.Result:
    """In a process of its own, whose standard input has a descriptor."""
    (folder / "tracking-plan.yaml").write_text(TOP)
    return process.run("diff", "--against", "old", *options, cwd=folder, stdin=stdin)


def test_standard_input_is_a_capture(folder: Path) -> None:
    done = _said(folder, "--captured", "-", stdin=lines({"plan": 1}, {}))
    assert "1 of 2 captured payloads of the event in standard input has the key" in done.stdout
    twice = _said(folder, "--captured", "-", "--captured", "-", stdin=lines({}))
    assert twice.returncode == 2
    assert "name `-` once" in twice.stderr


def test_what_can_be_read_once_is_read_once_for_a_bump(folder: Path) -> None:
    done = _said(folder, "--captured", "-", "--write-bump", stdin=lines({"plan": "free"}))
    assert done.returncode == 0
    assert "1 of 1 captured payload of the event in standard input has the key" in done.stdout
    assert "    version: 1.1\n" in (folder / "tracking-plan.yaml").read_text()


def test_a_pipe_is_opened_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    writer = Thread(target=(folder / "pipe").write_text, args=(lines({"plan": 1}),), daemon=True)
    writer.start()
    done = _said(folder, "--captured", "pipe")
    assert "1 of 1 captured payload of the event in pipe has the key" in done.stdout
    writer.join(10)
    assert not writer.is_alive()


def test_several_captures_are_one_answer(folder: Path) -> None:
    (folder / "a").write_text(lines({"plan": 1}))
    (folder / "b").write_text(lines({}, {}))
    done = _said(folder, "--captured", "a", "--captured", "b", "--captured", "-", stdin=lines({}))
    assert "1 of 4 captured payloads of the event in the 3 captures has the key" in done.stdout


@pytest.mark.parametrize(
    ("content", "note", "says"),
    [
        ("", "no payload was read", "no payload of the event is in c"),
        ("{]\n", "1 payload could not be read", "in c (1 payload could not be read), so nothing"),
        (lines({}, event="Other"), "none of an event that is asked about", "so nothing is known"),
        (f"{lines({})}oops\n", "1 payload could not", "(1 payload could not be read) has the key"),
    ],
)
def test_what_was_not_there_is_said(folder: Path, content: str, note: str, says: str) -> None:
    (folder / "c").write_text(content)
    done = _said(folder, "--captured", "c")
    assert f"c: {note}" in done.stderr.replace("1 payload read, ", "")
    assert says in done.stdout


def test_captures_that_nothing_depends_on_are_not_read(folder: Path) -> None:
    (folder / "c").write_text(lines({}))
    (folder / "old" / "tracking-plan.yaml").write_text(TOP)
    done = _said(folder, "--captured", "c")
    assert "the captures were not read" in done.stderr


@pytest.mark.parametrize("command", ["diff", "check", "publish"])
def test_values_are_shown_of_captures_only(folder: Path, command: str) -> None:
    (folder / "tracking-plan.yaml").write_text(TOP)
    done = process.run(command, "--show-values", cwd=folder)
    assert done.returncode == 2
    assert "name some with --captured" in done.stderr
    (folder / "c").write_text(lines({}))
    done = process.run(command, "--show-values", "--captured", "c", cwd=folder)
    assert "--captured" not in done.stderr


def test_no_report_takes_the_place_of_a_capture(folder: Path) -> None:
    (folder / "c").write_text(lines({}))
    done = _said(folder, "--captured", "c", "--format", "json=c")
    assert done.returncode == 2
    assert (folder / "c").read_text() == lines({})


def test_a_capture_that_is_not_there(folder: Path) -> None:
    assert run(folder, TOP, [], "--captured", "none").exit_code == 2


# The same captures where the version is checked and published

OPEN = "tracking_plan: 1\nevents:\n  A:\n    version: {}\n    properties: {{{}}}\n"
OPEN += "    additional_properties: true\n"


def published(folder: Path, *payloads: Any) -> None:
    """A published plan, after which a key is listed, and a capture."""
    (folder / "tracking-plan.yaml").write_text(OPEN.format("2.0", ""))
    assert runner().invoke(main, ["publish"]).exit_code == 0
    (folder / "tracking-plan.yaml").write_text(OPEN.format("2.0", "plan: string"))
    (folder / "c.ndjson").write_text(lines(*payloads, event="A"))


def invoked(*arguments: str) -> Result:
    return runner().invoke(main, arguments)


CAPTURED = ("--captured", "c.ndjson")
NONE_HAS_IT = (
    "'A': 'plan' needs a minor only, since none of 1,234 captured payloads of the event in"
)


def test_a_published_version_that_changed_is_reported_once_with_captures_too(folder: Path) -> None:
    published(folder, {"n": 1})
    text = OPEN.format("2.0", "n: integer")
    (folder / "tracking-plan.yaml").write_text(text)
    assert runner().invoke(main, ["diff", "--write-bump"]).exit_code == 0
    assert runner().invoke(main, ["publish"]).exit_code == 0
    plan = (folder / "tracking-plan.yaml").read_text().replace("n: integer", "n: string", 1)
    (folder / "tracking-plan.yaml").write_text(plan)
    for options in ((), CAPTURED):
        found = invoked("diff", *options, "--format", "concise").stdout
        codes = [
            line.split(": ")[1].split()[0] for line in found.splitlines() if " error: " in line
        ]
        assert codes == ["V403"], found


def test_what_is_written_by_captures_is_checked_and_published_with_them(folder: Path) -> None:
    published(folder, *({"n": n} for n in range(1234)))
    wrote = invoked("diff", *CAPTURED, "--write-bump")
    assert wrote.exit_code == 0
    assert NONE_HAS_IT in wrote.stderr
    assert "version: 2.1" in (folder / "tracking-plan.yaml").read_text()
    for command in ("check", "publish"):
        without = invoked(command)
        assert without.exit_code == 1
        assert "needs version 3.0, has 2.1" in without.stdout
        assert "`--captured FILE`" in without.stdout
    checked = invoked("check", *CAPTURED)
    assert checked.exit_code == 0, checked.output
    assert f"{NONE_HAS_IT} c.ndjson has the key" in checked.stderr
    for options in (("--dry-run",), ()):
        done = invoked("publish", *CAPTURED, *options)
        assert done.exit_code == 0, done.output
        assert NONE_HAS_IT in done.stderr
    assert invoked("check").exit_code == 0, "what is published needs no evidence"
    assert invoked("publish").exit_code == 0


def test_one_payload_is_said_to_be_one(folder: Path) -> None:
    published(folder, {})
    wrote = invoked("diff", *CAPTURED, "--write-bump")
    assert "since none of 1 captured payload of the event in c.ndjson has the key" in wrote.stderr


@pytest.mark.parametrize("command", ["check", "publish"])
@pytest.mark.parametrize(
    ("payloads", "says"),
    [
        ([{"plan": 7}, {}], "1 of 2 captured payloads of the event in c.ndjson has the key with"),
        ([], "no payload of the event is in c.ndjson"),
    ],
)
def test_captures_that_settle_nothing(
    folder: Path, command: str, payloads: list[Any], says: str
) -> None:
    published(folder, *payloads)
    plan = folder / "tracking-plan.yaml"
    plan.write_text(plan.read_text().replace("2.0", "2.1"))
    done = invoked(command, *CAPTURED)
    assert done.exit_code == 1
    assert "needs version 3.0, has 2.1" in done.stdout
    assert says in done.stdout
    assert "needs a minor only" not in done.stderr
    assert "`--captured FILE`" not in done.stdout, "they have been looked at"


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_capture_is_no_place_for_a_report(folder: Path, command: str) -> None:
    published(folder, {})
    before = (folder / "c.ndjson").read_bytes()
    assert invoked(command, *CAPTURED, "--output", "c.ndjson").exit_code == 2
    assert invoked(command, "--captured", "nowhere").exit_code == 2
    assert (folder / "c.ndjson").read_bytes() == before


def test_the_hint_is_about_open_keys_only(folder: Path) -> None:
    published(folder)
    plan = folder / "tracking-plan.yaml"
    plan.write_text(OPEN.format("2.1", "plan: string!"))
    done = invoked("check")
    assert "needs version 3.0" in done.stdout
    assert "--captured" not in done.stdout
