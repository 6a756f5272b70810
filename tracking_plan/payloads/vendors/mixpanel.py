"""Mixpanel's events, as they are tracked, imported and exported; and updates of its profiles."""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors.campaign_names import CAMPAIGN_NAMES
from tracking_plan.payloads.vendors.reading import first, inner, number, opened, text, without
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor
from tracking_plan.place import Json

_OF_SDK = SdkNames(
    events=frozenset(("$exposure", "$experiment_started", "$session_start", "$session_end")),
    event_prefixes=("$mp_", "$ae_"),
    properties=CAMPAIGN_NAMES
    | frozenset(
        """ip current_page_title current_domain current_url_path current_url_protocol
        current_url_search $city $region $import $browser $browser_version $current_url $device
        $insert_id $lib_version $os $os_version $referrer $referring_domain $initial_referrer
        $initial_referring_domain $screen_height $screen_width $screen_dpi $search_engine $duration
        $had_persisted_distinct_id $distinct_id_before_identity $is_reshuffled $sampling_factor
        $model $manufacturer $brand $carrier $radio $wifi $has_nfc $has_telephone $timezone
        $google_play_services $watch_model $latitude $longitude $source $cellular_enabled
        $failure_reason $failure_description $email $name $first_name $last_name $phone $avatar
        $created $country_code $unsubscribed""".split()
    ),
    property_prefixes=("mp_", "$mp_", "$ae_", "$app_", "$android_", "$ios_", "$bluetooth_"),
)
_PLATFORMS: Mapping[str, str] = {
    "web": "web",
    "iphone": "ios",
    "android": "android",
    "python": "backend",
    "node": "backend",
    "ruby": "backend",
    "php": "backend",
    "jdk": "backend",
    "go": "backend",
}
_KINDS: Mapping[str, Kind] = {
    "$identify": Kind.ALIAS,  # it joins two ids, and sets nothing
    "$create_alias": Kind.ALIAS,
    "$merge": Kind.ALIAS,
}
_LEFT_OUT = ("token", "time", "distinct_id", "$user_id", "$device_id")
_KEYS = frozenset(("event", "properties"))
_WHOSE = ("distinct_id", "$device_id", "$insert_id", "time")


def is_meant(body: Body) -> bool:
    """Whether it updates a profile, or has what only Mixpanel's events have, or PostHog's, too."""
    if "$token" in body:
        return "event" not in body and ("$distinct_id" in body or "$group_key" in body)
    if body.keys() != _KEYS or not isinstance(body["event"], str):
        return False
    properties, token = inner(body, "properties"), inner(body, "properties").get("token")
    if "$lib" in properties or (isinstance(token, str) and token.startswith("phc_")):
        return False
    if any(name.startswith(("mp_", "$mp_")) for name in properties):
        return True
    if isinstance(token, str):
        return any(name in properties for name in _WHOSE)
    return "$insert_id" in properties and "time" in properties


def read(body: Body) -> Sent | None:
    """What an event, or an update of a profile, says."""
    if "event" not in body:
        return _profile(body) if "$token" in body else None
    properties, name = opened(body.get("properties")), body["event"]
    if properties is None:
        return None
    kind = _KINDS.get(name, Kind.TRACK) if isinstance(name, str) else Kind.TRACK
    library = text(properties.get("mp_lib"))
    return Sent(
        kind=kind,
        name=name if kind is Kind.TRACK else None,
        properties=without(properties, _LEFT_OUT) if kind is Kind.TRACK else None,
        fields=_fields(properties, kind),
        library=library,
        platform=_PLATFORMS.get((library or "").lower()),
    )


def _profile(body: Body) -> Sent | None:
    """What an update sets; what adds to a value or removes it says none. Groups are no users."""
    if "$group_key" in body:
        return Sent(kind=Kind.OTHER)
    traits: dict[str, Json] = {}
    for operation in ("$set_once", "$set"):
        values = opened(body.get(operation))
        if values is None:
            return None
        traits |= values
    fields = {"distinct_id": body.get("$distinct_id"), "timestamp": number(body.get("$time"))}
    return Sent(kind=Kind.IDENTIFY, properties=traits, fields=fields)


def _fields(properties: Body, kind: Kind) -> Body:
    moment = number(properties.get("time"))
    if kind is Kind.ALIAS:
        old = first(properties, "$anon_id", "distinct_id")
        new = first(properties, "$identified_id", "alias")
        return {"distinct_id": old, "new_user_id": new, "timestamp": moment}
    return {
        "distinct_id": properties.get("distinct_id"),
        "device_id": properties.get("$device_id"),
        "timestamp": moment,
    }


VENDOR = Vendor(
    shape=Shape.MIXPANEL, label="Mixpanel", is_meant=is_meant, read=read, of_sdk=_OF_SDK
)
