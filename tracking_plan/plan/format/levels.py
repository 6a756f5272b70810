"""Keys and names that stand a level too high or too low: what indentation goes wrong in."""

import itertools
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tracking_plan.finding import Code
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format.alternatives import fault_of_all
from tracking_plan.plan.format.disguises import disguised_key
from tracking_plan.plan.format.foreign import keys_of_type, meant_key
from tracking_plan.plan.format.habits import is_without_colon
from tracking_plan.plan.format.kinds import Either, FirstOf, Key, Kind, MapOf, Shape
from tracking_plan.plan.format.property_keys import TYPES
from tracking_plan.plan.format.scalars import SCALAR_FAULTS
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar

_ROLES = {"event": "event", "property": "use"}
_MAKING = ("type", "ref", "enum", "const", "items", "properties")  # a property has one of them
_SHOWN = 3

Entries = dict[str, tuple[Scalar, Node]]


class Misplaced(NamedTuple):
    """Entries of a mapping that belong to another level: what is wrong, and what to do."""

    entries: Entries
    message: str
    hint: str
    under: str = ""
    code: Code = shape_codes.MISPLACED_KEY


def keys_among_names(role: str | None, node: MappingNode, shapes: Mapping[str, Shape]) -> Misplaced:
    """The keys of an entry that stand among the names of entries.

    An event may be called `status`: only what cannot be one (`status: draft`, or `properties` with
    nothing under it that an event has) is meant for the entry above.
    """
    shape = shapes.get(_ROLES.get(role or "", ""))
    if role == "property" and (alone := _alone(node)):
        hint = f"write of each what it is: `{next(iter(alone))[:40]}: ...`"
        code = shape_codes.WRONG_KIND
        return Misplaced(
            alone, f"expected properties, got the names {_listed(alone)}", hint, code=code
        )
    if shape is None or node.entries.keys().isdisjoint(shape.keys):
        return Misplaced({}, "", "")
    found = {
        name: entry
        for name, entry in node.entries.items()
        if name in shape.keys and not _is_entry(role, entry[1], shape)
    }
    hint = f"it is a key of {shape.what}: indent it like the other keys of the one above"
    if role == "property" and "properties" in found:
        hint = "the names stand here themselves, without a level of `type` and `properties`"
    elif len(found) > 1:
        hint = f"they are keys of {shape.what}: indent them like the other keys of the one above"
    are_names = "is no name" if len(found) == 1 else "are no names"
    return Misplaced(found, f"{_listed(found)} {are_names} here", hint)


def _alone(node: MappingNode) -> Entries:
    """The entries that have not even a colon, as in `{street, city}`; none where it is only one."""
    entries = node.entries
    ends = (next(iter(entries.values())), next(reversed(entries.values()))) if entries else ()
    if not any(is_without_colon(*end) for end in ends):
        return {}  # most mappings, and no more than a glance at them
    found = {name: entry for name, entry in entries.items() if is_without_colon(*entry)}
    return found if len(found) > 1 else {}


def names_alone(shape: Shape, node: MappingNode, apart: Collection[int]) -> Misplaced | None:
    """The unknown keys that have not even a colon, and are like no other: names of something.

    `apart` are the ids of values that are reported otherwise. None where there are no such keys.
    """
    found = {
        name: (key, value)
        for name, (key, value) in node.entries.items()
        if is_without_colon(key, value) and name not in shape.keys and id(value) not in apart
        if name not in shape.elsewhere and disguised_key(name, shape.keys) is None
        if meant_key(name, shape.keys).key == name == key.text
    }
    if not found:
        return None
    first = next(iter(found))
    under = "properties" if "properties" in shape.keys else ""
    hint = _where(shape, under, node, first) if under else "write `key: value`"
    if first in TYPES and "type" in shape.keys:
        hint = f"write `type: {first}`"
    elif "enum" in shape.keys:
        hint += "; values stand in a list: {enum: [...]}"
    keys = "key" if len(found) == 1 else "keys"
    return Misplaced(found, f"{shape.what} has no {keys} {_listed(found)}", hint)


def _is_entry(role: str | None, value: Node, shape: Shape) -> bool:
    if isinstance(value, MappingNode):
        return not value.entries or not shape.keys.keys().isdisjoint(value.entries)
    if role == "property" and isinstance(value, Scalar):
        return value.text.split(" ")[0].rstrip("!") in _SHORT
    return isinstance(value, Scalar) and value.value is None


