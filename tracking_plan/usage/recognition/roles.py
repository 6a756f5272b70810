"""The role of an expression in an SDK, and the confidence in it."""

from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.usage.sdks.shape import Sdk, Signature, TrackingFunction


class Role(StrEnum):
    """What an expression is to an SDK."""

    MODULE = "module"
    CLASS = "class"
    HOOK = "hook"
    CLIENT = "client"
    METHOD = "method"


class Confidence(StrEnum):
    """The confidence that an expression has a role in an SDK.

    What is `LIKELY` counts where the arguments fit. What is `DOUBTFUL` may as well be something
    else: no rule reports it, but what it may send is not called missing. What is `FAINT` is
    doubtful, and counts only where its arguments name an event.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    FAINT = "faint"


@dataclass(frozen=True, slots=True, kw_only=True)
class SdkObject:
    """What an expression is in an SDK. `name` is a method's; `after` as in `Signature`.

    `dropped`: methods of the SDK's that its type leaves out. What has such a name is not the SDK's.
    """

    sdk: Sdk
    role: Role
    name: str = ""
    after: str | None = None
    dropped: frozenset[str] = frozenset()
    confidence: Confidence = Confidence.CERTAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedCallee:
    """A callee that tracks. `signature` None: its calls send nothing."""

    owner: Sdk | TrackingFunction
    signature: Signature | None
    confidence: Confidence = Confidence.CERTAIN
