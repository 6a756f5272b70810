"""What is published: hashes that stay the same, and files that any other tool can read."""

import copy
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from invoking import runner
from jsonschema import Draft202012Validator
from registries import Project

from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.main import main
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.registry.publishing.candidates import candidates
from tracking_plan.registry.publishing.json_text import json_bytes
from tracking_plan.registry.publishing.meaning import HASH_VERSION, content_hash
from tracking_plan.registry.publishing.publication import publication
from tracking_plan.registry.publishing.published import NOTHING
from tracking_plan.registry.publishing.published_index import read_index

EVERYTHING = """\
tracking_plan: 1
name: shop
common: {app_version: {type: string, description: The release.}}
shared: {currency: {type: string, enum: [USD, EUR], description: ISO 4217.}}
events:
  Checkout Completed:
    description: The buyer's payment was captured.
    trigger: After the provider confirms.
    answers: conversion
    owner: growth@acme.example
    tags: [revenue]
    metadata: {jira: A-1, weight: 1.50}
    sources: [web, backend]
    version: 2.1
    properties:
      revenue: {type: number, unit: USD, minimum: 0, maximum: 1e21, required: true, examples: [9.5]}
      currency: ref! currency
      share: {type: number, exclusive_minimum: 0, exclusive_maximum: 1, multiple_of: 0.01}
      coupon: {type: string, nullable: true, min_length: 1, max_length: 40, pattern: '^[A-Z]+$'}
      day: {type: string, format: date}
      kind: {type: string, const: order}
      level: {type: integer, enum: [1, 2, 3], nullable: true}
      left: {type: boolean, status: deprecated}
      anything: {type: any}
      items:
        type: array
        min_items: 1
        max_items: 50
        unique_items: true
        items: {type: object, properties: {sku: string!, quantity: {type: integer}}}
      open: {type: object, properties: {a: string}, additional_properties: true}
      free: {type: object}
    previous:
      1.3: {status: deprecated, sunset: 2026-12-31, properties: {amount: number!}}
  Signed Up: {}
  Opened: {additional_properties: true, properties: {a: string}}
"""
GOLDEN = {
    "Checkout Completed 2.1": "e686321840436ce8bff8aac58e4f4c3900674032a6ab67f673ac970f8896389e",
    "Checkout Completed 1.3": "8730aa690ed9abffe1f359e3a6597cd31fe68ee3f87db41a0e56bb6b0098f9a9",
    "Signed Up 1.0": "9cc62de6702cbe94eae37deb75b80cbd0e0c0a21a7f19e5f60df158cb7344e5c",
    "Opened 1.0": "b417b856df49bc74d973075cdf9aecf70ad57f7bb7a265a9176e0daa8d4b4946",
}
EVERY_KEYWORD: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:x:a/1.0.json",
    "title": "A",
    "description": "Words.",
    "type": "object",
    "properties": {
        "a": {"type": ["string", "null"], "enum": ["x", "y", None], "x-enum-deprecated": ["x"]},
        "b": {"type": "number", "minimum": 1, "x-unit": "USD", "x-pii": "id", "multipleOf": 0.5},
        "c": {"type": "string", "x-pii-action": "hash", "pattern": "^[0-9a-f]{64}$"},
        "d": {"type": "string", "deprecated": True, "x-replaced-by": "a", "format": "date"},
        "e": {"type": "array", "items": {"type": "integer", "maximum": 9}, "maxItems": 3},
        "f": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 4}},
        "schema_version": True,
    },
    "required": ["a", "b"],
    "additionalProperties": False,
    "patternProperties": {"^\\$": True},
    "x-event": "A",
    "x-version": "1.0",
    "x-sources": ["web", "backend"],
    "x-owner": "me",
}
GOLDEN_KEYWORDS = "sha256:908c2def069844f7418bb4e4a9435620c87e7368a9213d8ccf0ba52f6f9a597b"


