"""Snowplow's events: self-describing JSON, enriched events, failed ones, and what trackers send."""

import base64
import binascii
from collections.abc import Iterator, Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors.iglu import SelfDescribing, described_in, self_describing
from tracking_plan.payloads.vendors.reading import first, inner, number, opened, text
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor
from tracking_plan.place import Json

_OWN = "com.snowplowanalytics."  # whose schemas are Snowplow's
_FAILED = "com.snowplowanalytics.snowplow.badrows"
_WRAPPER = "unstruct_event"
_COLUMN = "unstruct_event_"
_REQUEST = "payload_data"
_OTHER = Sent(kind=Kind.OTHER)
_VIEWS: Mapping[str, str] = {"page_view": "$pageview", "screen_view": "$screen"}
_TYPES: Mapping[str, str] = {  # as trackers shorten them
    "ue": "unstruct",
    "se": "struct",
    "pv": "page_view",
    "pp": "page_ping",
    "tr": "transaction",
    "ti": "transaction_item",
}
_STORED = frozenset(("event_id", "collector_tstamp", "v_tracker", "etl_tstamp"))
_TRACKED = frozenset(("tv", "p", "aid", "eid", "dtm"))
_PLATFORMS: Mapping[str, str] = {"web": "web", "srv": "backend"}
_MOBILE: Mapping[str, str] = {"ios": "ios", "andr": "android"}


def is_meant(body: Body) -> bool:
    """Whether it describes itself, is an enriched event, or is what a tracker sends."""
    if self_describing(body) is not None:
        return True
    if "eventType" in body and isinstance(body.get("event"), dict):  # as Snowplow Micro lists them
        return True
    if body.get("event") in _TYPES.values():
        return not _STORED.isdisjoint(body)
    return text(body.get("e")) in _TYPES and not _TRACKED.isdisjoint(body)


def read(body: Body) -> Sent | None:
    """What any of these says."""
    described = self_describing(body)
    if described is not None:
        return _described(described)
    if isinstance(body.get("event"), dict):
        return _enriched(inner(body, "event"))
    return _tracked(body) if "e" in body else _enriched(body)


def _described(found: SelfDescribing) -> Sent | None:
    if found.vendor == _FAILED:
        return _failed(found.data)
    if found.name == _WRAPPER and found.vendor.startswith(_OWN):
        within = described_in(found.data)
        return _event(within, {}) if within is not None else None
    if found.name == _REQUEST and found.vendor.startswith(_OWN):
        return _only(found.data)
    return _event(found, {})


def _only(events: Json) -> Sent | None:
    """The event of a tracker's request. Several are a batch, which no payload is."""
    if isinstance(events, list) and len(events) == 1 and isinstance(events[0], dict):
        return _tracked(events[0])
    return None


def _event(found: SelfDescribing, envelope: Body) -> Sent | None:
    """A self-describing event. Snowplow's own are not a plan's, but may be planned."""
    properties = opened(found.data)
    if properties is None:
        return None
    is_own = found.vendor.startswith(_OWN)
    name = _VIEWS.get(found.name, found.name) if is_own else found.name
    return _sent(
        envelope,
        name=name,
        full_name=found.address,
        properties=properties,
        of_sdk=SdkNames(events=frozenset((name,))) if is_own else None,
    )


def _sent(
    envelope: Body,
    *,
    name: Json,
    full_name: str | None = None,
    properties: dict[str, Json] | None = None,
    of_sdk: SdkNames | None = None,
) -> Sent:
    """An event, with what stands around it: as trackers name that, or as it is stored."""
    tracker = text(first(envelope, "v_tracker", "tv")) or ""
    library = tracker.partition("-")[0] or None
    platform = text(first(envelope, "platform", "p")) or ""
    mobile = _MOBILE.get(library or "") if platform == "mob" else None
    times = ("true_tstamp", "derived_tstamp", "dvce_created_tstamp", "collector_tstamp")
    return Sent(
        kind=Kind.TRACK,
        name=name,
        full_name=full_name,
        properties=properties,
        fields={
            "distinct_id": first(envelope, "user_id", "uid"),
            "anonymous_id": first(envelope, "domain_userid", "duid", "network_userid"),
            "session_id": first(envelope, "domain_sessionid", "sid"),
            "timestamp": number(first(envelope, *times, "ttm", "dtm")),
        },
        library=library,
        platform=_PLATFORMS.get(platform) or mobile,
        of_sdk=of_sdk,
    )


