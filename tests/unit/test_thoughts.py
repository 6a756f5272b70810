"""Pairs that were thought through by hand: what the rules say of them, and what a library says."""

from random import Random
from typing import Any

import pytest
from documents import compared, effects
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from thought_pairs import SAME, THOUGHTS, Thought

from tracking_plan.registry.proofs.samples import samples

_DIRECTIONS = [
    (old, new, is_safe)
    for one in THOUGHTS
    for old, new, is_safe in (
        (one.one, one.other, one.is_safe),
        (one.other, one.one, one.is_safe_back),
    )
]
_UNTOLD = [({"type": "string", "pattern": "^[ab]$"}, {"enum": ["a", "b"]})]


def _accepts(schema: Any) -> Any:
    return validator_for(schema, default=Draft202012Validator)(schema).is_valid


@pytest.mark.parametrize(("old", "new", "is_safe"), _DIRECTIONS)
def test_what_is_said_is_what_is_so(old: Any, new: Any, is_safe: bool) -> None:
    said = effects(old, new)[0]
    if (old, new) in _UNTOLD:
        assert said == "unknown"
    else:
        assert said in (("safe", "notice") if is_safe else ("break",))


@pytest.mark.parametrize(("old", "new", "is_safe"), _DIRECTIONS)
def test_a_library_agrees(old: Any, new: Any, is_safe: bool) -> None:
    accepts, still_accepts = _accepts(old), _accepts(new)
    if is_safe:
        drawn = [one for one in samples(old, Random(7), 60) if accepts(one)]
        assert all(map(still_accepts, drawn))
        return
    found = compared(old, new).verdict
    assert found is not None
    shown = [one.witness for one in found.changes if one.witness is not None]
    assert all(map(accepts, shown))
    assert not ("format" not in str((old, new)) and any(map(still_accepts, shown)))


@pytest.mark.parametrize(
    "one", [one for one in THOUGHTS if one.is_other == SAME and "type" in str(one.one)]
)
def test_the_same_values_of_another_type_break_no_reader(one: Thought) -> None:
    for old, new in ((one.one, one.other), (one.other, one.one)):
        found = compared(old, new).verdict
        assert found is not None
        each = [change for change in found.changes if change.code.id == "V207"]
        assert all(str(change.change.consumers) == "safe" for change in each)