def plan_of(text: str) -> Plan:
    loaded = load_text(text)
    assert loaded.plan is not None
    assert not loaded.is_faulty
    return loaded.plan


def hashes(text: str) -> dict[str, str]:
    """The digits of the hash of each version."""
    each = candidates(plan_of(text)).items()
    return {f"{e} {v}": one.hash.removeprefix("sha256:") for (e, v), one in each}


def test_hashes_are_the_same_for_ever() -> None:
    assert HASH_VERSION == 1
    assert hashes(EVERYTHING) == GOLDEN
    assert content_hash(EVERY_KEYWORD) == GOLDEN_KEYWORDS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("payment was captured", "payment came"),
        ("After the provider", "Before the provider"),
        ("answers: conversion", "answers: retention"),
        ("growth@acme.example", "else@acme.example"),
        ("tags: [revenue]", "tags: [money]"),
        ("{jira: A-1, weight: 1.50}", "{jira: A-2}"),
        ("sources: [web, backend]", "sources: [backend, web]"),
        ("examples: [9.5]", "examples: [1, 2]"),
        ("minimum: 0, maximum: 1e21", "maximum: 1.0e+21, minimum: 0.0"),
        ("enum: [1, 2, 3]", "enum: [3, 1.0, 2]"),
        ("[USD, EUR]", "[EUR, USD]"),
        ("ISO 4217.", "A currency."),
        ("multiple_of: 0.01", "multiple_of: 1e-2"),
        ("      day: {type: string, format: date}\n      kind: {type: string, const: order}\n",
         "      kind: {type: string, enum: [order]}\n      day: {format: date, type: string}\n"),
        ("events:", "version_property: v\nevents:"),
        ("name: shop", "name: other"),
        ("status: deprecated, sunset: 2026-12-31", "status: retired"),
        ("min_items: 1", "min_items: 1.0"),
        ("free: {type: object}", "free: {type: object, required: false, nullable: false}"),
    ],
)  # fmt: skip
def test_words_order_and_spelling_change_no_hash(old: str, new: str) -> None:
    assert old in EVERYTHING
    assert hashes(EVERYTHING.replace(old, new)) == GOLDEN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sources: [web, backend]", "sources: [web]"),
        ("    sources: [web, backend]\n", ""),
        ("unit: USD", "unit: EUR"),
        ("USD, minimum: 0", "USD"),
        ("maximum: 1e21", "maximum: 1e20"),
        ("required: true, ", ""),
        ("ref! currency", "ref currency"),
        ("[USD, EUR]", "[USD]"),
        ("multiple_of: 0.01", "multiple_of: 0.02"),
        ("nullable: true, min", "nullable: false, min"),
        ("'^[A-Z]+$'", "'^[A-Z]*$'"),
        ("format: date", "format: date-time"),
        ("const: order", "const: orders"),
        ("status: deprecated}\n      anything", "status: active}\n      anything"),
        ("anything: {type: any}", "anything: {type: string}"),
        ("unique_items: true", "unique_items: false"),
        ("max_items: 50", "max_items: 51"),
        ("string!, quantity", "string, quantity"),
        ("additional_properties: true}\n      free", "additional_properties: false}\n      free"),
        ("free: {type: object}", "free: {type: object, properties: {}}"),
        ("      day: {type: string, format: date}\n", ""),
    ],
)
def test_what_needs_a_version_changes_the_hash(old: str, new: str) -> None:
    assert old in EVERYTHING
    found = hashes(EVERYTHING.replace(old, new))
    assert [name for name in GOLDEN if found[name] != GOLDEN[name]] == ["Checkout Completed 2.1"]


def _without(*route: str) -> Callable[[Any], None]:
    def change(schema: Any) -> None:
        for step in route[:-1]:
            schema = schema[step]
        del schema[route[-1]]

    return change


