"""Payloads to subjects: what the plan, the schemas and the envelope say of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.altertable.system_names import is_system
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.did_you_mean import Near
from tracking_plan.payloads.judging.moment import moment_of
from tracking_plan.payloads.judging.personal_values import declared
from tracking_plan.payloads.judging.sources import Sources
from tracking_plan.payloads.judging.subject import Subject, place_of
from tracking_plan.payloads.judging.version_choice import Versions
from tracking_plan.place import Json
from tracking_plan.plan.event_names import EventNames, Match, MatchKind
from tracking_plan.plan.json_schema import traits_schema
from tracking_plan.plan.model import Pii, Plan, Property
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How payloads are judged. `noisy`: phone numbers and IPs are looked for as well."""

    today: date
    engine: Engine = Engine.RUST
    show_values: bool = False
    noisy: bool = False


class Examiner:
    """What a plan knows of payloads."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        self.plan = plan
        self.settings = settings
        self.names = EventNames(plan)
        self.sources = Sources(plan)
        self.versions = Versions(plan, settings.engine)
        self._near = Near()
        self._personal: dict[int, Mapping[str, Pii]] = {}
        schema = traits_schema(plan)
        self._traits = Validator(schema, settings.engine) if schema is not None else None

    def subject(self, path: str, record: Record) -> Subject:
        """All that the rules may ask about a record."""
        place = place_of(path, record.line, record.column)
        subject = Subject(self.plan, self._near, place, self.settings.today)
        subject.damages = record.damages
        subject.show_values = self.settings.show_values
        subject.is_noisy = self.settings.noisy
        if record.is_read:
            self._open(subject, record.value)
        return subject

    def _open(self, subject: Subject, value: Json) -> None:
        if not isinstance(value, dict):
            subject.kind = Kind.UNKNOWN
            return
        subject.body = value
        subject.kind = kind_of(value)
        subject.moment = moment_of(value.get("timestamp"))
        if subject.moment is not None:
            subject.day = subject.moment.date()
        if subject.kind is Kind.TRACK:
            self._of_event(subject)
        elif subject.kind is Kind.IDENTIFY:
            self._of_traits(subject)
        self._of_source(subject)

    def _of_event(self, subject: Subject) -> None:
        name, properties = subject.body["event"], subject.body.get("properties")
        subject.properties = properties if isinstance(properties, dict) else {}
        if not isinstance(name, str):
            return
        subject.name = name
        subject.match = self.meant(name)
        if subject.match is None:
            return
        subject.event = subject.match.event
        # Without an object of properties the envelope is to blame, and not its every property.
        if isinstance(properties, dict):
            verdict = self.versions.verdict(subject.event, properties, subject.day)
            subject.verdict = verdict
            subject.violations = verdict.violations
            subject.planned = verdict.version.properties
            subject.personal = self._declared(subject.planned)

    def meant(self, name: str) -> Match | None:
        """The event of the plan that a payload's name means; a name of an SDK is no misspelling."""
        match = self.names.find(name)
        variant = match is not None and match.kind is MatchKind.VARIANT
        return None if variant and is_system(name) else match

    def _of_traits(self, subject: Subject) -> None:
        traits = subject.body.get("traits")
        if not isinstance(traits, dict):
            return
        subject.properties = traits
        if self._traits is not None and self.plan.traits is not None:
            subject.violations = tuple(self._traits.violations(traits))
            subject.planned = self.plan.traits
            subject.personal = self._declared(self.plan.traits)

    def _of_source(self, subject: Subject) -> None:
        lib = subject.properties.get("$lib")
        if isinstance(lib, str):
            subject.source = self.sources.of(lib)
            subject.is_server = self.sources.is_server(lib)

    def _declared(self, properties: tuple[Property, ...]) -> Mapping[str, Pii]:
        """What the plan says of personal data, by path; it outlives the cache, so ids are keys."""
        found = self._personal.get(id(properties))
        if found is None:
            found = self._personal[id(properties)] = dict(declared(properties))
        return found
