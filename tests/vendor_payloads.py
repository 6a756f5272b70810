"""Payloads as other vendors have them: in their documents' form, with values of our own.

Each is clean by `PLAN`. What an event says is the same everywhere: a jar of honey was opened.
"""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tracking_plan.payloads.input.shape import Shape

PLAN = """
tracking_plan: 1
environments: [production]
sources:
  web: {}
  ios: {}
  backend: {}
  kiosk: {libs: [honey-kiosk]}
traits:
  tier: {type: string, enum: [free, gold]}
  visits: integer
events:
  jar_opened:
    properties:
      size: {type: string, enum: [small, large], required: true}
      grams: {type: number, minimum: 0}
      utm_source: string
  lid_lost: {sources: [web]}
"""
SAID: dict[str, Any] = {"size": "small", "grams": 12.5}
USER, VISITOR, WHEN = "keeper-7", "3f2c-visitor", "2026-03-04T05:06:07.089Z"
MILLISECONDS = 1772600767089
KEY = "phc_ours0123456789"


class Case(NamedTuple):
    """A payload of a shape, what its event is called (None: it has none), and its source."""

    shape: Shape
    body: dict[str, Any]
    event: str | None = "jar_opened"
    source: str | None = None


def described(name: str, data: Any, vendor: str = "org.hive", version: str = "1-0-0") -> Any:
    """Self-describing JSON."""
    return {"schema": f"iglu:{vendor}/{name}/jsonschema/{version}", "data": data}


def wrapped(data: Any) -> Any:
    """A self-describing event, as Snowplow's trackers wrap it."""
    return described("unstruct_event", data, "com.snowplowanalytics.snowplow")


_CALL = {"userId": USER, "messageId": "hive-msg-1", "timestamp": WHEN}
_TRACK = _CALL | {"type": "track", "event": "jar_opened", "properties": SAID}


def _library(name: str) -> dict[str, Any]:
    return {"context": {"library": {"name": name, "version": "9.9.9"}, "ip": "192.0.2.7"}}


