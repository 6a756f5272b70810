"""Pairs of shapes: what both versions of an event say of one place in its payloads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.names.property_path import below, items_of
from tracking_plan.registry.shapes.inner_shapes import child_of
from tracking_plan.registry.shapes.pattern_keys import UNSURE, Unsure, key_with
from tracking_plan.registry.shapes.sameness import is_same_schema
from tracking_plan.registry.shapes.shape import ANYTHING, Shape, is_within

_NUMBERS = frozenset(("integer", "number"))


class At(StrEnum):
    """What stands at the place of a pair."""

    ROOT = "the whole"
    KEY = "a key of an object"
    OTHER_KEY = "each key that is not listed"
    ITEM = "an item"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """What both versions say of one place.

    `old` and `new` are None where the version does not list the key. Such a key has the shape
    `old_unlisted` or `new_unlisted` instead, where it is one of an object that both versions have;
    it accepts nothing where that object is closed. `path` is as people write it: `items[].sku`,
    `labels{}` for the keys that are not listed.

    `parent` is the pair of what the place lies in, and `step` how it leads here: a key, the pattern
    of keys, the position of an item; None: each other key or item. `beside` is a further pattern
    that the keys have, and `key` one of the keys, where one is known.
    """

    path: str
    at: At
    old: Shape | None
    new: Shape | None
    old_unlisted: Shape | None = None
    new_unlisted: Shape | None = None
    was_required: bool = False
    is_required: bool = False
    parent: "Pair | None" = None
    step: str | int | None = None
    beside: str | None = None
    key: str | None = None

    @property
    def before(self) -> Shape:
        """What the old version says of values here, listed or not."""
        found = self.old or self.old_unlisted
        assert found is not None
        return found

    @property
    def after(self) -> Shape:
        """What the new version says of values here, listed or not."""
        found = self.new or self.new_unlisted
        assert found is not None
        return found

    @property
    def is_unsure(self) -> bool:
        """Whether nobody can tell if there are keys of both patterns, and what they may carry."""
        return self.beside is not None and self.key is None

    @property
    def is_added(self) -> bool:
        """Whether the new version lists the key, and the old one does not."""
        return self.old is None and self.new is not None

    @property
    def is_removed(self) -> bool:
        """Whether the old version lists the key, and the new one does not."""
        return self.new is None and self.old is not None

    @property
    def says_the_same(self) -> bool:
        """Whether both versions say the same of the place, and of all within it."""
        return (
            (self.old is None) == (self.new is None)
            and self.was_required == self.is_required
            and is_same_schema(self.before.schema, self.after.schema)
        )

    @property
    def is_freed_map(self) -> bool:
        """Whether further keys held something of a shape, and hold what is said to be anything."""
        is_said = isinstance(self.after.schema, dict) and self.after.is_anything
        is_map = self.at is At.OTHER_KEY and self.step is None
        return is_map and is_said and not self.before.is_anything and not self.before.is_nothing

    @property
    def has_values_to_compare(self) -> bool:
        """Whether some value could be sent here before, and some can be now.

        Of keys that were or are free nothing is compared: whether they are listed says it all.
        """
        before, after = self.before, self.after
        if any(shape.is_nothing or shape.is_a_circle for shape in (before, after)):
            return False
        if self.at is At.OTHER_KEY:
            return not (before.is_anything or after.is_anything)
        return not (
            (self.is_added and before.is_anything) or (self.is_removed and after.is_anything)
        )

    @property
    def is_retyped(self) -> bool:
        """Whether values here are of other types than before, null aside.

        Of two lists of values, only where they have no type in common.
        """
        before, after = self.before.kinds, self.after.kinds
        if self.before.values is not None and self.after.values is not None:
            return not (is_within(before, after) or is_within(after, before))
        return before != after

    @property
    def has_free_values(self) -> bool:
        """Whether values here were and are told by what they are like, and not by a list."""
        return self.before.values is None and self.after.values is None

    @property
    def has_free_texts(self) -> bool:
        """Whether values here could and can be texts, of no list."""
        return self.has_free_values and "string" in self.before.types & self.after.types

    @property
    def has_numbers(self) -> bool:
        """Whether values here could and can be numbers."""
        return not any(one.types.isdisjoint(_NUMBERS) for one in (self.before, self.after))

    @property
    def has_arrays(self) -> bool:
        """Whether values here could and can be arrays."""
        return "array" in self.before.types & self.after.types

    @property
    def has_other_values(self) -> bool:
        """Whether both versions say of values here what can be compared, and not the same."""
        return self.has_values_to_compare and not is_same_schema(
            self.before.schema, self.after.schema
        )


def pairs(old: Shape, new: Shape, path: str = "") -> Iterator[Pair]:
    """A pair for each place of which the shapes say different things, before what it contains."""
    yield from _within(Pair(path=path, at=At.ROOT, old=old, new=new))


def _within(pair: Pair) -> Iterator[Pair]:
    if pair.says_the_same:
        return
    yield pair
    if not pair.has_values_to_compare:
        return
    old, new = pair.before, pair.after
    if is_same_schema(old.schema, new.schema) or old.values is not None or new.values is not None:
        return
    if "object" in old.types & new.types:
        yield from _keys(pair, old, new)
    if "array" in old.types & new.types:
        yield from _items(pair, old, new)


def _keys(parent: Pair, old: Shape, new: Shape) -> Iterator[Pair]:
    path = parent.path
    for name in dict.fromkeys((*new.properties, *old.properties, *new.required, *old.required)):
        before, after = child_of(old, name), child_of(new, name)
        was_listed, is_listed = name in old.properties, name in new.properties
        yield from _within(
            Pair(
                path=below(path, name),
                at=At.KEY,
                old=before if was_listed else None,
                new=after if is_listed else None,
                old_unlisted=None if was_listed else before,
                new_unlisted=None if is_listed else after,
                was_required=name in old.required,
                is_required=name in new.required,
                parent=parent,
                step=name,
            )
        )
    for pattern in dict.fromkeys((*new.patterns, *old.patterns)):
        if pattern in old.patterns and pattern in new.patterns:
            yield from _within(_of_pattern(parent, pattern, old.patterns, new.patterns))
        else:
            yield from _of_changed_pattern(parent, old, new, pattern)
    others = Pair(
        path=f"{path}{{}}", at=At.OTHER_KEY, old=old.others, new=new.others, parent=parent
    )
    yield from _within(others)


def _of_changed_pattern(parent: Pair, old: Shape, new: Shape, pattern: str) -> Iterator[Pair]:
    """A pair for each kind of keys of a pattern that only one version has.

    These are keys that no pattern of the other version has, and those of each of its patterns.
    """
    others = (new if pattern in old.patterns else old).patterns
    listed = (*old.properties, *new.properties)
    alone = key_with([pattern], others, listed) if others else UNSURE
    if alone is not None:
        before, after = ({pattern: shape.others, **shape.patterns} for shape in (old, new))
        key = alone if isinstance(alone, str) else None
        yield from _within(_of_pattern(parent, pattern, before, after, key=key))
    for other in others:
        further = {*old.patterns, *new.patterns} - {pattern, other}
        shared = _shared(pattern, other, further, listed)
        if isinstance(shared, str):
            before, after = ({pattern: child_of(shape, shared)} for shape in (old, new))
            pair = _of_pattern(parent, pattern, before, after, beside=other, key=shared)
            yield from _within(pair)
        elif shared is UNSURE:
            before, after = (
                {pattern: shape.patterns.get(pattern, ANYTHING)} for shape in (old, new)
            )
            yield _of_pattern(parent, pattern, before, after, beside=other)


def _shared(
    one: str, other: str, further: Iterable[str], listed: Iterable[str]
) -> str | Unsure | None:
    """A key that has both patterns, and no other one if that can be."""
    alone = key_with([one, other], further, listed)
    return alone if isinstance(alone, str) else key_with([one, other], (), listed)


def _of_pattern(
    parent: Pair,
    pattern: str,
    old: Mapping[str, Shape],
    new: Mapping[str, Shape],
    beside: str | None = None,
    key: str | None = None,
) -> Pair:
    return Pair(
        path=f"{parent.path}{{{pattern}}}",
        at=At.OTHER_KEY,
        old=old[pattern],
        new=new[pattern],
        parent=parent,
        step=pattern,
        beside=beside,
        key=key,
    )


def _items(parent: Pair, old: Shape, new: Shape) -> Iterator[Pair]:
    path = parent.path
    count = max(len(old.prefix), len(new.prefix))
    for index in range(count):
        before = old.prefix[index] if index < len(old.prefix) else old.rest
        after = new.prefix[index] if index < len(new.prefix) else new.rest
        yield from _within(_item(parent, f"{path}[{index}]", before, after, index))
    yield from _within(_item(parent, items_of(path), old.rest, new.rest))


def _item(parent: Pair, path: str, old: Shape, new: Shape, step: int | None = None) -> Pair:
    return Pair(path=path, at=At.ITEM, old=old, new=new, parent=parent, step=step)