def _enriched(body: Body) -> Sent | None:
    """An enriched event: its data are a text, an object, or a column called like the schema."""
    called = text(body.get("event"))
    if called != "unstruct":
        return _plain(called, body, name=body.get("se_action"))
    wrapper = described_in(body.get(_WRAPPER))
    within = described_in(wrapper.data) if wrapper is not None else None
    if within is not None:
        return _event(within, body)
    name, vendor = text(body.get("event_name")), text(body.get("event_vendor"))
    if name is None:
        return None
    is_own = (vendor or "").startswith(_OWN)
    name = _VIEWS.get(name, name) if is_own else name
    return _sent(
        body,
        name=name,
        full_name=_address(body),
        properties=next(_columns(body), None),  # of a failed event, the data are taken out
        of_sdk=SdkNames(events=frozenset((name,))) if is_own else None,
    )


def _columns(body: Body) -> Iterator[dict[str, Json]]:
    for name, value in body.items():
        data = opened(value) if name.startswith(_COLUMN) and value else None
        if data is not None:
            yield data


def _address(body: Body) -> str | None:
    pieces = [body.get(f"event_{piece}") for piece in ("vendor", "name", "format", "version")]
    return f"iglu:{'/'.join(map(str, pieces))}" if all(pieces) else None


def _plain(called: str | None, envelope: Body, *, name: Json) -> Sent | None:
    """An event without data of its own: a view, or a structured one, which is called its action.

    What a structured event says in its label and its value is not what a plan lists.
    """
    if called is not None and called in _VIEWS:
        return _sent(envelope, name=_VIEWS[called])
    if called == "struct":
        return _sent(envelope, name=name)
    return _OTHER if called in _TYPES.values() else None


def _tracked(body: Body) -> Sent | None:
    """What a tracker sends: a self-describing event is a text, in Base64 or not."""
    called = _TYPES.get(text(body.get("e")) or "")
    if called != "unstruct":
        return _plain(called, body, name=body.get("se_ac"))
    wrapper = described_in(body.get("ue_pr") or _decoded(text(body.get("ue_px"))))
    within = described_in(wrapper.data) if wrapper is not None else None
    return _event(within, body) if within is not None else None


def _decoded(encoded: str | None) -> str | None:
    try:
        padded = (encoded or "") + "=" * (-len(encoded or "") % 4)
        return base64.b64decode(padded, altchars=b"-_").decode()
    except (binascii.Error, ValueError):
        return None


def _failed(data: Json) -> Sent | None:
    """A failed event, where there is one: a failure before that is of a whole request."""
    payload = inner(data if isinstance(data, dict) else {}, "payload")
    enriched = inner(payload, "enriched") or payload
    if not enriched.get("event"):
        return _parameters(payload) or _OTHER
    sent = _enriched(enriched)
    if sent is None or (sent.properties is None and enriched.get("event") == "unstruct"):
        return _parameters(payload) or sent or _OTHER
    return sent


def _parameters(payload: Body) -> Sent | None:
    """The same event as the tracker sent it, which a failed one has beside it."""
    listed = inner(payload, "raw").get("parameters")
    if isinstance(listed, list):
        pairs = [pair for pair in listed if isinstance(pair, dict)]
        return _tracked({str(pair.get("name")): pair.get("value") for pair in pairs})
    return _tracked(listed) if isinstance(listed, dict) else None


VENDOR = Vendor(
    shape=Shape.SNOWPLOW,
    label="Snowplow",
    is_meant=is_meant,
    read=read,
    of_sdk=SdkNames(events=frozenset(_VIEWS.values())),
)
