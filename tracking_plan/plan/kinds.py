"""The kinds of value that a plan's keys can take: what the vocabulary's tables are made of.

A kind is a plain value. `check` holds nodes against it, `format_schema` writes it as JSON Schema;
so the loader and the editor schema cannot drift apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracking_plan.source import Json


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""


@dataclass(frozen=True, slots=True)
class Name:
    """A text that is not blank, not padded, and free of control characters."""


@dataclass(frozen=True, slots=True)
class Form:
    """A text of a given form: `pattern` is in the common part of the regular dialects."""

    what: str
    pattern: str
    hint: str


@dataclass(frozen=True, slots=True)
class VersionText:
    """A version: text, or a number read as its source text."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`; `only` admits just one of them."""

    only: bool | None = None


@dataclass(frozen=True, slots=True)
class Null:
    """Nothing: `null`, or no value."""


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number; above 0 where `positive`."""

    positive: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number from `minimum` on (`1.0` is one: JSON Schema 2020-12)."""

    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Literal:
    """One given number."""

    value: int


@dataclass(frozen=True, slots=True)
class EnumScalar:
    """A text, a finite number or a boolean: what an enum may list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, with at least `at_least` items."""

    item: "Kind"
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from names (or versions) to values. `role` says what the names name."""

    key: Name | VersionText
    value: "Kind"
    role: str | None = None


@dataclass(frozen=True, slots=True)
class AnyObject:
    """A mapping with any content."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value."""


@dataclass(frozen=True, slots=True)
class Later:
    """A shape by its name in the vocabulary: shapes contain each other."""

    shape: str


@dataclass(frozen=True, slots=True)
class Either:
    """One kind for each kind of node; those not named are refused."""

    scalar: "Kind | None" = None
    sequence: "Kind | None" = None
    mapping: "Kind | None" = None


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The first kind of scalar that fits."""

    kinds: tuple["Kind", ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a shape: what its value may be, and what it means, for the editor."""

    kind: "Kind"
    doc: str


@dataclass(frozen=True, slots=True)
class When:
    """A condition: a value stands at the end of `route`, and is one of `values` (None: any)."""

    route: tuple[str, ...]
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """One of `keys` must be there (where `when` holds)."""

    keys: tuple[str, ...]
    message: str
    hint: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excludes:
    """Where `when` holds, none of the keys `refused` may stand, but with a value of `unless`."""

    when: When
    refused: tuple[str, ...]
    message: str
    hint: str | None = None
    unless: tuple[str, ...] = ()


Constraint = Needs | Excludes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A mapping with known keys. `elsewhere` explains keys that have their place elsewhere."""

    what: str
    keys: Mapping[str, Key]
    required: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)


Kind = (
    Text | Name | Form | VersionText | Flag | Null | Number | Count | Literal | EnumScalar
    | Choice | ListOf | MapOf | AnyObject | Anything | Later | Either | FirstOf
)  # fmt: skip

JsonSchema = dict[str, Json]
