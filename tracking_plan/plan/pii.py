"""Personal data: what the plan says of them at a property."""

from enum import StrEnum
from typing import NamedTuple


class PiiKind(StrEnum):
    """The kind of personal data in a property; `none`: reviewed, not personal."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    IP = "ip"
    LOCATION = "location"
    ID = "id"
    FINANCIAL = "financial"
    HEALTH = "health"
    OTHER = "other"
    NONE = "none"


class PiiAction(StrEnum):
    """What happens to personal data before it is sent."""

    ALLOW = "allow"
    HASH = "hash"
    DROP = "drop"
    FORBID = "forbid"

    @property
    def is_never_sent(self) -> bool:
        """Whether the value never leaves the program, hashed or not."""
        return self in (PiiAction.DROP, PiiAction.FORBID)


class Pii(NamedTuple):
    """What the plan says about personal data in a property."""

    kind: PiiKind
    action: PiiAction = PiiAction.ALLOW
    reason: str | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it says that the data are personal."""
        return self.kind is not PiiKind.NONE
