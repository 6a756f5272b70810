"""Makes values for shapes: plain ones, ones at their limits, random ones."""

from collections.abc import Callable, Iterator
from enum import Enum
from itertools import chain, islice, zip_longest
from random import Random
from typing import Final

from tracking_plan.place import Json
from tracking_plan.registry.proofs.accepting import accepting, everything
from tracking_plan.registry.proofs.pattern_samples import pattern_texts
from tracking_plan.registry.proofs.scalar_samples import (
    drawn_number,
    drawn_text,
    lengths,
    limit_test,
    number_edges,
    text_edges,
)
from tracking_plan.registry.shapes.alternatives import alternatives
from tracking_plan.registry.shapes.inner_shapes import allows, child_of, item_of, names_of
from tracking_plan.registry.shapes.shape import ANYTHING, Shape
from tracking_plan.validation.equality import comparable

_KINDS = ("string", "integer", "number", "boolean", "null", "array", "object")
_MAX_DEPTH = 12
_MAX_KEYS = 40  # optional ones of one object that are tried, each by itself


class NoValue(Enum):
    """What stands for a value where there is none."""

    IT = "no value"


NO_VALUE: Final = NoValue.IT


def _depended(shape: Shape) -> Iterator[str]:
    """The keys on whose presence something else depends."""
    for keyword in ("dependentRequired", "dependentSchemas", "dependencies"):
        found = shape.opaque.get(keyword)
        yield from found if isinstance(found, dict) else ()


