"""References are followed as the draft says; of what is not followed nothing is proved."""

import json
from typing import Any

import pytest
from documents import (
    DRAFT_4,
    DRAFT_7,
    DRAFT_2019,
    DRAFT_2020,
    compared,
    effects,
    witnesses,
)
from effort import at_most

from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.shapes.references import are_followed, taken

TEXT: dict[str, Any] = {"type": "string"}


def _retyped(schema: Any) -> Any:
    """The schema with whole numbers in the place of texts."""
    return json.loads(json.dumps(schema).replace('"string"', '"integer"'))


def _item(**definitions: Any) -> dict[str, Any]:
    return {"$id": "https://a.example/item", "$ref": "#/$defs/n", "$defs": definitions}


FOLLOWED: dict[str, dict[str, Any]] = {
    "a dynamic anchor": {
        "properties": {"x": {"$dynamicRef": "#foo"}},
        "$defs": {"a": {"$dynamicAnchor": "foo", **TEXT}},
    },
    "a dynamic reference to a place": {
        "properties": {"x": {"$dynamicRef": "#/$defs/a"}},
        "$defs": {"a": TEXT},
    },
    "a dynamic reference to an anchor": {
        "properties": {"x": {"$dynamicRef": "#foo"}},
        "$defs": {"a": {"$anchor": "foo", **TEXT}},
    },
    "a place in an inner document": {
        "properties": {"p": {"$ref": "#/$defs/i"}},
        "$defs": {"i": _item(n=TEXT)},
    },
    "the same place in both documents": {
        "properties": {"p": {"$ref": "#/$defs/i"}},
        "$defs": {"n": {"type": "boolean"}, "i": _item(n=TEXT)},
    },
    "an inner document by its address": {
        "properties": {"p": {"$ref": "https://a.example/item"}},
        "$defs": {"i": _item(n=TEXT)},
    },
    "an inner document by a relative address": {
        "$id": "https://a.example/order",
        "properties": {"p": {"$ref": "item"}},
        "$defs": {"i": _item(n=TEXT)},
    },
    "an anchor in an inner document": {
        "$id": "https://a.example/order",
        "properties": {"p": {"$ref": "item#z"}},
        "$defs": {"i": {"$id": "item", "$defs": {"n": {"$anchor": "z", **TEXT}}}},
    },
    "the document itself by its address": {
        "$id": "https://a.example/order",
        "properties": {"p": {"$ref": "order#/$defs/a"}},
        "$defs": {"a": TEXT},
    },
    "an anchor of draft 4": {
        "$schema": DRAFT_4,
        "$ref": "#foo",
        "definitions": {"a": {"id": "#foo", **TEXT}},
    },
    "an anchor of draft 7": {
        "$schema": DRAFT_7,
        "$ref": "#foo",
        "definitions": {"a": {"$id": "#foo", **TEXT}},
    },
    "an inner document of draft 4": {
        "$schema": DRAFT_4,
        "id": "https://a.example/order",
        "properties": {"p": {"$ref": "item#/definitions/n"}},
        "definitions": {"i": {"id": "item", "definitions": {"n": TEXT}}},
    },
    "an escaped step": {
        "$schema": DRAFT_7,
        "$ref": "#/definitions/a%20b~1c",
        "definitions": {"a b/c": TEXT},
    },
    "a recursive reference": {
        "$schema": DRAFT_2019,
        "properties": {"v": TEXT, "c": {"$recursiveRef": "#"}},
    },
    "a place under a foreign keyword": {
        "properties": {"p": {"$ref": "#/components/a"}},
        "components": {"a": TEXT},
    },
}


@pytest.mark.parametrize("name", sorted(FOLLOWED))
def test_what_a_reference_leads_to_is_compared(name: str) -> None:
    old = {"$schema": DRAFT_2020, **FOLLOWED[name]}
    found = compared(old, _retyped(old))
    assert found.verdict is not None
    assert effects(old, _retyped(old)) == ("break", "break", "major")
    assert found.verdict.proof is Proof.REFUTED
    assert witnesses(old, _retyped(old))
    assert proof(old, old) is Proof.PROVED


