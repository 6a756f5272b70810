"""A JSON Schema as the rules about changes read it: what one value may be, keyword by keyword."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tracking_plan.place import Json, JsonSchema
from tracking_plan.validation.equality import comparable

ANY_TYPE = frozenset(("null", "boolean", "number", "string", "array", "object"))
"""All types; integers are numbers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shape:
    """What a value may be.

    `types` never has `integer` beside `number`; empty: nothing is accepted. `values` are those of
    `enum` and `const`; None: any. `limits` are numbers by their keyword (`minLength`), but for
    `uniqueItems`, which is True or absent. `other` is the shape of keys that neither `properties`
    nor `patterns` has, `prefix` are those of the first items and `items` that of the rest.

    `facts` are annotations that a plan writes down and that readers rely on (`x-unit`,
    `deprecated`). `opaque` are the keywords that assert something else, `$ref`s taken: about them
    only a proof can tell. `schema` is where all of this was read.
    """

    types: frozenset[str] = ANY_TYPE
    values: tuple[Json, ...] | None = None
    format: str | None = None
    pattern: str | None = None
    limits: Mapping[str, float] = field(default_factory=dict)
    properties: "Mapping[str, Shape]" = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    patterns: "Mapping[str, Shape]" = field(default_factory=dict)
    other: "Shape | None" = None
    prefix: "tuple[Shape, ...]" = ()
    items: "Shape | None" = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    opaque: Mapping[str, Json] = field(default_factory=dict)
    foreign: Mapping[str, Json] = field(default_factory=dict)
    schema: JsonSchema | bool = True

    @property
    def is_anything(self) -> bool:
        """Whether every value is accepted."""
        return self.types == ANY_TYPE and not self._asserts

    @property
    def is_nothing(self) -> bool:
        """Whether no value is accepted, by what the shape itself says."""
        return not self.types or self.values == ()

    @property
    def is_a_circle(self) -> bool:
        """Whether this is a place that leads back into the document, and was not followed."""
        return "$ref" in self.opaque

    @property
    def others(self) -> "Shape":
        """What keys may carry that are not listed."""
        return self.other or ANYTHING

    @property
    def rest(self) -> "Shape":
        """What the items behind the prefix may be."""
        return self.items or ANYTHING

    @cached_property
    def patterns_assert(self) -> bool:
        """Whether keys with some pattern may not carry anything."""
        return not all(one.is_anything for one in self.patterns.values())

    @cached_property
    def value_keys(self) -> frozenset[object]:
        """`values` as what can be compared; none where any value will do."""
        return frozenset(map(comparable, self.values or ()))

    @property
    def _asserts(self) -> bool:
        said = (self.limits, self.properties, self.required, self.patterns, self.prefix)
        return (
            any(said)
            or bool(self.opaque)
            or not all(one is None for one in (self.values, self.format, self.pattern))
            or not self.others_are_free
            or not (self.items is None or self.items.is_anything)
        )

    @property
    def others_are_free(self) -> bool:
        """Whether keys that are not listed may carry anything."""
        return self.other is None or self.other.is_anything

    @property
    def kinds(self) -> frozenset[str]:
        """The types, but for null."""
        return self.types - {"null"}

    @property
    def is_unique(self) -> bool:
        """Whether the items of an array must differ."""
        return self.limits.get("uniqueItems") is True

    @cached_property
    def accepts(self) -> Callable[[object], bool]:
        """Whether a value is accepted, as the engine tells; `modern` schemas only."""
        from tracking_plan.validation.validator import Validator  # costs 15 ms

        schema = self.schema if isinstance(self.schema, dict) else {"not": {}}
        return Validator({k: v for k, v in schema.items() if k != "$schema"}).is_valid

    @property
    def types_in_words(self) -> str:
        """The types as a message names them: `integer or null`, `anything`, `nothing`."""
        if self.types == ANY_TYPE:
            return "what other keywords allow" if self.opaque else "anything"
        return " or ".join(_in_order(self.types)) or "nothing"


def _in_order(types: frozenset[str]) -> Iterator[str]:
    yield from sorted(types - {"null"})
    yield from types & {"null"}


def is_within(types: frozenset[str], others: frozenset[str]) -> bool:
    """Whether values of the first types are all of the others, too: integers are numbers."""
    return all(one in others or (one == "integer" and "number" in others) for one in types)


ANYTHING = Shape()
NOTHING = Shape(types=frozenset(), schema=False)
