"""Counts that prove a break by themselves: of values that are too large to be made."""

import math
from collections.abc import Callable

from tracking_plan.registry.proofs.format_bounds import GROWING
from tracking_plan.registry.proofs.sampler import NO_VALUE, Sampler
from tracking_plan.registry.shapes.inner_shapes import child_of
from tracking_plan.registry.shapes.shape import Shape

_CanHave = Callable[[Shape, int, Sampler], bool]


def is_passed(old: Shape, new: Shape, sampler: Sampler) -> bool:
    """Whether the old shape surely accepts a value that is too long or too short for the new one.

    That is a text, an array or an object: how many characters, items or keys there are decides.
    False also where it cannot be told.
    """
    if old.opaque or old.values is not None:
        return False
    return any(
        can_have(old, count, sampler)
        for kind, least, most, can_have in _KINDS
        if kind in old.types and kind in new.types
        for count in _beyond(old, new, least, most)
    )


def _beyond(old: Shape, new: Shape, least: str, most: str) -> set[int]:
    """Counts that keep the old limits, next to the new ones that they pass."""
    low, high = old.limits.get(least, 0), old.limits.get(most, math.inf)
    upper, lower = new.limits.get(most, math.inf), new.limits.get(least, 0)
    found = {max(low, math.floor(upper) + 1)} if upper < math.inf else set()
    found.add(min(high, math.ceil(lower) - 1))
    return {int(count) for count in found if low <= count <= high}


def _characters(shape: Shape, count: int, _: Sampler) -> bool:
    if shape.pattern is not None:
        return False
    return shape.format is None or count >= GROWING.get(shape.format, math.inf)


def _items(shape: Shape, count: int, sampler: Sampler) -> bool:
    first = shape.prefix[:count]
    if shape.is_unique and count > 1 and (first or not _is_endless(shape.rest)):
        return False
    needed = first if len(first) == count else (*first, shape.rest)
    return all(sampler.smallest(one) is not NO_VALUE for one in needed)


def _keys(shape: Shape, count: int, sampler: Sampler) -> bool:
    if len(shape.required) > count:
        return False
    if any(sampler.smallest(child_of(shape, one)) is NO_VALUE for one in shape.required):
        return False
    if not shape.patterns and sampler.smallest(shape.others) is not NO_VALUE:
        return True
    known = {*shape.properties, *shape.required}
    return count <= sum(sampler.smallest(child_of(shape, one)) is not NO_VALUE for one in known)


def _is_endless(shape: Shape) -> bool:
    """Whether there are surely as many different values as anybody could want."""
    if shape.opaque or shape.values is not None:
        return False
    are_texts = shape.format is None and shape.pattern is None and "maxLength" not in shape.limits
    if "string" in shape.types and are_texts:
        return True
    bounds = shape.limits.keys() & {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    return not bounds and not shape.types.isdisjoint(("integer", "number"))


_KINDS: tuple[tuple[str, str, str, _CanHave], ...] = (
    ("string", "minLength", "maxLength", _characters),
    ("array", "minItems", "maxItems", _items),
    ("object", "minProperties", "maxProperties", _keys),
)
