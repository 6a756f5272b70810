"""The generated Python: clean under the strictest checkers, whatever the plan's words are."""

import ast
import itertools
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from generated import as_yaml, files_of, imported, mypy_says, plan_of, ruff_says, tool, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracking_plan.codegen.targets.python.text import docstring, literal
from tracking_plan.plan.load import load_plan

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden" / "generated"
SHOP = HERE.parents[1] / "examples" / "shop" / "tracking-plan.yaml"
NASTY = (HERE.parent / "golden" / "nasty.yaml").read_text(encoding="utf-8")

LONG = "a name that goes on and on until nobody can read it any more, nor wants to, at all"
SPECIAL = [
    *("class", "self", "None", "Returns", "Args:", "{{ x }}", "\\", "\u00e9", "\u0435", "購入"),
    *("str", "list", "object", "float", "Any", "shapes", "schema", "timestamp"),
    *('a"""b', '"', "\u202e", "\0"),
]
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*SPECIAL, LONG]),
    st.text(alphabet="ab \\\"'{}%#\n\u2028\u202e\U0001f389", max_size=100),
)
NAMES = WORDS.map(lambda text: "".join(c for c in text if c.isprintable()).strip()).filter(bool)
LEAVES = st.one_of(
    st.sampled_from([{"type": "string"}, {"type": "number"}, {"type": "any"}, {"type": "array"}]),
    st.lists(NAMES, min_size=1, max_size=4, unique=True).map(lambda v: {"enum": v}),
    st.just({"type": "object"}),
)


