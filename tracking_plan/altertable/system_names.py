"""Names that begin with `$`, which are an SDK's and not a plan's; and those that SDKs send."""

import re

PREFIX = "$"
SENT_EVENTS = frozenset(("$pageview", "$screen", "$view"))
SENT_PROPERTIES = frozenset(
    (
        """$lib $lib_version $release $url $viewport $referer $screen_name $view_name $view_type
    $view_id"""
    ).split()
)
SENT_PREFIXES = ("$app_", "$device", "$os")  # mobile SDKs: $app_version, $device_model, $os_name


def is_system(name: str) -> bool:
    """Whether the name is of the kind that only SDKs may give."""
    return name.startswith(PREFIX)


def is_plannable(name: str) -> bool:
    """Whether a plan can call something so: not an SDK's name, blank, padded or unprintable."""
    if not name or is_system(name) or name != name.strip():
        return False
    return name.isprintable() or _CONTROL.search(name) is None


def why_unplannable(name: str) -> str:
    """Why a plan cannot call something so, as the end of a sentence."""
    if is_system(name):
        return "begins with '$', which is reserved for the SDKs"
    if not name.strip():
        return "is blank"
    return "is padded with spaces" if name != name.strip() else "has a control character"


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_sent_event(name: str) -> bool:
    """Whether an SDK sends an event of this name by itself."""
    return name in SENT_EVENTS


def is_sent_property(name: str) -> bool:
    """Whether an SDK adds a property of this name by itself."""
    return name in SENT_PROPERTIES or name.startswith(SENT_PREFIXES)
