"""The envelope's schema for outside tools and the rules say the same of every payload."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest
from example_counts import times
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracking_plan.altertable.envelope import FIELDS, FIELDS_OF, Kind, kind_of
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import Run
from tracking_plan.plan.load import load_text

SCHEMA = json.loads((files("tracking_plan.schemas") / "payload.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)
PLAN = load_text("tracking_plan: 1\nevents: {A: {additional_properties: true}}\n").plan
SETTINGS = Settings(today=date(2026, 1, 1))
# What makes the API refuse a payload, by its form alone.
OF_FORM = frozenset({"D404", "D406", "D410", "D411", "D412"})


def refused(body: Any) -> set[str]:
    """The codes of the rules that refuse the form of a payload."""
    assert PLAN is not None
    run = Run(PLAN, SETTINGS)
    run.judge("-", [Record(1, b"", body)])
    return {finding.code.id for finding in run.findings} & OF_FORM


TRACK = {"event": "A", "environment": "production", "properties": {}}
IDENTIFY = {"environment": "production", "distinct_id": "u1"}
ALIAS = IDENTIFY | {"new_user_id": "u2"}


@pytest.mark.parametrize("body", [TRACK, IDENTIFY, ALIAS, IDENTIFY | {"traits": {}}])
def test_each_kind_is_accepted(body: dict[str, Any]) -> None:
    assert refused(body) == set()
    assert VALIDATOR.is_valid(body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (TRACK, Kind.TRACK),
        (TRACK | {"new_user_id": "x", "distinct_id": "y"}, Kind.TRACK),
        ({"event": None}, Kind.TRACK),
        (ALIAS, Kind.ALIAS),
        ({"new_user_id": None}, Kind.ALIAS),
        (IDENTIFY, Kind.IDENTIFY),
        ({"environment": "production"}, Kind.UNKNOWN),
        ({}, Kind.UNKNOWN),
    ],
)
def test_the_kind_shows_in_the_fields(body: dict[str, Any], kind: Kind) -> None:
    assert kind_of(body) is kind


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["", "u1", "production", "2026-01-31T12:00:00Z", "2026-01-31", "20260131T120000+0100"]
    ),
    st.sampled_from(["yesterday", "2026-01-31T12:00:00Z\n", "2026-1-1", "12:00", "1767225600"]),
    st.just({}),
    st.just([]),
)
BODIES = st.dictionaries(st.sampled_from([*FIELDS, "release"]), VALUES)


@given(BODIES | VALUES)
@settings(max_examples=times(250), deadline=None)
@example(TRACK | {"distinct_id": None})
@example(IDENTIFY | {"distinct_id": None})
@example(ALIAS | {"new_user_id": None})
@example(TRACK | {"properties": None})
@example(TRACK | {"timestamp": 1e300})
@example(TRACK | {"timestamp": True})
@example({"environment": "production", "release": 1})
def test_schema_and_rules_agree(body: Any) -> None:
    assert VALIDATOR.is_valid(body) == (not refused(body)), refused(body)


def test_the_schema_names_the_fields_of_the_table() -> None:
    assert set(SCHEMA["$defs"]["fields"]["properties"]) == set(FIELDS)
    for kind in (Kind.TRACK, Kind.IDENTIFY, Kind.ALIAS):
        needed = {name for name, field in FIELDS.items() if kind in field.needed_by}
        assert set(SCHEMA["$defs"][kind]["required"]) == needed
        assert needed <= FIELDS_OF[kind]


def test_the_schema_is_valid_and_answers_for_a_batch() -> None:
    assert jsonschema_rs.meta.is_valid(SCHEMA)
    registry = jsonschema_rs.Registry([(SCHEMA["$id"], SCHEMA)])
    batch = {"$ref": f"{SCHEMA['$id']}#/$defs/batch"}
    validator = jsonschema_rs.Draft202012Validator(batch, registry=registry)
    assert validator.is_valid([TRACK, IDENTIFY, ALIAS])
    assert not validator.is_valid([TRACK, {}])
