"""Two schemas without what both say alike, so that a proof has less to look at."""

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.sameness import Schema, is_same_schema

_WORDS = frozenset(("$id", "$schema", "title", "description", "examples"))


def differing(old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """The schemas with `true` for each property of which both say the same.

    What accepts all that the old rest accepts accepts all that the old whole accepts: what both
    demand of one key has no bearing on the others.
    """
    if isinstance(old, bool) or isinstance(new, bool):
        return old, new
    before, after = old.get("properties"), new.get("properties")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return old, new
    shared = before.keys() & after.keys()
    same = {name for name in shared if is_same_schema(before[name], after[name])}
    return _but(old, before, same), _but(new, after, same)


def _but(schema: JsonSchema, properties: dict[str, Json], same: set[str]) -> JsonSchema:
    kept = {keyword: value for keyword, value in schema.items() if keyword not in _WORDS}
    named: dict[str, Json] = {
        name: True if name in same else one for name, one in properties.items()
    }
    return {**kept, "properties": named}
