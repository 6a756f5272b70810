"""By what a JSON object is taken for a payload, for a log record, or for neither."""

import re
from collections.abc import Mapping

from tracking_plan.place import Json

ENVELOPE = frozenset({"event", "distinct_id", "new_user_id"})
"""Keys that say what a payload does: an object that has one is no wrapper."""

_SIGNS = ENVELOPE | {  # of Altertable's payloads, and of others that are captured
    *("environment", "properties", "traits", "anonymous_id", "device_id"),
    *("event_type", "event_properties", "user_properties", "user_id"),
    *("anonymousId", "userId", "messageId", "previousId", "groupId"),
}
_ENOUGH = ENVELOPE | {"event_type"}  # by itself, unless it is a log's
_PAYLOAD_TEXT = re.compile(
    r'\\?"(?:event|distinct_id|new_user_id|properties|traits|batch|event_type)\\?"\s*:'
)

TEXTS = (
    *("log", "message", "msg", "line", "Line", "MESSAGE", "textPayload", "jsonPayload"),
    *("value", "payload", "body", "data", "record", "detail"),
)
"""Keys under which a log or a queue has what was written, or sent."""

_OF_LOGS = frozenset(TEXTS[:7])
_ABOUT_LOGS = frozenset(
    {
        *("level", "lvl", "levelname", "severity", "logger", "log_level", "stream", "Source"),
        *("time", "ts", "timestamp", "Timestamp", "@timestamp", "pid", "hostname", "caller"),
        *("logStreamName", "ingestionTime", "id", "service", "app", "container", "labels"),
    }
)
_NO_EVENT = _OF_LOGS | (_ABOUT_LOGS - {"timestamp", "id"})


def is_payload(value: Mapping[str, Json]) -> bool:
    """Whether an object that stands within something else is a payload beyond doubt."""
    signs = value.keys() & _SIGNS
    if len(signs) > 1:
        return not signs.isdisjoint(_ENOUGH | {"traits", "properties"})
    return bool(signs & _ENOUGH) and value.keys().isdisjoint(_NO_EVENT)


def is_log_record(value: Json) -> bool:
    """Whether a value is what a logger writes: a text, and something about it."""
    if not isinstance(value, dict) or value.keys().isdisjoint(_ABOUT_LOGS):
        return False
    return any(isinstance(value.get(key), str) for key in value.keys() & _OF_LOGS)


def may_have_payload(text: str) -> bool:
    """Whether a text that cannot be read may have a payload, by the keys in it."""
    return _PAYLOAD_TEXT.search(text) is not None
