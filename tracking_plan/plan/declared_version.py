"""Which version of an event a declared version means, on the wire and in code alike."""

from enum import StrEnum
from typing import NamedTuple

from tracking_plan.place import Json
from tracking_plan.plan.model import Event, EventVersion
from tracking_plan.plan.version import Version, parse_version


class VersionMatch(StrEnum):
    """How a declared version relates to the planned one of its major."""

    EXACT = "exact"
    OLDER_MINOR = "older-minor"
    NEWER_MINOR = "newer-minor"


class PlannedVersion(NamedTuple):
    """The version of an event that a declared one means, and how the two relate."""

    version: EventVersion
    match: VersionMatch


def declared_version(value: Json) -> Version | None:
    """The version that the value of a `version_property` declares; None where it is malformed.

    A whole number is a major. A fraction is malformed: 2.10 and 2.1 are the same number.
    """
    if isinstance(value, str):
        return parse_version(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return parse_version(str(int(value))) if value == value // 1 and value < 1e9 else None


def planned_version(event: Event, declared: Version) -> PlannedVersion | None:
    """The newest version of the declared major; None where the event has no such major."""
    newest = event.newest_of(declared.major)
    if newest is None:
        return None
    if declared == newest.version:
        match = VersionMatch.EXACT
    else:
        is_older = declared < newest.version
        match = VersionMatch.OLDER_MINOR if is_older else VersionMatch.NEWER_MINOR
    return PlannedVersion(newest, match)
