"""The kinds of value that a plan's keys can take: what the vocabulary's tables are made of.

A kind is a plain value. `check` compares nodes with it, `schema` writes it as JSON Schema;
so the loader and the editor schema cannot drift apart. They are named tuples: twenty dataclasses
would cost every command 15 ms.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Text(NamedTuple):
    """A text."""


class Name(NamedTuple):
    """A text that is not blank, not padded, and free of control characters."""


class Form(NamedTuple):
    """A text of a given form: `pattern` is in the common part of the regular dialects.

    `is_common`: most texts are of that form.
    """

    what: str
    pattern: str
    hint: str
    is_common: bool = False


class VersionText(NamedTuple):
    """A version: text, or a number read as its source text."""


class Flag(NamedTuple):
    """`true` or `false`; `only` admits just one of them."""

    only: bool | None = None


class Null(NamedTuple):
    """Nothing: `null`, or no value."""


class Number(NamedTuple):
    """A finite number; above 0 where it is that of the key `positive`."""

    positive: str = ""


class Count(NamedTuple):
    """A whole number from `minimum` on (`1.0` is one: JSON Schema 2020-12)."""

    minimum: int = 0


class Literal(NamedTuple):
    """One given number."""

    value: int


class PlainValue(NamedTuple):
    """A text, a finite number or a boolean: what an enum may list."""


class Choice(NamedTuple):
    """One of some words. `hint` says what to write where the words alone would not help.

    Those that are `later` are taken, and have no effect yet.
    """

    values: tuple[str, ...]
    hint: str | None = None
    later: tuple[str, ...] = ()


class ListOf(NamedTuple):
    """A list, with at least `at_least` items."""

    item: "Kind"
    at_least: int = 0


class MapOf(NamedTuple):
    """A mapping from names (or versions) to values. `role` says what the names name."""

    key: Name | VersionText
    value: "Kind"
    role: str | None = None


class InnerOf(NamedTuple):
    """The kind of what stands in a property without a name: its `items`, or `values` of a map."""

    kind: "Kind"
    role: str


class AnyObject(NamedTuple):
    """A mapping with any content."""


class Anything(NamedTuple):
    """Any value."""


class Later(NamedTuple):
    """A shape by its name in the vocabulary: shapes contain each other."""

    shape: str


class Either(NamedTuple):
    """One kind for each kind of node; those not named are refused."""

    scalar: "Kind | None" = None
    sequence: "Kind | None" = None
    mapping: "Kind | None" = None


class FirstOf(NamedTuple):
    """The first kind of scalar that fits; `what` is what they are together."""

    kinds: tuple["Kind", ...]
    what: str


class Key(NamedTuple):
    """A key of a shape: what its value may be, and what it means, for the editor.

    `not_a_list` is the hint where a list stands instead: a habit from JSON Schema, mostly. What
    has no effect is checked and kept for a later version of this tool.
    """

    kind: "Kind"
    doc: str
    not_a_list: str | None = None
    has_effect: bool = True


class When(NamedTuple):
    """A condition: there is a value at the end of `route`, one of `values` (None: any)."""

    route: tuple[str, ...]
    values: tuple[str, ...] | None = None


class Needs(NamedTuple):
    """One of `keys` must be there (where `when` is met).

    `implied` are the hints where other keys show what is meant.
    """

    keys: tuple[str, ...]
    message: str
    hint: str | None = None
    when: When | None = None
    implied: Mapping[str, str] = MappingProxyType({})


class Excludes(NamedTuple):
    """Where `when` is met, the keys `refused` are not allowed, but for a value of `unless`."""

    when: When
    refused: tuple[str, ...]
    message: str
    hint: str | None = None
    unless: tuple[str, ...] = ()


Constraint = Needs | Excludes


class Shape(NamedTuple):
    """A mapping with known keys.

    `elsewhere` explains keys that have their place elsewhere, `missing` what to do where a required
    one is not there.
    """

    what: str
    keys: Mapping[str, Key]
    required: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    elsewhere: Mapping[str, str] = MappingProxyType({})
    missing: Mapping[str, str] = MappingProxyType({})


Kind = (
    Text | Name | Form | VersionText | Flag | Null | Number | Count | Literal | PlainValue
    | Choice | ListOf | InnerOf | MapOf | AnyObject | Anything | Later | Either | FirstOf
)  # fmt: skip
