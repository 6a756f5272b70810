"""A JSON Schema to a shape: references taken, and what says the same twice said once."""

import math
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.references import resolved
from tracking_plan.registry.shapes.shape import ANY_TYPE, ANYTHING, NOTHING, Shape
from tracking_plan.registry.shapes.simpler import simpler
from tracking_plan.validation.engine import NOTHING_BUT
from tracking_plan.validation.equality import comparable

_OF_TYPE: Mapping[str, frozenset[str]] = {
    "number": frozenset(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    ),
    "string": frozenset(("minLength", "maxLength")),
    "array": frozenset(("minItems", "maxItems", "uniqueItems")),
    "object": frozenset(("minProperties", "maxProperties")),
}
_LIMITS = frozenset().union(*_OF_TYPE.values())
_DEFAULTS = {"minLength": 0, "minItems": 0, "minProperties": 0, "uniqueItems": False}
_FACTS = re.compile("x-|deprecated$")
_WORDS = frozenset(
    "$schema $id id $anchor $comment $defs definitions $vocabulary title description default"
    " examples readOnly writeOnly".split()
)
_OPAQUE = frozenset(
    "$ref $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor allOf anyOf oneOf not if then"
    " else contains minContains maxContains propertyNames dependencies dependentRequired"
    " dependentSchemas unevaluatedItems unevaluatedProperties contentEncoding contentMediaType"
    " contentSchema extends disallow divisibleBy".split()
)  # the last three are of draft 3
_READ = frozenset(
    "type enum const format pattern properties required patternProperties additionalProperties"
    " prefixItems items additionalItems".split()
)
_IN_PLACE = frozenset(
    "$ref $dynamicRef $recursiveRef allOf anyOf oneOf not if dependentSchemas dependencies".split()
)
_UNEVALUATED = (
    ("unevaluatedProperties", "additionalProperties", _IN_PLACE),
    ("unevaluatedItems", "items", _IN_PLACE | {"items", "contains"}),
)  # each with what it is without certain keywords beside it
_UNDERSTOOD = _READ | _LIMITS | _WORDS | _OPAQUE
ASSERTING = _LIMITS | _OPAQUE | _READ | {"$defs", "definitions"}
"""Keywords that say which values are accepted, or hold schemas that do."""
_COMBINING = frozenset(("allOf", "anyOf", "oneOf"))
_MAX_DEPTH = 100  # schemas within each other: what lies deeper is left to a proof


def shape_of(schema: Json) -> Shape:
    """The shape of the values that a JSON Schema of any draft accepts.

    Raises:
        ValueError: it is neither an object nor a boolean, or too large with references taken.
    """
    return _shape(resolved(schema), 0)


def shapes_of(old: Json, new: Json) -> tuple[Shape, Shape]:
    """The shapes of two versions; what is one property in both is read once.

    Raises:
        ValueError: as `shape_of`.
    """
    before = shape_of(old)
    listed, still = (
        each.get("properties") if isinstance(each, dict) else None for each in (old, new)
    )
    if not (isinstance(listed, dict) and isinstance(still, dict) and isinstance(new, dict)):
        return before, shape_of(new)
    same = {name for name, one in still.items() if one is listed.get(name) is not None}
    same &= before.properties.keys()
    rest: dict[str, Json] = {name: name in same or one for name, one in still.items()}
    after = shape_of({**new, "properties": rest})
    named = {n: before.properties[n] if n in same else s for n, s in after.properties.items()}
    return before, replace(after, properties=named, schema=new)


def _shape(schema: Json, depth: int) -> Shape:
    if isinstance(schema, bool):
        return ANYTHING if schema else NOTHING
    if not isinstance(schema, dict):
        message = f"a schema is an object or a boolean, not {schema!r}"
        raise ValueError(message)
    if depth > _MAX_DEPTH:
        return Shape(opaque=schema, schema=schema)
    if not _COMBINING.isdisjoint(schema):
        plain = simpler(schema)
        if not isinstance(plain, dict):
            return _shape(plain, depth)
        schema = plain
    if schema.get("not") in NOTHING_BUT:
        return Shape(types=frozenset(), facts=_facts(schema), schema=schema)
    return _settled(_read(schema, _plainly(schema), depth + 1))


def _plainly(schema: JsonSchema) -> JsonSchema:
    """The schema with what it says of keys and items that nothing else evaluates said plainly."""
    found = dict(schema)
    for keyword, plain, others in _UNEVALUATED:
        if keyword in schema and schema.keys().isdisjoint(others):
            found.setdefault(plain, found.pop(keyword))
    return found


def _read(written: JsonSchema, schema: JsonSchema, depth: int) -> Shape:
    items, prefix = schema.get("items"), schema.get("prefixItems")
    if isinstance(items, list):  # before draft 2020-12
        prefix, items = items, schema.get("additionalItems")
    facts = _facts(schema)
    others = schema.keys() - _UNDERSTOOD - facts.keys()
    return Shape(
        types=_types(schema.get("type")),
        values=_values(schema),
        format=_text(schema, "format"),
        pattern=_text(schema, "pattern"),
        limits=_limits(schema),
        properties=_by_name(schema, "properties", depth),
        required=frozenset(map(str, _sequence(schema, "required"))),
        patterns=_by_name(schema, "patternProperties", depth),
        other=_one(schema.get("additionalProperties"), depth),
        prefix=tuple(_shape(one, depth) for one in (prefix if isinstance(prefix, list) else ())),
        items=_one(items, depth),
        facts=facts,
        opaque={k: v for k, v in schema.items() if k in _OPAQUE},
        foreign={k: v for k, v in schema.items() if k in others} if others else {},
        schema=written,
    )


