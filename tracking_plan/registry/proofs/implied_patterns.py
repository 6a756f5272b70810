"""Patterns that follow from others, said beside them: a library knows them only by their text."""

from itertools import islice

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.pattern_keys import follows
from tracking_plan.validation.keywords import rewritten

_MOST = 12  # patterns of one schema that are looked at


def with_implied(old: JsonSchema, new: JsonSchema) -> JsonSchema:
    """The old schema, with each pattern of the new one that finds all texts an old one finds.

    It accepts what it accepted.
    """
    known, wanted = _patterns(old), _patterns(new)
    few = [*islice(sorted(wanted), _MOST)]
    if not wanted or not known or known == wanted or len(known) > _MOST:
        return old

    def also(schema: JsonSchema) -> JsonSchema:
        pattern = schema.get("pattern")
        if not isinstance(pattern, str):
            return schema
        implied: list[Json] = [
            {"pattern": one} for one in few if one != pattern and follows(one, pattern)
        ]
        before = schema.get("allOf", [])
        if not implied or not isinstance(before, list):
            return schema
        return {**schema, "allOf": [*before, *implied]}

    return rewritten(old, also)


def _patterns(schema: JsonSchema) -> set[str]:
    found: set[str] = set()

    def note(one: JsonSchema) -> JsonSchema:
        if isinstance(one.get("pattern"), str):
            found.add(str(one["pattern"]))
        return one

    rewritten(schema, note)
    return found
