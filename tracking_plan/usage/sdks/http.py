"""HTTP APIs that events are posted to without an SDK: what stands under which path."""

from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature

_ALL = ("python", "javascript", "typescript")
_BODY = Parameter(position=0)
_OF_ALL = frozenset({"environment", "timestamp", "distinct_id"})
_IDS = frozenset({"anonymous_id", "device_id", "session_id"})


def _in_body(key: str) -> Parameter:
    """What the JSON object that is posted has under a key."""
    return Parameter(position=0, key=key)


def _track(path: str, user_id: str) -> Signature:
    """`{"event": ..., "properties": {...}}`."""
    return Signature(
        name=path,
        method=Method.TRACK,
        event=_in_body("event"),
        properties=_in_body("properties"),
        user_id=_in_body(user_id),
    )


def _identify(path: str, user_id: str) -> Signature:
    """`{"traits": {...}}`."""
    return Signature(
        name=path,
        method=Method.IDENTIFY,
        user_id=_in_body(user_id),
        properties=_in_body("traits"),
    )


ALTERTABLE = Sdk(
    name="altertable-http",
    languages=_ALL,
    hosts=frozenset({"api.altertable.ai"}),
    marks=frozenset({"environment", "event"}),
    signatures=(
        Signature(
            name="track",
            method=Method.TRACK,
            event=_in_body("event"),
            properties=_in_body("properties"),
            user_id=_in_body("distinct_id"),
            options=_BODY,
            option_names=_OF_ALL | _IDS | {"event", "properties"},
        ),
        Signature(
            name="identify",
            method=Method.IDENTIFY,
            user_id=_in_body("distinct_id"),
            properties=_in_body("traits"),
            options=_BODY,
            option_names=_OF_ALL | _IDS | {"traits"},
        ),
        Signature(
            name="alias",
            method=Method.ALIAS,
            user_id=_in_body("distinct_id"),
            new_user_id=_in_body("new_user_id"),
            options=_BODY,
            option_names=_OF_ALL | {"new_user_id"},
        ),
    ),
)
_SEGMENT = Sdk(
    name="segment-http",
    languages=_ALL,
    hosts=frozenset({"api.segment.io", "events.eu1.segmentapis.com"}),
    signatures=(_track("v1/track", "userId"), _identify("v1/identify", "userId")),
    has_all_parameters=False,
)
_POSTHOG = Sdk(
    name="posthog-http",
    languages=_ALL,
    hosts=frozenset({"us.i.posthog.com", "eu.i.posthog.com", "app.posthog.com"}),
    signatures=(_track("capture", "distinct_id"), _track("i/v0/e", "distinct_id")),
    has_all_parameters=False,
    own_properties=frozenset({"distinct_id", "token"}),  # the id and the key may stand there
)

SDKS = (ALTERTABLE, _SEGMENT, _POSTHOG)
