"""Two JSON Schemas as one that accepts what both do."""

from collections.abc import Callable, Mapping
from typing import Any

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.sameness import is_same_schema
from tracking_plan.validation.equality import comparable

# Keywords that look at what others beside them say: only one of two schemas may have such a group.
_GROUPS = (
    frozenset("properties patternProperties additionalProperties unevaluatedProperties".split()),
    frozenset("items prefixItems additionalItems unevaluatedItems contains".split())
    | {"minContains", "maxContains"},
    frozenset(("if", "then", "else")),
    frozenset(("contentEncoding", "contentMediaType", "contentSchema")),
)
_BY_NAME = frozenset(("properties", "patternProperties"))
_ALONE = frozenset(("unevaluatedProperties", "unevaluatedItems"))
_WORDS = frozenset("$comment title description default examples deprecated".split())


def both(one: Json, other: Json) -> Json:
    """A schema that accepts what both do; an `allOf` where their keywords do not go together."""
    if one is True or is_same_schema(one, other):
        return other
    if other is True:
        return one
    if not isinstance(one, dict) or not isinstance(other, dict) or _are_apart(one, other):
        return False
    found = _joined(one, other)
    return {"allOf": [one, other]} if found is None else found


def all_of(schemas: list[Json]) -> Json:
    """A schema that accepts what all of them accept."""
    found: Json = True
    for one in schemas:
        found = both(found, one)
    return found


def _are_apart(one: JsonSchema, other: JsonSchema) -> bool:
    """Whether no type is one of both."""
    return "type" in one and "type" in other and _types(one["type"], other["type"]) is None


def _joined(one: JsonSchema, other: JsonSchema) -> JsonSchema | None:
    """The keywords of both in one schema; None where that would mean something else."""
    if _ALONE & (one.keys() | other.keys()) or not _go_together(one, other):
        return None
    found = {**one, **other}
    for keyword in one.keys() & other.keys():
        if is_same_schema(one[keyword], other[keyword]):
            continue
        if keyword in _WORDS or keyword.startswith("x-"):
            continue
        join = _JOINS.get(keyword)
        joined = join(one[keyword], other[keyword]) if join is not None else None
        if joined is None:
            return None
        found[keyword] = joined
    return found


def _go_together(one: JsonSchema, other: JsonSchema) -> bool:
    for group in _GROUPS:
        mine, theirs = group & one.keys(), group & other.keys()
        if mine and theirs and not (mine <= _BY_NAME and theirs <= _BY_NAME):
            return False
    return True


def _types(one: Any, other: Any) -> Json:
    mine, theirs = (each if isinstance(each, list) else [each] for each in (one, other))
    found = [each for each in mine if each in theirs or (each == "integer" and "number" in theirs)]
    found += [
        each for each in theirs if each == "integer" and "number" in mine and each not in mine
    ]
    if not found:
        return None
    return found[0] if len(found) == 1 else found


def _names(one: Any, other: Any) -> Json:
    return [*dict.fromkeys((*one, *other))] if _are_lists(one, other) else None


def _values(one: Any, other: Any) -> Json:
    if not _are_lists(one, other):
        return None
    known = {comparable(value) for value in other}
    return [value for value in one if comparable(value) in known] or None


def _lists(one: Any, other: Any) -> Json:
    return [*one, *other] if _are_lists(one, other) else None


def _by_name(one: Any, other: Any) -> Json:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return None
    found = {**one, **other}
    found |= {name: both(one[name], other[name]) for name in one.keys() & other.keys()}
    return found


def _are_lists(one: Json, other: Json) -> bool:
    return isinstance(one, list) and isinstance(other, list)


def _limit(pick: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Json]:
    def picked(one: Any, other: Any) -> Json:
        are_numbers = all(type(each) in (int, float) for each in (one, other))
        found: Json = pick(one, other) if are_numbers else None
        return found

    return picked


_LEAST = "minimum exclusiveMinimum minLength minItems minProperties".split()
_MOST = "maximum exclusiveMaximum maxLength maxItems maxProperties".split()
_JOINS: Mapping[str, Callable[[Any, Any], Json]] = {
    "type": _types,
    "required": _names,
    "enum": _values,
    "allOf": _lists,
    "properties": _by_name,
    "patternProperties": _by_name,
    **dict.fromkeys(_LEAST, _limit(max)),
    **dict.fromkeys(_MOST, _limit(min)),
}
