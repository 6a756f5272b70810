"""The facts of one file: what names are bound to, and which calls there are."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.place import Span
from tracking_plan.usage.facts.effort import Effort
from tracking_plan.usage.facts.expression import Deferred, Expression, Invocation


class RegionKind(StrEnum):
    """What a range of code does to names: functions and classes hide them, loops repeat."""

    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    BLOCK = "block"
    LOOP = "loop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A range of code, in bytes, and the region around it (None for the whole file)."""

    start: int
    end: int
    kind: RegionKind
    parent: "Region | None"

    def encloses(self, offset: int) -> bool:
        """Whether the byte at `offset` lies in the region."""
        return self.start <= offset < self.end

    def outwards(self) -> "Iterator[Region]":
        """This region, then those around it, up to the whole file."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def nearest(self, *kinds: RegionKind) -> "Region":
        """This region or the nearest one around it that is of one of the kinds (or the file)."""
        region = self
        while region.parent is not None and region.kind not in kinds:
            region = region.parent
        return region


class Regions:
    """The nested regions of a file."""

    def __init__(self, size: int, spans: Iterable[tuple[int, int, RegionKind]]) -> None:
        whole = Region(start=0, end=size + 1, kind=RegionKind.MODULE, parent=None)
        self._regions = [whole]
        open_region = whole
        for start, end, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
            while open_region.parent is not None and start >= open_region.end:
                open_region = open_region.parent
            open_region = Region(start=start, end=end, kind=kind, parent=open_region)
            self._regions.append(open_region)
        self._starts = [region.start for region in self._regions]

    @property
    def end(self) -> int:
        """The last offset of the file."""
        return self._regions[0].end - 1

    def at(self, offset: int) -> Region:
        """The innermost region around `offset`."""
        region = self._regions[bisect_right(self._starts, offset) - 1]
        while region.parent is not None and offset >= region.end:
            region = region.parent
        return region


class BindingKind(StrEnum):
    """How a name came to mean something."""

    ASSIGNED = "assigned"
    PARAMETER = "parameter"
    IMPORTED = "imported"
    FUNCTION = "function"
    DECLARED = "declared"  # without a value: what it means is assigned elsewhere
    OTHER = "other"  # loop variables and the like: something else at each use


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Where an imported name comes from. `member` None: the module as a whole."""

    module: str
    member: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One place where a name gets a meaning.

    `scope` is where the name is known, `block` the innermost range of code that runs as one
    with the binding. `value` is None where the code shows none. `types` are the names in the
    annotation, as paths.
    """

    name: str
    kind: BindingKind
    offset: int
    end: int
    scope: Region
    block: Region
    value: Deferred | None = None
    imported: Imported | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a table in a variable after it was made.

    `key` None: entries of `value` are all merged in. `block` is the innermost range of code
    that runs as one with it: a use outside of that may come without the change. `is_default`:
    what is under the key already stays.
    """

    offset: int
    key: Expression | None
    value: Expression
    block: Region
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What a file does with a variable besides reading it.

    `changes` are in the order of the file. `escapes` are the places where it is handed on, and may
    be changed out of sight.
    """

    changes: tuple[Change, ...] = ()
    escapes: tuple[int, ...] = ()


_UNUSED = Uses()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment that is addressed to this tool: its text and its place."""

    text: str
    at: Span
    is_alone: bool