SEGMENT: Mapping[str, Case] = {
    "a track call": Case(Shape.SEGMENT, _TRACK),
    "a call to /v1/track, without a type": Case(
        Shape.SEGMENT, {"userId": USER, "event": "jar_opened", "properties": SAID}
    ),
    "what a web page sends": Case(
        Shape.SEGMENT,
        _TRACK
        | _library("analytics.js")
        | {"anonymousId": VISITOR, "writeKey": "k", "sentAt": WHEN, "integrations": {}},
        source="web",
    ),
    "what a phone sends": Case(
        Shape.SEGMENT,
        _TRACK | {"context": {"device": {"type": "ios"}, "library": {"name": "analytics-swift"}}},
        source="ios",
    ),
    "a library that the plan knows": Case(
        Shape.SEGMENT, _TRACK | _library("honey-kiosk"), source="kiosk"
    ),
    "what Segment stores": Case(
        Shape.SEGMENT,
        _TRACK | {"receivedAt": WHEN, "originalTimestamp": WHEN, "version": 2, "projectId": "p"},
    ),
    "a page": Case(
        Shape.SEGMENT,
        _CALL | {"type": "page", "name": "Jars", "properties": {"url": "https://hive.example/j"}},
        "$pageview",
    ),
    "a screen": Case(Shape.SEGMENT, _CALL | {"type": "screen", "name": "Jars"}, "$screen"),
    "an event that phones send by themselves": Case(
        Shape.SEGMENT,
        _CALL | {"type": "track", "event": "Application Opened", "properties": {"build": 3}},
        "Application Opened",
    ),
    "an identify call": Case(
        Shape.SEGMENT, _CALL | {"type": "identify", "traits": {"tier": "gold"}}, None
    ),
    "a group call": Case(
        Shape.SEGMENT, _CALL | {"type": "group", "groupId": "hive", "traits": {"bees": 9}}, None
    ),
    "an alias call": Case(
        Shape.SEGMENT, {"type": "alias", "previousId": VISITOR, "userId": USER}, None
    ),
}
RUDDERSTACK: Mapping[str, Case] = {
    "a track call": Case(
        Shape.RUDDERSTACK,
        _TRACK | _library("RudderLabs JavaScript SDK") | {"channel": "web", "anonymousId": VISITOR},
        source="web",
    ),
    "what a server sends": Case(
        Shape.RUDDERSTACK, _TRACK | {"channel": "server", "rudderId": "r-1"}, source="backend"
    ),
    "traits in the context": Case(
        Shape.RUDDERSTACK,
        {"type": "identify", "userId": USER, "rudderId": "r-1", "traits": {}}
        | {"context": {"traits": {"tier": "free"}}},
        None,
    ),
}
_OF_POSTHOG_JS = {
    "$lib": "web",
    "$lib_version": "1.200.1",
    "$current_url": "https://hive.example/jars",
    "$browser": "Firefox",
    "$geoip_country_code": "FR",
    "$feature/lids": "on",
    "$session_id": "s",
    "gclid": "none",
    "token": KEY,
    "distinct_id": USER,
    "$device_id": VISITOR,
    "$time": 1772600767.089,
}
_POSTHOG = {"event": "jar_opened", "distinct_id": USER, "timestamp": WHEN}
POSTHOG: Mapping[str, Case] = {
    "a capture call": Case(Shape.POSTHOG, _POSTHOG | {"api_key": KEY, "properties": SAID}),
    "what a web page sends": Case(
        Shape.POSTHOG,
        {"event": "jar_opened", "properties": SAID | _OF_POSTHOG_JS, "uuid": "u", "offset": 4},
        source="web",
    ),
    "what a server sends, within a batch": Case(
        Shape.POSTHOG,
        _POSTHOG | {"properties": SAID | {"$lib": "posthog-python"}, "uuid": "u"},
        source="backend",
    ),
    "traits beside an event": Case(
        Shape.POSTHOG,
        _POSTHOG | {"properties": SAID | {"$set": {"bees": 9}}, "$set_once": {"first": 1}},
    ),
    "an exported row": Case(
        Shape.POSTHOG,
        _POSTHOG
        | {"uuid": "u", "properties": SAID, "person_id": "p", "created_at": WHEN}
        | {"_inserted_at": WHEN, "elements_chain": "", "person_properties": {}},
    ),
    "a row of its API": Case(
        Shape.POSTHOG,
        _POSTHOG | {"id": "i", "properties": SAID, "person": None, "elements": []},
    ),
    "an exported row with a text of JSON": Case(
        Shape.POSTHOG,
        _POSTHOG
        | {"uuid": "u", "properties": json.dumps(SAID | {"$lib": "posthog-ios"}), "set": "{}"},
        source="ios",
    ),
    "a view": Case(Shape.POSTHOG, _POSTHOG | {"api_key": KEY, "event": "$pageview"}, "$pageview"),
    "an event of its own": Case(
        Shape.POSTHOG,
        _POSTHOG | {"event": "$autocapture", "properties": {"$event_type": "click"}},
        "$autocapture",
    ),
    "an event of its own without a sign": Case(
        Shape.POSTHOG, _POSTHOG | {"api_key": KEY, "event": "survey shown"}, "survey shown"
    ),
    "an identify call": Case(
        Shape.POSTHOG,
        _POSTHOG
        | {"event": "$identify", "$set": {"tier": "gold"}, "$set_once": {"visits": 1}}
        | {"properties": _OF_POSTHOG_JS},
        None,
    ),
    "traits that are set once": Case(
        Shape.POSTHOG, _POSTHOG | {"event": "$set_once", "$set_once": {"tier": "free"}}, None
    ),
    "traits that are set alone": Case(
        Shape.POSTHOG, _POSTHOG | {"event": "$set", "properties": {"$set": {"tier": "free"}}}, None
    ),
    "a group": Case(
        Shape.POSTHOG,
        _POSTHOG | {"event": "$groupidentify", "properties": {"$group_key": "h"}},
        None,
    ),
    "an alias": Case(
        Shape.POSTHOG, _POSTHOG | {"event": "$create_alias", "properties": {"alias": "x"}}, None
    ),
}
_MIXPANEL = {"token": "0123456789abcdef0123456789abcdef", "distinct_id": USER, "time": 1772600767}
MIXPANEL: Mapping[str, Case] = {
    "a tracked event": Case(
        Shape.MIXPANEL, {"event": "jar_opened", "properties": SAID | _MIXPANEL}
    ),
    "an imported event": Case(
        Shape.MIXPANEL,
        {
            "event": "jar_opened",
            "properties": SAID | {"time": MILLISECONDS, "distinct_id": "", "$insert_id": "i-1"},
        },
    ),
    "what a web page sends": Case(
        Shape.MIXPANEL,
        {
            "event": "jar_opened",
            "properties": SAID
            | _MIXPANEL
            | {"mp_lib": "web", "$lib_version": "2.5", "$os": "Linux", "utm_medium": "post"}
            | {"$device_id": VISITOR, "$initial_referrer": "$direct", "$mp_replay_id": "r"},
        },
        source="web",
    ),
    "an exported row": Case(
        Shape.MIXPANEL,
        {
            "event": "jar_opened",
            "properties": SAID
            | {"time": 1772600767, "distinct_id": USER, "$insert_id": "i", "$city": "Lyon"}
            | {"mp_country_code": "FR", "mp_processing_time_ms": MILLISECONDS, "mp_lib": "iphone"},
        },
        source="ios",
    ),
    "an event of its own": Case(
        Shape.MIXPANEL,
        {"event": "$mp_web_page_view", "properties": _MIXPANEL | {"current_url_path": "/"}},
        "$mp_web_page_view",
    ),
    "a profile": Case(
        Shape.MIXPANEL,
        {"$token": "t", "$distinct_id": USER, "$set": {"tier": "gold", "$email": "x"}},
        None,
    ),
    "a number that grows": Case(
        Shape.MIXPANEL, {"$token": "t", "$distinct_id": USER, "$add": {"visits": 1}}, None
    ),
    "a group": Case(
        Shape.MIXPANEL,
        {"$token": "t", "$group_key": "hive", "$group_id": "h", "$set": {"bees": 1}},
        None,
    ),
    "joined ids": Case(
        Shape.MIXPANEL,
        {"event": "$identify", "properties": {"$identified_id": USER, "$anon_id": "a"} | _MIXPANEL},
        None,
    ),
}
_AMPLITUDE = {"event_type": "jar_opened", "user_id": USER}
AMPLITUDE: Mapping[str, Case] = {
    "an event": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE | {"time": MILLISECONDS, "event_properties": SAID, "insert_id": "i"},
    ),
    "what a web page sends": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE
        | {"device_id": VISITOR, "platform": "Web", "library": "amplitude-ts/2.11", "revenue": 3.5}
        | {"event_properties": SAID | {"[Amplitude] Page Path": "/"}, "session_id": MILLISECONDS},
        source="web",
    ),
    "what a server sends": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE | {"event_properties": SAID, "library": "amplitude-python/1.1.4"},
        source="backend",
    ),
    "an exported row": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE
        | {"event_time": "2026-03-04 05:06:07.089000", "amplitude_id": 7, "platform": "iOS"}
        | {"event_properties": SAID, "user_properties": {"bees": 9}, "$insert_id": "i"}
        | {"client_upload_time": "2026-03-04 05:06:08.000000", "groups": {}, "data": {}},
        source="ios",
    ),
    "an event of its own": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE | {"event_type": "[Amplitude] Page Viewed", "event_properties": {}},
        "[Amplitude] Page Viewed",
    ),
    "a session": Case(
        Shape.AMPLITUDE, _AMPLITUDE | {"event_type": "session_start"}, "session_start"
    ),
    "an identify call": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE
        | {"event_type": "$identify"}
        | {
            "user_properties": {"$set": {"tier": "gold"}, "$add": {"visits": 1}, "$unset": {"x": 0}}
        },
        None,
    ),
    "where a user came from": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE
        | {"event_type": "$identify", "user_properties": {"$setOnce": {"initial_gclid": "EMPTY"}}},
        None,
    ),
    "an identification": Case(
        Shape.AMPLITUDE, {"user_id": USER, "user_properties": {"tier": "free", "visits": 2}}, None
    ),
    "a group": Case(
        Shape.AMPLITUDE,
        {"event_type": "$groupidentify", "insert_id": "i", "group_properties": {"$set": {}}},
        None,
    ),
    "a user who joins a group": Case(
        Shape.AMPLITUDE,
        _AMPLITUDE
        | {"event_type": "$identify", "groups": {"hive": "7"}}
        | {"user_properties": {"$set": {"hive": "7"}}},
        None,
    ),
}
_EVENT = described("jar_opened", SAID)
_STORED = {
    "app_id": "hive",
    "platform": "web",
    "event": "unstruct",
    "event_id": "e-1",
    "collector_tstamp": WHEN,
    "derived_tstamp": "2026-03-04 05:06:07.089",
    "v_tracker": "js-3.24.0",
    "user_id": USER,
    "domain_userid": VISITOR,
}
_NAMED = {
    "event_vendor": "org.hive",
    "event_name": "jar_opened",
    "event_format": "jsonschema",
    "event_version": "1-0-0",
}
_TRACKED = {"e": "ue", "tv": "py-1.0.1", "p": "srv", "dtm": str(MILLISECONDS), "eid": "e-1"}


