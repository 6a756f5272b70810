"""What happens to an object between where it is made and where it is used."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import BindingKind
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.object_uses import ObjectUses, Use, When
from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.facts.uses import Alias, Change, ChangeKind
from tracking_plan.usage.resolution.possible_values import Variable

_MOST = 100  # changes of one object; beyond that nothing is known of it
_DEPTH = 4  # names for one object, each made of another


class Happening(Struct, frozen=True, kw_only=True):
    """A change of an object, and when it happens. `offset` is the use, in the change's module."""

    change: Change
    when: When
    module: Module
    offset: int


def happenings(variables: Iterable[Variable], module: Module, offset: int) -> tuple[Happening, ...]:
    """All that happens to the object in some variables before its use in a module, in order.

    What other modules do is done before; what their functions do is done at any time. What is done
    in the round of a loop before that of the use comes before all of its own round.
    """
    found: dict[tuple[int, int, ChangeKind], tuple[Change, When, Module, int]] = {}
    for variable in variables:
        at = offset if variable.module is module else variable.module.end
        for change, when in _changes(variable, at, 0):
            key = (id(variable.module), change.offset, change.kind)
            found[key] = change, when, variable.module, at
            if len(found) > _MOST:
                return (_happening(_escape(change), when, variable.module, at),)
    every = (_happening(*one) for one in found.values())
    return tuple(sorted(every, key=lambda happening: _place(happening, module)))


def _happening(change: Change, when: When, module: Module, offset: int) -> Happening:
    return Happening(change=change, when=when, module=module, offset=offset)


def _place(happening: Happening, module: Module) -> tuple[bool, int, int]:
    """What happenings are ordered by."""
    change, at = happening.change, happening.offset
    is_here = happening.module is module
    if not is_here or happening.when is not When.SOMETIMES or change.offset <= at:
        return is_here, change.offset, change.offset
    loops = _loops(happening.module.regions.at(at))
    around = (loop.start for loop in loops if loop.encloses(change.offset))
    return is_here, min(around, default=at), change.offset


def changed_after(variables: Iterable[Variable], module: Module, offset: int) -> Happening | None:
    """A change of the object in some variables after its use in a module, taken for any."""
    for variable in variables:
        for change in _later(variable, offset, 0) if variable.module is module else ():
            any_change = _escape(change)
            return Happening(change=any_change, when=When.ANY_TIME, module=module, offset=offset)
    return None


def _later(variable: Variable, offset: int, depth: int) -> Iterator[Change]:
    """The changes of a variable's object under all its names from an offset on."""
    module = variable.module
    uses = module.uses(variable.path, variable.offset)
    yield from uses.after(offset, module.written.changing)
    for alias in _aliases(uses, module) if depth < _DEPTH else ():
        yield from _later(_named(variable, alias), offset, depth + 1)


def _changes(variable: Variable, offset: int, depth: int) -> Iterator[tuple[Change, When]]:
    """The changes of a variable's object under all its names that may come before a use."""
    module = variable.module
    uses = module.uses(variable.path, variable.offset)
    use = _use(module, variable.since, offset)
    yield from uses.before(use, module.written.changing)
    for alias in _aliases(uses, module) if depth < _DEPTH else ():
        named = module.lookup(alias.name, alias.offset)
        bound = [binding for binding in named if binding.kind is not BindingKind.DECLARED]
        for change, when in _changes(_named(variable, alias), offset, depth + 1):
            if not alias.is_around and alias.is_sure and len(bound) == 1:
                yield change, when
            elif not alias.is_around or _reaches_inside(change):
                yield _escape(change), when


def _aliases(uses: ObjectUses, module: Module) -> Iterable[Alias]:
    module.effort.spend(len(uses.aliases) // 8)
    return uses.aliases


def _named(variable: Variable, alias: Alias) -> Variable:
    """The variable that is another name for the object of one."""
    return replace(variable, path=alias.name, offset=alias.offset, since=alias.offset)


def _use(module: Module, since: int, offset: int) -> Use:
    here = module.regions.at(offset)
    ends = (loop.end for loop in _loops(here) if not loop.encloses(since))
    return Use(
        offset=offset,
        function=here.nearest(RegionKind.FUNCTION),
        since=since,
        made_in=module.regions.function_at(since),
        until=max(ends, default=offset),
    )


def _loops(here: Region) -> Iterator[Region]:
    """The loops around a place in its function."""
    for region in here.outwards():
        if region.kind is RegionKind.FUNCTION:
            return
        if region.kind is RegionKind.LOOP:
            yield region


def _reaches_inside(change: Change) -> bool:
    """Whether a change of an object around may be one of the object in it."""
    return change.kind in (ChangeKind.INNER, ChangeKind.ESCAPE, ChangeKind.EXPORT)


def _escape(change: Change) -> Change:
    return replace(change, kind=ChangeKind.ESCAPE)
