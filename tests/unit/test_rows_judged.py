"""Rows of a table as they are judged: the same findings in every form, and none of the envelope."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st
from process import run as run_command
from tables import FORMS, Row, read, write

from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

PLAN = """\
tracking_plan: 1
environments: [production]
events:
  Signed Up:
    description: Somebody created an account.
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: {type: integer, maximum: 10}
"""
LOADED = load_text(PLAN)
GOOD: dict[str, str | None] = {
    "event": "Signed Up",
    "properties": '{"plan": "pro"}',
    "distinct_id": "u1",
}


def judged(records: Iterable[Record]) -> Run:
    assert LOADED.plan is not None
    run = Run(LOADED.plan, Settings(today=date(2026, 1, 1)))
    run.judge("rows", records)
    return run


def said(run: Run) -> Counter[tuple[str, str, int]]:
    """What is said, and how often, but not where."""
    return Counter(
        {(found.code.id, found.problem.message, found.problem.count): 1 for found in run.findings}
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() not in ("", "\\N") and text == text.strip()
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXTS,
    st.lists(st.integers(), max_size=3),
)
PROPERTIES = st.one_of(
    st.fixed_dictionaries(
        {"plan": st.sampled_from(["free", "pro", "gold"])}, optional={"seats": VALUES, "x": VALUES}
    ).map(json.dumps),
    st.sampled_from(["{", "[]", "null", '"{}"', "{'plan': 'pro'}", '{"a": NaN}', "7"]),
    st.none(),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.one_of(st.just("Signed Up"), st.just("signed_up"), TEXTS, st.none()),
            "properties": PROPERTIES,
            "timestamp": st.sampled_from(
                [None, "2026-01-31 12:00:00+00", "2026-01-31 12:00:00 UTC"]
            ),
            "distinct_id": st.one_of(st.none(), TEXTS),
            "environment": st.sampled_from([None, "production", "other"]),
        }
    ),
    min_size=1,
    max_size=5,
)


def counts(run: Run) -> list[tuple[object, ...]]:
    """What came in, by version and time; places are of a form."""
    return [(row.key, row.count, row.invalid, row.first, row.times.counts) for row in run.traffic]


@settings(max_examples=times(40), deadline=None)
@given(ROWS)
def test_the_same_rows_in_every_form_give_the_same_findings(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        runs = {form: judged(read(form, write(form, Path(folder), rows))) for form in FORMS}
    expected = runs["parquet"]
    assert expected.totals.payloads + expected.totals.unreadable == len(rows)
    for form, run in runs.items():
        assert said(run) == said(expected), form
        assert run.totals == expected.totals, form
        assert counts(run) == counts(expected), form


@pytest.mark.parametrize("form", FORMS)
def test_rows_have_no_envelope_that_could_be_wrong(form: str, tmp_path: Path) -> None:
    rows: list[Row] = [
        GOOD,
        GOOD | {"distinct_id": None},
        GOOD | {"distinct_id": "undefined"},
    ]
    run = judged(read(form, write(form, tmp_path, rows)))
    assert not run.findings
    assert dict(run.shapes) == {"row": 3}


def test_a_row_without_properties_lacks_what_is_required(tmp_path: Path) -> None:
    for properties in (None, "null", "{}"):
        rows: list[Row] = [GOOD | {"properties": properties}]
        run = judged(read("parquet", write("parquet", tmp_path, rows)))
        assert [found.code.id for found in run.findings] == ["D202"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN, encoding="utf-8")
    with duckdb.connect(str(tmp_path / "x.db")) as connection:
        connection.execute(
            "CREATE TABLE events AS SELECT 'Signed Up' AS event, 'canary' || i AS distinct_id,"
            """ ('{"plan": "' || if(i = 1, 'canary', 'pro') || '"}')::JSON AS properties,"""
            " TIMESTAMPTZ '2026-01-31 12:00:00Z' AS timestamp FROM range(3) t(i)"
        )
        connection.execute(f"COPY events TO '{tmp_path / 'x.parquet'}'")
        connection.execute(f"COPY events TO '{tmp_path / 'x.csv'}'")
        connection.execute(f"COPY events TO '{tmp_path / 'x.ndjson'}' (FORMAT json)")
    return tmp_path


FAILING = "SELECT event, error(distinct_id) AS properties FROM events"
QUERY = ("--duckdb", "x.db", "--query", "SELECT * FROM events ORDER BY distinct_id")


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("x.parquet",), "x.parquet:2:1"),
        (("x.csv",), "x.csv:3:1"),
        (("x.ndjson", "--shape", "row"), "x.ndjson:2:1"),
        (QUERY, "x.db:2:1"),
    ],
)
def test_a_table_is_validated_by_naming_it(
    arguments: tuple[str, ...], place: str, folder: Path
) -> None:
    done = run_command("validate", *arguments, "--quarantine", "bad", "--valid", "good", cwd=folder)
    assert done.returncode == 1
    assert f"{place} error D204[value-not-in-enum]" in done.stdout
    assert "1 error in 3 payloads in 1 input, 1 invalid" in done.stderr
    assert "canary" not in done.stdout + done.stderr
    kept = [(folder / name).read_text(encoding="utf-8").splitlines() for name in ("bad", "good")]
    assert [len(lines) for lines in kept] == [1, 2]
    assert json.loads(kept[0][0])["properties"] == {"plan": "canary"}


def test_tables_are_read_by_coverage_too(folder: Path) -> None:
    for name in ("x.parquet", "x.csv"):
        done = run_command("coverage", name, cwd=folder)
        assert "3 payloads" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--duckdb", "x.db"), "go together"),
        (("--query", "SELECT 1"), "go together"),
        (("--duckdb", "none.db", "--query", "SELECT 1"), "there is no"),
        (("--duckdb", ":memory:", "--query", "FROM 'x.parquet'"), "there is no"),
        (("--duckdb", "x.db", "--query", "SELECT nope FROM events"), "Binder Error"),
        ((*QUERY[:3], FAILING), "the query failed while it ran"),
        ((*QUERY, "--valid", "x.db"), "an input"),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_run_ends_the_run_with_2(
    arguments: tuple[str, ...], said: str, folder: Path
) -> None:
    before = (folder / "x.db").read_bytes()
    done = run_command("validate", *arguments, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "canary" not in done.stdout + done.stderr
    assert (folder / "x.db").read_bytes() == before


def test_names_of_columns_are_masked(folder: Path) -> None:
    (folder / "x.csv").write_text("ann@example.com,properties\n1,2\n", encoding="utf-8")
    done = run_command("validate", "x.csv", cwd=folder)
    assert "D436" in done.stdout
    assert "'<email address>', 'properties'" in done.stdout
    assert "ann@example" not in done.stdout + done.stderr
