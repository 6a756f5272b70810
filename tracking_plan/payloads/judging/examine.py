"""Payloads to subjects: what the plan and its schemas say of each."""

from collections.abc import Mapping

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.system_names import is_system
from tracking_plan.payloads.judging.calm import calm_test
from tracking_plan.payloads.judging.did_you_mean import Suggestions
from tracking_plan.payloads.judging.payload import Payload
from tracking_plan.payloads.judging.personal_values import declared
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.sources import Sources
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import Versions
from tracking_plan.plan.event_names import EventNames, Match, MatchKind
from tracking_plan.plan.json_schema import traits_schema
from tracking_plan.plan.model import Plan, Property
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
        self._personal: dict[tuple[int, int], Mapping[str, Pii]] = {}
        self._is_calm = calm_test(settings.engine, noisy=settings.noisy)
        schema = traits_schema(plan)
        self._traits = Validator(schema, settings.engine) if schema is not None else None

    def subject(self, payload: Payload) -> Subject:
        """All that the rules may ask about a payload."""
        day = payload.moment.date() if payload.moment else self.settings.today
        library = payload.library
        match = self.meant(payload.name) if payload.name is not None else None
        verdict = None
        if match is not None and payload.has_properties:  # else the envelope is to blame, once
            verdict = self.versions.verdict(match.event, payload.properties, day)
        planned = verdict.version.properties if verdict else self._planned_traits(payload)
        others = verdict.version.others if verdict else None
        return Subject(
            payload=payload,
            plan=self.plan,
            settings=self.settings,
            near=self._near,
            day=day,
            source=self.sources.of(library) if library is not None else None,
            is_server=library is not None and self.sources.is_server(library),
            match=match,
            verdict=verdict,
            violations=verdict.violations if verdict else self._trait_violations(payload),
            planned=planned,
            others=others,
            personal=self._declared(planned, others),
            is_calm=self._is_calm,
        )

    def _planned_traits(self, payload: Payload) -> tuple[Property, ...]:
        has_traits = payload.kind is Kind.IDENTIFY and payload.has_properties
        return (self.plan.traits or ()) if has_traits else ()

    def _trait_violations(self, payload: Payload) -> tuple[Violation, ...]:
        has_traits = payload.kind is Kind.IDENTIFY and payload.has_properties
        if self._traits is None or not has_traits:
            return ()
        return tuple(self._traits.violations(payload.properties))

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