class Sampler:
    """Makes values for shapes; where it is given two, ones that the second might not allow.

    What comes out may not fit: patterns, and all that is `opaque`, are met by trying.
    """

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._smallest: dict[int, tuple[Shape, Json | NoValue]] = {}
        self._tests: dict[int, tuple[Shape, Callable[[object], bool]]] = {}
        self._bases: dict[int, tuple[Shape, dict[str, Json] | NoValue]] = {}

    def smallest(self, shape: Shape, depth: int = 0) -> Json | NoValue:
        """The plainest value that fits."""
        key = id(shape)
        if key not in self._smallest:
            accepts = self._test(shape)
            found = islice(self.edges(shape, depth=depth), 60)
            fitting = (value for value in found if accepts(value))
            self._smallest[key] = (shape, next(fitting, NO_VALUE))
        return self._smallest[key][1]

    def _test(self, shape: Shape) -> Callable[[object], bool]:
        """What tells whether a value fits, of a shape whose edges need not."""
        if not (shape.opaque or shape.pattern or shape.limits):
            return everything
        if not (shape.opaque or shape.pattern) and (keeps := limit_test(shape)) is not None:
            return keeps
        if id(shape) not in self._tests:
            self._tests[id(shape)] = (shape, accepting(shape.schema) or everything)
        return self._tests[id(shape)][1]

    def edges(self, shape: Shape, other: Shape = ANYTHING, depth: int = 0) -> Iterator[Json]:
        """A few values for a shape: plain ones, at its limits, and beyond those of `other`."""
        if shape.values is not None:
            new = other.value_keys
            yield from sorted(shape.values, key=lambda value: comparable(value) in new)
            return
        if depth > _MAX_DEPTH:
            return
        for before in alternatives(shape):
            if before.values is not None:
                yield from before.values
                continue
            for after in alternatives(other)[:4]:
                sources = [
                    self._of_kind(kind, before, after, depth)
                    for kind in sorted(_KINDS, key=lambda kind: allows(after, kind))
                    if allows(before, kind)
                ]
                for turn in zip_longest(*sources, fillvalue=NO_VALUE):
                    yield from (value for value in turn if value is not NO_VALUE)

    def _of_kind(self, kind: str, shape: Shape, other: Shape, depth: int) -> Iterator[Json]:
        match kind:
            case "string":
                yield from text_edges(shape, other, self._chance)
            case "number" | "integer":
                if kind == "number" or "number" not in shape.types:
                    yield from number_edges(shape, other)
            case "boolean":
                yield from (True, False)
            case "null":
                yield None
            case "array":
                yield from self._arrays(shape, other, depth + 1)
            case "object":
                yield from self._objects(shape, other, depth + 1)

    def _arrays(self, shape: Shape, other: Shape, depth: int) -> Iterator[Json]:
        counts = lengths(shape, other, "minItems", "maxItems")
        for count in sorted({*counts, *(n for n in (0, 1, 2) if counts and n >= counts[0])}):
            found = self.filled(shape, [], count, depth)
            if found is not NO_VALUE:
                yield found
        if not shape.prefix:
            yield from self._repeated(shape, other, depth)
        for index in range(len(shape.prefix) + 1):
            here, there = item_of(shape, index), item_of(other, index)
            before = self.first_items(shape, index, depth)
            if before is NO_VALUE:
                return
            for value in islice(self.edges(here, there, depth), 8):
                found = self.filled(shape, [*before, value], counts[0] if counts else 1, depth)
                if found is not NO_VALUE:
                    yield found

    def first_items(self, shape: Shape, count: int, depth: int = 0) -> list[Json] | NoValue:
        """The plainest items for the first places of an array."""
        found: list[Json] = []
        for index in range(count):
            value = self.smallest(item_of(shape, index), depth)
            if value is NO_VALUE:
                return NO_VALUE
            found.append(value)
        return found

    def _repeated(self, shape: Shape, other: Shape, depth: int) -> Iterator[Json]:
        """The same item as often as is needed for two that are equal."""
        one = self.smallest(shape.rest, depth)
        if one is not NO_VALUE and other.limits.get("uniqueItems"):
            yield [one] * max(2, int(shape.limits.get("minItems", 0)))

    def filled(
        self, shape: Shape, first: list[Json], count: int, depth: int = 0
    ) -> list[Json] | NoValue:
        """A list that begins with `first` and has `count` items; different ones, if need be."""
        found, is_unique = [*first], bool(shape.limits.get("uniqueItems"))
        seen = {comparable(value) for value in found}
        while len(found) < count:
            here = item_of(shape, len(found))
            value = self.smallest(here, depth)
            if is_unique and (value is NO_VALUE or comparable(value) in seen):
                value = self._another(here, seen, depth)
            if value is NO_VALUE:
                return NO_VALUE
            found.append(value)
            seen.add(comparable(value))
        return found

    def _another(self, shape: Shape, seen: set[object], depth: int) -> Json | NoValue:
        accepts = self._test(shape)
        drawn = (self.drawn(shape, ANYTHING, depth) for _ in range(40))
        for value in chain(self.edges(shape, depth=depth), drawn):
            if value is not NO_VALUE and comparable(value) not in seen and accepts(value):
                return value
        return NO_VALUE

    def base(self, shape: Shape, depth: int = 0) -> dict[str, Json] | NoValue:
        """An object with no more keys than it must have."""
        if id(shape) not in self._bases:
            self._bases[id(shape)] = (shape, self._base(shape, depth))
        return self._bases[id(shape)][1]

    def _base(self, shape: Shape, depth: int) -> dict[str, Json] | NoValue:
        found: dict[str, Json] = {}
        for name in sorted(shape.required, key=[*shape.properties, *shape.required].index):
            value = self.smallest(child_of(shape, name), depth)
            if value is NO_VALUE:
                return NO_VALUE
            found[name] = value
        least = int(shape.limits.get("minProperties", 0))
        return self.with_more(shape, found, least, depth) if len(found) < least else found

    def with_more(
        self,
        shape: Shape,
        found: dict[str, Json],
        count: int,
        depth: int = 0,
        without: str | int | None = None,
    ) -> dict[str, Json]:
        """The object with `count` keys, or as many as it may have, but not the one named."""
        found = dict(found)
        for name in chain(shape.properties, self._new_names(shape, count)):
            if len(found) >= count:
                break
            if name == without:
                continue
            value = self.smallest(child_of(shape, name), depth)
            if value is not NO_VALUE:
                found.setdefault(name, value)
        return found

    def _new_names(self, shape: Shape, count: int) -> Iterator[str]:
        """Keys that the shape does not list: those of its patterns last."""
        yield from (name for name in ("a", "b", "other") if name not in shape.properties)
        for pattern in shape.patterns:
            yield from islice(pattern_texts(pattern, self._chance), min(count, 3))
        yield from (f"a{index}" for index in range(count + 1))

    def _objects(self, shape: Shape, other: Shape, depth: int) -> Iterator[Json]:
        base = self.base(shape, depth)
        if base is NO_VALUE:
            return
        yield base
        names = [name for name in shape.properties if name not in base]
        for name in islice(names, _MAX_KEYS):
            value = self.smallest(shape.properties[name], depth)
            if value is not NO_VALUE:
                yield {**base, name: value}
        yield self.with_more(shape, base, len(base) + len(names), depth)
        for count in lengths(shape, other, "minProperties", "maxProperties"):
            yield self.with_more(shape, base, count, depth)
        for name, value in self._members(shape, other, depth):
            yield {**base, name: value}

    def _members(self, shape: Shape, other: Shape, depth: int) -> Iterator[tuple[str, Json]]:
        """Keys and values that an object may have, the first of each, then the others."""
        depended = (*_depended(shape), *_depended(other), *self._names_at_edges(shape, other))
        listed = islice(dict.fromkeys((*shape.properties, *other.properties, *depended)), _MAX_KEYS)
        for name in dict.fromkeys(chain(listed, islice(self._new_names(shape, 3), 12))):
            found = self.edges(child_of(shape, name), child_of(other, name), depth)
            yield from ((name, value) for value in islice(found, 8 if depth < 3 else 3))

    def _names_at_edges(self, shape: Shape, other: Shape) -> Iterator[str]:
        """Keys that the one allows, and the other might not."""
        before, after = names_of(shape), names_of(other)
        if before is not ANYTHING or after is not ANYTHING:
            found = self.edges(before, after)
            yield from islice((name for name in found if isinstance(name, str)), 12)

    def drawn(self, shape: Shape, other: Shape = ANYTHING, depth: int = 0) -> Json | NoValue:
        """Some value for a shape; none where it is hard to find."""
        chance = self._chance
        if shape.values is not None:
            return chance.choice(shape.values) if shape.values else NO_VALUE
        others = alternatives(shape)
        if others != (shape,):
            return self.drawn(chance.choice(others), other, depth + 1)
        other = chance.choice(alternatives(other))
        kinds = [kind for kind in _KINDS if allows(shape, kind)]
        if depth > 4:
            kinds = [kind for kind in kinds if kind not in ("array", "object")] or kinds
        if not kinds or depth > _MAX_DEPTH:
            return NO_VALUE
        match chance.choice(kinds):
            case "string":
                return drawn_text(shape, other, chance)
            case "number" | "integer":
                return drawn_number(shape, other, chance)
            case "boolean":
                return chance.random() < 0.5
            case "array":
                return self._drawn_array(shape, other, depth + 1)
            case "object":
                return self._drawn_object(shape, other, depth + 1)
        return None

    def _drawn_array(self, shape: Shape, other: Shape, depth: int) -> Json | NoValue:
        counts = lengths(shape, other, "minItems", "maxItems")
        options = [each for each in {*counts, 0, 1, 2, 3, len(shape.prefix)} if each < 50]
        found: list[Json] = []
        for index in range(self._chance.choice(options or [0])):
            value = self.drawn(item_of(shape, index), item_of(other, index), depth)
            if value is NO_VALUE:
                break
            found.append(value)
        return found + found[:1] if self._chance.random() < 0.1 else found

    def _drawn_object(self, shape: Shape, other: Shape, depth: int) -> Json | NoValue:
        chance, found = self._chance, dict[str, Json]()
        likely = chance.choice((0.1, 0.5, 0.9))
        names = [name for name in shape.properties if chance.random() < likely]
        if chance.random() < 0.4:
            unlisted = [*islice(self._new_names(shape, 4), 12), *other.properties]
            names += chance.sample(unlisted, min(len(unlisted), chance.randint(1, 2)))
        for name in dict.fromkeys((*sorted(shape.required), *names)):
            here, there = child_of(shape, name), child_of(other, name)
            is_plain = chance.random() < 0.3
            value = self.smallest(here, depth) if is_plain else self.drawn(here, there, depth)
            if value is not NO_VALUE:
                found[name] = value
        return found
