"""`diff --json-schema` and `--json-schema-pairs`: documents of other tools, without a plan."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracking_plan.cli.main import main

TEXT = '{"type": "object", "properties": {"a": {"type": "string"}}}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(TEXT)
    (tmp_path / "b.yaml").write_text("type: object\nproperties:\n  a: {type: integer}\n")
    (tmp_path / "c.json").write_text(TEXT.replace('"a": {', '"b": {"type": "null"}, "a": {'))
    return tmp_path


def run(*options: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["diff", *options], input=given)


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
