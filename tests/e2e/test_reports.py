"""What the commands really report, held against the published schema and the documentation."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from process import run

from tracking_plan.cli.main import COMMANDS
from tracking_plan.report.formats import FORMATS

PROJECT = Path(__file__).parents[2]
SHOP = PROJECT / "examples" / "shop"
SCHEMA = json.loads((PROJECT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
DOCS = (PROJECT / "docs" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "section"),
    [
        (("lint",), None),
        (("usage", "--inventory"), "calls"),
        (("validate", "captured/events.ndjson"), "traffic"),
        (("generate", "--check"), None),
        (("check",), None),
    ],
)
def test_every_command_keeps_to_the_schema(arguments: tuple[str, ...], section: str | None) -> None:
    result = run(*arguments, "--format", "json", cwd=SHOP)
    assert result.returncode in (0, 1), result.stderr
    report = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert section is None or report[section]
    assert report["command"] == arguments[0]


def test_the_report_in_the_documentation_keeps_to_the_schema() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", DOCS, re.DOTALL)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(example))


def test_the_documentation_lists_every_command_and_format() -> None:
    rows = re.findall(r"^\| `([a-z]+)", DOCS, re.MULTILINE)
    assert rows[: len(COMMANDS)] == list(COMMANDS)
    assert sorted(rows[len(COMMANDS) :]) == sorted(FORMATS)
