from typing import Any

import pytest
from effort import at_most

from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.proofs.format_bounds import FORMAT_TEXTS
from tracking_plan.validation.formats import FORMATS

PROVED, REFUTED, UNDECIDED = Proof.PROVED, Proof.REFUTED, Proof.UNDECIDED
TEXT: dict[str, Any] = {"type": "string"}
DATE: dict[str, Any] = {"type": "string", "format": "date"}
DRAFT_4 = "http://json-schema.org/draft-04/schema#"


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (_object(a=TEXT), _object(a=TEXT, b=TEXT), PROVED),
        (_object(a={"type": "integer"}), _object(a={"type": "number"}), PROVED),
        (_object(a=TEXT), {**_object(a=TEXT), "required": ["a"]}, REFUTED),
        ({"pattern": "^(?i:a)$"}, {"pattern": "^(?i:a)$"}, PROVED),
        ({"minimum": 1, "exclusiveMinimum": True, "$schema": DRAFT_4}, {"minimum": 1}, PROVED),
        (False, {"type": "null"}, PROVED),
        (True, False, REFUTED),
        ({"$id": "no uri", "type": "null"}, {"$id": "other", "type": "null"}, PROVED),
    ],
)
def test_what_is_proved_and_refuted(old: Any, new: Any, said: Proof) -> None:
    assert proof(old, new) is said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (DATE, DATE, PROVED),
        (DATE, TEXT, PROVED),
        (DATE, {**TEXT, "minLength": 5}, PROVED),
        (TEXT, DATE, REFUTED),
        (DATE, {**TEXT, "maxLength": 5}, REFUTED),
        (DATE, {**DATE, "pattern": "^1"}, REFUTED),
        ({**TEXT, "format": "date-time"}, DATE, REFUTED),
        # A format that nobody knows says nothing; of one that one engine knows, nothing is said.
        ({**TEXT, "format": "color-name"}, TEXT, PROVED),
        (TEXT, {**TEXT, "format": "color-name"}, PROVED),
        (TEXT, {**TEXT, "format": "idn-email"}, UNDECIDED),
        # The library takes any text for one of a format that it does not know.
        ({"const": "a"}, {"const": "a", "format": "date"}, REFUTED),
        ({"const": "a"}, {"enum": ["a", "2024-01-31"], "format": "date"}, REFUTED),
        ({"enum": ["a", "2024-01-31"], "format": "date"}, {"const": "2024-01-31"}, PROVED),
        ({"allOf": [{"const": "a"}, {"format": "date"}]}, {"type": "null"}, UNDECIDED),
        ({**TEXT, "maxLength": 0}, {**DATE, "maxLength": 0}, REFUTED),
        # And has host names of its own: `XN--LS8H.la`.
        ({**TEXT, "enum": ["XN--LS8H.la"]}, {**TEXT, "format": "hostname"}, UNDECIDED),
        ({**TEXT, "not": {"format": "date"}}, {"type": "null"}, UNDECIDED),
    ],
)
def test_formats_mean_what_they_mean_to_us(old: Any, new: Any, said: Proof) -> None:
    assert proof(old, new) is said


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_texts_of_each_format_are_of_it_and_no_bound_refuses_them(name: str) -> None:
    assert all(map(FORMATS[name], FORMAT_TEXTS[name]))
    assert proof({"type": "string", "format": name}, {"type": "string", "format": name}) is PROVED
    for text in FORMAT_TEXTS[name]:
        assert proof({"const": text}, {"type": "string", "format": name}) is not REFUTED


def _nested(depth: int, inner: Any) -> Any:
    for _ in range(depth):
        inner = _object(a=inner)
    return inner


def _to(number: int) -> dict[str, Any]:
    return {"$ref": f"#/$defs/a{number}"}


def _letters(most: int) -> dict[str, Any]:
    return {"pattern": rf"^\p{{L}}{{1,{most}}}$"}


_KEYS = [{"required": [f"a{index}"]} for index in range(400)]
HOSTILE: dict[str, Any] = {
    "no type": {"type": 5},
    "no pattern": {"pattern": "("},
    "elsewhere": {"$ref": "https://a.example/b.json"},
    "nowhere": {"$ref": "#/$defs/a"},
    "in circles": {"$ref": "#"},
    "deep": _nested(2_000, {}),
    "deep enough": _nested(99, {}),
    "many alternatives": {"anyOf": _KEYS},
    "alternatives of alternatives": {"allOf": [{"anyOf": _KEYS[:4]} for _ in range(20)]},
    "conditions": {"allOf": [{"if": one, "then": one} for one in _KEYS[:30]]},
    "many patterns": {"patternProperties": {f"a{index}": {} for index in range(300)}},
    "many properties": _object(**{f"a{index}": TEXT for index in range(30_000)}),
    "long enum": {"enum": list(range(200_000))},
    "doubling": {
        "$defs": {f"a{n}": {"items": _to(n + 1), "contains": _to(n + 1)} for n in range(40)},
        "$ref": "#/$defs/a0",
    },
    "counted classes": _object(**{f"a{n}": _letters(n + 100) for n in range(40)}),
    "half a pair": {"const": "\ud800"},
    "a list": [],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_nothing_is_raised_and_no_schema_takes_long(name: str) -> None:
    with at_most(20):  # where each step doubles what comes of it
        for old, new in (
            (HOSTILE[name], HOSTILE[name]),
            (HOSTILE[name], DATE),
            ({**TEXT}, HOSTILE[name]),
        ):
            assert proof(old, new) in Proof
