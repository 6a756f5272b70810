"""What a row of the table of vendors is: how a shape is recognised, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.moment import moment_of
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.place import Json, Place

Body = Mapping[str, Json]
NO_NAMES = SdkNames()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What one payload says, in the words of Altertable's API.

    `properties` are an event's, or the traits of an identify call; None: there are none to compare
    with a plan. `fields` are ids and the timestamp, as they stand. `of_sdk` None: the vendor's own.
    """

    kind: Kind
    name: Json = None
    full_name: str | None = None
    properties: dict[str, Json] | None = None
    fields: Mapping[str, Json] = field(default_factory=dict)
    library: str | None = None
    platform: str | None = None
    of_sdk: SdkNames | None = None


_UNKNOWN = Sent(kind=Kind.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A vendor's shape of payloads.

    `is_meant` says whether a JSON object has this shape, for all that can be seen of it. `read` is
    what such an object says; None: it cannot be read. `of_sdk` are names that its SDKs give.
    """

    shape: Shape
    label: str
    is_meant: Callable[[Body], bool]
    read: Callable[[Body], Sent | None]
    of_sdk: SdkNames = NO_NAMES

    def payload_of(self, value: Json, place: Place) -> Payload:
        """The payload that a JSON value is, whatever the value."""
        sent = (self.read(value) if isinstance(value, dict) else None) or _UNKNOWN
        body: dict[str, Json] = {
            name: said for name, said in sent.fields.items() if said is not None
        }
        if sent.kind is Kind.TRACK:
            body["event"] = sent.name
        if sent.properties is not None:
            body[_PROPERTIES[sent.kind]] = sent.properties
        return Payload(
            place=place,
            kind=sent.kind,
            body=body,
            name=sent.name if isinstance(sent.name, str) else None,
            properties=sent.properties or {},
            has_properties=sent.properties is not None,
            moment=moment_of(body.get("timestamp")),
            library=sent.library,
            platform=sent.platform,
            full_name=sent.full_name,
            shape=self.shape,
            of_sdk=sent.of_sdk or self.of_sdk,
        )


_PROPERTIES: Mapping[Kind, str] = {Kind.TRACK: "properties", Kind.IDENTIFY: "traits"}
