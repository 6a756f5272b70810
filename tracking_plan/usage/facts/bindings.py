"""The places where the names of a file get their meanings."""

from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.facts.types import Annotation


class BindingKind(StrEnum):
    """How a name came to mean something."""

    ASSIGNED = "assigned"
    PARAMETER = "parameter"
    IMPORTED = "imported"
    FUNCTION = "function"
    DECLARED = "declared"  # without a value: what it means is assigned elsewhere
    OTHER = "other"  # loop variables and the like: something else at each use


class Imported(Struct, frozen=True, kw_only=True):
    """Where an imported name comes from. `member` None: the module as a whole."""

    module: str
    member: str | None


class Binding(Struct, frozen=True, kw_only=True):
    """One place where a name gets a meaning.

    `scope` is where the name is known, `block` the innermost range of code that runs as one
    with the binding. `value` is None where the code shows none. `annotation` is the type that the
    name is declared to have, `part` the one that it has by being taken out of what is declared to
    have a type, `denotes` the type that the name itself means. `is_fixed`: nothing else may be
    assigned to it. `is_handed`: a statement gives it rather than an assignment (`with ... as`).
    """

    name: str
    kind: BindingKind
    offset: int
    end: int
    scope: Region
    block: Region
    value: Deferred[Expression] | None = None
    imported: Imported | None = None
    annotation: Annotation | None = None
    part: Annotation | None = None
    denotes: Annotation | None = None
    is_fixed: bool = False
    is_handed: bool = False


class BindingGroups:
    """All bindings of one name in a scope, by the functions that they are in: there are thousands.

    `away` are those in other functions than the one of their scope, `functions` those of all that
    give the name something.
    """

    def __init__(self, bound: tuple[Binding, ...]) -> None:
        self.kinds = frozenset(binding.kind for binding in bound)
        home = bound[0].scope.nearest(RegionKind.FUNCTION) if bound else None
        self.away = tuple(b for b in bound if function_of(b) is not home)
        found: dict[int, list[Binding]] = {}
        functions: dict[int, Region] = {}
        for binding in bound:
            function = function_of(binding)
            found.setdefault(id(function), []).append(binding)
            if binding.kind is not BindingKind.DECLARED:
                functions[id(function)] = function
        self.functions = tuple(functions.values())
        self._by_function = {function: tuple(several) for function, several in found.items()}

    def of(self, function: Region) -> tuple[Binding, ...]:
        """Those in a function, in order."""
        return self._by_function.get(id(function), ())


def near(bound: Sequence[Binding], here: Region, offset: int) -> tuple[Binding, ...]:
    """Those of some bindings, in order, that may be the last before an offset in their function."""
    loop = here.nearest(RegionKind.LOOP, RegionKind.FUNCTION)
    limit = loop.end if loop.kind is RegionKind.LOOP else offset
    start = end = bisect_left(bound, offset, key=offset_of)
    while start and not hides(bound[start - 1], offset):
        start -= 1
    if start:
        start = bisect_left(bound, bound[start - 1].offset, key=offset_of)
    if limit > offset:
        return tuple(bound[start : bisect_left(bound, limit, key=offset_of)])
    return tuple(b for b in bound[start:end] if b.end <= offset)


def function_of(binding: Binding) -> Region:
    """The function that a binding is in, or the file."""
    return binding.block.nearest(RegionKind.FUNCTION)


def offset_of(binding: Binding) -> int:
    """What bindings are ordered by."""
    return binding.offset


def hides(binding: Binding, offset: int) -> bool:
    """Whether a binding before `offset` always takes place, so that earlier ones are gone."""
    return binding.end <= offset and binding.block.encloses(offset)
