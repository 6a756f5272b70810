"""What a file does with one object, in the order that finds what comes before a use of it.

A file may do thousands of things with a variable: to look at all of them for each use would take
too long.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.facts.uses import Alias, Change, ChangeKind, Uses

Changing = Mapping[str, ChangeKind]
"""What functions may do to the objects that they are given, by their names."""


class When(StrEnum):
    """When a change happens, as seen from a use of the object."""

    ALWAYS = "always"  # before the use, each time
    SOMETIMES = "sometimes"  # before the use, in some runs
    MAYBE = "maybe"  # before the use, in some runs or each time
    ANY_TIME = "any time"  # in another function: before, after, or not at all


class Use(Struct, frozen=True, kw_only=True):
    """A use of an object at an offset in a function, of what was made at `since`.

    `until` is the end of the loops around the use that what was made is not in: what is changed
    there is so in the next round.
    """

    offset: int
    function: Region
    since: int
    made_in: Region
    until: int


class _Group(Struct, frozen=True):
    """The changes in one function, in order. `staying` are those after which it goes on."""

    function: Region
    every: tuple[Change, ...]
    staying: tuple[Change, ...]

    def before(self, use: Use) -> Iterator[tuple[Change, When]]:
        """Those that may happen before a use, each with when."""
        if not self.function.encloses(use.offset):
            yield from ((change, When.ANY_TIME) for change in self.every)
            return
        is_here = self.function is use.function
        among = self.staying if is_here else self.every
        first = bisect_left(among, use.since, key=_offset) if self.function is use.made_in else 0
        last = bisect_right(among, use.until, key=_offset) if is_here else len(among)
        for index in range(first, last):
            change = among[index]
            if change.offset > use.offset or change.is_exit:
                yield change, When.SOMETIMES if is_here else When.ANY_TIME
            else:
                is_always = change.block.encloses(use.offset)
                yield change, When.ALWAYS if is_always else When.SOMETIMES


class ObjectUses:
    """The changes of a variable's object, and its other names."""

    def __init__(self, uses: Uses) -> None:
        self._uses = uses
        self._changing: Changing | None = None
        self._groups: tuple[_Group, ...] = ()

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """Other variables for the same object."""
        return self._uses.aliases

    def before(self, use: Use, changing: Changing) -> Iterator[tuple[Change, When]]:
        """The changes that may happen before a use."""
        return chain.from_iterable(group.before(use) for group in self._by_function(changing))

    def after(self, offset: int, changing: Changing) -> Iterator[Change]:
        """The changes from an offset on after which their functions go on."""
        for group in self._by_function(changing):
            first = bisect_right(group.staying, offset, key=_offset)
            yield from (group.staying[index] for index in range(first, len(group.staying)))

    def _by_function(self, changing: Changing) -> tuple[_Group, ...]:
        """The changes that are made, by the functions that they are in."""
        if self._changing is not changing:
            self._changing, self._groups = changing, _grouped(self._uses.changes, changing)
        return self._groups


NO_USES = ObjectUses(Uses())


def _grouped(changes: Iterable[Change], changing: Changing) -> tuple[_Group, ...]:
    found: dict[int, list[Change]] = {}
    for change in sorted(filter(None, (_made(one, changing) for one in changes)), key=_offset):
        found.setdefault(id(change.block.nearest(RegionKind.FUNCTION)), []).append(change)
    return tuple(
        _Group(
            every[0].block.nearest(RegionKind.FUNCTION),
            tuple(every),
            tuple(change for change in every if not change.is_exit),
        )
        for every in found.values()
    )


def _made(change: Change, changing: Changing) -> Change | None:
    """The change that is made, if it takes a function that does so; None where that makes none."""
    if not change.by:
        return change
    kinds = {changing.get(name) for name in change.by}
    if ChangeKind.ESCAPE in kinds or (change.is_inside and ChangeKind.INNER in kinds):
        return change
    return replace(change, kind=ChangeKind.INNER) if ChangeKind.INNER in kinds else None


def _offset(change: Change) -> int:
    return change.offset