def _with(value: object, *route: str) -> Callable[[Any], None]:
    def change(schema: Any) -> None:
        for step in route[:-1]:
            schema = schema[step]
        schema[route[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("properties", "a", "x-enum-deprecated"),
        _without("properties", "b", "x-unit"),
        _with("EUR", "properties", "b", "x-unit"),
        _with("drop", "properties", "c", "x-pii-action"),
        _without("properties", "c", "x-pii-action"),
        _without("properties", "d", "deprecated"),
        _with("b", "properties", "d", "x-replaced-by"),
        _with(["web"], "x-sources"),
        _without("x-sources"),
        _with(True, "additionalProperties"),
        _with({"type": "string"}, "properties", "f", "additionalProperties"),
        _with(True, "properties", "b", "minimum"),
        _with(["x", "y"], "properties", "a", "enum"),
    ],
)
def test_what_a_schema_means_beyond_its_values_counts(change: Callable[[Any], None]) -> None:
    schema = copy.deepcopy(EVERY_KEYWORD)
    change(schema)
    assert content_hash(schema) != GOLDEN_KEYWORDS


@pytest.mark.parametrize(
    "change",
    [
        _without("title"),
        _with("else", "x-owner"),
        _with("2.0", "x-version"),
        _without("properties", "schema_version"),
        _with(["null", "string"], "properties", "a", "type"),
        _with([None, "y", "x"], "properties", "a", "enum"),
        _with(1.0, "properties", "b", "minimum"),
        _with("email", "properties", "b", "x-pii"),
        _with("allow", "properties", "b", "x-pii-action"),
        _with(False, "properties", "b", "deprecated"),
        _with(0, "properties", "d", "minLength"),
        _with(0, "properties", "e", "minItems"),
    ],
)
def test_what_is_so_without_being_said_counts_for_nothing(change: Callable[[Any], None]) -> None:
    schema = copy.deepcopy(EVERY_KEYWORD)
    change(schema)
    assert content_hash(schema) == GOLDEN_KEYWORDS


@pytest.mark.parametrize(
    "around",
    [
        "properties: {p: %s}",
        "properties: {o: {type: object, properties: {q: string, p: %s}}}",
        "properties: {l: {type: array, items: %s}}",
        "properties: {m: {type: object, additional_properties: %s}}",
        "properties: {m: {type: object, properties: {q: string}, additional_properties: %s}}",
        "additional_properties: {type: array, items: {type: object, properties: {p: %s}}}",
    ],
)
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("string", None),
        ("{enum: [a, {value: b, status: deprecated}]}", None),
        ("{enum: [a, {value: b, status: deprecated, replaced_by: a}]}", "x-enum-replaced-by"),
        ("{type: string, status: deprecated, sunset: 2030-01-01}", "x-sunset"),
        ("{type: string, status: retired}", "x-was"),
    ],
)
def test_what_is_kept_is_kept_at_any_depth(around: str, said: str, kept: str | None) -> None:
    plan = plan_of(f"tracking_plan: 1\nevents:\n  A: {{{around % said}}}\n")
    (one,) = candidates(plan).values()
    found = {key for key in ("x-enum-replaced-by", "x-sunset", "x-was") if key in str(one.schema)}
    assert found == ({kept} if kept else set())


def test_true_is_not_one() -> None:
    one: Any = {"properties": {"a": {"enum": [1]}}}
    assert content_hash(one) != content_hash({"properties": {"a": {"enum": [True]}}})


def _index_schema() -> Any:
    return json.loads((files("tracking_plan.schemas") / "registry.schema.json").read_text("utf-8"))


