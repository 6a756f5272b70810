"""The calls of Segment's specification, which RudderStack's follows.

A payload is a call: `type` says which. What is sent to an address of its own (`/v1/track`) may lack
that, and shows what it is by its fields.
"""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads.vendors.reading import first, inner, opened, text
from tracking_plan.payloads.vendors.vendor import Body, Sent
from tracking_plan.place import Json

EVENTS = frozenset(
    f"Application {what}"
    for what in ("Installed", "Opened", "Updated", "Backgrounded", "Foregrounded", "Crashed")
) | {"Install Attributed", "Deep Link Opened", "Push Notification Received", "$pageview", "$screen"}
"""Events that mobile SDKs send by themselves, and what views are read as."""

_KINDS: Mapping[str, Kind] = {
    "track": Kind.TRACK,
    "identify": Kind.IDENTIFY,
    "page": Kind.TRACK,
    "screen": Kind.TRACK,
    "group": Kind.OTHER,
    "alias": Kind.ALIAS,
}
_WITH_PROPERTIES = frozenset((Kind.TRACK, Kind.IDENTIFY))
_VIEWS: Mapping[str, str] = {"page": "$pageview", "screen": "$screen"}
_SIGNS = frozenset(
    ("userId", "anonymousId", "previousId", "groupId", "messageId", "originalTimestamp", "sentAt")
)
_DEVICES = frozenset(("ios", "android"))


def is_call(body: Body) -> bool:
    """Whether an object is a call of the specification, Segment's own or not."""
    if _SIGNS.isdisjoint(body) or "distinct_id" in body:
        return False
    return call_of(body) is not None


def call_of(body: Body) -> str | None:
    """Which call it is; None where that cannot be said."""
    if "type" in body:
        called = text(body["type"])
        return called if called in _KINDS else None
    if "event" in body:
        return "track"
    if "previousId" in body:
        return "alias"
    if "groupId" in body:
        return "group"
    return "identify" if "traits" in body else None


def read(body: Body, platforms: Mapping[str, str]) -> Sent | None:
    """What a call says. `platforms` has what the vendor's libraries run on."""
    call = call_of(body)
    if call is None:
        return None
    context = inner(body, "context")
    kind, properties = _KINDS[call], None
    if kind is Kind.IDENTIFY:
        properties = _traits(body, context)
    elif kind is Kind.TRACK:
        properties = opened(body.get("properties"))
    if properties is None and kind in _WITH_PROPERTIES:
        return None
    library = text(inner(context, "library").get("name"))
    return Sent(
        kind=kind,
        name=_VIEWS.get(call, body.get("event")) if kind is Kind.TRACK else None,
        properties=properties,
        fields=_fields(body, kind),
        library=library,
        platform=platforms.get(library or "") or _platform(body, context),
    )


def _traits(body: Body, context: Body) -> dict[str, Json] | None:
    """Some SDKs write the traits of an identify call into its context only."""
    traits = opened(body.get("traits"))
    return traits if traits != {} else opened(context.get("traits"))


def _fields(body: Body, kind: Kind) -> Body:
    user = body.get("userId")
    moment = first(body, "timestamp", "originalTimestamp", "sentAt")
    anonymous = body.get("anonymousId")
    if kind is Kind.ALIAS:
        old = first(body, "previousId", "anonymousId")
        return {"distinct_id": old, "new_user_id": user, "timestamp": moment}
    return {"distinct_id": user, "anonymous_id": anonymous, "timestamp": moment}


_CHANNELS: Mapping[str, str] = {"web": "web", "server": "backend"}


def _platform(body: Body, context: Body) -> str | None:
    """What the sender runs on, by the channel or by the type of the device."""
    channel = text(body.get("channel")) or ""
    if channel in _CHANNELS:
        return _CHANNELS[channel]
    device = (text(inner(context, "device").get("type")) or "").lower()
    return device if device in _DEVICES else None
