"""What captures show of one event: how often it came, from where, in which versions."""

import re
from collections import Counter
from enum import StrEnum

from tracking_plan.altertable.libraries import PLATFORMS, without_scope
from tracking_plan.altertable.system_names import is_plannable, is_system
from tracking_plan.convert.inference.room import EventRoom, Total, digest
from tracking_plan.convert.inference.seen import Seen
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.plan.version import Version

LONGEST_EVENT = 200  # characters of a name that is kept
_MOST_VERSIONS = 20  # majors, and minors of each, that are counted apart
_TEMPLATED = re.compile(r"[0-9]{3}|[0-9A-Fa-f]{8}-")
_DIGESTS = 1 << 64


class Unnamed(StrEnum):
    """Why a track payload's event is not among those that are kept."""

    NO_TEXT = "whose event is no text"
    SYSTEM = "of events of the SDKs"
    UNPLANNABLE = "of events whose names no plan can have"
    PERSONAL = "of events whose names look personal"
    TOO_LONG = "of events whose names are too long"
    TOO_MANY = "of more events than are kept apart"


class EventSeen:
    """One event. `root` has the properties of payloads that declare no version.

    `majors` has those of payloads that do, by their major. `senders` counts payloads by library;
    None is the key of those whose library is not known.
    """

    __slots__ = ("bare", "count", "majors", "minors", "priority", "room", "root", "senders")

    def __init__(self, name: str, total: Total) -> None:
        self.priority = event_priority(name)
        self.count = 0
        self.bare = 0  # payloads without an object of properties
        self.room = EventRoom(total)
        self.root = Seen(0)
        self.majors: dict[int, Seen] = {}
        self.minors: dict[int, int] = {}
        self.senders: Counter[str | None] = Counter()

    @property
    def sources(self) -> frozenset[str | None]:
        """Who sends it; None is one of them where some payloads do not say."""
        known = self.senders.items()
        return frozenset(PLATFORMS[without_scope(lib)] if lib else None for lib, n in known if n)

    def of_version(self, version: Version | None) -> Seen:
        """Where the properties of a payload of that version are counted."""
        if version is None or version.major > _MOST_VERSIONS:
            return self.root
        major, minor = version
        if major not in self.majors:
            self.majors[major] = Seen(0)
        self.minors[major] = max(minor, self.minors.get(major, 0))
        return self.majors[major]


def event_priority(name: str) -> int:
    """Smaller is better: names that seem to have data in them come last."""
    return digest(name) + (_DIGESTS if _TEMPLATED.search(name) else 0)


def why_unnamed(name: str) -> Unnamed | None:
    """Why no plan gets an event of this name; None: it may."""
    if is_system(name):
        return Unnamed.SYSTEM
    if len(name) > LONGEST_EVENT:
        return Unnamed.TOO_LONG
    if not is_plannable(name):
        return Unnamed.UNPLANNABLE
    return Unnamed.PERSONAL if shown(name[:80]) != name[:80] else None
