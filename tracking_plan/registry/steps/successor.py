"""Which new event looks like one that is gone: it may be the same, under another name."""

from collections.abc import Mapping
from functools import cached_property

from tracking_plan.names.likeness import Nearest, nearest
from tracking_plan.place import JsonSchema


class Successors:
    """The new events by their names, and what each of them means."""

    def __init__(self, new: Mapping[str, JsonSchema]) -> None:
        self._new = new

    def of(self, name: str, schema: JsonSchema) -> str | None:
        """The one that has the same properties as an event that is gone, or a similar name.

        None: there is none, or several have these properties and no name is near.
        """
        alike = self._by_properties.get(_properties(schema), [])
        if len(alike) == 1:
            return alike[0]
        return nearest(name, alike) if 1 < len(alike) <= _MOST_ALIKE else self._names.to(name)

    @cached_property
    def _by_properties(self) -> Mapping[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for name, schema in self._new.items():
            if properties := _properties(schema):
                found.setdefault(properties, []).append(name)
        return found

    @cached_property
    def _names(self) -> Nearest:
        return Nearest(self._new)


_MOST_ALIKE = 20  # of which the nearest name is sought


def _properties(schema: JsonSchema) -> tuple[str, ...]:
    """The names of the properties that an event lists, in one order."""
    properties = schema.get("properties")
    listed = properties if isinstance(properties, dict) else {}
    return tuple(sorted(name for name, one in listed.items() if one is not True))
