"""What both versions say alike is left out of proofs and searches, unless something needs it."""

from random import Random
from typing import Any

import pytest

from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.proofs.witness import NO_WITNESS, witness
from tracking_plan.registry.steps.differing import differing, essential

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def _event(*required: str, **properties: Any) -> dict[str, Any]:
    found = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": [*required]}


def test_an_optional_property_that_stays_the_same_is_left_out() -> None:
    old, new = _event("b", a=TEXT, b=TEXT, c=WHOLE), _event("b", a=TEXT, b=TEXT, c=TEXT)
    before, after = essential(old, new)
    assert before == _event("b", a=False, b=TEXT, c=WHOLE)
    assert after == _event("b", a=False, b=TEXT, c=TEXT)
    assert differing(old, new)[0] == _event("b", a=True, b=True, c=WHOLE)


@pytest.mark.parametrize("where", ["old", "new", "both"])
def test_one_that_a_version_requires_stays(where: str) -> None:
    old = _event(*(["a"] if where != "new" else []), a=TEXT, c=WHOLE)
    new = _event(*(["a"] if where != "old" else []), a=TEXT, c=TEXT)
    assert [each["properties"]["a"] for each in essential(old, new)] == [TEXT, TEXT]  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    "more",
    [
        {"minProperties": 2},
        {"propertyNames": {"maxLength": 1}},
        {"dependentRequired": {"a": ["c"]}},
        {"allOf": [{"required": ["a"]}]},
        {"if": {"required": ["a"]}, "then": {"required": ["c"]}},
        {"not": {"required": ["a", "c"]}},
        {"maxProperties": 1},
        {"unevaluatedProperties": False},
    ],
)
def test_what_asks_for_more_of_an_object_keeps_all(more: dict[str, Any]) -> None:
    old, new = {**_event(a=TEXT, c=WHOLE), **more}, _event(a=TEXT, c=TEXT)
    assert essential(old, new) == (old, new)
    assert essential(new, old) == (new, old)


def test_patterns_of_keys_that_differ_keep_all() -> None:
    old, new = (
        _event(a=TEXT, c=WHOLE),
        {**_event(a=TEXT, c=TEXT), "patternProperties": {"a": WHOLE}},
    )
    assert essential(old, new) == (old, new)
    assert witness(*essential(old, new), None, Random(1)) is not NO_WITNESS
    of_both: dict[str, Any] = {"patternProperties": {"^\\$": True}}
    before, _ = essential({**old, **of_both}, {**_event(a=TEXT, c=TEXT), **of_both})
    assert before == {**_event(a=False, c=WHOLE), **of_both}


@pytest.mark.parametrize(
    "reference",
    [
        {"$ref": "#"},
        {"$ref": "#name"},
        {"$dynamicRef": "#name"},
        {"$recursiveRef": "#"},
        {"items": {"$ref": "#"}},
    ],
)
def test_what_may_lead_to_a_property_keeps_all(reference: dict[str, Any]) -> None:
    old, new = _event(a=TEXT, b=reference, c=WHOLE), _event(a=TEXT, b=reference, c=TEXT)
    for look in (differing, essential):
        assert look(old, new) == (old, new)


def test_a_property_that_another_leads_to_still_means_what_it_says() -> None:
    old, new = _event(a=TEXT, b={"$ref": "#/properties/a"}), _event(a=TEXT, b=WHOLE)
    assert proof(*differing(old, new)) is Proof.REFUTED
    assert witness(*essential(old, new), None, Random(1)) != NO_WITNESS
    same = _event(a=TEXT, b=TEXT)
    assert proof(*differing(old, same)) is Proof.PROVED


def test_a_reference_to_a_definition_is_no_hindrance() -> None:
    shared = {"definitions": {"x": WHOLE}}
    old = {**_event(a=TEXT, b={"$ref": "#/definitions/x"}), **shared}
    new = {**_event(a=TEXT, b=TEXT), **shared}
    before, _ = differing(old, new)
    assert before["properties"]["a"] is True  # type: ignore[index,call-overload]


def test_the_draft_that_a_schema_names_is_kept() -> None:
    draft = {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"x": TEXT}}
    alone = {"$ref": "#/definitions/x", "maxLength": 1}  # of draft 7, nothing counts beside it
    old = {**_event(a=alone, b=TEXT), **draft}
    new = {**_event(a={"type": "string", "maxLength": 1}, b=TEXT), **draft}
    assert proof(*differing(old, new)) is Proof.REFUTED
    assert proof(*differing(new, old)) is Proof.PROVED
