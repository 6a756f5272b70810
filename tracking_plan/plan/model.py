"""The plan as values: what the loader builds and everything else reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.place import Json
from tracking_plan.plan.pii import Pii, PiiAction
from tracking_plan.plan.settings import (
    Conventions,
    FindingSettings,
    RegistrySettings,
    Source,
    Target,
    UsageSettings,
)
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.version import VERSION_PROPERTY, Version

EnumScalar = str | int | float | bool


class Type(StrEnum):
    """The type of a property."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"
    OBJECT = "object"
    ANY = "any"


class Status(StrEnum):
    """The stage of life of an event, a version or a property."""

    DRAFT = "draft"
    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"

    @property
    def is_leaving(self) -> bool:
        """Whether nothing new should send it: it is deprecated or retired."""
        return self in _LEAVING


_LEAVING = frozenset((Status.DEPRECATED, Status.RETIRED))


class EnumValue(NamedTuple):
    """A value that a property may take, and what it means.

    One that is deprecated is still valid, and nothing new should send it.
    """

    value: EnumScalar
    description: str | None = None
    status: Status = Status.ACTIVE
    replaced_by: EnumScalar | None = None

    @property
    def is_deprecated(self) -> bool:
        """Whether nothing new should send it."""
        return self.status is Status.DEPRECATED


def _status_on(day: date, status: Status, sunset: date | None) -> Status:
    return Status.RETIRED if sunset is not None and sunset <= day else status


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Property:
    """A property of an event, an object or an array, with every `ref` taken.

    `name` is empty for the items of an array. `enum` and `const` are None where absent (no
    const is None: null is `nullable`). `limits` holds `minimum`, `max_length` and their like by
    the plan's spelling. `properties` is None for an object that lists none: it may
    hold anything, or what `additional_properties` says. That is a property where every key that is
    not listed has the same shape. `sunset` is the day from which it counts as retired; None: never.
    `ref` names the shared definition it was taken from. `is_common`
    says that it came from the plan's `common`. `refused` are the keys that are written and have no
    usable value, each of which has an F finding.
    """

    name: str
    type: Type
    origin: Origin
    required: bool = False
    nullable: bool = False
    description: str | None = None
    enum: tuple[EnumValue, ...] | None = None
    const: EnumScalar | None = None
    format: str | None = None
    pattern: str | None = None
    limits: Mapping[str, int | float | bool] = field(default_factory=dict)
    items: "Property | None" = None
    properties: "tuple[Property, ...] | None" = None
    additional_properties: "bool | Property" = False
    unit: str | None = None
    examples: tuple[Json, ...] = ()
    status: Status = Status.ACTIVE
    sunset: date | None = None
    replaced_by: str | None = None
    pii: Pii | None = None
    ref: str | None = None
    is_common: bool = False
    refused: frozenset[str] = frozenset()

    @property
    def others(self) -> "Property | None":
        """What each key holds that `properties` does not list; None where that is not said."""
        others = self.additional_properties
        return others if isinstance(others, Property) else None

    @property
    def action(self) -> PiiAction:
        """What happens to the value before it is sent: ALLOW where `pii` does not say."""
        return PiiAction.ALLOW if self.pii is None else self.pii.action

    @property
    def deprecated_values(self) -> tuple[EnumValue, ...]:
        """The values of its list that are on their way out; none where a hash of them is sent."""
        if self.enum is None or not self.is_sent_as_is:
            return ()
        return tuple(entry for entry in self.enum if entry.is_deprecated)

    @property
    def is_leaving(self) -> bool:
        """Whether nothing new should send it, from now on or from its sunset on."""
        return self.status.is_leaving or self.sunset is not None

    def status_on(self, day: date) -> Status:
        """The status on a day: from its sunset on, a property is retired."""
        return _status_on(day, self.status, self.sunset)

    @property
    def is_retired(self) -> bool:
        """Whether it may not be sent any more, whatever the day: what schemas and helpers go by."""
        return self.status is Status.RETIRED

    @property
    def is_sent(self) -> bool:
        """Whether the value leaves the program at all, hashed or not."""
        return not self.action.is_never_sent and not self.is_retired

    @property
    def is_sent_as_is(self) -> bool:
        """Whether the value is sent in clear."""
        return (self.pii is None or self.pii.action is PiiAction.ALLOW) and not self.is_retired


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventVersion:
    """What one version of an event may carry. `sources` None: any source.

    `additional_properties` is a property where every further key has the same shape.
    """

    version: Version
    properties: tuple[Property, ...]
    additional_properties: bool | Property
    origin: Origin
    sources: tuple[str, ...] | None = None
    description: str | None = None
    status: Status = Status.ACTIVE
    sunset: date | None = None

    @property
    def others(self) -> Property | None:
        """What each key holds that `properties` does not list; None where that is not said."""
        others = self.additional_properties
        return others if isinstance(others, Property) else None

    def status_on(self, day: date) -> Status:
        """The status on a day: from its sunset on, a version is retired."""
        return _status_on(day, self.status, self.sunset)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Event:
    """An event: what happened, and what may be sent about it.

    `current` is the version that new code sends; `previous` are the older majors that may still
    arrive, newest first. `refused` are the keys that are written and have no usable value, each of
    which has an F finding.
    """

    name: str
    origin: Origin
    current: EventVersion
    previous: tuple[EventVersion, ...] = ()
    description: str | None = None
    trigger: str | None = None
    answers: tuple[str, ...] = ()
    owner: str | None = None
    replaced_by: str | None = None
    previous_names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Json] = field(default_factory=dict)
    examples: tuple[Json, ...] = ()
    refused: frozenset[str] = frozenset()

    @property
    def versions(self) -> tuple[EventVersion, ...]:
        """The current version, then the previous ones, newest first."""
        return (self.current, *self.previous)

    def newest_of(self, major: int) -> EventVersion | None:
        """The newest version of a major; None where the event has none."""
        same = (each for each in self.versions if each.version.major == major)
        return max(same, key=lambda each: each.version, default=None)

    @property
    def status(self) -> Status:
        """The status of the current version."""
        return self.current.status

    @property
    def sunset(self) -> date | None:
        """The day from which the event counts as retired; None: never."""
        return self.current.sunset


