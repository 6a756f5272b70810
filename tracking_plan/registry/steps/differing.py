"""Two schemas without what both say alike, so that a proof or a search has less to look at."""

import re
from collections.abc import Mapping

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.sameness import Schema, is_same_schema

_WORDS = frozenset(("$id", "title", "description", "examples"))
_PLAIN = _WORDS | {
    *("$schema", "type", "properties", "required", "additionalProperties", "patternProperties"),
    "deprecated",
}
# As `repr` writes it; what leads to a definition does not lead to a property.
_REFERENCE = re.compile(r"'\$(?:ref|dynamicRef|recursiveRef)'(?!: '#/(?:definitions|\$defs)/)")


def differing(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas with `true` for each property of which both say the same.

    What accepts all that the old rest accepts accepts all that the old whole accepts: what both
    demand of one key has no bearing on the others.
    """
    return _with_same(old, new, instead=True)


def essential(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas without the optional properties of which both say the same.

    A payload tells the ones apart exactly if one tells the others apart: it can do without such a
    property. What demands more of an object than single keys do is left as it is.
    """
    if isinstance(old, bool) or isinstance(new, bool):
        return old, new
    is_plain = all(word in _PLAIN or word.startswith("x-") for word in (*old, *new))
    patterns = (each.get("patternProperties") for each in (old, new))
    if not is_plain or not is_same_schema(*patterns):
        return old, new
    return _with_same(old, new, instead=False)


def _with_same(old: Schema, new: Schema, *, instead: bool) -> tuple[Schema, Schema]:
    """The schemas with something instead of each property of which both say the same.

    `False`, which forbids a property, stands for none that is required.
    """
    if isinstance(old, bool) or isinstance(new, bool):
        return old, new
    before, after = old.get("properties"), new.get("properties")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return old, new
    rest, new_rest = _rest(old), _rest(new)
    texts, new_texts = _texts(before), _texts(after)
    if any(map(_REFERENCE.search, (repr((rest, new_rest)), *texts.values(), *new_texts.values()))):
        return old, new  # it may lead to one of the properties
    same = {name for name, text in texts.items() if new_texts.get(name) == text}
    if not instead:
        same.difference_update(_names(rest.get("required")), _names(new_rest.get("required")))
    return (
        {**rest, "properties": _with(before, same, instead)},
        {**new_rest, "properties": _with(after, same, instead)},
    )


def _rest(schema: JsonSchema) -> JsonSchema:
    return {word: value for word, value in schema.items() if word not in _WORDS} | {
        "properties": {}
    }


def _texts(properties: Mapping[str, Json]) -> dict[str, str]:
    return {name: repr(one) for name, one in properties.items()}


def _with(properties: Mapping[str, Json], same: set[str], instead: bool) -> dict[str, Json]:
    return {name: instead if name in same else one for name, one in properties.items()}


def _names(required: Json) -> list[str]:
    return [str(name) for name in required] if isinstance(required, list) else []
