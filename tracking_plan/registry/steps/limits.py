"""Limits of two shapes side by side: which became tighter, and which wider."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.names.phrases import literal
from tracking_plan.registry.shapes.shape import Shape

_COUNTS = (
    ("string", "minLength", "maxLength"),
    ("array", "minItems", "maxItems"),
    ("object", "minProperties", "maxProperties"),
)
_PLAN_KEYS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit of numbers, lengths or counts. `is_exclusive`: the value itself is beyond it."""

    keyword: str
    value: float
    is_exclusive: bool = False

    @property
    def plan_key(self) -> str:
        """The key under which the plan writes it."""
        return _PLAN_KEYS[self.keyword]

    @property
    def words(self) -> str:
        """The limit as the plan writes it: `minimum 0`."""
        return f"{self.plan_key} {literal(self.value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """A limit that is another one, or that came or went; `old` or `new` None: there is none."""

    old: Limit | None
    new: Limit | None
    is_tighter: bool

    @property
    def known(self) -> Limit:
        """The new limit; the old one where there is no new one."""
        found = self.new or self.old
        assert found is not None
        return found


def limit_changes(old: Shape, new: Shape) -> Iterator[LimitChange]:
    """The limits that differ, of the types that both shapes have."""
    if _is_numeric(old) and _is_numeric(new):
        whole = _whole(old) and _whole(new)
        yield from _compared(_low(old, whole), _low(new, whole), sign=1)
        yield from _compared(_high(old, whole), _high(new, whole), sign=-1)
    for type_, least, most in _COUNTS:
        if type_ in old.types and type_ in new.types:
            yield from _compared(_count(old, least), _count(new, least), sign=1)
            yield from _compared(_count(old, most), _count(new, most), sign=-1)


def _is_numeric(shape: Shape) -> bool:
    return not shape.types.isdisjoint(("integer", "number"))


def _whole(shape: Shape) -> bool:
    return "number" not in shape.types


def _compared(old: Limit | None, new: Limit | None, *, sign: int) -> Iterator[LimitChange]:
    """The change of one side's limit; `sign` is 1 for the lower side, -1 for the upper one."""
    before, after = _rank(old, sign), _rank(new, sign)
    if before != after:
        yield LimitChange(old=old, new=new, is_tighter=after > before)


def _rank(limit: Limit | None, sign: int) -> tuple[float, bool]:
    """What is higher for a tighter limit."""
    return (-math.inf, False) if limit is None else (sign * limit.value, limit.is_exclusive)


def _count(shape: Shape, keyword: str) -> Limit | None:
    value = shape.limits.get(keyword)
    return None if value is None else Limit(keyword=keyword, value=value)


def _low(shape: Shape, whole: bool) -> Limit | None:
    """The lower limit of numbers that counts; for whole numbers as one that may be reached."""
    each = [
        Limit(keyword="minimum", value=shape.limits["minimum"])
        if keyword == "minimum"
        else Limit(keyword=keyword, value=shape.limits[keyword], is_exclusive=True)
        for keyword in ("minimum", "exclusiveMinimum")
        if keyword in shape.limits
    ]
    found = max(each, key=lambda one: (one.value, one.is_exclusive), default=None)
    if found is None or not whole:
        return found
    value = math.floor(found.value) + 1 if found.is_exclusive else math.ceil(found.value)
    return found if value == found.value else Limit(keyword="minimum", value=value)


def _high(shape: Shape, whole: bool) -> Limit | None:
    """The upper limit of numbers that counts; for whole numbers as one that may be reached."""
    each = [
        Limit(keyword="maximum", value=shape.limits["maximum"])
        if keyword == "maximum"
        else Limit(keyword=keyword, value=shape.limits[keyword], is_exclusive=True)
        for keyword in ("maximum", "exclusiveMaximum")
        if keyword in shape.limits
    ]
    found = min(each, key=lambda one: (one.value, not one.is_exclusive), default=None)
    if found is None or not whole:
        return found
    value = math.ceil(found.value) - 1 if found.is_exclusive else math.floor(found.value)
    return found if value == found.value else Limit(keyword="maximum", value=value)
