"""What happens to an object before its use, where several ways to the use are taken together.

A key that one of two branches sets and the other one, too, is set in any case.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from tracking_plan.usage.facts.expression import Literal, Table
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.object_uses import When
from tracking_plan.usage.facts.reaching import START, Assignment
from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.facts.uses import Change, ChangeKind
from tracking_plan.usage.resolution.changes import (
    Happening,
    changed_after,
    happenings,
)
from tracking_plan.usage.resolution.pieces import flat, putting
from tracking_plan.usage.resolution.possible_values import Variable


def happenings_before(
    variables: Iterable[Variable],
    module: Module,
    offset: int,
    late: int | None = None,
) -> tuple[Happening, ...]:
    """All that happens to the object in some variables before its use in a module, in order.

    `late`: the code from there on may run before that (None: none does).
    """
    variables = tuple(variables)
    found = happenings(variables, module, offset)
    later = changed_after(variables, module, late) if late is not None else None
    if later is not None:
        return (later,)
    if not found:
        return ()
    every = [each for happening in _in_turn(found, module, offset) for each in _pieces(happening)]
    makings = [variable for variable in variables if variable.module is module]
    return tuple(map(_unless_asked, _followed(every, makings, module, offset)))


def _unless_asked(happening: Happening) -> Happening:
    """The same; where what is under a key decides if it is replaced, it may be so each time."""
    change, module = happening.change, happening.module
    name = _key_of(change)
    if happening.when is not When.SOMETIMES or name is None:
        return happening
    guards = module.guards(change.offset)
    module.effort.spend(len(guards))
    is_asked = any(path.endswith(f".{name}") for guard in guards for path in guard.condition.paths)
    return replace(happening, when=When.MAYBE) if is_asked else happening


def _in_turn(found: Sequence[Happening], module: Module, offset: int) -> Iterator[Happening]:
    """The same, where what other functions do comes last if they may run right before the use."""
    away = [h for h in found if h.when is When.ANY_TIME]
    own = [h for h in found if h.when is not When.ANY_TIME]
    here = module.regions.function_at(offset)
    changes = [h.change for h in own if h.module is module and _is_in(h.change, here)]
    spans = (Assignment(change.offset, change.end) for change in changes)
    if not away or not module.is_interrupted(spans, offset):
        return iter(found)
    return iter((*own, *away))


def _is_in(change: Change, function: Region) -> bool:
    return change.block.nearest(RegionKind.FUNCTION) is function


def _pieces(happening: Happening) -> Iterator[Happening]:
    """What is merged in, one by one."""
    change = happening.change
    if change.kind is ChangeKind.MERGE and isinstance(change.value, Table):
        for entry in flat(change.value.entries):
            yield replace(happening, change=putting(change, entry))
    else:
        yield happening


def _followed(
    ordered: Sequence[Happening], variables: Iterable[Variable], module: Module, offset: int
) -> Iterator[Happening]:
    """The same, where what is put under a key in some runs is put there in all of them together."""
    replaced: dict[int, Happening | None] = {}
    for name in dict.fromkeys(_key_of(h.change) for h in ordered if h.when is When.SOMETIMES):
        alike = [(n, h) for n, h in enumerate(ordered) if _concerns(h.change, name)]
        if name is None or not all(_is_put_here(h, module) for _, h in alike):
            continue
        made = (Assignment(*span, is_start=True) for v in variables if (span := _made(v)))
        put = (Assignment(h.change.offset, h.change.end) for _, h in alike)
        spans = (*made, *put)
        last = module.last(spans, offset)
        if module.is_unclear(spans, offset):
            replaced.update((n, replace(h, when=When.MAYBE)) for n, h in alike)
            continue
        reaching = [(n, h) for n, h in alike if last is None or h.change.offset in last]
        if last is None or START in last or not reaching:
            continue
        replaced.update((n, None) for n, _ in alike)
        replaced.update(reaching)
        first, happening = reaching[0]
        replaced[first] = replace(happening, when=When.ALWAYS)
    every = (replaced.get(n, happening) for n, happening in enumerate(ordered))
    yield from (happening for happening in every if happening is not None)


def _made(variable: Variable) -> tuple[int, int] | None:
    """Where a variable got its object; None where that is not seen."""
    bound = variable.module.lookup(variable.path, variable.offset)
    return next(((b.offset, b.end) for b in bound if b.offset == variable.since), None)


def _key_of(change: Change) -> str | None:
    """The key under which a change puts something; None where that is not seen."""
    is_known = change.kind is ChangeKind.SET and isinstance(change.key, Literal)
    return str(change.key.value) if is_known and isinstance(change.key, Literal) else None


def _concerns(change: Change, name: str | None) -> bool:
    """Whether a change may be one of what is under a key."""
    return not isinstance(change.key, Literal) or str(change.key.value) == name


def _is_put_here(happening: Happening, module: Module) -> bool:
    """Whether a change replaces what is under a key, in the function of the use."""
    is_ours = happening.module is module and happening.when is not When.ANY_TIME
    return is_ours and _key_of(happening.change) is not None
