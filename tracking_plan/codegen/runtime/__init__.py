"""What generated helpers run on: standard library only, free of any one plan.

`generate` copies this package, as it is, next to the helpers (`runtime: vendored`), so that
production code does not need tracking-plan itself.
"""

from .emitter import Emitter, Mode, OnError, Slot
from .errors import PlanViolation, TrackingError, Unsendable
from .messages import Alias, Identify, Message, Track
from .personal import PersonalData
from .schema import EventSchema, Field, Shape, violations
from .transport import Recorder, SdkClient, SdkTransport, Transport
from .unset import UNSET, Unset

__all__ = [
    "UNSET",
    "Alias",
    "Emitter",
    "EventSchema",
    "Field",
    "Identify",
    "Message",
    "Mode",
    "OnError",
    "PersonalData",
    "PlanViolation",
    "Recorder",
    "SdkClient",
    "SdkTransport",
    "Shape",
    "Slot",
    "Track",
    "TrackingError",
    "Transport",
    "Unsendable",
    "Unset",
    "violations",
]
