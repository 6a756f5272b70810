"""A first plan out of captures: what payloads have in common, written down as events."""

from collections.abc import Iterator
from functools import reduce

from tracking_plan.convert.draft import Draft, DraftEvent
from tracking_plan.convert.inference.event_seen import EventSeen
from tracking_plan.convert.inference.observation import Observation
from tracking_plan.convert.inference.properties import LEAST, others_of, properties_of
from tracking_plan.convert.inference.seen import Seen, merged
from tracking_plan.plan.version import Version

_FIRST = Version(1, 0)


def draft(seen: Observation, *, version_property: str | None) -> Draft:
    """The events that the payloads are of, and the traits of users, all sorted by name.

    `version_property` carries the version, so it is no property of an event.
    """
    names = sorted(seen.events, key=lambda name: (name.casefold(), name))
    has_several_sources = len(seen.libs) > 1
    traits = seen.traits
    is_known = traits.further is None and not traits.is_cut and traits.children
    return Draft(
        events=tuple(
            _event(name, seen.events[name], version_property, with_sources=has_several_sources)
            for name in names
        ),
        unnamed=(),
        traits=properties_of(traits, of_person=True) if is_known else None,
    )


def _event(
    name: str, seen: EventSeen, version_property: str | None, *, with_sources: bool
) -> DraftEvent:
    newest = max(seen.majors, default=None)
    shapes = [seen.root] if seen.root.objects or newest is None else []
    shapes += [seen.majors[newest]] if newest is not None else []
    version = _FIRST if newest is None else Version(newest, seen.minors[newest])
    return _version(
        name,
        reduce(merged, shapes),
        version_property,
        sources=_sources(seen) if with_sources else None,
        remarks=tuple(_remarks(seen)),
        version=None if version == _FIRST else version,
        older=tuple(
            _version(
                name,
                seen.majors[major],
                version_property,
                remarks=(f"in {seen.majors[major].objects:,} payloads",),
                version=Version(major, seen.minors[major]),
            )
            for major in sorted(seen.majors, reverse=True)
            if major != newest
        ),
    )


def _version(
    name: str,
    seen: Seen,
    version_property: str | None,
    *,
    version: Version | None,
    remarks: tuple[str, ...],
    sources: tuple[str, ...] | None = None,
    older: tuple[DraftEvent, ...] = (),
) -> DraftEvent:
    return DraftEvent(
        name=name,
        places=(),
        properties=properties_of(seen, without=version_property),
        is_open=False,
        others=others_of(seen),
        sources=sources,
        remarks=remarks,
        version=version,
        older=older,
    )


def _sources(seen: EventSeen) -> tuple[str, ...] | None:
    """Who sends an event, where every payload says so; None: it is not known."""
    known = sorted(source for source in seen.sources if source is not None)
    is_known = None not in seen.sources and sum(seen.senders.values()) >= LEAST
    return tuple(known) if known and is_known else None


def _remarks(seen: EventSeen) -> Iterator[str]:
    yield f"in {seen.count:,} payload{'s' if seen.count != 1 else ''}"
    if seen.bare:
        yield f"{seen.bare:,} of them without an object of properties"
    if seen.root.is_cut:
        yield "there are more properties than are listed here"
