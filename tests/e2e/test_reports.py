"""What the commands really report, held against the published schema and the documentation."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from process import run

from tracking_plan.cli.completions import PAYLOAD_FORMATS
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
        (("coverage", "captured/events.ndjson"), "events"),
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
    assert sorted(rows[len(COMMANDS) :]) == sorted(PAYLOAD_FORMATS)


PLANS = {
    "tracking-plan.yaml": "tracking_plan: 1\ninclude: [events/*.yaml]\n",
    "events/a.yaml": "events:\n  Order Placed: {}\n  Order Shipped: {}\n  order_lost: {}\n",
}


@pytest.mark.parametrize("is_worktree", [False, True])
@pytest.mark.parametrize(("folder", "shown"), [("team/shop", "team/shop/events/a.yaml"), ("", "")])
def test_services_get_paths_from_the_repositorys_root(
    tmp_path: Path, folder: str, shown: str, is_worktree: bool
) -> None:
    if is_worktree:  # or a submodule: there `.git` is a file
        (tmp_path / ".git").write_text("gitdir: /elsewhere\n")
    else:
        (tmp_path / ".git").mkdir()
    for name, text in PLANS.items():
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    wanted = shown or "events/a.yaml"
    formats = [part for name in FORMATS for part in ("--format", f"{name}={name}.out")]
    run("lint", *formats, cwd=tmp_path / folder)
    out = {name: (tmp_path / folder / f"{name}.out").read_text() for name in FORMATS}
    assert f"file={wanted},line=4" in out["github"]
    assert f'"path": "{wanted}"' in out["gitlab"]
    assert f'"uri": "{wanted}"' in out["sarif"]
    assert f'file="{wanted}"' in out["junit"]
    assert out["concise"].startswith("events/a.yaml:2:3: ")
    assert '"path": "events/a.yaml"' in out["json"]


def test_paths_outside_any_repository_count_from_the_current_folder(tmp_path: Path) -> None:
    for name, text in PLANS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "sub").mkdir()
    done = run("lint", "--format", "github", cwd=tmp_path / "sub")
    assert "file=../events/a.yaml,line=4" in done.stdout
