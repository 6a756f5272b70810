"""The plan as values: what the loader builds and everything else reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracking_plan.plan.version import Version
from tracking_plan.source import Json, Origin

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
    """Where an event, a version or a property stands in its life."""

    DRAFT = "draft"
    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class PiiKind(StrEnum):
    """What kind of personal data a property holds; `none`: reviewed, not personal."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    IP = "ip"
    LOCATION = "location"
    ID = "id"
    FINANCIAL = "financial"
    HEALTH = "health"
    OTHER = "other"
    NONE = "none"


class PiiAction(StrEnum):
    """What happens to personal data before it is sent."""

    ALLOW = "allow"
    HASH = "hash"
    DROP = "drop"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pii:
    """What the plan says about personal data in a property."""

    kind: PiiKind
    action: PiiAction = PiiAction.ALLOW
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    """A value that a property may take, and what it means."""

    value: EnumScalar
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of an event, an object or an array, with every `ref` taken.

    `name` is empty for the items of an array. `enum` and `const` are None where absent (no
    const is None: null is `nullable`). `limits` holds `minimum`, `max_length` and their like by
    the plan's spelling. `properties` is None for an object that lists none, and so is
    unconstrained. `ref` names the shared definition it was taken from. `is_common` says that
    it came from the plan's `common`.
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
    additional_properties: bool = False
    unit: str | None = None
    examples: tuple[Json, ...] = ()
    status: Status = Status.ACTIVE
    replaced_by: str | None = None
    pii: Pii | None = None
    ref: str | None = None
    is_common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVersion:
    """What one version of an event may carry. `sources` None: any source."""

    version: Version
    properties: tuple[Property, ...]
    additional_properties: bool
    origin: Origin
    sources: tuple[str, ...] | None = None
    description: str | None = None
    status: Status = Status.ACTIVE
    sunset: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: what happened, and what may be sent about it.

    `current` is the version that new code sends; `previous` are the older majors that may still
    arrive, newest first.
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

    @property
    def versions(self) -> tuple[EventVersion, ...]:
        """The current version, then the previous ones, newest first."""
        return (self.current, *self.previous)

    @property
    def status(self) -> Status:
        """The status of the current version."""
        return self.current.status

    @property
    def sunset(self) -> date | None:
        """The day from which the event counts as retired; None: never."""
        return self.current.sunset


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A platform that sends: which files are its code, which `$lib` values its payloads bear."""

    name: str
    paths: tuple[str, ...] = ()
    libs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A rule that the plan states for itself: names that match are reported.

    `events` and `properties` are linear-time regular expressions; None: not looked at.
    """

    name: str
    message: str
    severity: str
    origin: Origin
    events: str | None = None
    properties: str | None = None


class Compatibility(StrEnum):
    """Which directions of a change decide the bump that it needs."""

    ALL = "all"
    PRODUCERS = "producers"
    CONSUMERS = "consumers"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStyle:
    """How names are written: one of the named styles, or a pattern; the other is None."""

    style: str | None = None
    pattern: str | None = None


DEFAULT_QUESTIONS = ("activation", "conversion", "engagement", "retention")
DEFAULT_SOURCES = ("web", "ios", "android", "backend")
DEFAULT_MAX_PROPERTIES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What "right" means in this plan. A style of None: the minority style is flagged."""

    event_names: NameStyle | None = None
    property_names: NameStyle | None = None
    event_grammar: str | None = None
    questions: tuple[str, ...] = DEFAULT_QUESTIONS
    require: tuple[str, ...] = ("description",)
    max_properties: int = DEFAULT_MAX_PROPERTIES
    compatibility: Compatibility = Compatibility.ALL
    rules: tuple[OwnRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A tracking call of the user's own, or of a component, told to the scanners.

    `event`, `properties` and `user_id` are an argument's position or keyword. `callee` and
    `component` exclude each other.
    """

    name: str
    origin: Origin
    languages: tuple[str, ...] = ()
    callee: str | None = None
    component: str | None = None
    attribute: str | None = None
    event: int | str | None = None
    properties: int | str | None = None
    user_id: int | str | None = None
    name_transform: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageSettings:
    """Where the code stands and how its tracking calls look. No `paths`: the root's folder."""

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    follow_wrappers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One output of `generate`. `output` is relative to the root file's folder."""

    target: str
    output: str
    origin: Origin
    sources: tuple[str, ...] | None = None
    python: str = "3.10"
    runtime: str = "vendored"
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSettings:
    """What the plan wants to be told, and how loudly. The command line overrides it."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    fail_on: str = "error"
    baseline: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrySettings:
    """Where published versions are kept, below the root's folder, and what their ids begin with."""

    path: str
    base_uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """One file of the plan: its path as findings name it, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A tracking plan: the single source of truth for what a product sends.

    `environments` None: any. `sources` is empty where the plan names none. `version_property`
    None: never sent. `traits` None: identify payloads are held against none. `shared` keeps
    the definitions as written. `path` is the root file as findings name it, `files` the root
    file and every included one.
    """

    path: str
    files: tuple[PlanFile, ...]
    origin: Origin
    name: str
    description: str | None = None
    environments: tuple[str, ...] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    conventions: Conventions = field(default_factory=Conventions)
    version_property: str | None = "schema_version"
    registry: RegistrySettings
    shared: Mapping[str, Property] = field(default_factory=dict)
    common: tuple[Property, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    traits: tuple[Property, ...] | None = None
    usage: UsageSettings = field(default_factory=UsageSettings)
    generate: tuple[Target, ...] = ()
    findings: FindingSettings = field(default_factory=FindingSettings)
