from itertools import islice
from random import Random
from typing import Any

import pytest
from documents import DRAFT_4, DRAFT_7

from tracking_plan.registry.proofs.pattern_samples import pattern_texts
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.proofs.witness import NO_WITNESS, Witnesses, witness
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.steps.pair import Pair, pairs
from tracking_plan.validation.validator import Validator

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
NUMBER = {"type": "number"}


def _event(*required: str, is_open: Any = False, **properties: Any) -> dict[str, Any]:
    found = {"type": "object", "properties": properties, "required": [*required]}
    return found if is_open is True else {**found, "additionalProperties": is_open}


def _list(items: Any, **limits: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **limits}


CASES: list[tuple[dict[str, Any], dict[str, Any], str | None, Any]] = [
    (_event(a=NUMBER), _event(a=WHOLE), "a", {"a": 0.5}),
    (_event("b", a=WHOLE, b=TEXT), _event("b", b=TEXT), "a", {"b": "a", "a": 1}),
    (_event(a=WHOLE), _event("a", a=WHOLE), "a", {}),
    (_event("a", a=WHOLE), _event("b", a=WHOLE, b=TEXT), "b", {"a": 1}),
    (_event(a={"enum": ["x", "y"]}), _event(a={"enum": ["y"]}), "a", {"a": "x"}),
    (_event(a={**WHOLE, "minimum": 1}), _event(a={**WHOLE, "minimum": 5}), "a", {"a": 1}),
    (_event(a=WHOLE), _event(a={**WHOLE, "exclusiveMaximum": 500}), "a", {"a": 500}),
    (_event(a=TEXT), _event(a={**TEXT, "maxLength": 3}), "a", {"a": "aaaa"}),
    (_event(a=TEXT), _event(a={**TEXT, "minLength": 1}), "a", {"a": ""}),
    (_event(a=TEXT), _event(a={**TEXT, "format": "email"}), "a", {"a": "a"}),
    (_event(a=TEXT), _event(a={**TEXT, "pattern": "^[A-Z]{2}$"}), "a", {"a": "a"}),
    (_event(a={"type": ["string", "null"]}), _event(a=TEXT), "a", {"a": None}),
    (_event(a=_list(WHOLE)), _event(a=_list(WHOLE, uniqueItems=True)), "a", {"a": [1, 1]}),
    (_event(a=_list(WHOLE)), _event(a=_list(WHOLE, maxItems=2)), "a", {"a": [1, 1, 1]}),
    (_event(a=_list(WHOLE)), _event(a=_list(TEXT)), "a[]", {"a": [1]}),
    (_event(is_open=True), _event(), "{}", {"other": "a"}),
    (_event(is_open=True), _event(a=WHOLE, is_open=True), "a", {"a": "a"}),
    (_event(a=_event(b=TEXT)), _event(a=_event(b=WHOLE)), "a.b", {"a": {"b": "a"}}),
    (_event(is_open=TEXT), _event(is_open={**TEXT, "maxLength": 1}), "{}", {"other": "aa"}),
    (
        _event("a", "b", a=TEXT, b=_list(_event("c", c=WHOLE, d=TEXT), minItems=1)),
        _event("a", "b", a=TEXT, b=_list(_event("c", c=WHOLE), minItems=1)),
        "b[].d",
        {"a": "a", "b": [{"c": 1, "d": "a"}]},
    ),
    (
        _event("a", a={"anyOf": [TEXT, WHOLE]}),
        _event("a", a={"anyOf": [TEXT, {"type": "null"}]}),
        "a",
        {"a": 1},
    ),
    (
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "object", "dependentRequired": {"a": ["b", "c"]}},
        None,
        {"a": 1, "b": 1},
    ),
]


def _pair(old: Any, new: Any, path: str | None) -> Pair | None:
    found = pairs(shape_of(old), shape_of(new))
    return None if path is None else next(each for each in found if each.path == path)