_SHORT = {*TYPES, "ref", ""}


def names_among_keys(
    shape: Shape, node: MappingNode, shapes: Mapping[str, Shape]
) -> Misplaced | None:
    """The names of properties or events that stand among the keys of the entry above them.

    A key of another tool is that key, and a misspelled one what it was meant for, unless its value
    could not be the value of that. None where there is no name of which that is certain.
    """
    under = next((key for key in ("events", "properties") if key in shape.keys), None)
    unknown = [
        name
        for name, (key, _) in node.entries.items()
        if name not in shape.keys and key.text == name
    ]
    if under is None or not unknown or _is_array(node):
        return None
    is_named = _is_event if under == "events" else _is_property
    found = {
        name: node.entries[name]
        for name in unknown
        if name not in shape.elsewhere and is_named(node.entries[name][1], shapes)
    }
    if not any(_is_certain(name, value, shape.keys) for name, (_, value) in found.items()):
        return None
    keys = "key" if len(found) == 1 else "keys"
    message = f"{shape.what} has no {keys} {_listed(found)}"
    return Misplaced(found, message, _where(shape, under, node, next(iter(found))), under)


def _is_array(node: MappingNode) -> bool:
    """Whether a property says of itself that it is an array, which has no properties."""
    _, value = node.entries.get("type", (None, None))
    return isinstance(value, Scalar) and value.text == "array"


def emptied(node: MappingNode, under: str) -> set[int]:
    """The id of the value of the key that the names belong below, where it has none of its own."""
    _, value = node.entries.get(under, (None, None))
    return {id(value)} if isinstance(value, Scalar) and not value.text else set()


def _where(shape: Shape, under: str, node: MappingNode, name: str) -> str:
    if under == "events":
        return "events stand under `events:`, each indented below it"
    if under in node.entries:
        return "indent it below `properties:`, like the names there"
    if "type" not in shape.keys:
        return "the names of properties stand under `properties:`, indented below it"
    return f"an object names its properties so: {{type: object, properties: {{{name[:40]}: ...}}}}"


def _is_certain(name: str, value: Node, keys: Mapping[str, Key]) -> bool:
    """Whether an unknown key is a name: what it could be meant for does not take its value."""
    meant = keys.get(meant_key(name, keys).key)
    if meant is None or name == "type":  # an event's `type` comes from JSON Schema
        return name != "type"
    is_word = isinstance(value, Scalar) and value.text.rstrip("!") in TYPES
    return not _takes(meant.kind, value) or (is_word and meant is keys.get("description"))


def _takes(kind: Kind, value: Node) -> bool:
    if isinstance(value, Scalar):
        kind = kind.scalar or kind if isinstance(kind, Either) else kind
        if isinstance(kind, FirstOf):
            return fault_of_all(kind, value) is None
        fault_of = SCALAR_FAULTS.get(kind.__class__)
        return fault_of is not None and fault_of(kind, value) is None
    return isinstance(value, MappingNode) and isinstance(kind, MapOf)


def _is_event(value: Node, shapes: Mapping[str, Shape]) -> bool:
    if not isinstance(value, MappingNode):
        return False
    return not shapes["event"].keys.keys().isdisjoint(value.entries)


def _is_property(value: Node, shapes: Mapping[str, Shape]) -> bool:
    """Whether a value describes a property, in the words of this format or another's."""
    if isinstance(value, Scalar):
        bare = value.text.rstrip("!")
        return value.is_text and (
            bare in TYPES or value.text.startswith("ref") or bool(keys_of_type(bare))
        )
    if not isinstance(value, MappingNode):
        return False
    _, type_ = value.entries.get("type", (None, None))
    if isinstance(type_, Scalar) and not _is_property(type_, shapes):
        return False
    return not value.entries.keys().isdisjoint(_MAKING) or (
        names_among_keys(shapes["use"], value, shapes) is not None
    )


def _listed(names: Collection[str]) -> str:
    """The names in words: the first few, and how many more."""
    shown = [repr(name[:40]) for name in itertools.islice(names, _SHOWN)]
    further = len(names) - len(shown)
    return ", ".join((*shown, f"and {further} more") if further else shown)
