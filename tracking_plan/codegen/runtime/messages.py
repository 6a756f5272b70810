"""What is sent, as values: every field is already as it goes on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Something happened. `timestamp` is ISO 8601 in UTC; None: the time of sending."""

    event: str
    distinct_id: str
    properties: Mapping[str, object]
    environment: str
    timestamp: str | None = None
    anonymous_id: str | None = None
    device_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identify:
    """Who a user is. No `traits`: only the ids are linked."""

    distinct_id: str
    traits: Mapping[str, object]
    environment: str
    timestamp: str | None = None
    anonymous_id: str | None = None
    device_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Two ids mean one user."""

    distinct_id: str
    new_user_id: str
    environment: str
    timestamp: str | None = None


Message = Track | Identify | Alias
