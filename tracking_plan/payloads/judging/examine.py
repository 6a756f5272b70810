"""Payloads to subjects: what the plan and its schemas say of each."""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.system_names import is_system
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.calm import calm_test
from tracking_plan.payloads.judging.did_you_mean import Suggestions
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.payloads.judging.personal_values import declared
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.sources import Sources
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import Versions
from tracking_plan.place import Json
from tracking_plan.plan.event_names import EventNames, Match, MatchKind
from tracking_plan.plan.json_schema import traits_schema
from tracking_plan.plan.model import Event, Plan, Property
from tracking_plan.plan.pii import Pii
from tracking_plan.validation.validator import Validator, Violation


class Examiner:
    """What a plan knows of payloads."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self.plan = plan
        self.settings = settings
        self.names = EventNames(plan)
        self.sources = Sources(plan)
        self.versions = Versions(plan, settings.engine)
        self._near = Suggestions()
        self._names_in: dict[int, frozenset[str]] = {}
        self._personal: dict[tuple[int, int], Mapping[str, Pii]] = {}
        self.is_calm = calm_test(settings.engine, noisy=settings.noisy)
        schema = traits_schema(plan)
        self._traits = Validator(schema, settings.engine) if schema is not None else None

    def subject(self, payload: Payload) -> Subject:
        """All that the rules may ask about a payload."""
        day = payload.moment.date() if payload.moment else self.settings.today
        library = payload.library
        match = self._match(payload)
        verdict = None
        if match is not None and payload.has_properties:  # else the envelope is to blame, once
            judged = self._judged(payload, match.event)
            verdict = self.versions.verdict(match.event, judged, day)
        planned = verdict.version.properties if verdict else self._planned_traits(payload)
        others = verdict.version.others if verdict else None
        return Subject(
            payload=payload,
            plan=self.plan,
            settings=self.settings,
            near=self._near,
            day=day,
            source=self._source(payload),
            is_server=library is not None and self.sources.is_server(library),
            match=match,
            verdict=verdict,
            violations=verdict.violations if verdict else self._trait_violations(payload),
            planned=planned,
            others=others,
            personal=self._declared(planned, others),
            is_calm=self.is_calm,
        )

    def _planned_traits(self, payload: Payload) -> tuple[Property, ...]:
        has_traits = payload.kind is Kind.IDENTIFY and payload.has_properties
        return (self.plan.traits or ()) if has_traits else ()

    def _trait_violations(self, payload: Payload) -> tuple[Violation, ...]:
        has_traits = payload.kind is Kind.IDENTIFY and payload.has_properties
        if self._traits is None or not has_traits:
            return ()
        return tuple(self._traits.violations(self._judged(payload, None)))

    def _source(self, payload: Payload) -> str | None:
        found = self.sources.of(payload.library) if payload.library is not None else None
        if found is None and payload.platform is not None:
            found = self.sources.of_platform(payload.platform)
        return found

    def _judged(self, payload: Payload, event: Event | None) -> dict[str, Json]:
        """The properties that a schema is to judge: not those that only the SDK has added.

        `event` None: they are traits.
        """
        has = payload.of_sdk.has_property
        if payload.shape is Shape.ALTERTABLE:  # its SDKs add `$` names, which schemas leave free
            return payload.properties
        planned = self._planned_names(event)
        return {k: v for k, v in payload.properties.items() if k in planned or not has(k)}

    def _planned_names(self, event: Event | None) -> frozenset[str]:
        """The properties of all versions of an event, or the traits of the plan."""
        key = id(event)  # events live as long as the plan
        if key not in self._names_in:
            traits = (self.plan.traits or (),)
            levels = traits if event is None else tuple(one.properties for one in event.versions)
            names = {prop.name for level in levels for prop in level}
            if self.plan.version_property is not None:
                names.add(self.plan.version_property)
            self._names_in[key] = frozenset(names)
        return self._names_in[key]

    def _match(self, payload: Payload) -> Match | None:
        """The event of the plan that a payload means, by the longest name that the plan has."""
        if payload.full_name is not None:
            match = self.names.find(payload.full_name)
            if match is not None and match.kind is not MatchKind.VARIANT:
                return match
        return self.meant(payload.name) if payload.name is not None else None

    def meant(self, name: str) -> Match | None:
        """The event of the plan that a payload's name means; a name of an SDK is no misspelling."""
        match = self.names.find(name)
        variant = match is not None and match.kind is MatchKind.VARIANT
        return None if variant and is_system(name) else match

    def _declared(
        self, properties: tuple[Property, ...], others: Property | None
    ) -> Mapping[str, Pii]:
        """What the plan says of personal data, by path; it outlives the cache, so ids are keys."""
        key = id(properties), id(others)
        found = self._personal.get(key)
        if found is None:
            found = self._personal[key] = dict(declared(properties, others))
        return found
