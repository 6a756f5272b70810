"""`diff --json-schema` and `--json-schema-pairs`: documents of other tools, without a plan."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from invoking import runner

from tracking_plan.cli.main import main

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(Path("schemas/report.schema.json").read_text(encoding="utf-8"))
)
TEXT = '{"type": "object", "properties": {"a": {"type": "string"}}}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(TEXT)
    (tmp_path / "b.yaml").write_text("type: object\nproperties:\n  a: {type: integer}\n")
    (tmp_path / "c.json").write_text(TEXT.replace('"a": {', '"b": {"type": "null"}, "a": {'))
    return tmp_path


def run(*options: str, given: str | None = None) -> Result:
    return runner().invoke(main, ["diff", *options], input=given)


def changes(*options: str, given: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*options, given=given).stdout)["changes"]
    return found


def test_a_break_fails_and_points_at_the_new_file() -> None:
    result = run("--json-schema", "a.json", "b.yaml", "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout == "b.yaml: V207 error: property 'a' changed from string to integer\n"


def test_the_same_is_fine() -> None:
    result = run("--json-schema", "a.json", "a.json", "-v")
    assert result.exit_code == 0
    assert result.stdout == "a.json -> a.json: needs no new version\n\n"


def test_pairs_are_reported_in_order_and_bad_ones_end_nothing(folder: Path) -> None:
    (folder / "text.json").write_text('"text"')
    (folder / "damaged.json").write_text("{")
    (folder / "odd.json").write_text('{"type": "nonsense", "properties": 3}')
    lines = "# pairs\na.json b.yaml\n\na.json a.json\nnone.json a.json\na.json\ttext.json\n"
    lines += "damaged.json a.json\nb.yaml a.json\nodd.json a.json\n"
    (folder / "pairs").write_text(lines)
    found = changes("--json-schema-pairs", "pairs", "--format", "json")
    assert [one["pair"] for one in found] == [
        line.split() for line in lines.splitlines() if line and not line.startswith("#")
    ]
    said = [(one.get("producers"), one.get("consumers"), one["error"]) for one in found]
    assert said[:2] == [("break", "break", None), ("safe", "safe", None)]
    assert said[2] == (None, None, "none.json: cannot be read: No such file or directory")
    assert said[3][2] == "text.json: is no JSON Schema: that is an object, or a boolean"
    assert said[4][2] == "damaged.json: is not JSON"
    assert said[5] == ("break", "break", None)


def test_reports_are_as_their_schema_says(folder: Path) -> None:
    (folder / "damaged.json").write_text("{")
    (folder / "any.json").write_text('{"oneOf": [{"type": "string"}, {"minLength": 2}]}')
    names = ("a.json", "b.yaml", "c.json", "any.json", "damaged.json", "none.json")
    (folder / "pairs").write_text("".join(f"{a} {b}\n" for a in names for b in names))
    report = json.loads(run("--json-schema-pairs", "pairs", "--format", "json").stdout)
    SCHEMA.validate(report)
    assert {one["producers"] for one in report["changes"] if not one["error"]} >= {"safe", "break"}
    assert [one["error"] for one in report["changes"]].count(None) == 16
    for key in ("pair", "error", "verdict", "changes"):
        for one in (report["changes"][0], report["changes"][-1]):
            damaged = {**report, "changes": [{k: v for k, v in one.items() if k != key}]}
            assert not SCHEMA.is_valid(damaged)


def test_reports_about_events_are_as_their_schema_says(folder: Path) -> None:
    plan = "tracking_plan: 1\nevents:\n  A: {{version: 1.0, properties: {{a: {}}}}}\n"
    for name, kind in (("old", "string"), ("new", "integer")):
        (folder / name).mkdir()
        more = "  B: {properties: {b: string}}\n" if name == "new" else ""
        (folder / name / "tracking-plan.yaml").write_text(plan.format(kind) + more)
    result = run("--plan", "new", "--against", "old", "--format", "json")
    report = json.loads(result.stdout)
    SCHEMA.validate(report)
    assert [one["verdict"] for one in report["changes"]] == ["refused", "new"]
    assert not SCHEMA.is_valid({**report, "changes": [{"event": "A"}]})


@pytest.mark.parametrize(
    "written",
    [
        b"\xef\xbb\xbfa.json b.yaml\n",
        b"a.json b.yaml\r\n\r\n   \r\n",
        b"# none\n a.json\t b.yaml \n#",
        b"a.json b.yaml",
    ],
)
def test_how_a_list_may_be_written(folder: Path, written: bytes) -> None:
    (folder / "pairs").write_bytes(written)
    for given in (None, written.decode()):
        name = "pairs" if given is None else "-"
        found = changes("--json-schema-pairs", name, "--format", "json", given=given)
        assert [one["pair"] for one in found] == [["a.json", "b.yaml"]]


@pytest.mark.parametrize(
    "written", ["", "\n", "# a.json b.yaml\n", "a.json\n", "a b c\n", "a.json b.yaml\nx\n"]
)
def test_a_list_that_cannot_be_used(folder: Path, written: str) -> None:
    (folder / "pairs").write_text(written)
    assert run("--json-schema-pairs", "pairs").exit_code == 2
    assert run("--json-schema-pairs", "-", given=written).exit_code == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 70_000, "cannot be read: File name too long"),
        ("x\0", "cannot be read: no path has a null byte"),
        (".", "cannot be read: it is a folder, not a file"),
        ("record.json", "is no JSON Schema of draft 4 or later: see 'type'"),
        ("list.json", "is no JSON Schema: that is an object, or a boolean"),
        ("nan.json", "has a number that JSON has not: NaN or infinity"),
    ],
)
def test_an_entry_that_cannot_be_used_ends_nothing(folder: Path, name: str, why: str) -> None:
    (folder / "record.json").write_text('{"type": "record"}')
    (folder / "list.json").write_text("[{}]")
    (folder / "nan.json").write_text('{"minimum": NaN}')
    given = f"{name}\ta.json\na.json\ta.json\n"
    found = changes("--json-schema-pairs", "-", "--format", "json", given=given)
    assert [one["error"] for one in found] == [f"{name}: {why}", None]


def test_pairs_from_standard_input() -> None:
    found = changes("--json-schema-pairs", "-", "--format", "json", given="a.json a.json\n")
    assert [one["required_bump"] for one in found] == ["none"]


def test_a_reference_to_elsewhere_is_not_followed(folder: Path) -> None:
    for name, type_ in (("d.json", "string"), ("e.json", "integer")):
        there = {"$ref": (folder / "a.json").as_uri() if type_ == "string" else "http://[::1]:9/x"}
        (folder / name).write_text(json.dumps({"properties": {"a": there}}))
    found = changes("--json-schema", "d.json", "e.json", "--format", "json")
    assert found[0]["producers"] in ("unknown", "break")
    assert found[0]["proof"] == "undecided"


@pytest.mark.parametrize(
    "options",
    [
        ("--json-schema", "a.json", "b.yaml", "--against", "x"),
        ("--json-schema", "a.json", "b.yaml", "--write-bump"),
        ("--json-schema", "a.json", "b.yaml", "--json-schema-pairs", "pairs"),
        ("--json-schema", "a.json"),
        ("--json-schema-pairs", "none"),
        ("--json-schema-pairs", "a.json"),
    ],
)
def test_wrong_usage(options: tuple[str, ...]) -> None:
    assert run(*options).exit_code == 2


@pytest.mark.parametrize("name", ["sarif", "gitlab", "github", "junit", "markdown", "text"])
def test_every_format_reports_without_a_plan(name: str) -> None:
    assert run("--json-schema", "a.json", "b.yaml", "--format", name).exit_code == 1
