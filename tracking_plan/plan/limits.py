"""The limits that a property can set on its values, what they are for, and their keywords."""

from collections.abc import Mapping
from typing import NamedTuple

from tracking_plan.plan.model import Type

NUMBERS = frozenset((Type.INTEGER, Type.NUMBER))
STRINGS = frozenset((Type.STRING,))
ARRAYS = frozenset((Type.ARRAY,))


class Limit(NamedTuple):
    """The JSON Schema keyword of a limit, and the types whose values it looks at."""

    keyword: str
    types: frozenset[Type]


LIMITS: Mapping[str, Limit] = {
    "minimum": Limit("minimum", NUMBERS),
    "maximum": Limit("maximum", NUMBERS),
    "exclusive_minimum": Limit("exclusiveMinimum", NUMBERS),
    "exclusive_maximum": Limit("exclusiveMaximum", NUMBERS),
    "multiple_of": Limit("multipleOf", NUMBERS),
    "min_length": Limit("minLength", STRINGS),
    "max_length": Limit("maxLength", STRINGS),
    "min_items": Limit("minItems", ARRAYS),
    "max_items": Limit("maxItems", ARRAYS),
    "unique_items": Limit("uniqueItems", ARRAYS),
}