def _nested(inner: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[dict[str, object]]:
    keyed = st.dictionaries(NAMES, inner, max_size=3)
    return st.one_of(
        keyed.map(lambda fields: {"type": "object", "properties": fields}),
        inner.map(lambda item: {"type": "array", "items": item}),
        inner.map(lambda each: {"type": "object", "additional_properties": each}),
        st.builds(lambda one: {**one, "nullable": True}, inner),
    )


KINDS = st.recursive(LEAVES, _nested, max_leaves=5)
PROPERTIES = st.dictionaries(NAMES, KINDS, max_size=4)
EVENTS = st.dictionaries(
    NAMES,
    st.fixed_dictionaries(
        {"description": WORDS, "trigger": WORDS, "properties": PROPERTIES},
        optional={"additional_properties": st.just(value=True) | KINDS},
    ),
    max_size=4,
)


def test_the_shop_generates_what_is_in_the_golden_files() -> None:
    loaded = load_plan(SHOP, SHOP.parent)
    assert loaded.plan is not None
    files = files_of(loaded.plan)
    for name in ("__init__.py", "schema.py", "shapes.py", "tracker.py"):
        assert files[f"backend/analytics/{name}"] == (GOLDEN / name).read_text(encoding="utf-8"), (
            name
        )


@pytest.mark.slow
def test_the_output_is_clean_under_strict_checkers_for_the_oldest_and_the_newest_python(
    tmp_path: Path,
) -> None:
    write(NASTY, tmp_path)
    shop = tmp_path / "shop"
    loaded = load_plan(SHOP, SHOP.parent)
    assert loaded.plan is not None
    for path, text in files_of(loaded.plan).items():
        place = shop / path.removeprefix("backend/analytics/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    for ruff, version in (("py310", "3.10"), ("py314", "3.14")):
        assert ruff_says(tmp_path, ruff) == ""
        assert mypy_says(tmp_path, "analytics", "shop", version=version) == ""
        include = ["analytics", "shop"]
        config = {"typeCheckingMode": "strict", "pythonVersion": version, "include": include}
        (tmp_path / "pyrightconfig.json").write_text(json.dumps(config))
        assert tool("pyright", cwd=tmp_path) == ""


def test_the_output_is_python_3_10_and_silences_nothing() -> None:
    for text in files_of(plan_of(NASTY)).values():
        ast.parse(text, feature_version=(3, 10))
        assert "noqa" not in text
        assert "type: ignore" not in text


def test_any_words_of_a_plan_give_files_that_parse_and_need_no_formatting(tmp_path: Path) -> None:
    numbers = itertools.count()

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(EVENTS)
    def generate(events: dict[str, object]) -> None:
        package = write(f"events: {as_yaml(events)}\n", tmp_path / str(next(numbers)))
        shutil.rmtree(package / "runtime")
        for path in package.glob("*.py"):
            ast.parse(path.read_text(encoding="utf-8"))

    generate()
    assert ruff_says(tmp_path, "py310") == ""


def test_numbers_of_any_size_need_no_formatting(tmp_path: Path) -> None:
    text = """\
events:
  A:
    properties:
      large: {type: number, minimum: -1e300, maximum: 1e300, multiple_of: 1e16}
      small: {type: number, exclusive_minimum: 5e-324, exclusive_maximum: 2.5e-07}
      one_of: {type: number, enum: [1e22, 1.5e+100, -1e-07, 12345678901234567890123]}
      const: {const: 1e+23}
      items: {type: array, items: {type: number, maximum: 1E+17}}
traits:
  worth: {type: number, maximum: 1.0e+30}
"""
    package = write(text, tmp_path)
    assert "minimum=-1e300" in (package / "schema.py").read_text(encoding="utf-8")
    assert ruff_says(tmp_path, "py310") == ""


@pytest.mark.parametrize("number", ["1000", "1e3", "1000.0", "1.0e+3"])
def test_a_whole_number_is_written_without_a_fraction(number: str) -> None:
    limits = f"minimum: {number}, multiple_of: {number}, description: A."
    properties = f"{{a: {{type: number, {limits}}}, b: {{const: {number}}}}}"
    files = files_of(plan_of(f"events: {{E: {{properties: {properties}}}}}\n"))
    assert "minimum=1000, multiple_of=1000" in files["analytics/schema.py"]
    assert "enum=[1000]" in files["analytics/schema.py"]
    assert "At least 1000. A multiple of 1000." in files["analytics/__init__.py"]


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(NAMES, NAMES, min_size=1, max_size=4))
def test_wire_names_come_out_as_they_were_planned(wire: dict[str, str]) -> None:
    events = {event: {"properties": {name: "string!"}} for event, name in wire.items()}
    plan = plan_of(f"events: {as_yaml(events)}\n")
    schema = files_of(plan)["analytics/schema.py"]
    constants = {
        node.value for node in ast.walk(ast.parse(schema)) if isinstance(node, ast.Constant)
    }
    assert {*wire.keys(), *wire.values()} <= constants


@given(st.text())
def test_a_literal_is_the_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).isprintable()


@given(WORDS, st.lists(WORDS, max_size=3), st.integers(0, 2))
def test_a_docstring_holds_no_more_than_text(summary: str, more: list[str], depth: int) -> None:
    text = docstring(f"{summary}.", [f"{one}." for one in more], indent=4 * depth)
    (statement,) = ast.parse(text).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Zl"} for c in text if c != "\n")