@pytest.mark.parametrize(("old", "new", "path", "found"), CASES)
def test_the_plainest_payload_is_found(old: Any, new: Any, path: str | None, found: Any) -> None:
    assert witness(old, new, _pair(old, new, path), Random(1)) == found


def test_a_witness_of_one_place_says_nothing_of_others() -> None:
    old, new = _event(a=NUMBER, b=TEXT), _event("c", a=WHOLE, b=WHOLE, c=TEXT)
    seeks = Witnesses(old, new, Random(1))
    found = [seeks.of(_pair(old, new, path)) for path in ("a", "b", "c", None)]
    assert found == [{"a": 0.5}, {"b": "a"}, {}, {}]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_event(a=WHOLE), _event(a=NUMBER)),
        (_event(a=TEXT), _event(a=TEXT, b=TEXT)),
        ({"type": 5}, {}),
        (False, True),
        ({"$schema": DRAFT_4}, {"$schema": DRAFT_4, "const": 1}),  # which draft 4 does not have
        (
            {"$schema": DRAFT_7, "contains": TEXT},
            {"$schema": DRAFT_7, "contains": TEXT, "maxContains": 1},
        ),
        ({"$ref": "https://a.example/b.json"}, False),
    ],
)
def test_where_there_is_none_none_is_found(old: Any, new: Any) -> None:
    assert witness(old, new, None, Random(1)) is NO_WITNESS


SCHEMAS: list[Any] = [
    {"type": "integer", "minimum": 3, "maximum": 9, "multipleOf": 2},
    {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.1},
    {"type": "number", "multipleOf": 0.07},
    {"type": "string", "pattern": r"^\p{Lu}\p{Script=Greek}{2,3}[^a-z]?$"},
    {"type": "string", "pattern": "b{3}|^(?i:k)x*$", "minLength": 3},
    {"type": "string", "format": "hostname", "minLength": 20},
    _list(WHOLE, uniqueItems=True, minItems=3, maxItems=5),
    {"type": "array", "prefixItems": [TEXT, WHOLE], "items": False, "minItems": 2},
    {"type": "object", "patternProperties": {"^x-": WHOLE}, "additionalProperties": False},
    _event("a", a=_list(_event("b", b=TEXT, c=WHOLE)), is_open={"type": "boolean"}),
    {"type": "object", "minProperties": 3},
    {"anyOf": [{"type": "string", "minLength": 3}, {"type": "integer", "minimum": 7}]},
    {"allOf": [_event("a", a=TEXT, is_open=True), _event("b", b=WHOLE, is_open=True)]},
    {"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "null"}},
    {"properties": {"a": {"$ref": "#"}}, "required": ["b"], "type": "object"},
    True,
]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_samples_are_accepted_differ_and_are_the_same_each_time(schema: Any) -> None:
    found = [*samples(schema, Random(1), 30)]
    assert len(found) > 2
    assert found == [*samples(schema, Random(1), 30)]
    accepts = Validator(schema if isinstance(schema, dict) else {}).is_valid
    assert all(map(accepts, found))


def test_the_first_samples_are_the_smallest() -> None:
    found = samples(_event("a", a=WHOLE, b=TEXT), Random(1), 3)
    assert [*found] == [{"a": 1}, {"a": 1, "b": "a"}, {"a": 0}]


def test_nothing_fits_what_accepts_nothing() -> None:
    assert [*samples(False, Random(1), 5)] == []
    assert [*samples({"type": "string", "minLength": 3, "maxLength": 2}, Random(1), 5)] == []
    assert [*samples({"type": "string", "pattern": "("}, Random(1), 5)] == []


@pytest.mark.parametrize(
    "pattern", ["^a{3}$", "[^x]", r"^\p{L}+$", r"^[\p{Lu}1]{2}$", "^(a|b)*c$", "^[^]$", r"\bfoo"]
)
def test_texts_match_the_pattern(pattern: str) -> None:
    accepts = Validator({"pattern": pattern}).is_valid
    assert all(map(accepts, islice(pattern_texts(pattern, Random(1)), 20)))
