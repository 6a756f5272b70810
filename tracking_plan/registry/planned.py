"""A plan as versions of events to compare, today's or an earlier one, and where each is written."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from tracking_plan.place import JsonSchema, Place
from tracking_plan.plan.facts import DEPRECATED
from tracking_plan.plan.json_schema import property_schema, version_schema
from tracking_plan.plan.model import Event, EventVersion, Plan, Property, Status
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.walk import walk
from tracking_plan.registry.steps.step import History, Shared, Side
from tracking_plan.registry.sunsets import version_on


class PlanPlaces:
    """Where properties that stand together are written in the plan: of an event version, say.

    `others` is what further keys beside them hold, where that has a shape.
    """

    def __init__(
        self,
        plan: Plan,
        properties: Iterable[Property],
        origin: Origin,
        others: Property | None = None,
    ) -> None:
        self._plan = plan
        self._properties = properties
        self._origin = origin
        self._others = others

    def shared(self, path: str) -> Shared | None:
        """The shared definition that says what stands at a path; None: the event itself does."""
        while path:
            prop = self._by_path.get(path)
            definition = self._plan.shared.get(prop.ref) if prop and prop.ref else None
            if definition is not None:
                return Shared(definition.name, definition.origin.place)
            path = _parent(path)
        return None

    def retired_as(self, path: str) -> JsonSchema | None:
        """What a retired property was before; None: there is none at the path."""
        prop = self._by_path.get(path)
        if prop is None:
            return None
        return property_schema(replace(prop, status=Status.ACTIVE))

    @cached_property
    def _by_path(self) -> Mapping[str, Property]:
        return dict(walk(self._properties, others=self._others))

    def of(self, path: str = "", key: str | None = None) -> Place:
        """The place of a property or one of its keys; of the nearest that is written."""
        origin = self._origin
        while path:
            if path in self._by_path:
                origin = self._by_path[path].origin
                break
            path, key = _parent(path), None
        return origin.at(key) if key is not None else origin.place


def _parent(path: str) -> str:
    """The path of what a property lies in."""
    for ending in ("[]", "{}"):
        if path.endswith(ending):
            return path.removesuffix(ending)
    return path.rpartition(".")[0]


def planned(plan: Plan) -> Mapping[str, History]:
    """The versions of each event of a plan."""
    return {
        name: History(
            event=name,
            sides=tuple(side(plan, event, version) for version in event.versions),
            previous_names=event.previous_names,
        )
        for name, event in plan.events.items()
    }


def planned_before(old: Plan, new: Plan) -> Mapping[str, History]:
    """The versions of each event of an earlier plan, as the later one is compared with them.

    What carries the version is a setting of the plan: which property it is changes no event.
    """
    return planned(replace(old, version_property=new.version_property))


def side(plan: Plan, event: Event, version: EventVersion) -> Side:
    """A version of the plan as one side of a step, which has the status that its schema lacks."""

    def schema_on(day: date) -> JsonSchema | None:
        then = version_on(day, version)
        return None if then is version else _schema(plan, event, then)

    places = PlanPlaces(plan, version.properties, version.origin, version.others)
    return Side(
        event=event.name,
        version=version.version,
        schema=_schema(plan, event, version),
        places=places,
        status=version.status,
        sunset=version.sunset,
        sources=version.sources,
        replaced_by=event.replaced_by if version is event.current else None,
        is_current=version is event.current,
        retired_as=places.retired_as,
        schema_on=schema_on,
    )


def _schema(plan: Plan, event: Event, version: EventVersion) -> JsonSchema:
    schema = version_schema(plan, event, version)
    return {keyword: one for keyword, one in schema.items() if keyword != DEPRECATED}
