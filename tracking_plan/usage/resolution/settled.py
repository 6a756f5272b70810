"""Whether the code before a use decides which value a variable has there.

What other functions assign is assigned at some time: before, after, or not at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tracking_plan.usage.facts.bindings import (
    Binding,
    BindingGroups,
    BindingKind,
    function_of,
    hides,
    near,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.reaching import START, Assignment
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.resolution.exported_values import is_export
from tracking_plan.usage.resolution.possible_values import PossibleValue, undecided


class Settled(NamedTuple):
    """The bindings that a name may have its value from.

    `is_settled` False: it is unknown which of them. `is_open`: code that is not seen may set it.
    """

    bindings: tuple[Binding, ...]
    is_settled: bool = True
    is_open: bool = False

    def values(
        self, found: Iterator[PossibleValue], other: PossibleValue
    ) -> Iterator[PossibleValue]:
        """The values that are `found` by the bindings, as far as they are known to be those.

        `other` is what is not known.
        """
        is_known = self.is_settled and not self.is_open
        yield from found if is_known else map(undecided, found)
        if self.is_open:
            yield other


def of_variable(module: Module, name: str, offset: int) -> Settled:
    """What a variable may have its value from at an offset."""
    every = module.bound(name, offset)
    if not every or (len(every) == 1 and every[0].is_fixed):
        return Settled(every)
    here = module.regions.function_at(offset)
    home = every[0].scope.nearest(RegionKind.FUNCTION)
    is_later = here.parent is not None or offset >= module.end  # than when the file is run
    is_open = is_later and _is_global_set(module, every)
    if len(every) == 1 and function_of(every[0]) is home:
        return Settled(every, is_open=is_open)
    if here is home:
        found = module.reaching(name, offset)
        spans = (Assignment(b.offset, b.end) for b in found)
        if len(found) > 1 and module.is_unclear(spans, offset):
            return Settled(found, is_settled=False, is_open=is_open)
        return _at_home(module, name, found, offset, is_open=is_open)
    module.effort.spend(len(every) // 16)
    groups = module.groups(every)
    own = _own(module, groups, offset)
    if own and not _may_be_replaced(module, own, groups, offset, is_open=is_open):
        return Settled(own)
    if any(function_of(b) is not home or b.offset > offset for b in every):
        return Settled(every, is_settled=False, is_open=is_open)
    made = _last(module, every, offset)  # where the function is made
    is_one = made is not None and len(made) == 1
    return Settled(made or every, is_settled=is_one, is_open=is_open)


def _at_home(
    module: Module, name: str, found: tuple[Binding, ...], offset: int, *, is_open: bool
) -> Settled:
    """What a variable of a function has its value from in that function."""
    here = module.regions.function_at(offset)
    first = min((b.offset for b in found), default=0)
    groups = module.groups(module.bound(name, offset))
    away: Sequence[Binding] = groups.away
    own = [b for b in found if function_of(b) is here]
    if not _may_be_replaced(module, own, groups, offset):
        away = [b for b in away if b.offset > first]
    if not away:
        return Settled(found, is_open=is_open)
    more = tuple(b for b in away if b not in found)
    return Settled((*found, *more), is_settled=False, is_open=is_open)


def of_member(module: Module, path: str, offset: int) -> Settled:
    """What `self.name` may have its value from at an offset."""
    every = module.bound(path, offset)
    here = module.regions.function_at(offset)
    groups = module.groups(every)
    if groups.kinds >= {BindingKind.FUNCTION, BindingKind.ASSIGNED}:  # by functions
        return Settled(every, is_open=True)
    own = _own(module, groups, offset)
    is_open = _is_field_set(module, every)
    if own and not _may_be_replaced(module, own, groups, offset, is_open=is_open):
        return Settled(own)
    is_one = len(every) == 1 and not groups.of(here)
    return Settled(every, is_settled=is_one, is_open=is_open)


def of_field(module: Module, field: Binding) -> Settled:
    """What a field of an object of a class has by its one binding in the class."""
    return Settled((field,), is_open=_is_field_set(module, (field,)))


def of_attribute(module: Module, bound: tuple[Binding, ...], offset: int) -> Settled:
    """What a name of an object that others know, too, may have its value from at an offset."""
    here = module.regions.function_at(offset)
    own = [b for b in bound if b.block.nearest(RegionKind.FUNCTION, RegionKind.CLASS) is here]
    module.effort.spend(len(bound) // 16)
    is_elsewhere = not own and any(function_of(b).parent is not None for b in bound)
    spans = [Assignment(b.offset, b.end) for b in own]
    is_open = is_elsewhere or module.is_interrupted(spans, offset)
    return Settled(bound, is_settled=not is_elsewhere, is_open=is_open)


def _may_be_replaced(
    module: Module,
    own: Iterable[Binding],
    every: BindingGroups,
    offset: int,
    *,
    is_open: bool = False,
) -> bool:
    """Whether other functions, which assign the same, may run after what this one assigns."""
    here = module.regions.function_at(offset)
    if not is_open and all(each is here or each.parent is None for each in every.functions):
        return False
    return module.is_interrupted((Assignment(b.offset, b.end) for b in own), offset)


def _own(module: Module, every: BindingGroups, offset: int) -> tuple[Binding, ...] | None:
    """The bindings in a function, where one of them comes before the use in any case."""
    here = module.regions.at(offset)
    function = here.nearest(RegionKind.FUNCTION)
    inside = every.of(function) if function.parent is not None else ()
    among = near(inside, here, offset) if inside else ()
    module.effort.spend(len(among) // 8)
    if len(among) == 1 and hides(among[0], offset):
        return among
    return _last(module, among, offset) if among else None


def _last(module: Module, bindings: tuple[Binding, ...], offset: int) -> tuple[Binding, ...] | None:
    """Those that may be the last before an offset; None where there may be none, or many."""
    spans = [Assignment(b.offset, b.end) for b in bindings]
    last = module.last(spans, offset)
    if last is None or START in last or module.is_unclear(spans, offset):
        return None
    return tuple(b for b in bindings if b.offset in last)


def _is_global_set(module: Module, every: Sequence[Binding]) -> bool:
    """Whether another file may set a variable of this one: `config.plan = ...`."""
    name = every[0].name
    if is_export(name):
        name = name.removeprefix("module.").removeprefix("exports").removeprefix(".")
    if not name or "." in name or every[0].scope.kind is not RegionKind.MODULE:
        return False
    is_set = module.written.is_set_elsewhere(name, module.name)
    return is_set and any(b.kind is BindingKind.ASSIGNED and not b.is_fixed for b in every)


def _is_field_set(module: Module, every: Sequence[Binding]) -> bool:
    """Whether code beside the class, or that of a class that derives from it, may set a field."""
    if not any(b.kind is BindingKind.ASSIGNED for b in every):
        return False
    name = every[0].name.rpartition(".")[2]
    owner = module.class_at(every[0].scope)
    if owner is not None and module.written.is_base(owner):
        return True  # which may have a value of its own for what is fixed, too
    is_reached = owner is not None and module.written.is_reached(owner)
    is_set = is_reached or module.written.is_field_set(name, module.name)
    return is_set and any(not b.is_fixed for b in every)
