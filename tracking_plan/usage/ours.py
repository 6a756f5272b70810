"""Which calls are Altertable's: made with its SDKs, or posted to its API without one."""

from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.sdks.altertable import PYTHON
from tracking_plan.usage.sdks.http import ALTERTABLE


def is_altertables(call: Call) -> bool:
    """Whether a call sends to Altertable, in whatever way."""
    return call.sdk in (PYTHON.name, ALTERTABLE.name)


def is_posted(call: Call) -> bool:
    """Whether a call posts to Altertable's API without an SDK: its options are the payload."""
    return call.sdk == ALTERTABLE.name
