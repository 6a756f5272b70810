"""Verdicts about random versions hold for payloads: `version_search.py` runs longer.

`VERSION_EXAMPLES=5000` runs as many examples of each.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any
from urllib.parse import quote

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_events import event
from random_schemas import Schema, edited, event_schema
from version_search import NO_WITNESS, REFUTATIONS, step_of, what_is_said

from tracking_plan.plan.load import load_text
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.planned import planned
from tracking_plan.registry.verdict import Verdict, verdict

DAY = date(2026, 1, 1)
SEEDS = st.integers(0, 2**32)
at_length = settings(max_examples=int(os.environ.get("VERSION_EXAMPLES", "120")), deadline=None)


@given(SEEDS)
@at_length
def test_payloads_bear_verdicts_about_schemas_out(seed: int) -> None:
    chance = Random(seed)
    old = event_schema(chance)
    found = verdict(step_of(old, edited(old, chance)), Compatibility.ALL)
    assert not {*what_is_said(found, chance)} & {*REFUTATIONS, NO_WITNESS}


@given(SEEDS)
@at_length
def test_payloads_bear_verdicts_about_plans_out(seed: int) -> None:
    chance = Random(seed)
    before = event(chance)
    for found in _of_plans(before, _changed(before, chance)):
        assert not {*what_is_said(found, chance)} & {*REFUTATIONS, NO_WITNESS}


@given(SEEDS)
@at_length
def test_references_change_no_verdict(seed: int) -> None:
    chance = Random(seed)
    old = event_schema(chance)
    new = edited(old, chance)
    plain, referring = (
        verdict(step_of(*pair), Compatibility.ALL)
        for pair in ((old, new), (_referring(old), _referring(new)))
    )
    assert _effects(referring) == _effects(plain)
    assert not {*what_is_said(referring, chance)} & {*REFUTATIONS, NO_WITNESS}


def _of_plans(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Verdict]:
    plans = [
        load_text(yaml.safe_dump(_plan(each), allow_unicode=True)).plan for each in (before, after)
    ]
    if plans[0] is not None and plans[1] is not None:
        each = compare(planned(plans[0]), planned(plans[1]), DAY, Compatibility.ALL)
        for compared in each:
            yield from compared.verdicts


def _plan(body: dict[str, Any]) -> dict[str, Any]:
    return {"tracking_plan": 1, "events": {"Signed Up": body}}


def _changed(body: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The event with some of its properties as another event has them, gone, or new."""
    found, other = deepcopy(body), event(chance)
    properties = found["properties"]
    for name, one in other["properties"].items():
        if chance.random() < 0.5:
            properties[name] = one
    for name in [*properties]:
        if chance.random() < 0.15:
            del properties[name]
        elif chance.random() < 0.2:
            properties[name] = {**properties[name], "required": True}
    if chance.random() < 0.3:
        found["additional_properties"] = other["additional_properties"]
    return found


def _referring(schema: Schema) -> Schema:
    """The schema with each of its properties behind a reference, under the name that it has."""
    names = {f"of-{name}": each for name, each in schema["properties"].items()}
    properties = {name: {"$ref": f"#/$defs/of-{quote(name)}"} for name in schema["properties"]}
    return {**schema, "properties": properties, "$defs": names}


def _effects(found: Verdict) -> list[tuple[str, str, str, str]]:
    return sorted(
        (one.code.id, one.change.path, str(one.change.producers), str(one.change.consumers))
        for one in found.changes
    )
