"""The registry as a base to compare with: the published versions that a plan has to answer for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from tracking_plan.place import Json, JsonSchema, Place
from tracking_plan.plan.json_schema import slug
from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.planned import side as planned_side
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.frozen import SOURCES, frozen_path
from tracking_plan.registry.publishing.kept import retired_shapes, without_kept
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.version_file import Frozen
from tracking_plan.registry.steps.step import History, Shared, Side


class Earlier(NamedTuple):
    """What was published of each event; `unknown` are those of which the registry does not say it.

    Both have an event that was renamed under its old name; `unknown` has the new one, too.
    """

    histories: Mapping[str, History]
    unknown: frozenset[str]


def earlier(before: Published, plan: Plan, candidates: Mapping[Key, Candidate]) -> Earlier:
    """The newest version of each major of each event, newest first.

    Two things are left out. What the index calls retired and the plan no longer has is over: an
    event that has nothing else has no side. And an event under a name that it no longer has, once
    its new name has been published: its history goes on there.
    """
    base = _Base(before, plan, candidates)
    found: dict[str, History] = {}
    unknown = set(base.unreadable())
    for event in base.events():
        sides = tuple(base.sides(event))
        if None in sides:
            unknown.add(event)
        elif sides:
            known = tuple(side for side in sides if side is not None)
            found[event] = History(event=event, sides=known)
        elif event in plan.events:
            found[event] = History(event=event, sides=(), over=base.newest(event))
    unknown |= {new for old, new in renamed_to(plan).items() if old in unknown}
    kept = {event: one for event, one in found.items() if event not in unknown}
    return Earlier(kept, frozenset(unknown))


def foreign_events(before: Published, plan: Plan, day: date) -> tuple[str, ...]:
    """The events that make the registry one of another plan; none where it may be that of this one.

    A plan that has another name now still has the events that were published, or has retired them.
    """
    if before.plan in (None, plan.name):
        return ()
    known = {*plan.events, *renamed_to(plan)}
    left = (
        key[0]
        for key, entry in before.known_entries.items()
        if key[0] not in known
        and entry.status is not Status.RETIRED
        and entry.renamed_to is None
        and (entry.sunset is None or entry.sunset > day)
    )
    return tuple(dict.fromkeys(left))


def without_status(before: Published, plan: Plan) -> Iterator[Frozen]:
    """The versions of which neither the index nor the plan says what became of them."""
    names = renamed_to(plan)
    for key, file in before.files.items():
        event = plan.events.get(key[0])
        is_planned = event is not None and event.newest_of(key[1].major) is not None
        if key not in before.known_entries and not is_planned and key[0] not in names:
            yield file


def side_of(file: Frozen, before: Published) -> Side:
    """A published version as one side of a step."""
    entry = before.known_entries.get(file.key)
    event, version = file.key
    status = entry.status if entry else Status.ACTIVE
    return Side(
        event=event,
        version=version,
        schema=file.schema,
        places=_Nowhere(),
        status=status,
        sunset=entry.sunset if entry else None,
        replaced_by=entry.replaced_by if entry else None,
        sources=_sources(file.schema.get(SOURCES)),
        retired_as=_retired_as(file),
    )


def _retired_as(file: Frozen) -> Callable[[str], JsonSchema | None]:
    """Tells what a retired property was; the file is looked at when that is asked."""
    shapes = cache(lambda: retired_shapes(file.schema))
    return lambda path: shapes().get(path)


def renamed_to(plan: Plan) -> Mapping[str, str]:
    """The name that each previous name of the plan has become; a planned event has its own."""
    return {
        old: event.name
        for event in plan.events.values()
        for old in event.previous_names
        if old not in plan.events
    }


class _Base:
    """Which published versions count, and what each is compared as."""

    def __init__(self, before: Published, plan: Plan, candidates: Mapping[Key, Candidate]) -> None:
        self._before = before
        self._plan = plan
        self._candidates = candidates
        self._corrupt = before.corrupt
        self._open = {file.key for file in without_status(before, plan)}
        self._newest: dict[str, dict[int, Key]] = {}
        for event, version in sorted({*before.files, *before.known_entries}):
            self._newest.setdefault(event, {})[version.major] = event, version

    def unreadable(self) -> Iterator[str]:
        """The events of the plan of which there is a corrupt file that nothing else names."""
        known = {frozen_path(*key) for key in (*self._before.files, *self._before.known_entries)}
        folders = {path.split("/")[0] for path in self._corrupt - known}
        if folders:
            names = (*self._plan.events, *renamed_to(self._plan))
            yield from (name for name in names if slug(name) in folders)

    def events(self) -> Iterator[str]:
        """The events that a plan has to answer for."""
        names = renamed_to(self._plan)
        for event in self._newest:
            if event in self._plan.events or event not in names:
                if event in self._plan.events or not self._has_new_name(event):
                    yield event
            elif names[event] not in self._newest and event == self._latest(names[event]):
                yield event

    def sides(self, event: str) -> Iterator[Side | None]:
        """The versions of an event that are not over, newest first; None: it cannot be told."""
        by_major, planned = self._newest[event], self._plan.events.get(event)
        live = {major for major, key in by_major.items() if not self._is_retired(key)}
        now = {planned.current.version.major} & by_major.keys() if planned is not None else set()
        current = max(live | now, default=max(by_major))
        for major in sorted(by_major, reverse=True):
            if major in live or _reaches(planned, major):
                yield self._side(by_major[major], is_current=major == current)

    def newest(self, event: str) -> Version:
        """The newest version of an event, retired or not."""
        return self._newest[event][max(self._newest[event])][1]

    def _is_retired(self, key: Key) -> bool:
        entry = self._before.known_entries.get(key)
        return entry is not None and entry.status is Status.RETIRED

    def _has_new_name(self, event: str) -> bool:
        entries = (entry for key, entry in self._before.known_entries.items() if key[0] == event)
        return any(entry.renamed_to in self._newest for entry in entries)

    def _latest(self, name: str) -> str | None:
        """The last of the published names that an event had before this one."""
        known = [old for old in self._plan.events[name].previous_names if old in self._newest]
        current = [old for old in known if not self._has_new_name(old)] or known
        return max(current, key=lambda old: max(self._newest[old]), default=None)

    def _side(self, key: Key, *, is_current: bool) -> Side | None:
        """The version; where the plan means the same by it, in the words of the plan.

        What nobody has changed is then seen to be the same at once.
        """
        file, same = self._before.files.get(key), self._same(key)
        if same is not None:
            side = replace(planned_side(self._plan, same.event, same.version), places=_Nowhere())
            if file is not None and file.path not in self._corrupt:
                side = replace(side, retired_as=_either(_retired_as(file), side.retired_as))
        elif file is None or file.path in self._corrupt or key in self._open:
            return None
        else:
            side = side_of(file, self._before)
            said = lifted(file.schema, self._plan.version_property)
            side = replace(side, schema=without_kept(said), published=said)
        return self._with_status(replace(side, is_current=is_current))

    def _same(self, key: Key) -> Candidate | None:
        """The version of the plan that means what was published under its number; else None.

        The index says what that was even where the file does not.
        """
        one, file = self._candidates.get(key), self._before.files.get(key)
        entry = self._before.known_entries.get(key)
        if file is not None and file.path not in self._corrupt:
            return one if one is not None and one.hash == file.hash else None
        return one if one is not None and entry is not None and entry.hash == one.hash else None

    def _with_status(self, side: Side) -> Side:
        """The version with the status that it was published with.

        Where the index does not tell, that is the one of the plan: nothing says that it changed.
        """
        entry = self._before.known_entries.get((side.event, side.version))
        if entry is not None:
            return replace(
                side,
                status=entry.status,
                sunset=entry.sunset,
                replaced_by=entry.replaced_by,
                is_listed=True,
            )
        event = self._plan.events.get(side.event)
        version = event.newest_of(side.version.major) if event is not None else None
        if event is None or version is None:
            return replace(side, status=Status.ACTIVE, sunset=None, replaced_by=None)
        planned = planned_side(self._plan, event, version)
        status = Status.ACTIVE if planned.status is Status.DRAFT else planned.status
        return replace(side, status=status, sunset=planned.sunset, replaced_by=planned.replaced_by)


def _reaches(planned: Event | None, major: int) -> bool:
    """Whether a plan's event has the major, or only lower ones: numbers are never used again."""
    if planned is None:
        return False
    majors = [version.version.major for version in planned.versions]
    return major in majors or major > max(majors)


