"""What a lint rule looks at: the plan, and every property in it where it is written."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracking_plan.plan.model import Event, EventVersion, Plan, Property
from tracking_plan.plan.walk import walk


class Use(NamedTuple):
    """A property where it is written. `event` and `version` are None in `shared` and its like.

    A tuple and not a dataclass, as a large plan has tens of thousands of them.
    """

    path: str
    prop: Property
    event: Event | None
    version: EventVersion | None

    @property
    def event_name(self) -> str | None:
        """The name of the event that the property is written in, for a finding."""
        return self.event.name if self.event else None

    @property
    def version_text(self) -> str | None:
        """The version that the property is written in, for a finding."""
        return str(self.version.version) if self.version else None


class Subject:
    """A plan as lint rules see it.

    `events` are those that new code should send: neither deprecated nor retired. Rules about
    names and words keep to them and to `active`, as nobody should reword what is on its way out.
    `uses` holds every property once, nested ones and those of old versions too: an event's own,
    then `common`, `shared` and `traits`. What a `ref` brings along stands under `shared` alone.
    """

    __slots__ = ("active", "by_name", "events", "plan", "today", "uses")

    def __init__(self, plan: Plan, *, today: date) -> None:
        self.plan = plan
        self.today = today
        self.events = tuple(event for event in plan.events.values() if not event.status.is_leaving)
        self.uses = (*_event_uses(plan.events.values()), *_plan_uses(plan))
        self.active = tuple(_active(self.uses))
        self.by_name: Mapping[str, list[Use]] = _by_name(self.active)


def _active(uses: Iterable[Use]) -> Iterator[Use]:
    """The uses that new code may send."""
    for use in uses:
        if use.prop.status.is_leaving:
            continue
        event = use.event
        if event is None or (use.version is event.current and not event.status.is_leaving):
            yield use


def leaving(subject: Subject) -> Iterator[Use]:
    """The deprecated properties of what may still be sent, where they are used."""
    for use in subject.uses:
        event = use.event
        is_current = event is None or (use.version is event.current and not event.status.is_leaving)
        if is_current and use.prop.status.is_leaving:
            yield use


def _by_name(uses: Iterable[Use]) -> Mapping[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for use in uses:
        if name := use.prop.name:  # the items of an array have none
            found.setdefault(name, []).append(use)
    return found


def _event_uses(events: Iterable[Event]) -> Iterator[Use]:
    for event in events:
        for version in event.versions:
            own = (prop for prop in version.properties if not prop.is_common)
            for path, prop in walk(own, descends=is_written_here, others=version.others):
                yield Use(path, prop, event, version)


def _plan_uses(plan: Plan) -> Iterator[Use]:
    properties = (*plan.common, *plan.shared.values(), *(plan.traits or ()))
    for path, prop in walk(properties, descends=is_written_here):
        yield Use(path, prop, None, None)


def is_written_here(prop: Property) -> bool:
    """Whether what is within a property is written there: below a `ref` nothing is."""
    return prop.ref is None
