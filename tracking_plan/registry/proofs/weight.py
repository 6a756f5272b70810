"""How long canonical forms of a schema would take: an estimate, and where it is too long."""

from dataclasses import dataclass
from math import prod

from tracking_plan.place import Json

_MAX_WEIGHT = 4_000  # half a second at worst, but for patterns that take long to compile
_MAX_DEPTH = 100
_MAX_VALUES = 20_000  # that all enums of one schema list
_FEW = 8  # alternatives that cost no more than the same schemas side by side
_PLAIN, _SLOW = 5, 400  # of a pattern

_NAMED = frozenset(
    "properties patternProperties $defs definitions dependentSchemas dependencies".split()
)
_LISTED = frozenset("allOf anyOf oneOf prefixItems items".split())
_OR = frozenset("anyOf oneOf not if then else".split())
_EACH_WITH_EACH = frozenset("patternProperties dependentSchemas dependencies".split())
_LITERAL = frozenset("const enum examples default".split())


def is_heavy(schema: Json) -> bool:
    """Whether a schema without references is too large to be compared with another."""
    found = _weighed(schema, 0)
    return found.weight > _MAX_WEIGHT or found.values > _MAX_VALUES


@dataclass(slots=True)
class _Weight:
    """How heavy a schema is, and how many values its enums list.

    Schemas side by side add up. Those that one value must fit at once multiply, since each
    alternative of one is combined with each of the next.
    """

    product: int = 1
    total: int = 0
    values: int = 0

    @property
    def weight(self) -> int:
        return self.product + self.total

    def add(self, keyword: str, weights: list[int]) -> None:
        """Adds the schemas under a keyword."""
        if keyword in _OR and weights:
            self.product *= sum(weights) * max(_FEW, len(weights)) // _FEW
        elif keyword == "allOf":
            self.product *= prod(weights)
        elif keyword in _EACH_WITH_EACH:
            self.total += sum(weights) * len(weights)
        else:
            self.total += sum(weights)


def _weighed(schema: Json, depth: int) -> _Weight:
    if depth > _MAX_DEPTH:
        return _Weight(total=_MAX_WEIGHT + 1)
    found = _Weight()
    if not isinstance(schema, dict):
        return found
    found.total += _of_pattern(schema.get("pattern"))
    for keyword, value in schema.items():
        if keyword == "enum" and isinstance(value, list):
            found.values += len(value)
        if keyword == "patternProperties" and isinstance(value, dict):
            found.total += sum(map(_of_pattern, value))
        inner = [_weighed(each, depth + 1) for each in _inner(keyword, value)]
        found.values += sum(each.values for each in inner)
        found.add(keyword, [each.weight for each in inner])
        if found.weight > _MAX_WEIGHT:
            break
    return found


def _inner(keyword: str, value: Json) -> list[Json]:
    """The schemas under a keyword of any draft."""
    if keyword in _NAMED and isinstance(value, dict):
        return list(value.values())
    if keyword in _LISTED and isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) and keyword not in _LITERAL else []


def _of_pattern(pattern: Json) -> int:
    """The weight of a pattern: Unicode's classes, counted, take a tenth of a second to compile."""
    if not isinstance(pattern, str):
        return 0
    is_unicode = "\\p{" in pattern.lower()
    is_counted = "{" in pattern.replace("\\p{", "").replace("\\P{", "")
    return _SLOW if is_unicode and is_counted else _PLAIN
