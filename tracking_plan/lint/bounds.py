"""Whether the limits of a property leave room for any value."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracking_plan.names.phrases import literal
from tracking_plan.plan.model import Property, Type

if TYPE_CHECKING:
    from fractions import Fraction

_LEAST = 2  # a limit by itself always leaves room
_PAIRS: Mapping[Type, tuple[str, str]] = {
    Type.STRING: ("min_length", "max_length"),
    Type.ARRAY: ("min_items", "max_items"),
}
_NUMERIC = frozenset((Type.INTEGER, Type.NUMBER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Limits that exclude each other, the keyword to point at, and what to do."""

    keyword: str
    message: str
    hint: str


def contradiction(prop: Property) -> Contradiction | None:
    """The limits of a property that no value satisfies together; None where some value does.

    Limits that say nothing about values of the property's type are not looked at.
    """
    if len(prop.limits) < _LEAST:
        return None
    if prop.type in _NUMERIC:
        return _crossed_bounds(prop) or _no_multiple(prop)
    if prop.type not in _PAIRS:
        return None
    low, high = _PAIRS[prop.type]
    least, most = prop.limits.get(low), prop.limits.get(high)
    if least is not None and most is not None and least > most:
        return _crossed(low, high, prop)
    return _too_few_values(prop)


def _crossed(low: str, high: str, prop: Property) -> Contradiction:
    least, most = literal(prop.limits[low]), literal(prop.limits[high])
    return Contradiction(
        keyword=low,
        message=f"`{low}` {least} is above `{high}` {most}",
        hint="swap or correct them",
    )


def _lower(prop: Property) -> tuple[int | float, bool, str]:
    """The lower bound, whether it is itself excluded, and its keyword."""
    limits = prop.limits
    bounds = (
        (limits.get("minimum", -math.inf), False, "minimum"),
        (limits.get("exclusive_minimum", -math.inf), True, "exclusive_minimum"),
    )
    return max(bounds)


def _upper(prop: Property) -> tuple[int | float, bool, str]:
    limits = prop.limits
    bounds = (
        (limits.get("maximum", math.inf), False, "maximum"),
        (limits.get("exclusive_maximum", math.inf), True, "exclusive_maximum"),
    )
    return min(bounds, key=lambda bound: (bound[0], not bound[1]))


def _crossed_bounds(prop: Property) -> Contradiction | None:
    low, low_open, low_key = _lower(prop)
    high, high_open, high_key = _upper(prop)
    if low > high:
        return _crossed(low_key, high_key, prop)
    if low == -math.inf or high == math.inf:
        return None
    if low == high and (low_open or high_open):
        message = f"`{low_key}` and `{high_key}` leave no value between them"
        return Contradiction(keyword=low_key, message=message, hint="widen one of them")
    if prop.type is Type.INTEGER and _first_integer(low, low_open) > _last_integer(high, high_open):
        message = f"no integer is {_between(low, low_key, high, high_key)}"
        return Contradiction(keyword=low_key, message=message, hint="widen one of them")
    return None


def _between(low: float, low_key: str, high: float, high_key: str) -> str:
    return f"between `{low_key}` {literal(low)} and `{high_key}` {literal(high)}"


def _first_integer(low: "int | float | Fraction", is_open: bool) -> int:
    return math.floor(low) + 1 if is_open else math.ceil(low)


def _last_integer(high: "int | float | Fraction", is_open: bool) -> int:
    return math.ceil(high) - 1 if is_open else math.floor(high)


def _no_multiple(prop: Property) -> Contradiction | None:
    step = prop.limits.get("multiple_of")
    low, low_open, low_key = _lower(prop)
    high, high_open, high_key = _upper(prop)
    if not step or low == -math.inf or high == math.inf:
        return None
    from fractions import Fraction  # few plans have steps: only they pay for it

    slack = Fraction(1, 10**9)  # decimal steps such as 0.1 have no exact quotient
    first, last = Fraction(low) / Fraction(step), Fraction(high) / Fraction(step)
    if _first_integer(first - slack, low_open) <= _last_integer(last + slack, high_open):
        return None
    message = f"no multiple of {literal(step)} is {_between(low, low_key, high, high_key)}"
    return Contradiction(keyword="multiple_of", message=message, hint="widen the bounds")


def _too_few_values(prop: Property) -> Contradiction | None:
    """`unique_items` with more items asked for than there are values."""
    least = prop.limits.get("min_items")
    if not prop.limits.get("unique_items") or least is None or prop.items is None:
        return None
    values = len(prop.items.enum) if prop.items.enum is not None else None
    if values is None and prop.items.type is Type.BOOLEAN:
        values = 2
    if values is None or least <= values + prop.items.nullable:
        return None
    message = f"`min_items` {literal(least)} asks for more different items than there are values"
    return Contradiction(keyword="min_items", message=message, hint="lower `min_items`")