def test_what_is_published_is_json_schema_for_any_tool(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "tracking-plan.yaml").write_text(EVERYTHING, encoding="utf-8")
    project.publish()
    index = project.index()
    Draft202012Validator.check_schema(_index_schema())
    Draft202012Validator(_index_schema()).validate(index)
    for event in index["events"]:
        for one in event["versions"]:
            schema = json.loads((project.registry / one["path"]).read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(schema)
            assert schema["$id"] == one["$id"] == f"urn:tracking-plan:shop:{one['path']}"
            assert schema["$schema"] == index["dialect"]
    path = project.file("Checkout Completed 1.3")
    validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    assert validator.is_valid({"amount": 5, "$lib": "web", "schema_version": "1.3"})
    assert not validator.is_valid({"amount": "5"})
    assert not validator.is_valid({"amount": 5, "other": 1})


def test_the_index_and_its_schema_say_the_same() -> None:
    """What the schema of the index calls required, and a status, are what its reader asks for."""
    version = _index_schema()["$defs"]["version"]
    text = "tracking_plan: 1\nname: a\nevents: {A: {status: deprecated, sunset: 2027-01-01}}\n"
    plan = plan_of(text)
    content = publication(plan, candidates(plan), NOTHING).index
    assert content is not None
    for key in version["required"]:
        document = json.loads(content)
        if key != "$id":
            del document["events"][0]["versions"][0][key]
            assert read_index(json.dumps(document)).fault is not None, key
    assert set(document["events"][0]["versions"][0]) <= set(version["properties"])
    assert version["properties"]["status"]["enum"] == ["active", "deprecated", "retired"]


def test_half_a_surrogate_pair_and_large_numbers_are_written_as_json() -> None:
    value: Any = {
        "a": "\ud800</script>\u2028",
        "b": 10**30,
        "c": [],
        "d": {},
        "e": [1, {"f": 1e22}],
    }
    content = json_bytes(value)
    assert json.loads(content) == value
    plain: Any = {"c": [], "d": {}, "e": [1, {"f": "ü\n"}], "g": None, "h": True}
    assert json_bytes(plain) == (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs the names of descriptors")
def test_each_step_is_on_the_disk_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there at the moment when the system is asked to keep something."""
    project = Project(tmp_path).plan("A: {}", "B: {version: 2.0, previous: {1.0: {}}}")
    steps: list[tuple[str, int, bool]] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        kept = Path(f"/proc/self/fd/{descriptor}").readlink()
        what = kept.relative_to(project.registry).as_posix() if kept.is_dir() else "a file"
        versions = len(list(project.registry.glob("*/*.json")))
        steps.append((what, versions, (project.registry / "index.json").exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.chdir(tmp_path)
    done = runner().invoke(main, ("publish",))
    assert done.exit_code == 0, done.output
    folders = {path.name for path in project.registry.iterdir() if path.is_dir()}
    note, files, names, index = steps[:2], steps[2:5], steps[5:8], steps[8:]
    assert note == [("a file", 0, False), (".", 0, False)]
    assert [what for what, _, _ in files] == ["a file"] * 3
    assert {what for what, _, _ in names} == {".", *folders}
    assert {versions for _, versions, _ in names} == {3}
    assert index == [("a file", 3, False), (".", 3, True)]
    assert not any(has_index for _, _, has_index in (*files, *names))


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node")
def test_other_programs_read_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "tracking-plan.yaml").write_text(EVERYTHING, encoding="utf-8")
    project.publish()
    script = (
        "const c = require('crypto'), fs = require('fs');"
        "const index = JSON.parse(fs.readFileSync('index.json', 'utf8'));"
        "for (const e of index.events) for (const v of e.versions) {"
        "  const bytes = fs.readFileSync(v.path); JSON.parse(bytes);"
        "  const hash = 'sha256:' + c.createHash('sha256').update(bytes).digest('hex');"
        "  if (hash !== v.file_hash) throw new Error(v.path);"
        "}"
    )
    subprocess.run(["node", "-e", script], cwd=project.registry, check=True)


def test_other_files_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fsync")
    write_file(tmp_path / "report.json", "{}\n")
    assert (tmp_path / "report.json").read_text() == "{}\n"
