"""Pairs of JSON Schemas with what follows from which, by thought: the whole keyword by keyword.

Of each pair is said whether all that the first accepts is accepted by the second, and the reverse.
"""

from typing import Any, NamedTuple

SAME, WIDER, NARROWER, APART = "same", "wider", "narrower", "apart"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


class Thought(NamedTuple):
    """Two schemas, and what the second is to the first."""

    one: Any
    other: Any
    is_other: str

    @property
    def is_safe(self) -> bool:
        """Whether the second accepts all that the first does."""
        return self.is_other in (SAME, WIDER)

    @property
    def is_safe_back(self) -> bool:
        """Whether the first accepts all that the second does."""
        return self.is_other in (SAME, NARROWER)


def _draft_7(one: Any, other: Any, is_other: str) -> Thought:
    return Thought({"$schema": DRAFT_7, **one}, {"$schema": DRAFT_7, **other}, is_other)


def _keys(**properties: Any) -> Any:
    return {"type": "object", "properties": properties}


def _closed(**properties: Any) -> Any:
    return {**_keys(**properties), "additionalProperties": False}


_T: Any = {"type": "string"}
_I: Any = {"type": "integer"}
_N: Any = {"type": "number"}
_A: Any = {"type": "array"}
_O: Any = {"type": "object"}