def test_the_same_plan_gives_the_same_bytes_in_any_order_of_files_and_hashing(
    tmp_path: Path,
) -> None:
    parts = {
        "one.yaml": "events: {A: {properties: {x: ref deep}}, C: {}}\n",
        "two.yaml": "shared: {deep: {type: object, properties: {k: {enum: [b, a]}}}}\n",
        "three.yaml": "events: {B: {properties: {x: ref deep}}}\n",
    }
    head = "tracking_plan: 1\ngenerate: [{target: python, output: analytics}]\ninclude: "
    said = set()
    for seed, names in (("1", sorted(parts)), ("2", sorted(parts, reverse=True))):
        folder = tmp_path / seed / "plan"
        folder.mkdir(parents=True)
        (folder / "tracking-plan.yaml").write_text(f"{head}{names}\nname: p\n# {seed}\n")
        for name, text in parts.items():
            (folder / name).write_text(text)
        subprocess.run(
            [sys.executable, "-m", "tracking_plan", "generate"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        files = sorted((folder / "analytics").rglob("*.py"))
        said.add(tuple((file.relative_to(folder), file.read_bytes()) for file in files))
    assert len(said) == 1


def test_headers_name_tool_template_plan_and_command_but_no_place_and_no_time() -> None:
    files = files_of(plan_of("name: acme\nevents: {A: {}}\n"))
    first, second, third = files["analytics/tracker.py"].splitlines()[:3]
    assert first == "# Generated by tracking-plan (python, template 1). Do not edit."
    assert second.startswith('# Plan: "acme", sha256 ')
    assert third == "# To change it, edit the plan and run: tracking-plan generate"


def test_the_library_runtime_is_imported_and_not_copied(tmp_path: Path) -> None:
    text = (
        "events: {A: {properties: {x: integer!}}}\n"
        "generate: [{target: python, output: analytics, runtime: library}]\n"
    )
    with imported(text, tmp_path) as analytics:
        recorder = analytics.Recorder()
        analytics.configure(recorder, environment="test", mode="strict")
        analytics.track_a("u_1", x=1)
        assert [message.properties for message in recorder.tracked] == [{"x": 1}]
    assert not (tmp_path / "analytics" / "runtime").exists()
    assert ruff_says(tmp_path, "py310") == ""


def test_an_empty_plan_gives_a_package_that_works(tmp_path: Path) -> None:
    with imported("name: empty\n", tmp_path) as analytics:
        recorder = analytics.Recorder()
        tracker = analytics.Tracker(recorder, environment="test")
        tracker.identify("u_1", {"plan": "pro"})
        tracker.alias("u_1", "stripe:1")
        assert len(recorder.messages) == 2
    assert ruff_says(tmp_path, "py310") == ""


def test_deprecated_helpers_say_what_to_send_instead(tmp_path: Path) -> None:
    text = """\
events:
  Old: {status: deprecated, replaced_by: New}
  New: {version: 2.0, previous: {1.0: {}}}
"""
    with imported(text, tmp_path) as analytics:
        tracker = analytics.Tracker(analytics.Recorder(), environment="test", mode="strict")
        with pytest.warns(DeprecationWarning, match='send "New"'):
            tracker.old("u_1")
        with pytest.warns(DeprecationWarning, match=r"send 2\.0"):
            analytics.track_new_v1("u_1")
        tracker.new("u_1")


def test_a_version_is_sent_only_by_events_that_have_broken(tmp_path: Path) -> None:
    text = """\
version_property: v
events:
  Fresh: {version: 1.4}
  Broken: {version: 2.1, previous: {1.3: {}}}
  Second: {version: 2.0}
"""
    with imported(text, tmp_path) as analytics:
        recorder = analytics.Recorder()
        tracker = analytics.Tracker(recorder, environment="test", mode="strict")
        tracker.fresh("u_1")
        tracker.broken("u_1")
        tracker.second("u_1")
        with pytest.warns(DeprecationWarning, match="send 2"):
            tracker.broken_v1("u_1")
        versions = [message.properties.get("v") for message in recorder.tracked]
        assert versions == [None, "2.1", "2.0", "1.3"]


def test_forbidden_properties_have_no_parameter_and_a_missing_key_is_refused(
    tmp_path: Path,
) -> None:
    text = """\
events:
  A:
    properties:
      ssn: {type: string, pii: {kind: id, action: forbid}}
      email: {type: string, pii: {kind: email, action: hash}}
"""
    with imported(text, tmp_path) as analytics:
        with pytest.raises(ValueError, match="pii_key"):
            analytics.Tracker(analytics.Recorder(), environment="test", pii_key="")
        with pytest.raises(TypeError):
            analytics.Tracker(analytics.Recorder(), environment="test")
        tracker = analytics.Tracker(analytics.Recorder(), environment="test", pii_key="k")
        with pytest.raises(TypeError):
            tracker.a("u_1", ssn="1")