def _encoded(data: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def _failed(payload: Any, kind: str = "schema_violations") -> dict[str, Any]:
    failure = {"timestamp": WHEN, "messages": [{"schemaKey": "iglu:x", "error": {"error": "e"}}]}
    data = {"processor": {"artifact": "enrich"}, "failure": failure, "payload": payload}
    found: dict[str, Any] = described(kind, data, "com.snowplowanalytics.snowplow.badrows", "2-0-0")
    return found


SNOWPLOW: Mapping[str, Case] = {
    "a self-describing event": Case(Shape.SNOWPLOW, _EVENT),
    "a wrapped one": Case(Shape.SNOWPLOW, wrapped(_EVENT)),
    "an enriched event": Case(
        Shape.SNOWPLOW, _STORED | {"unstruct_event": json.dumps(wrapped(_EVENT))}, source="web"
    ),
    "an enriched event as the SDKs unfold it": Case(
        Shape.SNOWPLOW,
        _STORED
        | _NAMED
        | {"unstruct_event_org_hive_jar_opened_1": SAID, "contexts_org_hive_bee_1": [{"id": 1}]},
        source="web",
    ),
    "an event that failed, without its data": Case(
        Shape.SNOWPLOW,
        _STORED | _NAMED | {"unstruct_event_org_hive_jar_opened_1": None},
        source="web",
    ),
    "a failed event": Case(
        Shape.SNOWPLOW,
        _failed({"enriched": _STORED | {"unstruct_event": json.dumps(wrapped(_EVENT))}, "raw": {}}),
        source="web",
    ),
    "a failed event of which only the request is left": Case(
        Shape.SNOWPLOW,
        _failed(
            {
                "enriched": {"app_id": "hive"},
                "raw": {
                    "parameters": [
                        {"name": name, "value": value}
                        for name, value in (_TRACKED | {"ue_px": _encoded(wrapped(_EVENT))}).items()
                    ]
                },
            },
            "enrichment_failures",
        ),
        source="backend",
    ),
    "a request that failed": Case(
        Shape.SNOWPLOW, _failed({"body": "{}", "vendor": "v"}, "tracker_protocol_violations"), None
    ),
    "what a tracker sends": Case(
        Shape.SNOWPLOW, _TRACKED | {"ue_pr": json.dumps(wrapped(_EVENT))}, source="backend"
    ),
    "what a tracker sends, encoded": Case(
        Shape.SNOWPLOW, _TRACKED | {"ue_px": _encoded(wrapped(_EVENT))}, source="backend"
    ),
    "a tracker's request of one event": Case(
        Shape.SNOWPLOW,
        described(
            "payload_data",
            [_TRACKED | {"ue_pr": json.dumps(wrapped(_EVENT))}],
            "com.snowplowanalytics.snowplow",
            "1-0-4",
        ),
        source="backend",
    ),
    "a structured event": Case(
        Shape.SNOWPLOW,
        _STORED | {"event": "struct", "se_category": "jars", "se_action": "jar_opened"},
        source="web",
    ),
    "a view": Case(Shape.SNOWPLOW, _STORED | {"event": "page_view"}, "$pageview", "web"),
    "a ping": Case(Shape.SNOWPLOW, _STORED | {"event": "page_ping"}, None),
    "an event of its own": Case(
        Shape.SNOWPLOW,
        described("link_click", {"targetUrl": "/"}, "com.snowplowanalytics.snowplow"),
        "link_click",
    ),
    "as Snowplow Micro lists them": Case(
        Shape.SNOWPLOW,
        {"eventType": "unstruct", "schema": "iglu:org.hive/jar_opened/jsonschema/1-0-0"}
        | {"contexts": [], "rawEvent": {}, "event": _STORED | {"unstruct_event": wrapped(_EVENT)}},
        source="web",
    ),
}
CASES: Mapping[str, Case] = {
    f"{case.shape}: {name}": case
    for vendor in (SEGMENT, RUDDERSTACK, POSTHOG, MIXPANEL, AMPLITUDE, SNOWPLOW)
    for name, case in vendor.items()
}


Wrap = Callable[[str, dict[str, Any]], dict[str, Any]]
WRAPS: Mapping[str, Wrap] = {
    "segment": lambda name, said: _TRACK | {"event": name, "properties": said},
    "rudderstack": lambda name, said: (
        _TRACK | {"event": name, "properties": said, "rudderId": "r-1"}
    ),
    "posthog": lambda name, said: _POSTHOG | {"event": name, "properties": said, "api_key": KEY},
    "posthog, a text": lambda name, said: (
        _POSTHOG | {"event": name, "properties": json.dumps(said), "uuid": "u"}
    ),
    "posthog, from a web page": lambda name, said: {
        "event": name,
        "properties": _OF_POSTHOG_JS | said,
    },
    "mixpanel": lambda name, said: {"event": name, "properties": _MIXPANEL | said},
    "amplitude": lambda name, said: (
        _AMPLITUDE | {"event_type": name, "event_properties": said, "time": MILLISECONDS}
    ),
    "snowplow": lambda name, said: (
        _STORED | {"unstruct_event": json.dumps(wrapped(described(name, said)))}
    ),
    "snowplow, failed": lambda name, said: _failed(
        {"enriched": _STORED | {"unstruct_event": json.dumps(wrapped(described(name, said)))}}
    ),
    "snowplow, from a tracker": lambda name, said: (
        _TRACKED | {"ue_px": _encoded(wrapped(described(name, said)))}
    ),
}
"""What has an event's name and properties, as each vendor would have it."""

TRAITS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "segment": lambda said: _CALL | {"type": "identify", "traits": said},
    "rudderstack": lambda said: (
        _CALL | {"type": "identify", "context": {"traits": said}, "rudderId": "r-1"}
    ),
    "posthog": lambda said: _POSTHOG | {"event": "$identify", "$set": said, "api_key": KEY},
    "mixpanel": lambda said: {"$token": "t", "$distinct_id": USER, "$set": said},
    "amplitude": lambda said: {"user_id": USER, "user_properties": {"$set": said}},
}
"""What sets traits, as each vendor would have it."""