class PlanFile(NamedTuple):
    """One file of the plan: its path as findings name it, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A tracking plan: the single source of truth for what a product sends.

    `environments` None: any. `sources` is empty where the plan names none. `version_property`
    None: never sent. `traits` None: identify payloads are checked against none. `shared` keeps
    the definitions as written. `path` is the root file as findings name it, `files` the root
    file and every included one, `include` the patterns that name those. `refused` are the routes to
    what is written and could not be used (`("shared", "currency")`). Where the plan `has_faults`
    (F errors), something may have been left out; with `has_unread_files`, what is not here may be
    written all the same.
    """

    path: str
    files: tuple[PlanFile, ...]
    origin: Origin
    name: str
    description: str | None = None
    include: tuple[str, ...] = ()
    environments: tuple[str, ...] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    conventions: Conventions = field(default_factory=Conventions)
    version_property: str | None = VERSION_PROPERTY
    registry: RegistrySettings
    shared: Mapping[str, Property] = field(default_factory=dict)
    common: tuple[Property, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    traits: tuple[Property, ...] | None = None
    usage: UsageSettings = field(default_factory=UsageSettings)
    generate: tuple[Target, ...] = ()
    findings: FindingSettings = field(default_factory=FindingSettings)
    refused: frozenset[tuple[str, ...]] = frozenset()
    has_faults: bool = False
    has_unread_files: bool = False

    def is_refused(self, section: str, name: str) -> bool:
        """Whether something of that name is written in a section, and could not be used."""
        return (section,) in self.refused or (section, name) in self.refused
