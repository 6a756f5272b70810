"""The facts of one file: what names are bound to, and which calls there are."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from tracking_plan.place import Span
from tracking_plan.usage.facts.bindings import (
    Binding,
    BindingGroups,
    BindingKind,
    function_of,
    near,
    offset_of,
)
from tracking_plan.usage.facts.comment import Comment
from tracking_plan.usage.facts.conditions import Guard
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.effort import Effort
from tracking_plan.usage.facts.expression import Expression, Invocation
from tracking_plan.usage.facts.handing import Handing
from tracking_plan.usage.facts.kept import Kept
from tracking_plan.usage.facts.keys import Keys
from tracking_plan.usage.facts.object_uses import NO_USES, ObjectUses
from tracking_plan.usage.facts.reaching import Assignment, Reached
from tracking_plan.usage.facts.regions import Region, RegionKind, Regions
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.facts.unparsed import Unparsed
from tracking_plan.usage.facts.uses import Uses, joined
from tracking_plan.usage.facts.written import Written

_MOST_FOLLOWED = 200  # bindings of one name


class Moment(NamedTuple):
    """A variable, by the file and number of its scope, between two of its bindings.

    `scope` is empty where nothing in the file binds it.
    """

    scope: str
    before: tuple[int, ...]


class Module:
    """One file's facts, the same for every language.

    `path` is the file as findings name it, `name` its path below the folder that is scanned.
    `invocations`, `comments`, `mentions` and `unparsed` are read when they are asked for: of a file
    that others import, nobody does. `guards` says which conditions were answered on the way to an
    offset.
    `casts` are the types that the code says expressions have, by the places of these.
    `handings` are the calls that get what a variable has, which a path names.
    `flow` says which of some assignments may be the last before an offset. `pauses` are where other
    functions may run: calls, `await`, `yield`.
    `effort` pays for each answer, by its length. `written` is what the project's files write to.
    """

    def __init__(
        self,
        *,
        path: str,
        name: str,
        language: str,
        regions: Regions,
        bindings: Iterable[Binding],
        uses: Callable[[str], Iterable[tuple[int, Uses]]],
        invocations: Callable[[], Iterable[Invocation]],
        comments: Callable[[], Iterable[Comment]] = tuple,
        unparsed: Callable[[], Unparsed],
        mentions: Callable[[], Iterable[Deferred[Expression]]] = tuple,
        handings: Callable[[str], Iterable[Handing]] = lambda _: (),
        casts: Mapping[Span, Annotation] = MappingProxyType({}),
        guards: Callable[[int], tuple[Guard[Expression], ...]] = lambda _: (),
        flow: Callable[[Iterable[Assignment], int], Reached] = lambda _, __: Reached(),
        pauses: Iterable[Assignment] = (),
    ) -> None:
        self.path = path
        self.name = name
        self.language = language
        self.regions = regions
        self._invocations, self._mentions = invocations, mentions
        self._comments, self._unparsed = comments, unparsed
        self.casts = casts
        self.guards, self.handings = guards, handings
        self._flow, self._unsorted = flow, pauses
        self.effort, self.written = Effort(), Written()
        self._read_uses = uses
        self._uses: dict[str, Mapping[int, ObjectUses]] = {}
        self.bindings: Mapping[str, tuple[Binding, ...]] = _by_name(bindings)
        self._classes: dict[int, str] | None = None
        self.keys = Kept(Keys)
        self._groups = Kept(BindingGroups)
        self._by_scope = {name: _by_scope(bound) for name, bound in self.bindings.items()}

    @cached_property
    def invocations(self) -> tuple[Invocation, ...]:
        """The calls that are wanted; raises `TooMuch` where they have too much in them."""
        return tuple(self._invocations())

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments that are addressed to this tool."""
        return tuple(self._comments())

    @cached_property
    def mentions(self) -> tuple[Deferred[Expression], ...]:
        """What may be wanted functions, handed on or taken by a computed name."""
        return tuple(self._mentions())

    @cached_property
    def unparsed(self) -> Unparsed:
        """The code that could not be parsed."""
        return self._unparsed()

    @cached_property
    def _pauses(self) -> list[Assignment]:
        return sorted(self._unsorted)  # few files need it

    @property
    def end(self) -> int:
        """An offset after all code: what names mean there is what other files import."""
        return self.regions.end

    def lookup(self, name: str, offset: int) -> tuple[Binding, ...]:
        """What `name` is bound to in the innermost scope that binds it, as seen from `offset`."""
        bound = self.bound(name, offset)
        self.effort.spend(len(bound) // 16)
        return bound

    def scope_of(self, name: str, offset: int) -> Region | None:
        """Where a name is known that is used at an offset; None: the file does not bind it."""
        bound = self.bound(name, offset)
        return bound[0].scope if bound else None

    def groups(self, bound: tuple[Binding, ...]) -> BindingGroups:
        """All bindings of a name in a scope, as `bound` gives them, by their functions."""
        return self._groups.of(bound)

    def bound(self, name: str, offset: int) -> tuple[Binding, ...]:
        """The same, which costs nothing: for whoever does not look at each of them."""
        by_scope = self._by_scope.get(name)
        if by_scope is None:
            return ()
        here = self.regions.at(offset)
        for steps, region in enumerate(here.outwards()):
            if id(region) in by_scope and ("." in name or sees(here, region)):
                self.effort.spend(1 + steps // 8)
                return by_scope[id(region)]
        return ()

    def class_at(self, scope: Region) -> str | None:
        """The name of the class whose body a region is; None where it has none."""
        if self._classes is None:
            every = (b for bound in self.bindings.values() for b in bound if "." not in b.name)
            self._classes = {b.end: b.name for b in every if b.kind is BindingKind.ASSIGNED}
        return self._classes.get(scope.end) if scope.kind is RegionKind.CLASS else None

    def uses(self, path: str, offset: int) -> ObjectUses:
        """What the file does with the variable that `path` (`p`, `self.p`) means at `offset`."""
        if path not in self._uses:
            by_scope: dict[int, list[Uses]] = {}
            for at, use in self._read_uses(path):
                by_scope.setdefault(self._scope_of(path, at), []).append(use)
            every = {scope: ObjectUses(joined(uses)) for scope, uses in by_scope.items()}
            self._uses[path] = every
        return self._uses[path].get(self._scope_of(path, offset), NO_USES)

    def _scope_of(self, path: str, offset: int) -> int:
        """The identity of the scope in which a variable is known; 0: in none."""
        scope = self.scope_of(path, offset) or self.scope_of(path.split(".")[0], offset)
        return id(scope) if scope is not None else 0

    def moment(self, path: str, offset: int) -> Moment:
        """The variable that `path` is at `offset`, and how many times it was bound before."""
        first, dot, _ = path.partition(".")
        whole, root = self.bound(path, offset) if dot else (), self.bound(first, offset)
        bound = root or whole
        before = tuple(
            bisect_left(each, offset, key=offset_of) if len(each) > 1 else 0
            for each in (root, whole)
        )
        scope = f"{self.name}:{bound[0].scope.number}" if bound else ""
        return Moment(scope, before)

    def reaching(self, name: str, offset: int) -> tuple[Binding, ...]:
        """The bindings out of `lookup` whose value `name` may have at `offset`.

        Within one function, what is assigned further down counts only in a loop, and a
        statement that always runs before the use hides what came before it. What is used in
        an assignment is not yet what is assigned.
        """
        bound = self.bound(name, offset)
        here = self.regions.at(offset)
        if not bound or len(bound) == 1 or not _is_same_function(bound[0].scope, here):
            return bound
        among = near(bound, here, offset)
        self.effort.spend(len(among) // 8)
        return self._last(among, offset)

    def _last(self, bindings: tuple[Binding, ...], offset: int) -> tuple[Binding, ...]:
        """Those out of some bindings that may be the last before an offset in their function."""
        if not 1 < len(bindings) <= _MOST_FOLLOWED:
            return bindings
        home = self.regions.at(offset).nearest(RegionKind.FUNCTION)
        here = {b.offset: b for b in bindings if function_of(b) is home}
        last = self.last((Assignment(b.offset, b.end) for b in here.values()), offset)
        if last is None:
            return bindings
        return tuple(b for b in bindings if b.offset in last or b.offset not in here)

    def last(self, assignments: Iterable[Assignment], offset: int) -> frozenset[int] | None:
        """The offsets of the assignments in its function that may be the last before an offset.

        `START` among them: none of them may be. None: it cannot be told.
        """
        return self._reached(assignments, offset).last

    def is_unclear(self, assignments: Iterable[Assignment], offset: int) -> bool:
        """Whether it cannot be told which of some assignments may be the last before an offset."""
        reached = self._reached(assignments, offset)
        return reached.is_beyond or reached.is_unsure

    def is_interrupted(self, assignments: Iterable[Assignment], offset: int) -> bool:
        """Whether other functions may run between an assignment in this one and an offset."""
        own, here = tuple(assignments), self.regions.at(offset).nearest(RegionKind.FUNCTION)
        first = bisect_left(self._pauses, (here.start,))
        pauses = self._pauses[first : bisect_left(self._pauses, (here.end,))]
        if not own or len(pauses) > _MOST_FOLLOWED:
            return bool(own)
        last = self.last((*own, *pauses), offset) if pauses else frozenset()
        return last is None or any(pause.start in last for pause in pauses)

    def _reached(self, assignments: Iterable[Assignment], offset: int) -> Reached:
        reached = self._flow(assignments, offset)
        self.effort.spend(reached.steps // 4)
        return reached


def sees(here: Region, scope: Region) -> bool:
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
