"""Whether a single value fits a property, where that shows without compiling a schema.

The JSON Schema decides what is valid. Lint holds tens of thousands of enum values and examples
against their properties, and nearly all are right: types, bounds and lengths are checked here,
patterns and formats by the one engine, in the rare case that there are any.
"""

from collections.abc import Callable, Mapping

from tracking_plan.plan.model import EnumScalar, Property, Type
from tracking_plan.plan.validation import Validator
from tracking_plan.source import Json

_IS: Mapping[Type, Callable[[object], bool]] = {
    Type.STRING: lambda value: isinstance(value, str),
    Type.BOOLEAN: lambda value: isinstance(value, bool),
    Type.NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    Type.INTEGER: lambda value: (
        not isinstance(value, bool)
        and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))
    ),
    Type.ARRAY: lambda _value: False,  # of single values none is a list or an object
    Type.OBJECT: lambda _value: False,
    Type.ANY: lambda _value: True,
}
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusive_minimum": lambda value, limit: value > limit,
    "exclusive_maximum": lambda value, limit: value < limit,
}
_COUNTED: Mapping[str, Callable[[int, float], bool]] = {
    "min_length": lambda length, limit: length >= limit,
    "max_length": lambda length, limit: length <= limit,
}


def misfit(value: EnumScalar, prop: Property) -> str | None:
    """Which keyword of the property refuses the value, and how; None where none does.

    `enum` and `const` themselves are not looked at.
    """
    if not _IS[prop.type](value):
        return f"`type` is {prop.type}"
    if prop.limits:
        if isinstance(value, str):
            return _too_long(value, prop)
        if not isinstance(value, bool):
            return _out_of_bounds(value, prop)
    if isinstance(value, str) and (prop.pattern is not None or prop.format is not None):
        return _unformed(value, prop)
    return None


def is_certain_fit(value: Json, prop: Property) -> bool:
    """Whether a value is surely valid; where this is False, the JSON Schema has to say."""
    if not isinstance(value, str | int | float | bool):
        return value is None and prop.nullable
    if prop.enum is not None or prop.const is not None:
        listed = {(type(entry.value), entry.value) for entry in prop.enum or ()}
        return prop.const is None and (type(value), value) in listed
    return prop.limits.get("multiple_of") is None and misfit(value, prop) is None


def _out_of_bounds(value: int | float, prop: Property) -> str | None:
    for keyword, holds in _COMPARED.items():
        limit = prop.limits.get(keyword)
        if limit is not None and not holds(value, limit):
            return f"`{keyword}` is {limit}"
    return None


def _too_long(value: str, prop: Property) -> str | None:
    for keyword, holds in _COUNTED.items():
        limit = prop.limits.get(keyword)
        if limit is not None and not holds(len(value), limit):
            return f"`{keyword}` is {limit}"
    return _unformed(value, prop)


def _unformed(value: str, prop: Property) -> str | None:
    for keyword, text in (("pattern", prop.pattern), ("format", prop.format)):
        if text is not None:
            schema: dict[str, Json] = {"type": "string", keyword: text}
            if not Validator(schema).is_valid(value):
                return f"`{keyword}` is {text!r}"
    return None