class Module:
    """One file's facts, the same for every language.

    `path` is the file as findings name it, `name` its path below the folder that is scanned.
    `effort` pays for each answer, by its length.
    """

    def __init__(
        self,
        *,
        path: str,
        name: str,
        language: str,
        regions: Regions,
        bindings: Iterable[Binding],
        uses: Callable[[str], Uses],
        invocations: Iterable[Invocation],
        comments: Iterable[Comment],
        parse_errors: Iterable[Span],
    ) -> None:
        self.path = path
        self.name = name
        self.language = language
        self.regions = regions
        self.invocations = tuple(invocations)
        self.comments = tuple(comments)
        self.parse_errors = tuple(parse_errors)
        self.effort = Effort()
        self._find_uses = uses
        self._uses: dict[str, Mapping[int, Uses]] = {}
        self.bindings: Mapping[str, tuple[Binding, ...]] = _by_name(bindings)
        self._by_scope = {name: _by_scope(bound) for name, bound in self.bindings.items()}

    @property
    def end(self) -> int:
        """An offset after all code: what names mean there is what other files import."""
        return self.regions.end

    def lookup(self, name: str, offset: int) -> tuple[Binding, ...]:
        """What `name` is bound to in the innermost scope that binds it, as seen from `offset`."""
        bound = self._bound(name, offset)
        self.effort.spend(len(bound) // 2)
        return bound

    def _bound(self, name: str, offset: int) -> tuple[Binding, ...]:
        by_scope = self._by_scope.get(name)
        if by_scope is None:
            return ()
        here = self.regions.at(offset)
        for steps, region in enumerate(here.outwards()):
            if id(region) in by_scope and ("." in name or _sees(here, region)):
                self.effort.spend(1 + steps // 8)
                return by_scope[id(region)]
        return ()

    def uses(self, name: str, offset: int) -> Uses:
        """What happens to the variable that `name` means at `offset`, to no other of that name."""
        bound = self._bound(name, offset)
        if not bound:
            return _UNUSED
        if name not in self._uses:
            self._uses[name] = self._uses_by_scope(name)
        return self._uses[name].get(id(bound[0].scope), _UNUSED)

    def _uses_by_scope(self, name: str) -> Mapping[int, Uses]:
        """All uses of variables of one name, by the identity of the scope that each belongs to."""
        found = self._find_uses(name)
        changes: dict[int, list[Change]] = {}
        escapes: dict[int, list[int]] = {}
        for change in sorted(found.changes, key=lambda c: c.offset):
            for binding in self._bound(name, change.offset)[:1]:
                changes.setdefault(id(binding.scope), []).append(change)
        for escape in sorted(found.escapes):
            for binding in self._bound(name, escape)[:1]:
                escapes.setdefault(id(binding.scope), []).append(escape)
        return {
            scope: Uses(
                changes=tuple(changes.get(scope, ())), escapes=tuple(escapes.get(scope, ()))
            )
            for scope in {*changes, *escapes}
        }

    def reaching(self, name: str, offset: int) -> tuple[Binding, ...]:
        """The bindings out of `lookup` whose value `name` may have at `offset`.

        Within one function, what is assigned further down counts only in a loop, and a
        statement that always runs before the use hides what came before it. What is used in
        an assignment is not yet what is assigned.
        """
        bound = self._bound(name, offset)
        here = self.regions.at(offset)
        if not bound or len(bound) == 1 or not _is_same_function(bound[0].scope, here):
            return bound
        loop = here.nearest(RegionKind.LOOP, RegionKind.FUNCTION)
        limit = loop.end if loop.kind is RegionKind.LOOP else offset
        end = bisect_left(bound, offset, key=_offset_of)
        start = end
        while start and not _hides(bound[start - 1], offset):
            start -= 1
        if start:
            start = bisect_left(bound, bound[start - 1].offset, key=_offset_of)
        if limit > offset:
            end = bisect_left(bound, limit, key=_offset_of)
        self.effort.spend((end - start) // 8)
        if limit > offset:
            return bound[start:end]
        return tuple(b for b in bound[start:end] if b.end <= offset)


def _offset_of(binding: Binding) -> int:
    return binding.offset


def _hides(binding: Binding, offset: int) -> bool:
    """Whether a binding before `offset` always takes place, so that earlier ones are gone."""
    return binding.end <= offset and binding.block.encloses(offset)


def _sees(here: Region, scope: Region) -> bool:
    """Whether the names of a region around `here` are known: those of a class not in methods."""
    if scope.kind is not RegionKind.CLASS:
        return True
    return here.nearest(RegionKind.FUNCTION, RegionKind.CLASS) is scope


def _by_scope(bound: Iterable[Binding]) -> dict[int, tuple[Binding, ...]]:
    """The bindings of one name by the identity of their scope: short names have thousands."""
    found: dict[int, list[Binding]] = {}
    for binding in bound:
        found.setdefault(id(binding.scope), []).append(binding)
    return {scope: tuple(bindings) for scope, bindings in found.items()}


def _by_name(bindings: Iterable[Binding]) -> dict[str, tuple[Binding, ...]]:
    found: dict[str, list[Binding]] = {}
    for binding in bindings:
        found.setdefault(binding.name, []).append(binding)
    return {name: tuple(sorted(bound, key=lambda b: b.offset)) for name, bound in found.items()}


def _is_same_function(scope: Region, here: Region) -> bool:
    function = here.nearest(RegionKind.FUNCTION)
    return scope.nearest(RegionKind.FUNCTION) is function
