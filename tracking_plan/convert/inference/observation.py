"""What captured payloads show: their events, properties, traits, environments and senders."""

from collections import Counter
from heapq import heappop, heappush

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.altertable.libraries import PLATFORMS, without_scope
from tracking_plan.convert.inference.event_seen import (
    EventSeen,
    Unnamed,
    event_priority,
    why_unnamed,
)
from tracking_plan.convert.inference.keys import is_data
from tracking_plan.convert.inference.room import EventRoom, Total
from tracking_plan.convert.inference.seen import Seen
from tracking_plan.convert.inference.values import add_object
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.place import Json
from tracking_plan.plan.declared_version import declared_version
from tracking_plan.plan.version import Version

MOST_ENVIRONMENTS = 10
_OWN_SCOPE = "@altertable/"
_LONGEST = 60  # characters of the name of a library, or of an environment


class Observation:
    """What was seen so far. The order of payloads makes no difference.

    `environments` None: more than a plan would list.
    """

    def __init__(self, *, version_property: str | None, total: Total | None = None) -> None:
        self._version_property = version_property
        self._total = total or Total()
        self._by_priority: list[tuple[int, str]] = []
        self._limit: int | None = None
        self.events: dict[str, EventSeen] = {}
        self.traits = Seen(0)
        self._traits_room = EventRoom(self._total)
        self.environments: dict[str, int] | None = {}
        self.kinds: Counter[Kind] = Counter()
        self.unnamed: Counter[Unnamed] = Counter()

    def add(self, value: Json) -> None:
        """Counts a payload."""
        if not isinstance(value, dict):
            self.kinds[Kind.UNKNOWN] += 1
            return
        kind = kind_of(value)
        self.kinds[kind] += 1
        if kind is Kind.TRACK:
            self._add_track(value)
        elif kind is Kind.IDENTIFY and isinstance(value.get("traits"), dict):
            traits = value["traits"]
            assert isinstance(traits, dict)
            add_object(self.traits, traits, self._traits_room, 1)
        if self._total.left < 0:
            self._make_room()
        environment = value.get("environment")
        known = self.environments
        if isinstance(environment, str) and known is not None:
            if environment in known:
                known[environment] += 1
            elif len(known) < MOST_ENVIRONMENTS and len(environment) <= _LONGEST:
                known[environment] = 1
            else:
                self.environments = None

    def add_foreign(self, payload: Payload) -> None:
        """Counts a payload that was read in another shape than Altertable's own."""
        names = payload.of_sdk
        if payload.kind is Kind.OTHER:
            self.kinds[Kind.OTHER] += 1
        elif payload.name is not None and names.has_event(payload.name):
            self.kinds[Kind.TRACK] += 1
            self.unnamed[Unnamed.SYSTEM] += 1
        else:
            own = {k: v for k, v in payload.properties.items() if not names.has_property(k)}
            key = "traits" if payload.kind is Kind.IDENTIFY else "properties"
            self.add(payload.body | ({key: own} if payload.has_properties else {}))

    @property
    def libs(self) -> dict[str, set[str]]:
        """The libraries that sent events, by the source that each speaks for."""
        found: dict[str, set[str]] = {}
        for event in self.events.values():
            for lib in filter(None, event.senders):
                found.setdefault(PLATFORMS[without_scope(lib)], set()).add(lib)
        return found

    @property
    def of_unknown_source(self) -> int:
        """How many payloads do not say which library sent them, or name one that is not known."""
        return sum(event.senders[None] for event in self.events.values())

    @property
    def plain_environments(self) -> tuple[str, ...]:
        """The environments, where a plan can list them all; none where it cannot."""
        names = sorted(self.environments or ())
        return () if any(map(is_data, names)) else tuple(names)

    def _add_track(self, value: dict[str, Json]) -> None:
        name = value["event"]
        event = self.events.get(name) if isinstance(name, str) else None
        if event is None:
            event = self._first(name)
            if event is None:
                return
        event.count += 1
        properties = value.get("properties")
        if not isinstance(properties, dict):
            event.bare += 1
            return
        event.senders[_library(properties.get("$lib"))] += 1
        seen = event.root
        if self._version_property in properties:
            seen = event.of_version(self._declared(properties))
        add_object(seen, properties, event.room, 1)

    def _declared(self, properties: dict[str, Json]) -> Version | None:
        name = self._version_property
        return declared_version(properties[name]) if name is not None else None

    def _first(self, name: Json) -> EventSeen | None:
        """What is seen of an event the first time; None: it is not kept."""
        if not isinstance(name, str):
            self.unnamed[Unnamed.NO_TEXT] += 1
            return None
        why = why_unnamed(name)
        if why is None and self._limit is not None and event_priority(name) >= self._limit:
            why = Unnamed.TOO_MANY
        if why is not None:
            self.unnamed[why] += 1
            return None
        found = self.events[name] = EventSeen(name, self._total)
        heappush(self._by_priority, (-found.priority, name))
        return found

    def _make_room(self) -> None:
        """Leaves out the events of the worst priorities, as many as have to go."""
        while self._total.left < 0 and self._by_priority:
            priority, name = heappop(self._by_priority)
            self._limit = -priority
            gone = self.events.pop(name)
            self._total.left += gone.room.charged
            self.unnamed[Unnamed.TOO_MANY] += gone.count


def _library(lib: Json) -> str | None:
    """A known library as it calls itself; None: it is not known."""
    if not isinstance(lib, str) or len(lib) > _LONGEST:
        return None
    bare = without_scope(lib)
    if bare not in PLATFORMS:
        return None
    return lib if lib.startswith(_OWN_SCOPE) else bare
