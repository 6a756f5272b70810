"""Keys that stand a level too high or too low, which is what indentation goes wrong in."""

from collections.abc import Collection, Mapping

from tracking_plan.names.characters import described
from tracking_plan.plan.format.kinds import Shape
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar

_ROLES = {"event": "event", "property": "use"}


def wrong_level(
    role: str | None, name: str, value: Node, shapes: Mapping[str, Shape]
) -> str | None:
    """The hint where a key of an entry stands among the names of entries; else None.

    An event may be called `status`: only what cannot be one (`status: draft`, or `properties` with
    nothing under it that an event has) is meant for the entry above.
    """
    shape = shapes.get(_ROLES.get(role or "", ""))
    if shape is None or name not in shape.keys:
        return None
    is_entry = isinstance(value, Scalar) and value.value is None
    if isinstance(value, MappingNode):
        is_entry = not value.entries or not shape.keys.keys().isdisjoint(value.entries)
    elif role == "property" and isinstance(value, Scalar):
        is_entry = value.text.split(" ")[0].rstrip("!") in _SHORT
    if is_entry:
        return None
    return f"it is a key of {shape.what}: indent it like the other keys of the one above"


_SHORT = frozenset("string integer number boolean array object any ref".split()) | {""}


def hint_of_place(shape: Shape, name: str, value: Node, event_keys: Collection[str]) -> str | None:
    """The hint for an unknown key whose indentation shows what is wrong; else None."""
    blank = name[:1]
    if blank.isspace() and blank != " ":
        return f"the key has {described(blank)} in it: write plain spaces"
    is_event = isinstance(value, MappingNode) and any(key in value.entries for key in event_keys)
    if "events" in shape.keys and is_event:
        return "events stand under `events:`, each indented below it"
    return None
