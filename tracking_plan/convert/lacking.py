"""What a plan lacks of what captures show: events, and properties of events that it has.

Nothing that is added breaks anybody: a property that is new to the plan is optional there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracking_plan.convert.draft import Draft, Drafted, DraftEvent
from tracking_plan.names.likeness import fold
from tracking_plan.names.property_path import below, items_of
from tracking_plan.plan.event_names import EventNames, MatchKind
from tracking_plan.plan.model import Event, Plan, Property
from tracking_plan.plan.text.origin import Origin
from tracking_plan.report.escape import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Properties that an object of the plan lacks: an event's, or that of the property at `path`.

    `origin` is where the object is written. `event` None: they are traits.
    """

    event: str | None
    path: str
    origin: Origin
    properties: Mapping[str, Drafted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a plan lacks. `variants` are events under another spelling than the plan's."""

    events: tuple[DraftEvent, ...]
    additions: tuple[Addition, ...]
    variants: tuple[tuple[str, str], ...]


def lacking(plan: Plan, found: Draft) -> Lacking:
    """What the plan lacks of a draft."""
    names = EventNames(plan)
    matches = [(event, names.find(event.name)) for event in found.events]
    return Lacking(
        events=tuple(_with_near(event, names) for event, match in matches if match is None),
        additions=tuple(
            addition
            for event, match in matches
            if match is not None and match.kind is MatchKind.EXACT
            for addition in _of_event(match.event, event)
        )
        + tuple(_of_traits(plan, found)),
        variants=tuple(
            (event.name, match.event.name)
            for event, match in matches
            if match is not None and match.kind is MatchKind.VARIANT
        ),
    )


def _with_near(event: DraftEvent, names: EventNames) -> DraftEvent:
    """The event, with a comment where the plan has one of nearly the same name."""
    near = names.nearest(event.name)
    if near is None:
        return event
    return replace(event, remarks=(*event.remarks, visible(f"the plan has {near!r}")))


def _of_event(event: Event, found: DraftEvent) -> Iterator[Addition]:
    current = event.current
    is_current = found.version is None or found.version.major == current.version.major
    if not is_current or current.status.is_leaving:
        return
    yield from _of_object(
        event.name,
        "",
        current.origin,
        current.properties,
        found.properties,
        is_open=current.additional_properties is not False,
        also_known=(prop.name for version in event.previous for prop in version.properties),
    )


def _of_traits(plan: Plan, found: Draft) -> Iterator[Addition]:
    if plan.traits is not None and found.traits is not None:
        yield from _of_object(None, "", plan.origin, plan.traits, found.traits, is_open=False)


def _of_object(
    event: str | None,
    path: str,
    origin: Origin,
    planned: Iterable[Property],
    found: Mapping[str, Drafted],
    *,
    is_open: bool,
    also_known: Iterable[str] = (),
) -> Iterator[Addition]:
    """What an object lacks, and what the objects within it lack."""
    own = {prop.name: prop for prop in planned}
    known = {fold(name) for name in (*own, *also_known)}
    new = {
        name: replace(one, is_required=False)
        for name, one in found.items()
        if fold(name) not in known
    }
    if new and not is_open:
        yield Addition(event=event, path=path, origin=origin, properties=new)
    for name, prop in own.items():
        if name in found:
            yield from _within(event, below(path, name), prop, found[name])


def _within(event: str | None, path: str, prop: Property, found: Drafted) -> Iterator[Addition]:
    if prop.ref is not None or prop.is_common:
        return  # it is written elsewhere, for other events, too
    if prop.items is not None and found.items is not None:
        yield from _within(event, items_of(path), prop.items, found.items)
    elif prop.properties is not None and found.properties is not None:
        is_open = prop.additional_properties is not False
        yield from _of_object(
            event, path, prop.origin, prop.properties, found.properties, is_open=is_open
        )
