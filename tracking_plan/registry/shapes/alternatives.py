"""A shape with alternatives as several without: `anyOf` and the like taken apart."""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.shapes.shape import Shape

_MOST = 12
_TAKEN = frozenset(("allOf", "anyOf", "oneOf", "if", "then", "else"))


def alternatives(shape: Shape) -> tuple[Shape, ...]:
    """Shapes that together accept about what the shape does; itself, where it has no others.

    They say what values to try, and no more: `not` and other keywords stay as they were.
    """
    if not (_TAKEN & shape.opaque.keys()) or not isinstance(shape.schema, dict):
        return (shape,)
    try:
        return tuple(shape_of(one) for one in islice(_apart(shape.schema, 0), _MOST))
    except ValueError:
        return (shape,)


def _apart(schema: JsonSchema, depth: int) -> Iterator[JsonSchema]:
    if depth > 8 or not (_TAKEN & schema.keys()):
        yield schema
        return
    rest = {k: v for k, v in schema.items() if k not in _TAKEN}
    for each in _listed(schema, "allOf"):
        rest = _both(rest, each)
    options = [*_listed(schema, "anyOf"), *_listed(schema, "oneOf"), *_conditional(schema)]
    for option in options or [{}]:
        yield from _apart(_both(rest, option), depth + 1)


def _listed(schema: JsonSchema, keyword: str) -> list[Json]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _conditional(schema: JsonSchema) -> Iterator[Json]:
    if isinstance(schema.get("if"), dict):
        yield _both(_both({}, schema["if"]), schema.get("then", True))
        yield schema.get("else", True)


def _both(one: JsonSchema, other: Json) -> JsonSchema:
    """The keywords of both; of most that both have, those of the second."""
    if not isinstance(other, dict):
        return one
    found = {**one, **other}
    for keyword in ("properties", "patternProperties"):
        before, after = one.get(keyword), other.get(keyword)
        if isinstance(before, dict) and isinstance(after, dict):
            found[keyword] = {**before, **after}
    for keyword in ("required", "allOf", "anyOf", "oneOf"):
        first, second = one.get(keyword), other.get(keyword)
        if isinstance(first, list) and isinstance(second, list):
            found[keyword] = [*first, *second]
    kinds, narrower = one.get("type"), other.get("type")
    if isinstance(kinds, str) and isinstance(narrower, list) and kinds in narrower:
        found["type"] = kinds
    return found
