"""A JSON Schema without alternatives and combinations that plain keywords can say."""

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.conjunction import all_of, both

_WORDS = frozenset("$comment title description default examples deprecated".split())
# What looks at values of one type only: of null, none of them says anything.
_OF_A_TYPE = frozenset(
    "format pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum"
    " multipleOf properties patternProperties additionalProperties required minProperties"
    " maxProperties propertyNames dependentRequired items prefixItems additionalItems minItems"
    " maxItems uniqueItems contains minContains maxContains".split()
)


def simpler(schema: JsonSchema) -> Json:
    """The schema with `allOf` joined, and with `type` for alternatives of types.

    It accepts the same values. What cannot be said so stays as it is.
    """
    found: Json = schema
    if isinstance(schema.get("allOf"), list):
        found = _joined(schema)
    for keyword in ("anyOf", "oneOf"):
        if isinstance(found, dict) and isinstance(found.get(keyword), list):
            found = _of_types(found, keyword)
    return found


def _joined(schema: JsonSchema) -> Json:
    each = schema["allOf"]
    assert isinstance(each, list)
    found = all_of([_without(schema, "allOf"), *each])
    is_plain = not isinstance(found, dict) or "allOf" not in found
    return found if is_plain and each else schema


def _of_types(schema: JsonSchema, keyword: str) -> Json:
    """The schema with a list of types for alternatives that differ in nothing else."""
    options = schema[keyword]
    assert isinstance(options, list)
    bare = [_bare(one) for one in options]
    rest = [one for one in bare if one is not None]
    if len(rest) != len(options) or not rest:
        return schema
    one = _with_null(rest, options) or _union(rest, options, is_exclusive=keyword == "oneOf")
    if one is None:
        return schema
    found = both(_without(schema, keyword), one)
    return found if not isinstance(found, dict) or "allOf" not in found else schema


def _bare(option: Json) -> list[str] | None:
    """The types of an alternative; None where it names none."""
    kind = option.get("type") if isinstance(option, dict) else None
    each = kind if isinstance(kind, list) else [kind]
    return [one for one in each if isinstance(one, str)] if kind is not None else None


def _with_null(types: list[list[str]], options: list[Json]) -> JsonSchema | None:
    """The one alternative beside null, with null among its types; None: there is no such one."""
    if len(options) != 2 or ["null"] not in types:
        return None
    other = options[1 - types.index(["null"])]
    null = options[types.index(["null"])]
    if not isinstance(other, dict) or not isinstance(null, dict):
        return None
    known = _OF_A_TYPE | _WORDS | {"type", "enum", "const"}
    is_plain = all(keyword in known or keyword.startswith("x-") for keyword in other)
    kinds = types[1 - types.index(["null"])]
    if not is_plain or "null" in kinds or not null.keys() <= _WORDS | {"type"}:
        return None
    found: JsonSchema = {**other, "type": [*kinds, "null"]}
    enum = found.get("enum")
    if isinstance(enum, list) and "const" in found:
        return None
    if isinstance(enum, list):
        return {**found, "enum": [*enum, None]}
    if "const" in found:
        return {**_without(found, "const"), "enum": [found["const"], None]}
    return found


def _union(types: list[list[str]], options: list[Json], *, is_exclusive: bool) -> JsonSchema | None:
    """All the types of alternatives that say no more; None: one does, or two accept one value."""
    says_more = any(isinstance(one, dict) and one.keys() - _WORDS != {"type"} for one in options)
    each = [kind for kinds in types for kind in kinds]
    found: list[Json] = [*dict.fromkeys(each)]
    meet = len(found) < len(each) or {"integer", "number"} <= set(each)
    return None if says_more or (is_exclusive and meet) else {"type": found}


def _without(schema: JsonSchema, keyword: str) -> JsonSchema:
    return {name: value for name, value in schema.items() if name != keyword}
