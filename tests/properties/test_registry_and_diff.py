"""The registry refuses another meaning of a published number where `diff` does, and only there."""

import os
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

import pytest
from generated import as_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_events import event

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.planned import planned
from tracking_plan.registry.publishing.candidates import candidates
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.version_file import Frozen
from tracking_plan.registry.registry_findings import changed_versions
from tracking_plan.registry.steps.change import Bump

DAY = date(2026, 1, 1)
EXAMPLES = int(os.environ.get("VERSION_EXAMPLES", "60"))
KEYS = (
    {"status": "deprecated"},
    {"status": "retired"},
    {"unit": "USD"},
    {"nullable": True},
    {"description": "Words."},
    {"replaced_by": "a"},
    {"pii": {"kind": "id", "action": "forbid"}},
)


def changed(body: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The event with one thing in it left out, or taken from another event, or a key more."""
    found, other = deepcopy(body), event(chance)
    places = [place for place in _places(found) if place[0] is not found]
    if not places:
        return other
    holder, key = chance.choice(places)
    match chance.randrange(3):
        case 0:
            del holder[key]
        case 1:
            alike = [held[name] for held, name in _places(other) if name == key]
            holder[key] = chance.choice(alike or [holder[key]])
        case _:
            one = holder[key] if isinstance(holder[key], dict) else holder
            one.update(chance.choice(KEYS))
    return found


def _places(value: Any) -> list[tuple[dict[str, Any], str]]:
    if isinstance(value, list):
        return [place for one in value for place in _places(one)]
    if not isinstance(value, dict):
        return []
    return [place for key, one in value.items() for place in [(value, key), *_places(one)]]


def plan_of(body: dict[str, Any]) -> Plan | None:
    """A plan with the event; None where it is no plan."""
    loaded = load_text(f"tracking_plan: 1\nevents: {{E: {as_yaml(body)}}}\n")
    return None if loaded.is_faulty else loaded.plan


def answers(old: Plan, new: Plan) -> tuple[bool, bool]:
    """Whether `diff` wants another number, and whether the registry does."""
    (found,) = compare(planned(old), planned(new), DAY, Compatibility.ALL)
    (step,) = found.verdicts
    assert not step.is_unsound
    files = {
        key: Frozen(key, frozen_path(*key), one.content, None)
        for key, one in candidates(old).items()
    }
    before = Published(files=files, entries=None)
    refused = changed_versions(new, candidates(new), before).keys
    return step.required is not Bump.NONE, bool(refused)


@given(st.integers(0, 10**9))
@settings(max_examples=EXAMPLES, deadline=None)
def test_both_want_another_number_or_neither(seed: int) -> None:
    chance = Random(seed)
    body = event(chance)
    old, new = plan_of(body), plan_of(changed(body, chance))
    if old is not None and new is not None:
        wanted, refused = answers(old, new)
        assert wanted == refused


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"p": "string"}, {"p": {"type": "string", "description": "x"}}, False),
        ({"p": {"type": "string", "status": "retired"}}, {}, False),
        ({"p": "string"}, {"p": "integer"}, True),
    ],
)
def test_the_answers_differ(old: dict[str, Any], new: dict[str, Any], expected: bool) -> None:
    plans = [plan_of({"properties": one}) for one in (old, new)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert answers(plans[0], plans[1]) == (expected, expected)