_TWICE = {"o": {"$id": "other", "$dynamicAnchor": "n", **TEXT}}
NOT_FOLLOWED: dict[str, dict[str, Any]] = {
    "two dynamic anchors": {
        "$id": "https://a.example/tree",
        "$dynamicAnchor": "n",
        "properties": {"c": {"$dynamicRef": "#n"}},
        "$defs": _TWICE,
    },
    "two schemas of one name": {
        "properties": {"c": {"$ref": "#n"}},
        "$defs": {"a": {"$anchor": "n", **TEXT}, "b": {"$anchor": "n"}},
    },
    "two documents of one address": {
        "properties": {"c": {"$ref": "x:item"}},
        "$defs": {"a": {"$id": "x:item", **TEXT}, "b": {"$id": "x:item"}},
    },
    "an inner document of another draft": {
        "properties": {"c": {"$ref": "x:item"}},
        "$defs": {"a": {"$id": "x:item", "$schema": DRAFT_4, **TEXT}},
    },
}


@pytest.mark.parametrize("name", sorted(NOT_FOLLOWED))
def test_of_what_cannot_be_followed_nothing_is_proved(name: str) -> None:
    old = {"$schema": DRAFT_2020, **NOT_FOLLOWED[name]}
    assert proof(old, old) is Proof.UNDECIDED
    assert effects(old, _retyped(old)) == ("unknown", "unknown", "major")
    assert effects(old, old) == ("safe", "safe", "none")


def test_the_same_words_may_lead_to_another_document() -> None:
    old, new = (
        {"$schema": DRAFT_2020, "$id": f"https://a.example/{n}/order", "items": {"$ref": "item"}}
        for n in (1, 2)
    )
    assert effects(old, new) == ("unknown", "unknown", "major")
    assert effects(old, {**old, "title": "Order"}) == ("safe", "safe", "none")


@pytest.mark.parametrize(
    "beside", [{"additionalProperties": False}, {"patternProperties": {"^k": {"type": "null"}}}]
)
def test_what_stands_beside_a_reference_sees_no_keys_of_its_target(beside: dict[str, Any]) -> None:
    defined = {"a": {"type": "object", "properties": {"k": TEXT}}}
    old = {"properties": {"x": {**defined["a"], **beside}}}
    new = {"properties": {"x": {"$ref": "#/$defs/a", **beside}}, "$defs": defined}
    if "additionalProperties" in beside:
        assert witnesses(old, new) == [{"x": {"k": "a"}}]
    else:
        assert effects(old, new) == ("safe", "safe", "none")


def test_a_reference_that_leads_back_means_the_same_in_both() -> None:
    def tree(**more: Any) -> dict[str, Any]:
        node = {"type": "object", "properties": {"v": TEXT, "c": {"$ref": "#/$defs/n"}, **more}}
        closed = {**node, "additionalProperties": False}
        return {"$ref": "#/$defs/n", "$defs": {"n": closed}}

    assert effects(tree(), tree(w=TEXT)) == ("safe", "safe", "minor")
    assert effects(tree(w=TEXT), tree())[0] == "break"
    assert are_followed(taken(tree()))


def test_many_types_that_lead_to_each_other_take_no_time() -> None:
    names = [f"T{number}" for number in range(12)]

    def types(value: Any) -> dict[str, Any]:
        def one(name: str) -> dict[str, Any]:
            others = {f"to{n}": {"$ref": f"#/definitions/{n}"} for n in names if n != name}
            return {"type": "object", "properties": {"v": value, **others}}

        return {"$ref": "#/definitions/T0", "definitions": {n: one(n) for n in names}}

    with at_most(30):
        assert effects(types(TEXT), types({"type": "integer"}))[::2] == ("break", "major")
        assert effects(types({"type": "integer"}), types({"type": "number"}))[0] != "break"
        assert effects(types(TEXT), types(TEXT)) == ("safe", "safe", "none")


def test_what_is_nested_too_deeply_is_said_in_plain_words() -> None:
    schema: dict[str, Any] = TEXT
    for _ in range(5_000):
        schema = {"items": schema}
    found = compared({"items": schema}, schema)
    assert found.unread
    assert all(one.message.endswith("it is nested too deeply") for one in found.unread)
