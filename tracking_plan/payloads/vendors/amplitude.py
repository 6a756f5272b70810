"""Amplitude's events, as its HTTP API takes them and as its export has them."""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors.campaign_names import CAMPAIGN_NAMES
from tracking_plan.payloads.vendors.reading import first, inner, opened, text, without
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor
from tracking_plan.place import Json

_OWN_PREFIXES = ("[Amplitude] ", "[Experiment] ", "[Guides-Surveys] ")
_OF_SDK = SdkNames(
    events=frozenset(
        """session_start session_end revenue_amount verified_revenue unverified_revenue
        $exposure""".split()
    ),
    event_prefixes=_OWN_PREFIXES,
    properties=frozenset(
        "$revenue $price $quantity $productId $revenueType $receipt $receiptSig $currency".split()
    ),
    property_prefixes=_OWN_PREFIXES,
)
_REFERRED = CAMPAIGN_NAMES | {"referrer", "referring_domain"}
_OF_SDK_IN_TRAITS = SdkNames(  # where a user came from, at first and now
    properties=_REFERRED | {f"initial_{name}" for name in _REFERRED}
)
_PLATFORMS: Mapping[str, str] = {"web": "web", "ios": "ios", "android": "android"}
_LIBRARIES: Mapping[str, str] = {
    "amplitude-js": "web",
    "amplitude-ts": "web",
    "amplitude-ts-sdk-script": "web",
    "amplitude-ios": "ios",
    "amplitude-android": "android",
    "amplitude-kotlin": "android",
    "amplitude-analytics-android": "android",
    "amplitude-node": "backend",
    "amplitude-node-ts": "backend",
    "amplitude-python": "backend",
    "amplitude-go": "backend",
    "amplitude-java": "backend",
}
_USERS = frozenset(("user_id", "device_id", "amplitude_id"))
_OWN = _USERS | {"event_properties", "user_properties", "group_properties", "insert_id"}
_ASSIGNING = ("$setOnce", "$set")  # what these say of a trait is its value; the later one counts
_OTHER = frozenset(("$groupidentify", "$user_merge"))


def is_meant(body: Body) -> bool:
    """Whether it has an event's type, or is an identification."""
    if "event" in body or "type" in body:
        return False
    if isinstance(body.get("event_type"), str):
        return not _OWN.isdisjoint(body)
    return "event_type" not in body and "user_properties" in body and not _USERS.isdisjoint(body)


def read(body: Body) -> Sent | None:
    """What an event, or an identification, says."""
    if "event_type" not in body and "user_properties" not in body:
        return None
    name = body.get("event_type", "$identify")
    if text(name) in _OTHER:
        return Sent(kind=Kind.OTHER)
    is_identify = name == "$identify"
    said = body.get("user_properties" if is_identify else "event_properties")
    properties = _traits(said) if is_identify else opened(said)
    if properties is None:
        return None
    if is_identify:
        properties = without(properties, inner(body, "groups"))  # which group it is in, is no trait
    library = (text(body.get("library")) or "").partition("/")[0] or None
    platform = (text(body.get("platform")) or "").lower()
    return Sent(
        kind=Kind.IDENTIFY if is_identify else Kind.TRACK,
        name=None if is_identify else name,
        properties=properties,
        fields={
            "distinct_id": body.get("user_id"),
            "device_id": body.get("device_id"),
            "session_id": body.get("session_id"),
            "timestamp": first(body, "time", "event_time", "client_event_time"),
        },
        library=library,
        platform=_PLATFORMS.get(platform) or _LIBRARIES.get(library or ""),
        of_sdk=_OF_SDK_IN_TRAITS if is_identify else None,
    )


def _traits(value: Json) -> dict[str, Json] | None:
    """The values that user properties get; what adds to one or removes it says none."""
    properties = opened(value)
    if properties is None or not any(name.startswith("$") for name in properties):
        return properties
    traits: dict[str, Json] = {}
    for operation in _ASSIGNING:
        values = opened(properties.get(operation))
        if values is None:
            return None
        traits |= values
    return traits


VENDOR = Vendor(
    shape=Shape.AMPLITUDE, label="Amplitude", is_meant=is_meant, read=read, of_sdk=_OF_SDK
)
