"""What the SDKs send by themselves: events and properties whose names begin with `$`."""

SYSTEM_EVENTS = frozenset({"$pageview", "$screen", "$view"})
SYSTEM_PROPERTIES = (
    "$lib",
    "$lib_version",
    "$referer",
    "$release",
    "$screen_name",
    "$url",
    "$view_id",
    "$view_name",
    "$view_type",
    "$viewport",
)
SYSTEM_PREFIXES = ("$app_", "$device", "$os")
_PROPERTIES = frozenset(SYSTEM_PROPERTIES)


def is_sent_by_sdks(key: str) -> bool:
    """Whether an SDK sends a property of this name."""
    return key in _PROPERTIES or key.startswith(SYSTEM_PREFIXES)
