"""The names that begin with `$`: which events and properties the SDKs send by themselves."""

from tracking_plan.plan.words import listed

PREFIX = "$"
SENT_EVENTS = frozenset(("$pageview", "$screen", "$view"))
SENT_PROPERTIES = listed(
    """$lib $lib_version $release $url $viewport $referer $screen_name $view_name $view_type
    $view_id"""
)
SENT_PREFIXES = ("$app_", "$device", "$os")  # mobile SDKs: $app_version, $device_model, $os_name


def is_system(name: str) -> bool:
    """Whether the name is of the kind that only SDKs may give."""
    return name.startswith(PREFIX)


def is_sent_event(name: str) -> bool:
    """Whether an SDK sends an event of this name by itself."""
    return name in SENT_EVENTS


def is_sent_property(name: str) -> bool:
    """Whether an SDK adds a property of this name by itself."""
    return name in SENT_PROPERTIES or name.startswith(SENT_PREFIXES)
