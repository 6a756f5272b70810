"""PostHog's events: what is sent to it, alone or in a batch, and the rows of its exports."""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.system_names import SENT_EVENTS
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.vendors.posthog_names import EVENTS, NAMES
from tracking_plan.payloads.vendors.reading import first, inner, opened, text, without
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor
from tracking_plan.place import Json

_KINDS: Mapping[str, Kind] = {
    "$identify": Kind.IDENTIFY,
    "$set": Kind.IDENTIFY,
    "$set_once": Kind.IDENTIFY,
    "$create_alias": Kind.ALIAS,
    "$merge_dangerously": Kind.ALIAS,
    "$groupidentify": Kind.OTHER,
}
_OWN_EVENTS = (EVENTS | _KINDS.keys()) - SENT_EVENTS
_OWN_FIELDS = frozenset(("api_key", "token", "$set", "$set_once", "$distinct_id"))
_IDS = frozenset(("uuid", "id"))  # of an event, as exports call it
_EXPORTED = frozenset(
    """person_id person person_properties person_mode elements elements_chain team_id created_at
    inserted_at _inserted_at site_url set set_once""".split()
)
_PLATFORMS: Mapping[str, str] = {
    "web": "web",
    "posthog-ios": "ios",
    "posthog-android": "android",
    "posthog-python": "backend",
    "posthog-node": "backend",
    "posthog-ruby": "backend",
    "posthog-php": "backend",
    "posthog-go": "backend",
    "posthog-java": "backend",
    "posthog-server": "backend",
    "posthog-dotnet": "backend",
    "posthog-elixir": "backend",
    "posthog-rs": "backend",
}
_LEFT_OUT = (  # who it was, and what is known of them: no properties of the event
    "distinct_id $set $set_once $unset $user_id $device_id $anon_distinct_id $group_set".split()
)
_KEY = "phc_"  # what a project's key begins with


def is_meant(body: Body) -> bool:
    """Whether it is an event with something that only PostHog has; or that Mixpanel has, too."""
    if not isinstance(body.get("event"), str):
        return False
    properties = inner(body, "properties")
    if _has_own_field(body) or _has_own_property(properties):
        return True
    if "distinct_id" in body:
        return body["event"] in _OWN_EVENTS
    is_keyed = isinstance(properties.get("token"), str) and "distinct_id" in properties
    return is_keyed and "time" not in properties and not any(map(_is_mixpanels, properties))


def _is_mixpanels(name: str) -> bool:
    return name.startswith(("mp_", "$mp_"))


def _has_own_field(body: Body) -> bool:
    """Whether it has a key, what is known of a person, or what an export adds."""
    if not _OWN_FIELDS.isdisjoint(body):
        return True
    if "distinct_id" not in body or _IDS.isdisjoint(body):
        return False
    return isinstance(body.get("properties"), str) or not _EXPORTED.isdisjoint(body)


def _has_own_property(properties: Body) -> bool:
    """Whether it has a project's key, or a library of PostHog's."""
    if (text(properties.get("token")) or "").startswith(_KEY):
        return True
    library = text(properties.get("$lib")) or ""
    return library.startswith("posthog-") or (library == "web" and "$lib_version" in properties)


def read(body: Body) -> Sent | None:
    """What an event says."""
    properties, name = opened(body.get("properties")), body.get("event")
    if properties is None or "event" not in body:
        return None
    kind = _KINDS.get(name, Kind.TRACK) if isinstance(name, str) else Kind.TRACK
    traits = _traits(body, properties) if kind is Kind.IDENTIFY else {}
    if traits is None:
        return None
    library = text(properties.get("$lib"))
    return Sent(
        kind=kind,
        name=name if kind is Kind.TRACK else None,
        properties=_own(body, properties) if kind is Kind.TRACK else _if_identify(kind, traits),
        fields=_fields(body, properties, kind),
        library=library,
        platform=_PLATFORMS.get(library or ""),
    )


def _if_identify(kind: Kind, traits: dict[str, Json]) -> dict[str, Json] | None:
    return traits if kind is Kind.IDENTIFY else None


def _traits(body: Body, properties: Body) -> dict[str, Json] | None:
    """What is set of a person; what is set for the first time only counts less."""
    traits: dict[str, Json] = {}
    for operation in ("$set_once", "$set"):
        values = opened(first(body, operation) or properties.get(operation))
        if values is None:
            return None
        traits |= values
    return traits


def _own(body: Body, properties: dict[str, Json]) -> dict[str, Json]:
    """The properties without who it was, and without a project's key."""
    is_key = "distinct_id" not in body or str(properties.get("token")).startswith(_KEY)
    return without(properties, (*_LEFT_OUT, "token") if is_key else _LEFT_OUT)


def _fields(body: Body, properties: Body, kind: Kind) -> Body:
    user = first(body, "distinct_id", "$distinct_id") or properties.get("distinct_id")
    moment = first(body, "timestamp") or first(properties, "$timestamp", "$time")
    fields = {"distinct_id": user, "timestamp": moment}
    if kind is Kind.ALIAS:
        return fields | {"new_user_id": properties.get("alias")}
    device, session = properties.get("$device_id"), properties.get("$session_id")
    return fields | {"device_id": device, "session_id": session}


VENDOR = Vendor(shape=Shape.POSTHOG, label="PostHog", is_meant=is_meant, read=read, of_sdk=NAMES)
