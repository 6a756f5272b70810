"""Two schemas without what both say alike, so that a proof or a search has less to look at."""

from typing import Any

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.shapes.references import has_references, taken
from tracking_plan.registry.shapes.sameness import Schema, is_same_schema

_WORDS = frozenset(("$id", "title", "description", "examples"))
_PLAIN = _WORDS | {
    *("$schema", "type", "properties", "required", "additionalProperties", "patternProperties"),
    "deprecated",
}
_WHOLE: Json = {"$ref": "#"}
_MAX_DEPTH = 50


def differing(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas with `true` for each property of which both say the same.

    What accepts all that the old rest accepts accepts all that the old whole accepts: what both
    demand of one key has no bearing on the others. References are taken first, as the same one may
    lead to something else; schemas that lead back into themselves stay as they are.

    Raises:
        TooLargeError: a schema would be too large with its references taken.
    """
    return _with_same(old, new, instead=True)


def essential(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas with `false` for each optional property of which both say the same.

    It stays listed, and nothing can be sent there.

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


def tellable(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas as `differing` has them, with `true` for more that cannot tell them apart.

    That is what lies deeper and is the same, each key of the new version that the old one refuses,
    and the whole within itself: what holds of all values that lie less deep holds of the next.
    """
    before, after = differing(old, new)
    found: tuple[Any, Any] = _rest(before, after, 0)
    return (before, after) if any(map(has_references, found)) else found


def _rest(old: Json, new: Json, depth: int) -> tuple[Json, Json]:
    if depth > 0 and is_same_schema(old, new) and (old == _WHOLE or not has_references(old)):
        return True, True
    if not isinstance(old, dict) or not isinstance(new, dict) or depth > _MAX_DEPTH:
        return old, new
    if depth > 0 and any("$id" in one or "id" in one for one in (old, new)):
        return old, new  # a document of its own
    before, after = dict(old), dict(new)
    listed, still_listed = _listed(old), _listed(new)
    if still_listed:
        left = {
            name: _rest(listed[name], one, depth + 1)
            for name, one in still_listed.items()
            if name in listed
        }
        before["properties"] = {**listed, **{name: one for name, (one, _) in left.items()}}
        after["properties"] = {
            name: left[name][1] if name in left else True if _refuses(old, name) else one
            for name, one in still_listed.items()
        }
    is_listless = "prefixItems" not in old and "prefixItems" not in new
    if is_listless and isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
        before["items"], after["items"] = _rest(old["items"], new["items"], depth + 1)
    return before, after


def _refuses(schema: JsonSchema, name: str) -> bool:
    """Whether a schema refuses a key that it does not list."""
    patterns = schema.get("patternProperties", {})
    return (
        schema.get("additionalProperties") is False
        and isinstance(patterns, dict)
        and not any(matching(pattern, name) for pattern in patterns)
    )


def _with_same(old: Schema, new: Schema, *, instead: bool) -> tuple[Schema, Schema]:
    """The schemas with something instead of each property of which both say the same.

    `False`, which forbids a property, stands for none that is required. The property stays listed:
    rules look for what replaces another.
    """
    if has_references(old) or has_references(new):
        before: Any = taken(old)
        after: Any = taken(new)
        if has_references(before) or has_references(after):
            return old, new
        old, new = before, after
    listed, still_listed = _listed(old), _listed(new)
    alike = {
        name
        for name in listed.keys() & still_listed.keys()
        if is_same_schema(listed[name], still_listed[name])
    }
    same = alike if instead else alike.difference(_required(old), _required(new))
    kept: dict[str, Json] = {name: instead if name in same else one for name, one in listed.items()}
    still = {
        name: kept[name] if name in alike else one  # the same object: comparing it again is free
        for name, one in still_listed.items()
    }
    return _with(old, kept), _with(new, still)


def _listed(schema: Json) -> dict[str, Json]:
    found = schema.get("properties") if isinstance(schema, dict) else None
    return found if isinstance(found, dict) else {}


def _required(schema: Json) -> list[str]:
    found = schema.get("required") if isinstance(schema, dict) else None
    return [str(name) for name in found] if isinstance(found, list) else []


def _with(schema: Schema, properties: dict[str, Json]) -> Schema:
    if isinstance(schema, bool) or "properties" not in schema:
        return schema
    kept = {keyword: value for keyword, value in schema.items() if keyword not in _WORDS}
    return {**kept, "properties": properties}
