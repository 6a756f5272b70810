"""The role of an expression in an SDK, and the confidence in it."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

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


_FROM_BEST = tuple(Confidence)


class SdkObject(Struct, frozen=True, kw_only=True):
    """What an expression is in an SDK. `name` is a method's; `after` as in `Signature`.

    `dropped`: methods of the SDK's that its type leaves out. What has such a name is not the SDK's.
    """

    sdk: Sdk
    role: Role
    name: str = ""
    after: str | None = None
    dropped: frozenset[str] = frozenset()
    confidence: Confidence = Confidence.CERTAIN

    @property
    def is_maker(self) -> bool:
        """Whether it is a method that returns what has methods of its own."""
        return self.role is Role.METHOD and self.name in self.sdk.makers


def doubtful(known: SdkObject) -> SdkObject:
    """The same, where it may be something else."""
    return replace(known, confidence=Confidence.DOUBTFUL)


def one_of(options: Sequence[SdkObject | None]) -> SdkObject | None:
    """What is one of several things in an SDK; doubtful where they differ, or one is none."""
    found = [one for one in options if one is not None]
    if not found:
        return None
    least = max(found, key=lambda one: _FROM_BEST.index(one.confidence))
    dropped = frozenset[str]().union(*(one.dropped for one in found))
    known = replace(found[0], dropped=dropped, confidence=least.confidence)
    is_one = len({(one.sdk.name, one.role, one.name, one.after) for one in found}) == 1
    return known if is_one and len(found) == len(options) else doubtful(known)


class TrackedCallee(Struct, frozen=True, kw_only=True):
    """A callee that tracks. `signature` None: its calls send nothing."""

    owner: Sdk | TrackingFunction
    signature: Signature | None
    confidence: Confidence = Confidence.CERTAIN
