"""What helpers consist of, in no language: between the plan and the templates.

A target turns these values into text. Identifiers are already chosen, since only the builder
sees all names of a scope; texts are still the plan's own and are the target's to escape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracking_plan.plan.model import EnumScalar, Type
from tracking_plan.plan.pii import PiiAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A string, an integer, a number, a boolean, or (ANY) anything that JSON can say."""

    type: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyObject:
    """An object whose properties the plan does not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A reference to a type in `HelperModule.types`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayOf:
    """An array. `items` None: of anything."""

    items: "TypeExpr | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """An object with any keys, all of which hold the same."""

    values: "TypeExpr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nullable:
    """Null, or the type."""

    inner: "TypeExpr"


TypeExpr = Scalar | AnyObject | Named | ArrayOf | MapOf | Nullable


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A named closed set of values."""

    name: str
    values: tuple[EnumScalar, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One key of a record."""

    wire: str
    type: TypeExpr
    is_required: bool
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A named object with known keys and no others."""

    name: str
    fields: tuple[RecordField, ...]
    description: str | None = None


NamedType = Choice | Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one value is checked at run time, and what becomes of it.

    `limits` are spelled as in the plan. `properties` is None for an object of which the plan
    lists none. `others` is what each further key of an object holds; None: what `is_open` says.
    `pii` is HASH, DROP or FORBID, or None where the value is sent as it is; `is_retired` says that
    it must not be sent.
    """

    type: Type
    is_required: bool = False
    is_nullable: bool = False
    enum: tuple[EnumScalar, ...] | None = None
    format: str | None = None
    pattern: str | None = None
    limits: Mapping[str, int | float | bool] = field(default_factory=dict)
    items: "Check | None" = None
    properties: "Mapping[str, Check] | None" = None
    is_open: bool = False
    others: "Check | None" = None
    pii: PiiAction | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One property as a helper takes it.

    `is_common`: the tracker may have been given it once for all events; then the call need not
    repeat it, even where it is required.
    """

    name: str
    wire: str
    type: TypeExpr
    is_required: bool
    is_common: bool
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperMethod:
    """The helper of one event version.

    `name` is the method's, `function` the plain function's, `constant` that of the schema.
    `version` is `MAJOR.MINOR`; `sends_version` says whether it goes on the wire. `deprecation`
    is the message to those who call it, None where they should. `others` is the type of what else
    may be sent, None where nothing may. `description` is what happened,
    None where the plan does not say; `notes` are further paragraphs.
    """

    name: str
    function: str
    constant: str
    event: str
    version: str
    sends_version: bool
    parameters: tuple[Parameter, ...]
    others: TypeExpr | None
    check: Check
    description: str | None
    notes: tuple[str, ...] = ()
    deprecation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperModule:
    """All that a target writes for one plan.

    `environments` None: any. `version_property` None: no version is sent. `traits` None:
    identify() takes any. `traits_check` goes with it. `needs_pii_key`: something is hashed.
    """

    plan: str
    description: str | None
    digest: str
    environments: tuple[str, ...] | None
    version_property: str | None
    types: tuple[NamedType, ...]
    common: tuple[Parameter, ...]
    methods: tuple[HelperMethod, ...]
    traits: tuple[Parameter, ...] | None
    traits_check: Check | None
    needs_pii_key: bool
