"""Steps: an old and a new version of one event, paired."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from tracking_plan.place import JsonSchema, Place
from tracking_plan.plan.model import Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.shapes.read_shape import shape_of, shapes_of
from tracking_plan.registry.shapes.sameness import is_same_schema
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.differing import essential
from tracking_plan.registry.steps.pair import At, Pair, pairs
from tracking_plan.registry.steps.successor import Successors


class Shared(NamedTuple):
    """A shared definition that a property takes: its name, and where it is written."""

    name: str
    at: Place


class Places(Protocol):
    """Where a version is written."""

    def shared(self, path: str) -> Shared | None:
        """The shared definition that says what stands at a path; None: the event itself does."""
        ...

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        """The place of a property, or of one of its keys; the version's own for an empty path.

        Of what is not written it is the place of the nearest that is; None: nothing of the version
        lies in a file that people edit.
        """
        ...


def _nothing(_: str) -> None:
    return None


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """One version of an event, from whichever base: all that a change can be seen by.

    `sources` None: any. `sunset` None: never. `schema` is what the version means on the wire.
    `is_current`: it is the version that new code sends. `is_of_plan`: a plan says what it means, so
    that a key with the schema `true` is none that people wrote: helpers send it by themselves.
    `retired_as` tells what a retired property at a path was, where that is known. `published` is
    the schema as its file has it, with what the plan said beside it; None: it is of a plan.
    `schema_on` says what it means on a day, where the sunset of a property has come by then; None:
    `schema`. A side that knows no sunsets has no `schema_on`. `is_listed`: its status is what the
    index of a registry says.
    """

    event: str
    version: Version
    schema: JsonSchema
    places: Places
    status: Status = Status.ACTIVE
    sunset: date | None = None
    sources: tuple[str, ...] | None = None
    replaced_by: str | None = None
    is_current: bool = True
    is_of_plan: bool = True
    retired_as: Callable[[str], JsonSchema | None] = _nothing
    published: JsonSchema | None = None
    schema_on: Callable[[date], JsonSchema | None] | None = None
    is_listed: bool = False

    @cached_property
    def shape(self) -> Shape:
        """What the schema says, for rules."""
        return shape_of(self.schema)

    def has_left_by(self, day: date) -> bool:
        """Whether nothing may send it any more on that day."""
        is_past = self.sunset is not None and self.sunset <= day
        return is_past or self.status is Status.RETIRED

    def as_of(self, day: date) -> "Side":
        """The version as it stands on a day, on which properties may be past their sunset."""
        schema = self.schema_on(day) if self.schema_on is not None else None
        return self if schema is None else replace(self, schema=schema)

    @property
    def name(self) -> str:
        """The event and its version as people write them."""
        return f"{self.event!r} {self.version}"


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """The versions of one event that a base knows: the current one, then older ones.

    `over` is the newest version of an event that has none but retired ones, and so no `sides`.
    """

    event: str
    sides: tuple[Side, ...]
    previous_names: tuple[str, ...] = ()
    over: Version | None = None

    @property
    def current(self) -> Side:
        """The version that new code sends."""
        return self.sides[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """What became of one version of an event on one `day`.

    `old` is None where the version, or the event, is new; `new` where it is gone. `is_of_event`
    says that the event as a whole came or went. `left` is the current version of the
    event where an older one is gone, `successor` a new event that looks like one that is gone.
    `taken` is the highest major that other versions of the event have, on either side; `over` the
    newest version of an event that is back, after all of them were retired.
    """

    old: Side | None
    new: Side | None
    day: date
    is_of_event: bool = False
    left: Side | None = None
    successor: str | None = None
    taken: int = 0
    over: Version | None = None

    @property
    def event(self) -> str:
        """The name of the event, the new one where it has two."""
        return self.known.event

    @property
    def known(self) -> Side:
        """The new version; the old one where there is no new one."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def is_judged(self) -> bool:
        """Whether the step is held to anything: drafts are not, nor what was and is retired."""
        sides = [side for side in (self.old, self.new) if side is not None]
        is_over = len(sides) > 1 and all(side.has_left_by(self.day) for side in sides)
        return not is_over and all(side.status is not Status.DRAFT for side in sides)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What both versions say of each place in a payload; none where there is only one."""
        return self._pairs[0]

    @property
    def unsure_pairs(self) -> tuple[Pair, ...]:
        """What both may say of keys that have several patterns."""
        return self._pairs[1]

    @cached_property
    def _pairs(self) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
        if self.old is None or self.new is None or is_same_schema(self.old.schema, self.new.schema):
            return (), ()
        before, after = self.schemas
        found = tuple(pairs(*shapes_of(before, after)))
        if self.old.is_of_plan and self.new.is_of_plan:
            found = tuple(pair for pair in found if not _is_unwritten(pair))
        unsure = tuple(pair for pair in found if pair.is_unsure)
        return tuple(pair for pair in found if not pair.is_unsure) if unsure else found, unsure

    @cached_property
    def schemas(self) -> tuple[JsonSchema | bool, JsonSchema | bool]:
        """Both versions' schemas, without what has no bearing on the change.

        It is asked of a step that has two.
        """
        assert self.old is not None
        assert self.new is not None
        return essential(self.old.schema, self.new.schema)

    @cached_property
    def value_pairs(self) -> tuple[Pair, ...]:
        """The pairs of which the values are to be compared."""
        return tuple(pair for pair in self.pairs if pair.has_other_values)

    @cached_property
    def freed_maps(self) -> tuple[Pair, ...]:
        """The pairs of the values of maps that had a type and may be anything now, in plans.

        An object that is open does not count: nobody says of its further keys that they are read.
        """
        sides = (self.old, self.new)
        if not all(side is not None and side.is_of_plan for side in sides):
            return ()
        return tuple(pair for pair in self.pairs if pair.is_freed_map)

    @cached_property
    def key_pairs(self) -> tuple[Pair, ...]:
        """The pairs of keys that a version lists."""
        return tuple(pair for pair in self.pairs if pair.at is At.KEY)


def _is_unwritten(pair: Pair) -> bool:
    """Whether a key that helpers send by themselves is listed in one version only.

    Plans list it where an event is closed; an open one takes it anyway. It is never required.
    """
    if pair.is_required or pair.was_required:
        return False
    is_top = pair.at is At.KEY and pair.parent is not None and pair.parent.at is At.ROOT
    is_listed_once = (pair.old is None) is not (pair.new is None)
    listed = pair.old or pair.new
    is_theirs = is_top and is_listed_once and listed is not None and listed.schema is True
    return is_theirs and pair.before.is_anything and pair.after.is_anything


def steps(
    old: Mapping[str, History], new: Mapping[str, History], day: date
) -> Iterator[tuple[History | None, History | None, tuple[Step, ...]]]:
    """For each event of either, in the order of the new ones: what became of its versions.

    An event is the same under another name where a new one lists the old as a previous name. One
    that several have become comes once for each of them.
    """
    renamed = _renamed(old, new)
    older: dict[str, list[str]] = {}
    for before, name in renamed.items():
        older.setdefault(name, []).append(before)
    for name, history in new.items():
        is_known = name in old and (bool(old[name].sides) or name not in older)
        known = ([name] if is_known else []) + older.get(name, [])
        for before in known:
            yield old[before], history, tuple(_of_event(old[before], history, day))
        if not known:
            yield None, history, tuple(_of_event(None, history, day))
    known_names = old.keys() | older.keys()
    added = {n: one.current.schema for n, one in new.items() if n not in known_names}
    successors = Successors(added)
    for name, gone in old.items():
        if name not in new and name not in renamed:
            like = successors.of(name, gone.current.schema)
            each = _of_event(gone, None, day)
            yield gone, None, tuple(replace(step, successor=like) for step in each)


def _renamed(old: Mapping[str, History], new: Mapping[str, History]) -> dict[str, str]:
    """The new name of each old event that has one."""
    return {
        before: name
        for name, history in new.items()
        for before in history.previous_names
        if before in old and before not in new
    }


def _of_event(old: History | None, new: History | None, day: date) -> Iterator[Step]:
    before, after = old.sides if old else (), new.sides if new else ()
    if not before or not after:
        for side in before:
            yield Step(old=side, new=None, day=day, is_of_event=True)
        for side in after:
            over = old.over if old else None
            yield Step(old=None, new=side, day=day, is_of_event=True, over=over)
        return
    majors = {side.version.major for side in after}
    for side in after:
        others = (one.version.major for one in (*before, *after) if one is not side)
        taken = max(others, default=0)
        yield Step(old=_before(side, before), new=side, day=day, taken=taken)
    for side in before:
        if side.version.major not in majors:
            yield Step(old=side, new=None, day=day, left=after[0])


def _before(side: Side, older: Iterable[Side]) -> Side | None:
    """The version that this one comes from: of its major, else the newest of a lower one.

    A version whose number went down comes from the newest.
    """
    each = sorted(older, key=lambda one: one.version, reverse=True)
    same = [one for one in each if one.version.major == side.version.major]
    lower = [one for one in each if one.version < side.version]
    return next(iter((*same, *lower, *each)), None)