def wire(schema: JsonSchema, version_property: str | None) -> JsonSchema:
    """A frozen schema as it is on the wire."""
    return without_kept(lifted(schema, version_property))


def lifted(schema: JsonSchema, version_property: str | None) -> JsonSchema:
    """A frozen schema without what was added to freeze the event.

    The version is in the property that carries it today: that is one of the plan, not of the event.
    """
    own: JsonSchema = {key: one for key, one in schema.items() if not key.startswith("x-")}
    properties = own.get("properties")
    if not isinstance(properties, dict) or own.get("additionalProperties") is not False:
        return own
    kept: JsonSchema = {key: one for key, one in properties.items() if one is not True}
    if version_property is not None:
        kept.setdefault(version_property, True)
    return own | {"properties": kept}


def _either(
    first: Callable[[str], JsonSchema | None], second: Callable[[str], JsonSchema | None]
) -> Callable[[str], JsonSchema | None]:
    return lambda path: found if (found := first(path)) is not None else second(path)


def _sources(value: Json) -> tuple[str, ...] | None:
    return tuple(map(str, value)) if isinstance(value, list) else None


class _Nowhere:
    """The places of what nobody edits."""

    def shared(self, path: str) -> Shared | None:
        """None."""
        return None

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        """None."""
        return None
