"""Times without a time zone, the most frequent reason why a text is no time."""

import re

from tracking_plan.validation.validator import Violation

_WITHOUT_ZONE = re.compile(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ])?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,12})?\Z"
)


def lacks_zone(violation: Violation) -> bool:
    """Whether a text breaks its format since it is a time that does not say where."""
    is_time = violation.message.endswith("time") and isinstance(violation.value, str)
    return is_time and _WITHOUT_ZONE.match(str(violation.value)) is not None
