"""Documents of `diff --json-schema` that leave it open what they say: an error with its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from invoking import runner

from tracking_plan.cli.main import main
from tracking_plan.cli.repeated_keys import repeated_key

PLAIN = '{"type": "object"}'


def said(folder: Path, name: str, content: str | bytes, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The report of comparing a document with itself."""
    monkeypatch.chdir(folder)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "plain.json").write_text(PLAIN)
    options = ("diff", "--json-schema", "plain.json", name, "--format", "json")
    return json.loads(runner().invoke(main, options).stdout)


@pytest.mark.parametrize(
    "written",
    [
        PLAIN,
        '{"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}',
        '{"enum": ["a", "a: ", "{", "\\"a\\": 1, \\"a\\": 2"]}',
        '{"allOf": [{"type": "string"}, {"type": "string"}], "type": "string"}',
        '{"properties": {"a": {"properties": {"a": {}}}, "A": {}, "": {}}}',
        '{"required": ["a", "b"], "const": {"required": {"required": 1}}}',
        "\ufeff" + PLAIN,
    ],
)
def test_keys_that_stand_once_are_read(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repeated_key(written) is None
    report = said(tmp_path, "new.json", written, monkeypatch)
    assert report["changes"][0]["error"] is None


@pytest.mark.parametrize(
    ("written", "key", "first", "second"),
    [
        ('{"type": "object", "type": "string"}', "type", (1, 2), (1, 20)),
        ('{"properties": {\n"a": {},\n  "b": 1,\n "\\u0061": {}}}', "a", (2, 1), (4, 2)),
        ('{"$defs": {"x": [{}, {"a": [], "é": {"b": 1}, "a": 2}]}}', "a", (1, 23), (1, 47)),
        ('{"a\\"b": {"a": 1},\r\n"a\\"b": "}{"}', 'a"b', (1, 2), (2, 1)),
        ('{"": 1, "": 1}', "", (1, 2), (1, 9)),
        ('{"x": [1, {}], "enum": ["a", "b"], "x": 1}', "x", (1, 2), (1, 36)),
    ],
)
def test_a_key_that_stands_twice_is_an_error_with_both_places(
    written: str,
    key: str,
    first: tuple[int, int],
    second: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = said(tmp_path, "new.json", written, monkeypatch)
    (finding,) = report["findings"]
    assert (finding["code"], finding["message"]) == ("V406", f"the key {key!r} stands twice")
    assert (finding["at"]["line"], finding["at"]["column"]) == second
    related = finding["related"][0]["at"]
    assert (related["line"], related["column"]) == first
    place = ":".join(map(str, second))
    assert report["changes"][0]["error"] == f"new.json:{place}: the key {key!r} stands twice"


def test_places_in_another_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = '{"title": "é",\n "a": 1, "a": 2}'.encode("utf-16")
    report = said(tmp_path, "new.json", content, monkeypatch)
    assert (report["findings"][0]["at"]["line"], report["findings"][0]["at"]["column"]) == (2, 10)


@pytest.mark.parametrize("written", ['{"a": 1, "a": 2', '{"a": 1, "a": 2}}', '{"a": {"b": 1, "b'])
def test_what_is_no_json_says_so(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (finding,) = said(tmp_path, "new.json", written, monkeypatch)["findings"]
    assert "stands twice" in finding["message"] or finding["message"] == "is not JSON"


@pytest.mark.parametrize(
    ("written", "message", "line"),
    [
        ("type: object\ntype: string\n", "the key 'type' stands twice", 2),
        ("properties:\n  a: {}\n  b: {}\n  a: {}\n", "the key 'a' stands twice", 4),
        ("x: &x {type: string}\nproperties:\n  a:\n    <<: *x\n", "merge keys (<<) are not", 4),
    ],
)
def test_yaml_of_which_something_would_be_left_out(
    written: str, message: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (finding,) = said(tmp_path, "new.yaml", written, monkeypatch)["findings"]
    assert finding["message"].startswith(message)
    assert finding["at"]["line"] == line


def test_yaml_with_a_warning_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = "title: Plan #1 is this\ntype: object\n"
    report = said(tmp_path, "new.yaml", written, monkeypatch)
    assert report["changes"][0]["error"] is None
