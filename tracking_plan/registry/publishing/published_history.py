"""The registry as a base to compare with: the published versions that a plan has to answer for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tracking_plan.place import Json, JsonSchema, Place
from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.registry.planned import side as planned_side
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.frozen import SOURCES
from tracking_plan.registry.publishing.published import Frozen, Published
from tracking_plan.registry.steps.step import History, Shared, Side


def histories(
    before: Published, plan: Plan, candidates: Mapping[Key, Candidate]
) -> Mapping[str, History]:
    """The newest version of each major of each event, newest first.

    What the index calls retired and the plan no longer has is over, and left out. So is an event
    under a name that it no longer has, once its new name has been published: its history goes on
    there.
    """
    base = _Base(before, plan, candidates)
    found = ((event, tuple(base.sides(event))) for event in base.events())
    return {event: History(event=event, sides=sides) for event, sides in found if sides}


def side_of(file: Frozen, before: Published) -> Side:
    """A published version as one side of a step."""
    entry = before.entries_or_none.get(file.key)
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
    )


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
        self._newest: dict[str, dict[int, Frozen]] = {}
        for (event, version), file in sorted(before.files.items(), key=lambda one: one[0]):
            self._newest.setdefault(event, {})[version.major] = file

    def events(self) -> Iterator[str]:
        """The events that a plan has to answer for."""
        names = renamed_to(self._plan)
        for event in self._newest:
            if event in self._plan.events or event not in names:
                if event in self._plan.events or not self._has_new_name(event):
                    yield event
            elif names[event] not in self._newest and event == self._latest(names[event]):
                yield event

    def sides(self, event: str) -> Iterator[Side]:
        """The versions of an event that are not over, newest first."""
        by_major = self._newest[event]
        for major in sorted(by_major, reverse=True):
            side = self._side(by_major[major], is_current=major == max(by_major))
            planned = self._plan.events.get(event)
            if side.status is not Status.RETIRED or _reaches(planned, major):
                yield side

    def _has_new_name(self, event: str) -> bool:
        entries = (entry for key, entry in self._before.entries_or_none.items() if key[0] == event)
        return any(entry.renamed_to in self._newest for entry in entries)

    def _latest(self, name: str) -> str | None:
        """The last of the published names that an event had before this one."""
        known = [old for old in self._plan.events[name].previous_names if old in self._newest]
        current = [old for old in known if not self._has_new_name(old)] or known
        return max(current, key=lambda old: max(self._newest[old]), default=None)

    def _side(self, file: Frozen, *, is_current: bool) -> Side:
        """The version; where the plan means the same by it, in the words of the plan.

        What nobody has changed is then seen to be the same at once.
        """
        side = side_of(file, self._before)
        same = self._candidates.get(file.key)
        if same is not None and same.hash == file.hash:
            schema = planned_side(self._plan, same.event, same.version).schema
        else:
            schema = wire(side.schema, self._plan.version_property)
        return replace(side, schema=schema, is_current=is_current)


def _reaches(planned: Event | None, major: int) -> bool:
    """Whether a plan's event has the major, or only lower ones: numbers are never used again."""
    if planned is None:
        return False
    majors = [version.version.major for version in planned.versions]
    return major in majors or major > max(majors)


def wire(schema: JsonSchema, version_property: str | None) -> JsonSchema:
    """A frozen schema without what was added to freeze it.

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
