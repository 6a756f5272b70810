"""A payload: what came in, and what it says of itself. Knows no plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.altertable.moment import moment_of
from tracking_plan.names.likeness import fold
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import ALTERTABLE, SdkNames
from tracking_plan.place import Json, Place, Span

_NO_FIELDS: dict[str, Json] = {}  # nothing writes to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One payload, and where it was read.

    `body` has its fields; it is empty where the payload is no object. Of another shape than
    Altertable's, it has what would be those fields. `name` is the event's, None where there is none
    or where it is no text; `full_name` is a longer one that it goes by, too. `properties` are an
    event's, or the traits of an identify payload; they are empty where `has_properties` is false,
    that is, where there is no object of them. `moment` None: the payload does not say when, or not
    so that it can be read. `library` is the SDK that sent it, `platform` the one that this runs on
    (a value of `PLATFORMS`); None: that is not known. `of_sdk` are the names that its SDK gives.
    """

    place: Place
    kind: Kind
    body: dict[str, Json]
    name: str | None
    properties: dict[str, Json]
    has_properties: bool
    moment: datetime | None
    library: str | None = None
    platform: str | None = None
    full_name: str | None = None
    shape: Shape = Shape.ALTERTABLE
    of_sdk: SdkNames = ALTERTABLE

    def spelling_of(self, field: str) -> str | None:
        """The key that is this field, or would be but for case and signs; None where none is."""
        if field in self.body:
            return field
        return next((key for key in self.body if fold(key[:_LONG]) == field), None)


_LONG = 40  # what is longer is no field


def payload_of(value: Json, place: Place) -> Payload:
    """The payload that a JSON value is, whatever the value, in Altertable's own shape."""
    body = value if isinstance(value, dict) else _NO_FIELDS
    kind = kind_of(body) if isinstance(value, dict) else Kind.UNKNOWN
    name = body.get("event") if kind is Kind.TRACK else None
    properties = body.get(_PROPERTIES[kind]) if kind in _PROPERTIES else None
    library = properties.get("$lib") if isinstance(properties, dict) else None
    return Payload(
        place=place,
        kind=kind,
        body=body,
        name=name if isinstance(name, str) else None,
        properties=properties if isinstance(properties, dict) else _NO_FIELDS,
        has_properties=isinstance(properties, dict),
        moment=moment_of(body.get("timestamp")),
        library=library if isinstance(library, str) else None,
    )


_PROPERTIES: Mapping[Kind, str] = {Kind.TRACK: "properties", Kind.IDENTIFY: "traits"}


def place_of(path: str, line: int, column: int) -> Place:
    """A place of one character. Payloads are pointed at, never quoted."""
    span = Span(line=line, column=column, end_line=line, end_column=column + 1)
    return Place(path=path, span=span)
