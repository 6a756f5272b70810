"""The envelope around an event: what Altertable's API takes, field by field, as one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracking_plan.place import Json


class Kind(StrEnum):
    """What a payload does."""

    TRACK = "track"
    IDENTIFY = "identify"
    ALIAS = "alias"
    OTHER = "other"  # a call of another vendor's API of which a plan says nothing
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A top-level field: the JSON types that it may have, and which kinds of payload need it.

    A null where `nullable` counts as absent.
    """

    types: tuple[str, ...]
    kinds: frozenset[Kind]
    needed_by: frozenset[Kind] = field(default_factory=frozenset)
    nullable: bool = False


_ALL = frozenset({Kind.TRACK, Kind.IDENTIFY, Kind.ALIAS})
_TRACK, _IDENTIFY, _ALIAS = (frozenset({kind}) for kind in (Kind.TRACK, Kind.IDENTIFY, Kind.ALIAS))

FIELDS: Mapping[str, Field] = {
    "environment": Field(types=("string",), kinds=_ALL, needed_by=_ALL),
    "event": Field(types=("string",), kinds=_TRACK, needed_by=_TRACK),
    "properties": Field(types=("object",), kinds=_TRACK, needed_by=_TRACK),
    "traits": Field(types=("object",), kinds=_IDENTIFY, nullable=True),
    "new_user_id": Field(types=("string",), kinds=_ALIAS, needed_by=_ALIAS),
    "distinct_id": Field(
        types=("string",), kinds=_ALL, needed_by=_IDENTIFY | _ALIAS, nullable=True
    ),
    "anonymous_id": Field(types=("string",), kinds=_ALL, nullable=True),
    "device_id": Field(types=("string",), kinds=_ALL, nullable=True),
    "session_id": Field(types=("string",), kinds=_ALL, nullable=True),
    "timestamp": Field(types=("string", "number"), kinds=_ALL, nullable=True),
}
IDS = ("distinct_id", "anonymous_id", "device_id")  # any of them says whose the event is
FIELDS_OF: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(name for name, spec in FIELDS.items() if kind in spec.kinds) for kind in _ALL
}


def kind_of(body: Mapping[str, Json]) -> Kind:
    """What a payload does, by the fields that it has."""
    if "event" in body:
        return Kind.TRACK
    if "new_user_id" in body:
        return Kind.ALIAS
    return Kind.IDENTIFY if "distinct_id" in body else Kind.UNKNOWN


def is_of_type(value: Json, spec: Field) -> bool:
    """Whether the value has a type that the field may have."""
    if isinstance(value, bool):
        return False
    return any(isinstance(value, _CLASSES[name]) for name in spec.types)


_CLASSES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "object": dict,
    "number": (int, float),
}


ENVELOPE = frozenset(
    {"anonymous_id", "api_key", "device_id", "distinct_id", "environment", "event", "session_id"}
    | {"properties", "timestamp", "traits", "user_id"}
)
"""Keys of a payload beside its properties: as options they are mistaken, but no lost data."""
