"""Chooses the version of an event that a payload is validated against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracking_plan.place import Json
from tracking_plan.plan.declared_version import VersionMatch, declared_version, planned_version
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator, Violation


class How(StrEnum):
    """How the version was chosen."""

    DECLARED = "declared"
    SAME_MAJOR = "same-major"
    NEWER_MINOR = "newer-minor"
    INFERRED = "inferred"
    CLOSEST = "closest"


HOW_DECLARED: Mapping[VersionMatch, How] = {
    VersionMatch.EXACT: How.DECLARED,
    VersionMatch.OLDER_MINOR: How.SAME_MAJOR,
    VersionMatch.NEWER_MINOR: How.NEWER_MINOR,
}


class Claim(StrEnum):
    """What a payload says of its own version."""

    NONE = "none"
    KNOWN = "known"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The version that a payload is validated against, and its violations.

    `declared` is the version that the payload says it has; None where it says none or nonsense.
    A newer minor is read open: what it may have added is no error.
    """

    version: EventVersion
    how: How
    claim: Claim
    declared: Version | None
    violations: tuple[Violation, ...]

    @property
    def is_open(self) -> bool:
        """Whether unknown properties and enum values may come from a newer minor."""
        return self.how is How.NEWER_MINOR


class Versions:
    """The event versions of a plan, each compiled when a payload first needs it."""

    def __init__(self, plan: Plan, engine: Engine) -> None:
        self._plan = plan
        self._engine = engine
        self._validators: dict[tuple[str, Version], Validator] = {}

    def validator(self, event: Event, version: EventVersion) -> Validator:
        """The compiled schema of the version."""
        key = (event.name, version.version)
        if key not in self._validators:
            schema = version_schema(self._plan, event, version)
            self._validators[key] = Validator(schema, self._engine)
        return self._validators[key]

    def verdict(self, event: Event, properties: dict[str, Json], day: date) -> Verdict:
        """The version for a payload of that day, and the violations of its schema."""
        name = self._plan.version_property
        said = properties.get(name) if name is not None else None
        if said is None:
            return self._inferred(event, properties, day, Claim.NONE, None)
        declared = declared_version(said)
        if declared is None:
            return self._inferred(event, properties, day, Claim.MALFORMED, None)
        planned = planned_version(event, declared)
        if planned is None:
            return self._inferred(event, properties, day, Claim.UNKNOWN, declared)
        return Verdict(
            version=planned.version,
            how=HOW_DECLARED[planned.match],
            claim=Claim.KNOWN,
            declared=declared,
            violations=self._broken(event, planned.version, properties),
        )

    def _inferred(
        self,
        event: Event,
        properties: dict[str, Json],
        day: date,
        claim: Claim,
        declared: Version | None,
    ) -> Verdict:
        candidates = tuple(in_order(event.versions, day))
        # An only version need not be asked twice: its violations say all.
        several = len(candidates) > 1
        version = self._accepting(event, candidates, properties) if several else None
        how = How.INFERRED
        violations: tuple[Violation, ...] = ()
        if version is None:
            tried = [
                (self._broken(event, each, properties), each)
                for each in sorted(candidates, key=lambda each: each.version, reverse=True)
            ]
            violations, version = min(tried, key=lambda pair: len(pair[0]))
            how = How.CLOSEST if violations else How.INFERRED
        return Verdict(
            version=version, how=how, claim=claim, declared=declared, violations=violations
        )

    def _broken(
        self, event: Event, version: EventVersion, properties: dict[str, Json]
    ) -> tuple[Violation, ...]:
        return tuple(self.validator(event, version).violations(properties))

    def _accepting(
        self, event: Event, candidates: Iterable[EventVersion], properties: dict[str, Json]
    ) -> EventVersion | None:
        accepts = (v for v in candidates if self.validator(event, v).is_valid(properties))
        return next(accepts, None)


def in_order(versions: tuple[EventVersion, ...], day: date) -> Iterable[EventVersion]:
    """The order in which versions are tried: the current one, the newest, the retired last."""
    return sorted(versions, key=lambda version: version.status_on(day) is Status.RETIRED)
