"""Whether a value fits a property, where that shows without compiling the property's schema.

The JSON Schema decides what is valid. Lint checks tens of thousands of enum values and examples
against their properties, and nearly all are right: types, bounds, lengths and formats are checked
here, and patterns, too, where they are of the plain kind.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tracking_plan.lint.patterns import matcher
from tracking_plan.names.phrases import literal, quoted
from tracking_plan.place import Json
from tracking_plan.plan.model import EnumScalar, Property, Type
from tracking_plan.validation.equality import is_same
from tracking_plan.validation.formats import FORMATS

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
_CHECKED = frozenset((*_COMPARED, *_COUNTED))


class Misfit(NamedTuple):
    """The keyword of a property that refuses a value, and what it says."""

    keyword: str
    limit: str

    def __str__(self) -> str:
        return f"`{self.keyword}` is {self.limit}"


class Fitting:
    """Checks values against properties; remembers what it has compiled."""

    def __init__(self) -> None:
        self._patterns: dict[str, Callable[[str], bool]] = {}

    def misfit(self, value: EnumScalar, prop: Property) -> Misfit | None:
        """Which keyword of the property refuses the value; None where none does.

        `enum`, `const` and `multiple_of` are not looked at.
        """
        if not _IS[prop.type](value):
            return Misfit("type", str(prop.type))
        if isinstance(value, str):
            return _broken(len(value), prop, _COUNTED) or self._unformed(value, prop)
        return None if isinstance(value, bool) else _broken(value, prop, _COMPARED)

    def is_certain(self, value: Json, prop: Property) -> bool:
        """Whether a value is surely valid; where this is False, the JSON Schema has to say."""
        if not prop.is_sent_as_is:
            return False
        if isinstance(value, dict):
            return (
                prop.type is Type.OBJECT
                and prop.properties is not None
                and prop.enum is None
                and prop.const is None
                and self.is_certain_object(value, prop.properties)
            )
        if isinstance(value, list):
            return self._is_certain_list(value, prop)
        if value is None:
            return prop.nullable and prop.const is None
        if prop.const is not None or not _CHECKED.issuperset(prop.limits):
            return False
        if prop.enum is not None and not any(is_same(value, entry.value) for entry in prop.enum):
            return False
        return self.misfit(value, prop) is None

    def is_certain_object(self, value: Mapping[str, Json], properties: Sequence[Property]) -> bool:
        """The same of an object that lists its properties."""
        by_name = {prop.name: prop for prop in properties}
        return all(
            key in by_name and self.is_certain(inner, by_name[key]) for key, inner in value.items()
        ) and all(prop.name in value for prop in properties if prop.required)

    def _is_certain_list(self, value: list[Json], prop: Property) -> bool:
        if prop.type is not Type.ARRAY or prop.items is None:
            return False
        if prop.enum is not None or prop.const is not None:
            return False
        least, most = prop.limits.get("min_items", 0), prop.limits.get("max_items", len(value))
        if prop.limits.get("unique_items") or not least <= len(value) <= most:
            return False
        items = prop.items
        return all(self.is_certain(inner, items) for inner in value)

    def _unformed(self, value: str, prop: Property) -> Misfit | None:
        if prop.format is not None and not FORMATS[prop.format](value):
            return Misfit("format", repr(str(prop.format)))
        if prop.pattern is not None and not self._matches(prop.pattern)(value):
            return Misfit("pattern", quoted(prop.pattern))
        return None

    def _matches(self, pattern: str) -> Callable[[str], bool]:
        if pattern not in self._patterns:
            self._patterns[pattern] = matcher(pattern)
        return self._patterns[pattern]


def _broken(
    measure: float, prop: Property, table: Mapping[str, Callable[..., bool]]
) -> Misfit | None:
    """The first limit of the table that a number or a length breaks."""
    for keyword, limit in prop.limits.items():
        is_within = table.get(keyword)
        if is_within is not None and not is_within(measure, limit):
            return Misfit(keyword, literal(limit))
    return None