def _facts(schema: JsonSchema) -> JsonSchema:
    return {keyword: value for keyword, value in schema.items() if _FACTS.match(keyword)}


def _one(schema: Json, depth: int) -> Shape | None:
    return None if schema is None else _shape(schema, depth)


def _by_name(schema: JsonSchema, keyword: str, depth: int) -> dict[str, Shape]:
    found = schema.get(keyword)
    each = found.items() if isinstance(found, dict) else ()
    return {name: _shape(one, depth) for name, one in each}


def _sequence(schema: JsonSchema, keyword: str) -> list[Json]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _text(schema: JsonSchema, keyword: str) -> str | None:
    found = schema.get(keyword)
    return found if isinstance(found, str) else None


def _types(written: Json) -> frozenset[str]:
    if written is None:
        return ANY_TYPE
    named = frozenset(map(str, written if isinstance(written, list) else [written]))
    return named - {"integer"} if "number" in named else named


def _values(schema: JsonSchema) -> tuple[Json, ...] | None:
    """What `enum` and `const` both allow; None where the schema has neither."""
    enum = schema.get("enum")
    listed = enum if isinstance(enum, list) else None
    if "const" not in schema:
        return None if listed is None else tuple(listed)
    const = comparable(schema["const"])
    is_listed = listed is None or const in map(comparable, listed)
    return (schema["const"],) if is_listed else ()


def _limits(schema: JsonSchema) -> dict[str, float]:
    """The limits by keyword, without those that limit nothing; in the words of later drafts."""
    found: dict[str, float] = {}
    for keyword in _LIMITS & schema.keys():
        value = schema[keyword]
        if isinstance(value, int | float) and value != _DEFAULTS.get(keyword):
            found[keyword] = value
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in found:  # draft 4
            found[exclusive] = found.pop(bound)
        elif isinstance(found.get(exclusive), bool):
            del found[exclusive]
    return found


def _settled(shape: Shape) -> Shape:
    """The shape without what does not apply to its types, or to its values."""
    types = shape.types
    if shape.values is not None:
        return _of_values(shape)
    if len(types) == 1 and not shape.limits and _is_of_type(shape, *types):
        return shape
    kinds = types | {"number"} if "integer" in types else types
    applying = frozenset().union(*(_OF_TYPE.get(kind, frozenset()) for kind in kinds))
    is_text, is_object, is_array = ("string" in types, "object" in types, "array" in types)
    has_keys = is_object and shape.limits.get("maxProperties", 1) >= 1
    prefix, items = _with_room(shape) if is_array else ((), None)
    return Shape(
        types=types,
        format=shape.format if is_text else None,
        pattern=shape.pattern if is_text else None,
        limits={k: v for k, v in shape.limits.items() if k in applying},
        properties=shape.properties if has_keys else {},
        required=shape.required if is_object else frozenset(),
        patterns=shape.patterns if has_keys else {},
        other=NOTHING if is_object and not has_keys else shape.other if has_keys else None,
        prefix=prefix,
        items=items,
        facts=shape.facts,
        opaque=shape.opaque,
        foreign=shape.foreign,
        schema=shape.schema,
    )


def _is_of_type(shape: Shape, kind: str) -> bool:
    """Whether a shape of one type says nothing but what applies to it. Most do, and save a copy."""
    is_of_objects = shape.properties or shape.required or shape.patterns or shape.other
    is_of_arrays = shape.prefix or shape.items
    is_of_texts = shape.format or shape.pattern
    return (
        (kind == "object" or not is_of_objects)
        and (kind == "array" or not is_of_arrays)
        and (kind == "string" or not is_of_texts)
    )


def _with_room(shape: Shape) -> tuple[tuple[Shape, ...], Shape | None]:
    """The first items and the rest, without those for which `maxItems` leaves no room."""
    most = shape.limits.get("maxItems", math.inf)
    if most > len(shape.prefix):
        return shape.prefix, shape.items
    return shape.prefix[: max(int(most), 0)], NOTHING


def _of_values(shape: Shape) -> Shape:
    """The shape of a value that is one of a few, of which those are kept that the rest allows."""
    assert isinstance(shape.schema, dict)
    kept = tuple(value for value in shape.values or () if _is_of(value, shape.types))
    if kept and not _only_lists(shape):
        kept = tuple(filter(shape.accepts, kept))
    # A list of which the rest allows nothing is a slip, of which no rule can say what was meant.
    slip: JsonSchema = {
        k: shape.schema[k] for k in ("enum", "const") if k in shape.schema and shape.values
    }
    return Shape(
        types=frozenset(one for one in shape.types if any(_is_of(v, {one}) for v in kept)),
        values=kept,
        facts=shape.facts,
        opaque=shape.opaque if kept else {**shape.opaque, **slip},
        foreign=shape.foreign,
        schema=shape.schema,
    )


def _only_lists(shape: Shape) -> bool:
    """Whether nothing but the type narrows the values down."""
    said = (shape.limits, shape.properties, shape.required, shape.patterns, shape.prefix)
    return not any(said) and not shape.opaque and (
        shape.format, shape.pattern, shape.other, shape.items
    ) == (None, None, None, None)  # fmt: skip


def _is_of(value: Json, types: AbstractSet[str]) -> bool:
    kind = type_of_value(value)
    return kind in types or (kind == "integer" and "number" in types)


def type_of_value(value: Json) -> str:
    """The type of a value; of whole numbers `integer`, as JSON Schema has it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return "integer"
    if isinstance(value, float):
        return "number"
    return {str: "string", list: "array", dict: "object"}[type(value)]
