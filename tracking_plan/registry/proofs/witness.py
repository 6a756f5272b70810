"""Witnesses: payloads that an old version accepts and a new one rejects."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import islice
from random import Random
from typing import Final

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.proofs.accepting import accepting, as_object, nothing
from tracking_plan.registry.proofs.counts import is_passed
from tracking_plan.registry.proofs.pattern_samples import pattern_texts
from tracking_plan.registry.proofs.sampler import NO_VALUE, NoValue, Sampler
from tracking_plan.registry.proofs.shrinking import shrunk
from tracking_plan.registry.shapes.drafts import META_SCHEMAS, Draft, draft_of
from tracking_plan.registry.shapes.modern import modern
from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.registry.shapes.references import taken
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.pair import At, Pair, pairs

NO_WITNESS: Final = NO_VALUE

_TRIES = 500  # values at the place in question
_TRIES_AT_A_GLANCE = 12  # before a proof, which costs more than these
_TRIES_ELSEWHERE = 60  # at each other place, where that one has none
_DRAWN_HERE = 150
_DRAWN = 500  # whole payloads, at last
_MAX_PLACES = 300

_Test = Callable[[Json], bool]
_Place = tuple[str, At, str | None]


def witness(
    old: JsonSchema | bool, new: JsonSchema | bool, pair: Pair | None, chance: Random
) -> Json | NoValue:
    """A payload that `old` accepts and `new` rejects, as small as can be; `NO_WITNESS`: none found.

    With a `pair`, one is sought first whose value at that place the new version does not take. Both
    engines agree about what comes back, and so does one under the draft that a schema names, which
    may be any from 4 on.
    """
    try:
        return Witnesses(old, new, chance).of(pair)
    except ValueError:
        return NO_WITNESS


class Witnesses:
    """Seeks payloads that tell one old version from one new, at several places.

    `known` are the pairs of these two schemas, for who has them already.

    Raises:
        ValueError: a schema does not compile.
    """

    def __init__(
        self,
        old: JsonSchema | bool,
        new: JsonSchema | bool,
        chance: Random,
        known: Sequence[Pair] = (),
    ) -> None:
        from tracking_plan.validation.validator import Validator  # costs 15 ms, as engines do

        self._given = old, new
        self._written: dict[int, Callable[[object], bool | None]] = {}
        self._whole = before, after = modern(taken(old)), modern(taken(new))
        self._schemas = tuple(_anonymous(as_object(one)) for one in (before, after))
        self._fast = tuple(Validator(schema).is_valid for schema in self._schemas)
        self._slow: tuple[Callable[[object], bool], ...] = ()
        self._known = tuple(known) if (before, after) == (old, new) else ()
        self._sampler, self._chance = Sampler(chance), chance

    def of(self, pair: Pair | None) -> Json | NoValue:
        """A payload that the old version accepts and the new one rejects, as `witness` says."""
        with suppress(RecursionError):
            found = NO_WITNESS if pair is None else self._at(pair, _TRIES)
            return self._anywhere() if found is NO_WITNESS else found
        return NO_WITNESS

    def at(self, pair: Pair, *, at_a_glance: bool = False) -> Json | NoValue:
        """One whose value at the place of the pair the new version does not take; or none.

        The pair may be of shapes without what both versions say alike. `at_a_glance`: only the
        likeliest values are tried.
        """
        with suppress(RecursionError):
            whole = self._pairs.get(_place(pair), pair)
            return self._at(whole, _TRIES_AT_A_GLANCE if at_a_glance else _TRIES)
        return NO_WITNESS

    def is_passed(self, pair: Pair) -> bool:
        """Whether counts alone show that the new version refuses what the old one accepts here."""
        with suppress(RecursionError):
            whole = self._pairs.get(_place(pair), pair)
            return is_passed(whole.before, whole.after, self._sampler)
        return False

    def reach(self, pair: Pair) -> bool:
        """Whether some payload that the old version accepts has a value at the place of a pair."""
        with suppress(RecursionError):
            whole = self._pairs.get(_place(pair), pair)
            value = self._sampler.smallest(whole.before)
            payload = value if value is NO_VALUE else self._embedded(whole, value)
            return payload is not NO_VALUE and self._fast[0](payload)
        return False

    @cached_property
    def _shapes(self) -> tuple[Shape, Shape]:
        if self._known:
            return self._known[0].before, self._known[0].after
        before, after = self._whole
        return shape_of(before), shape_of(after)

    @cached_property
    def _pairs(self) -> Mapping[_Place, Pair]:
        each = self._known or tuple(pairs(*self._shapes))
        return {_place(pair): pair for pair in each}

    def is_one(self, payload: Json) -> bool:
        """Whether the old version accepts a payload and the new one rejects it, to both engines."""
        accepts, still_accepts = self._fast
        return accepts(payload) and not still_accepts(payload) and self._is_sure(payload)

    def _is_sure(self, payload: Json) -> bool:
        if not self._slow:
            from tracking_plan.validation.reference import ReferenceSchema  # costs 60 ms

            each = (ReferenceSchema(one, is_checked=True) for one in self._schemas)
            self._slow = tuple(one.is_valid for one in each)
        accepts, still_accepts = self._slow
        return (
            accepts(payload)
            and not still_accepts(payload)
            and self._says(0, payload) is not False
            and self._says(1, payload) is not True
        )

    def _says(self, index: int, payload: Json) -> bool | None:
        """What one of the schemas says of a payload as it is written, where it names a draft."""
        if index not in self._written:
            from tracking_plan.validation.reference import DraftSchema

            schema = self._given[index]
            draft = draft_of(schema)
            is_other = draft is not Draft.ANY and schema != self._whole[index]
            named = {**as_object(schema), "$schema": META_SCHEMAS.get(draft)}
            self._written[index] = DraftSchema(named).is_valid if is_other else _unknown
        return self._written[index](payload)

    def _at(self, pair: Pair, tries: int) -> Json | NoValue:
        """The smallest payload found that the new version rejects for what stands at a place."""
        if pair.at is At.KEY and pair.is_required and not pair.was_required:
            found = self._without(pair)
            if found is not NO_VALUE:
                return found
        allows = accepting(pair.after.schema) or nothing
        edges = islice(self._sampler.edges(pair.before, pair.after), tries)
        for value in edges:
            found = self._around(pair, value, allows)
            if found is not NO_VALUE:
                return found
        if tries < _TRIES:
            return NO_WITNESS
        for _ in range(_DRAWN_HERE):
            drawn = self._sampler.drawn(pair.before, pair.after)
            found = NO_VALUE if drawn is NO_VALUE else self._around(pair, drawn, allows)
            if found is not NO_VALUE:
                return found
        return NO_WITNESS

    def _without(self, pair: Pair) -> Json | NoValue:
        """A payload that lacks the key of a pair, which has become a required one."""
        assert pair.parent is not None
        whole = self._sampler.smallest(_but_null(pair.parent.before))
        if not isinstance(whole, dict):
            return NO_VALUE
        lacking = {name: value for name, value in whole.items() if name != pair.step}
        within, least = pair.parent.before, int(pair.parent.before.limits.get("minProperties", 0))
        lacking = self._sampler.with_more(within, lacking, least, without=pair.step)
        payload = self._embedded(pair.parent, lacking)
        return payload if payload is not NO_VALUE and self.is_one(payload) else NO_VALUE

    def _around(self, pair: Pair, value: Json, allows: _Test) -> Json | NoValue:
        """The smallest payload with a value at a place, if the two versions differ about it."""

        def is_still(one: Json) -> bool:
            if allows(one):
                return False
            payload = self._embedded(pair, one)
            return payload is not NO_VALUE and self.is_one(payload)

        return self._embedded(pair, shrunk(value, is_still)) if is_still(value) else NO_VALUE

    def _embedded(self, pair: Pair, value: Json) -> Json | NoValue:
        """The smallest payload that has a value at a place."""
        found: Json | NoValue = value
        while pair.parent is not None and found is not NO_VALUE:
            within = pair.parent.before
            found = (
                self._item(within, pair, found)
                if pair.at is At.ITEM
                else self._member(within, pair, found)
            )
            pair = pair.parent
        return found

    def _member(self, within: Shape, pair: Pair, value: Json) -> Json | NoValue:
        whole = self._sampler.smallest(_but_null(within))
        if not isinstance(whole, dict):
            whole = {}
        name = str(pair.step) if pair.at is At.KEY else self._new_name(pair)
        base = self._sampler.base(within)
        if base is not NO_VALUE and len(base) < len(whole) and name not in whole:
            most = int(within.limits.get("minProperties", 0)) - 1
            whole = {**base, **dict(islice(whole.items(), max(most, 0)))}
        return {**whole, name: value}

    def _new_name(self, pair: Pair) -> str:
        """A key that neither version lists, of the pattern if there is one."""
        assert pair.parent is not None
        if pair.key is not None:
            return pair.key
        listed = {**pair.parent.before.properties, **pair.parent.after.properties}
        if pair.step is not None:
            found = islice(pattern_texts(str(pair.step), self._chance), 30)
            return next((one for one in found if one not in listed), "")
        patterns = (*pair.parent.before.patterns, *pair.parent.after.patterns)
        names = ("other", "a", "b", "x", "1", "other1", "é", "", "-")
        return next(
            (n for n in names if n not in listed and not any(matching(p, n) for p in patterns)),
            "another",
        )

    def _item(self, within: Shape, pair: Pair, value: Json) -> Json | NoValue:
        index = pair.step if isinstance(pair.step, int) else self._first_index(pair)
        before = self._sampler.first_items(within, index)
        if before is NO_VALUE:
            return NO_VALUE
        count = int(within.limits.get("minItems", 0))
        return self._sampler.filled(within, [*before, value], count)

    def _first_index(self, pair: Pair) -> int:
        assert pair.parent is not None
        return max(len(pair.parent.before.prefix), len(pair.parent.after.prefix))

    def _anywhere(self) -> Json | NoValue:
        """The smallest payload found that the versions differ about."""
        for pair in islice(self._pairs.values(), _MAX_PLACES):
            found = self._at(pair, _TRIES_ELSEWHERE)
            if found is not NO_VALUE:
                return found
        for _ in range(_DRAWN):
            drawn = self._sampler.drawn(*self._shapes)
            if drawn is not NO_VALUE and self.is_one(drawn):
                return shrunk(drawn, self.is_one)
        return NO_WITNESS


def _place(pair: Pair) -> _Place:
    return pair.path, pair.at, pair.beside


def _but_null(shape: Shape) -> Shape:
    """The shape of the objects among the values, where they may be null, too."""
    if len(shape.types) == 1:
        return shape
    return replace(shape, types=frozenset(("object",))) if "object" in shape.types else shape


def _anonymous(schema: JsonSchema) -> JsonSchema:
    """The schema without its `$id`, which need be no URI."""
    return {keyword: value for keyword, value in schema.items() if keyword != "$id"}


def _unknown(_: object) -> None:
    return None
