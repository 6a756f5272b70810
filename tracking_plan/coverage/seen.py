"""What captured payloads have of each event version: how many there are, and which properties."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tracking_plan.altertable.system_names import is_system
from tracking_plan.coverage.model import Seen
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import Verdict
from tracking_plan.place import Json
from tracking_plan.plan.model import Event, Plan, Property

MAX_NAMES = 1000  # of events that no plan has: rows of their own
MAX_KEYS = 200  # of an event, that no plan has
OTHERS = "(others)"  # what stands for names beyond these


class Tally:
    """The payloads of one event version."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.properties: Counter[str] = Counter()
        self.unplanned: Counter[str] = Counter()

    def add(self, subject: Subject) -> None:
        """Counts a payload, with its moment and each of its properties once."""
        now, seen = subject.payload.moment, self.seen
        first = min(filter(None, (seen.first, now)), default=None)
        last = max(filter(None, (seen.last, now)), default=None)
        self.seen = Seen(count=seen.count + 1, first=first, last=last)
        keys = tuple(_keys(subject.payload.properties, subject.planned, subject.others, ""))
        self.properties.update({path for path, is_planned in keys if is_planned})
        for path in {path for path, is_planned in keys if not is_planned}:
            if subject.event is not None and not subject.is_free(path):
                has_room = path in self.unplanned or len(self.unplanned) < MAX_KEYS
                self.unplanned[path if has_room else OTHERS] += 1


def _keys(
    value: dict[str, Json], planned: Iterable[Property], others: Property | None, path: str
) -> Iterator[tuple[str, bool]]:
    """The path of each key of an object and in it, and whether it is planned."""
    by_name = {prop.name: prop for prop in planned}
    for name, inner in value.items():
        prop = by_name.get(name)
        if prop is not None:
            yield from _value(inner, prop, below(path, name))
        elif others is not None and (path or not is_system(name)):
            yield from _value(inner, others, values_of(path))
        else:
            yield below(path, shown(name)), False


def _value(value: Json, prop: Property, path: str) -> Iterator[tuple[str, bool]]:
    yield path, True
    if isinstance(value, list) and prop.items is not None:
        for item in value:
            yield from _value(item, prop.items, items_of(path))
    elif isinstance(value, dict) and (prop.properties is not None or prop.others is not None):
        yield from _keys(value, prop.properties or (), prop.others, path)


class SeenEvents:
    """The events in captured payloads. Memory is bounded, however many payloads there are."""

    def __init__(self, plan: Plan, *, today: date) -> None:
        self._examiner = Examiner(plan, Settings(today=today))
        self._by_version: dict[tuple[str, str | None], Tally] = {}
        self.unplanned: dict[str, Tally] = {}
        self.payloads = 0
        self.of_sdks = 0
        self.unnamed = 0

    def add(self, payloads: Iterable[Payload]) -> None:
        """Counts payloads, identify and alias payloads among those without an event."""
        for payload in payloads:
            self.payloads += 1
            subject = self._examiner.subject(payload)
            tally = self._tally(subject)
            if tally is not None:
                tally.add(subject)

    def _tally(self, subject: Subject) -> Tally | None:
        """What counts the payload; None where it has no event, or an SDK's own."""
        name = subject.shown_name
        if name is None:
            self.unnamed += 1
            return None
        if subject.event is not None:
            key = subject.event.name, _version(subject.event, subject.verdict)
            return self._by_version.setdefault(key, Tally())
        if is_system(name) or subject.payload.of_sdk.has_event(subject.payload.name or name):
            self.of_sdks += 1
            return None
        if name not in self.unplanned and len(self.unplanned) >= MAX_NAMES:
            name = OTHERS
        return self.unplanned.setdefault(name, Tally())

    def of(self, name: str, version: str) -> Tally:
        """What was seen of a version; nothing where no payload has it."""
        return self._by_version.get((name, version)) or Tally()

    def without_version(self, name: str) -> int:
        """How many payloads of an event have no properties, so that their version is unknown."""
        found = self._by_version.get((name, None))
        return found.seen.count if found else 0


def _version(event: Event, verdict: Verdict | None) -> str | None:
    """The version that a payload is of; None where it has no properties to tell by."""
    if verdict is not None:
        return str(verdict.version.version)
    return None if event.previous else str(event.current.version)