THOUGHTS: tuple[Thought, ...] = (
    # types
    Thought(_I, _N, WIDER),
    Thought(_I, {"type": ["integer", "null"]}, WIDER),
    Thought(_T, {}, WIDER),
    Thought({}, True, SAME),
    Thought(False, {"not": {}}, SAME),
    Thought(False, _T, WIDER),
    Thought({"type": ["string", "integer"]}, {"type": ["integer", "string"]}, SAME),
    Thought({"type": ["number", "integer"]}, _N, SAME),
    Thought(_N, {"type": "number", "multipleOf": 1}, NARROWER),
    Thought(_I, {"type": "number", "multipleOf": 1}, SAME),
    Thought(_T, _I, APART),
    Thought({"type": ["string"]}, _T, SAME),
    # lists of values
    Thought({"enum": [1]}, {"const": 1}, SAME),
    Thought({"const": 1}, {"const": 1.0}, SAME),
    Thought({"enum": [1, 2]}, {"enum": [2, 1]}, SAME),
    Thought({"enum": ["a"]}, {"enum": ["a", "b"]}, WIDER),
    Thought({"enum": ["a", 1]}, {"enum": ["a"]}, NARROWER),
    Thought({"enum": ["a"]}, {"enum": ["b"]}, APART),
    Thought({"enum": ["a", 1], "type": "string"}, {"enum": ["a"]}, SAME),
    Thought({"enum": ["a", "b"]}, _T, WIDER),
    Thought({"enum": [0]}, {"const": False}, APART),
    Thought({"type": "boolean"}, {"enum": [True, False]}, SAME),
    Thought({"type": "null"}, {"const": None}, SAME),
    Thought({"enum": [{"a": 1}]}, {"const": {"a": 1}}, SAME),
    Thought({"enum": ["aa", "b"], "minLength": 2}, {"const": "aa"}, SAME),
    Thought({"enum": [1, 2, 3]}, {"type": "integer", "minimum": 1, "maximum": 3}, SAME),
    # numbers
    Thought({"minimum": 1}, {"minimum": 2}, NARROWER),
    Thought({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0}, SAME),
    Thought({"type": "number", "minimum": 1}, {"type": "number", "exclusiveMinimum": 0}, WIDER),
    Thought({"type": "integer", "minimum": 0.5}, {"type": "integer", "minimum": 1}, SAME),
    Thought({"maximum": 5}, {"exclusiveMaximum": 5}, NARROWER),
    Thought({"type": "integer", "multipleOf": 6}, {"type": "integer", "multipleOf": 3}, WIDER),
    Thought({"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 6}, APART),
    Thought({"type": "number", "multipleOf": 0.1}, {"type": "number", "multipleOf": 0.01}, WIDER),
    Thought({"type": "string", "minimum": 1}, {"type": "string", "minimum": 2}, SAME),
    Thought({"minimum": 1, "maximum": 0, "type": "integer"}, False, SAME),
    Thought(
        {"type": "integer", "minimum": 1, "exclusiveMinimum": 3},
        {"type": "integer", "minimum": 4},
        SAME,
    ),
    # texts
    Thought({"minLength": 1}, {"minLength": 0}, WIDER),
    Thought({"maxLength": 3}, {"maxLength": 4}, WIDER),
    Thought({"type": "string", "maxLength": 0}, {"const": ""}, SAME),
    Thought({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "a"}, WIDER),
    Thought({"type": "string", "pattern": "^[ab]$"}, {"enum": ["a", "b"]}, SAME),
    Thought({"type": "string", "pattern": "^a$"}, {"type": "string", "pattern": "^b$"}, APART),
    Thought({"type": "string", "pattern": "^.{3}$"}, {"type": "string", "minLength": 3}, WIDER),
    Thought({"type": "string", "pattern": ""}, _T, SAME),
    Thought({"type": "string", "format": "date"}, _T, WIDER),
    Thought({"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}, APART),
    Thought({"type": "string", "format": "uuid"}, {"type": "string", "minLength": 36}, WIDER),
    Thought({"type": "integer", "format": "date"}, _I, SAME),
    Thought({"format": "phone"}, {}, SAME),
    Thought(
        {"type": "string", "minLength": 2, "pattern": "^a{3}$"},
        {"type": "string", "pattern": "^a{3}$"},
        SAME,
    ),
    # arrays
    Thought({"minItems": 1}, {"minItems": 2}, NARROWER),
    Thought({"type": "array", "items": _I}, {"type": "array", "items": _N}, WIDER),
    Thought({"type": "array", "items": _I}, _A, WIDER),
    Thought({"type": "array", "items": False}, {"type": "array", "maxItems": 0}, SAME),
    Thought({"type": "array", "maxItems": 0}, {"const": []}, SAME),
    Thought({"type": "array", "uniqueItems": True}, _A, WIDER),
    Thought({"type": "array", "uniqueItems": True, "maxItems": 1}, {**_A, "maxItems": 1}, SAME),
    Thought(
        {"type": "array", "prefixItems": [_I]}, {"type": "array", "prefixItems": [_I, _I]}, NARROWER
    ),
    Thought({"type": "array", "prefixItems": [_I]}, {"type": "array", "items": _I}, NARROWER),
    Thought(
        {"type": "array", "prefixItems": [_I], "items": _I}, {"type": "array", "items": _I}, SAME
    ),
    Thought(
        {"type": "array", "prefixItems": [_I], "items": False},
        {"type": "array", "items": _I, "maxItems": 1},
        SAME,
    ),
    Thought({"type": "array", "contains": _I}, {"type": "array", "contains": _N}, WIDER),
    Thought({"type": "array", "contains": _I}, {"type": "array", "minItems": 1}, WIDER),
    Thought({"type": "array", "contains": True}, {"type": "array", "minItems": 1}, SAME),
    Thought({"type": "array", "contains": _I, "minContains": 0}, _A, SAME),
    Thought(
        {"type": "array", "contains": _I, "minContains": 2},
        {"type": "array", "contains": _I},
        WIDER,
    ),
    Thought({"type": "array", "contains": False}, False, SAME),
    Thought({"type": "array", "items": _I}, {"type": "array", "items": _I, "minItems": 0}, SAME),
    Thought(
        {"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True},
        {"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True, "maxItems": 2},
        SAME,
    ),
    Thought({"type": "array", "unevaluatedItems": False}, {"type": "array", "maxItems": 0}, SAME),
    # objects
    Thought(_closed(a=_T), _keys(a=_T), WIDER),
    Thought(_closed(a=_T), _closed(a=_T, b=_T), WIDER),
    Thought(_keys(a=_T), _keys(a=_T, b=_T), NARROWER),
    Thought(_keys(a=_T), _keys(a=_T, b={}), SAME),
    Thought(_closed(a=_T), _closed(b=_T), APART),
    Thought({**_keys(a=_T), "required": ["a"]}, _keys(a=_T), WIDER),
    Thought(_keys(a=False), {**_O, "not": {"required": ["a"]}}, SAME),
    Thought({**_closed(a=_T), "required": ["b"]}, False, SAME),
    Thought({**_keys(a=False), "required": ["a"]}, False, SAME),
    Thought({**_O, "required": ["a"]}, {**_O, "minProperties": 1}, WIDER),
    Thought({**_closed(a={}), "minProperties": 1}, {**_closed(a={}), "required": ["a"]}, SAME),
    Thought(_closed(a={}, b={}), {**_closed(a={}, b={}), "maxProperties": 2}, SAME),
    Thought(_closed(a={}, b={}), {**_closed(a={}, b={}), "maxProperties": 1}, NARROWER),
    Thought({**_O, "additionalProperties": _I}, {**_O, "additionalProperties": _N}, WIDER),
    Thought({**_O, "additionalProperties": _T}, {**_keys(a=_I), "additionalProperties": _T}, APART),
    Thought({**_O, "additionalProperties": _T}, {**_keys(a=_T), "additionalProperties": _T}, SAME),
    Thought({**_O, "patternProperties": {"^a": _T}}, _keys(a=_T), WIDER),
    Thought({**_O, "patternProperties": {"": _T}}, {**_O, "additionalProperties": _T}, SAME),
    Thought({**_O, "patternProperties": {"^a$": _T}}, _keys(a=_T), SAME),
    Thought({**_O, "propertyNames": {"enum": ["a"]}}, _closed(a={}), SAME),
    Thought(
        {**_O, "propertyNames": {"maxLength": 2}}, {**_O, "propertyNames": {"maxLength": 3}}, WIDER
    ),
    Thought({**_O, "propertyNames": False}, {**_O, "maxProperties": 0}, SAME),
    Thought({**_O, "dependentRequired": {"a": ["b"]}}, _O, WIDER),
    Thought({**_O, "dependentRequired": {"a": []}}, _O, SAME),
    Thought(
        {**_O, "required": ["a"], "dependentRequired": {"a": ["b"]}},
        {**_O, "required": ["a", "b"]},
        SAME,
    ),
    Thought({**_O, "dependentSchemas": {"a": False}}, _keys(a=False), SAME),
    Thought({**_keys(a=_T), "unevaluatedProperties": False}, _closed(a=_T), SAME),
    Thought(
        {**_O, "allOf": [_keys(a=_T)], "unevaluatedProperties": False},
        {**_O, "allOf": [_keys(a=_T)], "additionalProperties": False},
        NARROWER,
    ),
    # combinations
    Thought({"allOf": [_T, {"minLength": 2}]}, {"type": "string", "minLength": 2}, SAME),
    Thought({"anyOf": [_T, _I]}, {"type": ["string", "integer"]}, SAME),
    Thought({"anyOf": [_I, _N]}, _N, SAME),
    Thought({"oneOf": [_I, _N]}, {"type": "number", "not": _I}, SAME),
    Thought({"oneOf": [_T, _I]}, {"anyOf": [_T, _I]}, SAME),
    Thought({"oneOf": [_T, _I]}, {"oneOf": [_T, _I, {"type": "null"}]}, WIDER),
    Thought({"oneOf": [_T, _I]}, {"oneOf": [_T, _I, _N]}, APART),
    Thought({"anyOf": [_T, _I]}, {"anyOf": [_T]}, NARROWER),
    Thought({"not": _T}, {"not": {"enum": ["a"]}}, WIDER),
    Thought({"not": {"not": _T}}, _T, SAME),
    Thought({"allOf": [_T, _I]}, False, SAME),
    Thought({"allOf": [True]}, {}, SAME),
    Thought({"if": _T, "then": {"minLength": 1}}, {"minLength": 1}, SAME),
    Thought({"if": _T, "then": False}, {"not": _T}, SAME),
    Thought({"if": True, "then": _T, "else": _I}, _T, SAME),
    Thought({"then": _T}, {}, SAME),
    Thought({"if": _I, "else": _T}, {"anyOf": [_I, _T]}, SAME),
    Thought({"anyOf": [{"const": "a"}, {"const": "b"}]}, {"enum": ["b", "a"]}, SAME),
    Thought({"anyOf": [_closed(a=_T), _closed(b=_T)]}, _closed(a=_T, b=_T), WIDER),
    # references
    Thought({"$ref": "#/$defs/x", "$defs": {"x": _T}}, _T, SAME),
    Thought(
        {"$ref": "#/$defs/x", "$defs": {"x": _I}}, {"$ref": "#/$defs/x", "$defs": {"x": _N}}, WIDER
    ),
    Thought(
        {"$ref": "#/$defs/x", "minLength": 2, "$defs": {"x": _T}}, {**_T, "minLength": 2}, SAME
    ),
    Thought(
        {"properties": {"a": {"$ref": "#"}}, "type": "object"},
        {"properties": {"a": {"$ref": "#"}}, "type": ["object", "null"]},
        WIDER,
    ),
    Thought({"$defs": {"x": _T}}, {"$defs": {"x": _I}}, SAME),
    # words
    Thought({"title": "a", "default": 1, "examples": [2]}, {"description": "b"}, SAME),
    Thought({"readOnly": True, **_T}, _T, SAME),
    Thought({"contentEncoding": "base64", **_T}, _T, SAME),
    # draft 7
    _draft_7({**_A, "items": [_I]}, {**_A, "items": [_I], "additionalItems": False}, NARROWER),
    _draft_7({**_A, "items": [_I]}, {**_A, "items": [_N]}, WIDER),
    _draft_7({**_A, "items": _I, "additionalItems": False}, {**_A, "items": _I}, SAME),
    _draft_7({"prefixItems": [_I]}, {}, SAME),
    _draft_7({"dependencies": {"a": ["b"]}}, {}, WIDER),
    _draft_7({"dependencies": {"a": {"required": ["b"]}}}, {"dependencies": {"a": ["b"]}}, SAME),
    _draft_7(
        {"$ref": "#/definitions/x", "minLength": 9, "definitions": {"x": _T}},
        {"$ref": "#/definitions/x", "definitions": {"x": _T}},
        SAME,
    ),
    _draft_7({"unevaluatedProperties": False}, {}, SAME),
    _draft_7({"dependentRequired": {"a": ["b"]}}, {}, SAME),
    _draft_7({**_A, "contains": _I, "minContains": 3}, {**_A, "contains": _I}, SAME),
    _draft_7({"if": _T, "then": {"const": "a"}}, {"if": _T, "then": {"enum": ["a", "b"]}}, WIDER),
)
