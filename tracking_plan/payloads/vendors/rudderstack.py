"""RudderStack's calls, which are Segment's with fields of its own."""

from collections.abc import Mapping

from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors import segment_spec
from tracking_plan.payloads.vendors.reading import inner, text
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor

_PLATFORMS: Mapping[str, str] = {
    "RudderLabs JavaScript SDK": "web",
    "rudder-ios-library": "ios",
    "com.rudderstack.android.sdk.core": "android",
    "rudder-analytics-python": "backend",
    "rudder-sdk-node": "backend",
    "@rudderstack/rudder-sdk-node": "backend",
    "rudder-sdk-ruby": "backend",
    "rudder-sdk-java": "backend",
    "rudder-sdk-go": "backend",
}
_OWN = frozenset(("rudderId", "request_ip"))


def has_sign(body: Body) -> bool:
    """Whether something in a call is RudderStack's and not Segment's."""
    if not _OWN.isdisjoint(body):
        return True
    library = text(inner(inner(body, "context"), "library").get("name"))
    return library is not None and "rudder" in library.lower()


def is_meant(body: Body) -> bool:
    """Whether it is a call with something of RudderStack's in it."""
    return segment_spec.is_call(body) and has_sign(body)


def read(body: Body) -> Sent | None:
    """What a call says."""
    return segment_spec.read(body, _PLATFORMS)


VENDOR = Vendor(
    shape=Shape.RUDDERSTACK,
    label="RudderStack",
    is_meant=is_meant,
    read=read,
    of_sdk=SdkNames(events=segment_spec.EVENTS),
)
