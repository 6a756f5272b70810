"""What happens to an object between where it is made and where it is used."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from tracking_plan.usage.facts.module import BindingKind, Module
from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.facts.uses import Change, ChangeKind
from tracking_plan.usage.resolution.possible_values import Variable

_MOST = 100  # changes of one object; beyond that nothing is known of it
_DEPTH = 4  # names for one object, each made of another


class When(StrEnum):
    """When a change happens, as seen from a use of the object."""

    ALWAYS = "always"  # before the use, each time
    SOMETIMES = "sometimes"  # before the use, in some runs
    MAYBE = "maybe"  # before the use, in some runs or each time
    ANY_TIME = "any time"  # in another function: before, after, or not at all
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A change of an object, and when it happens. `offset` is the use, in the change's module."""

    change: Change
    when: When
    module: Module
    offset: int


def happenings(variables: Iterable[Variable], module: Module, offset: int) -> tuple[Happening, ...]:
    """All that happens to the object in some variables before its use in a module, in order.

    What other modules do is done before; what their functions do is done at any time.
    """
    found: dict[tuple[int, int, ChangeKind], Happening] = {}
    for variable in variables:
        at = offset if variable.module is module else variable.module.end
        function_at = cache(variable.module.regions.function_at)
        for change, since in _changes(variable, 0):
            when = _when(change, function_at, since, at)
            key = (id(variable.module), change.offset, change.kind)
            if when is not When.NEVER:
                found[key] = Happening(change=change, when=when, module=variable.module, offset=at)
            if len(found) > _MOST:
                return (replace(found[key], change=_escape(change)),)
    ordered = sorted(found.values(), key=lambda h: (h.module is module, h.change.offset))
    return tuple(ordered)


def changed_after(variables: Iterable[Variable], module: Module, offset: int) -> Happening | None:
    """A change of the object in some variables after its use in a module, taken for any."""
    for variable in variables:
        for change, _ in _changes(variable, 0) if variable.module is module else ():
            if change.offset > offset and not change.is_exit:
                return Happening(
                    change=_escape(change), when=When.ANY_TIME, module=module, offset=offset
                )
    return None


def _made(change: Change, module: Module) -> Change | None:
    """The change that is made, if it takes a function that does so; None where that makes none."""
    if not change.by:
        return change
    kinds = {module.written.changing.get(name) for name in change.by}
    if ChangeKind.ESCAPE in kinds or (change.is_inside and ChangeKind.INNER in kinds):
        return change
    return replace(change, kind=ChangeKind.INNER) if ChangeKind.INNER in kinds else None


def _changes(variable: Variable, depth: int) -> Iterator[tuple[Change, int]]:
    """The changes of a variable's object under all its names, each with when the name got it."""
    uses = variable.module.uses(variable.path, variable.offset)
    for change in uses.changes:
        made = _made(change, variable.module)
        if made is not None:
            yield made, variable.since
    for alias in uses.aliases if depth < _DEPTH else ():
        inner = replace(variable, path=alias.name, offset=alias.offset, since=alias.offset)
        named = variable.module.lookup(alias.name, alias.offset)
        bound = [binding for binding in named if binding.kind is not BindingKind.DECLARED]
        for change, since in _changes(inner, depth + 1):
            if not alias.is_around and alias.is_sure and len(bound) == 1:
                yield change, since
            elif not alias.is_around or _reaches_inside(change):
                yield _escape(change), since


def _reaches_inside(change: Change) -> bool:
    """Whether a change of an object around may be one of the object in it."""
    return change.kind in (ChangeKind.INNER, ChangeKind.ESCAPE, ChangeKind.EXPORT)


def _escape(change: Change) -> Change:
    return replace(change, kind=ChangeKind.ESCAPE)


def _when(change: Change, function_at: Callable[[int], Region], since: int, offset: int) -> When:
    """When a change happens, as seen from a use at `offset` of what was made at `since`."""
    function = change.block.nearest(RegionKind.FUNCTION)
    if not function.encloses(offset):
        return When.ANY_TIME
    if change.offset < since and function_at(since) is function:
        return When.NEVER
    if change.offset > offset or change.is_exit:
        return When.NEVER if function_at(offset) is function else When.ANY_TIME
    return When.ALWAYS if change.block.encloses(offset) else When.SOMETIMES
