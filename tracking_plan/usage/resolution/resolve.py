"""Resolves expressions: follows constants, takes members, lists the branches of conditions.

Only what the code of the project shows counts. A value that it does not show is `Dynamic`:
nothing is ever guessed.
"""

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Choice,
    Derived,
    Expression,
    Guarded,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
    Table,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_of, root_of
from tracking_plan.usage.facts.walks import Walked
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.assumptions import Assumptions, together
from tracking_plan.usage.resolution.branches import Branches
from tracking_plan.usage.resolution.condition_reader import ConditionReader
from tracking_plan.usage.resolution.declared import Declarations
from tracking_plan.usage.resolution.derived import derived, value_of_member
from tracking_plan.usage.resolution.imported_names import ImportedNames
from tracking_plan.usage.resolution.indexes import Indexes
from tracking_plan.usage.resolution.members import Members
from tracking_plan.usage.resolution.narrowing import Narrowing
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Variable,
    as_written,
    dynamic_of,
    less_direct,
    option_of,
    unknown,
)
from tracking_plan.usage.resolution.results import NO_RESULTS, Results, called, read
from tracking_plan.usage.resolution.settled import of_attribute, of_member, of_variable
from tracking_plan.usage.resolution.texts import Texts
from tracking_plan.usage.resolution.unknown_keys import UnknownKeys
from tracking_plan.usage.resolution.walks import Walks

_DEPTH = 12


class Resolver:
    """Resolves the expressions of one module, and follows its imports."""

    def __init__(
        self,
        module: Module,
        imports: ImportGraph,
        *,
        call: int | None = None,
        case: Assumptions = (),
        reader: ConditionReader | None = None,
        is_narrowing: bool = True,
        late: int | None = None,
        results: Results = NO_RESULTS,
    ) -> None:
        self._module, self._graph, self._results = module, imports, results
        self._imports = ImportedNames(module, imports, lambda other: self.within(other).simplest)
        self._call, self._case, self.late, self._is_narrowing = call, case, late, is_narrowing
        self.conditions = reader or ConditionReader(module, self._operands)
        self.narrowing = Narrowing(module, self.conditions, call, case)
        self.branches = Branches(module, self, is_narrowing=is_narrowing)
        self.language: Language = imports.language(module)
        self.texts = Texts(
            self.possible_values, self.declared, lambda other: self.within(other).texts
        )
        self._inside = lambda one: self.within(one.module).simplest
        self.declarations = Declarations(
            imports, lambda other: self.within(other).simplest, results
        )
        self._members = Members(module, self._inside, self.language, late)
        walks = self._walks = Walks(module, self._members, self._inside)
        keys = UnknownKeys(module, self.narrowing, self.declared, self.language)
        self._indexes = Indexes(module, self._members, walks, keys, self._inside)

    def within(self, module: Module) -> "Resolver":
        """The resolver of another module of the same project."""
        if module is self._module:
            return self
        return Resolver(module, self._graph, results=self._results)

    def used_by(
        self, call: int | None = None, case: Assumptions = (), *, late: int | None = None
    ) -> "Resolver":
        """The resolver for the call at an offset, or for one of several cases of it.

        `late`: the code from there on may run before the call is made (None: the call comes first).
        """
        call, late = self._call if call is None else call, self.late if late is None else late
        return Resolver(
            self._module,
            self._graph,
            call=call,
            case=(*self._case, *case),
            reader=self.conditions,
            late=late,
            results=self._results,
        )

    def _operands(self, operand: Expression) -> tuple[Expression, ...]:
        """What a condition compares with, wherever it stands."""
        if isinstance(operand, Literal | Undefined):
            return (operand,)
        plain = Resolver(self._module, self._graph, reader=self.conditions, is_narrowing=False)
        return tuple(found.expression for found in plain.possible_values(operand))

    def possible_values(self, expression: Expression) -> tuple[PossibleValue, ...]:
        """All that the expression may be; a `Dynamic` among them means that there may be others."""
        found: list[PossibleValue] = []
        for possible in self.simplest(expression, 0):
            left = self.narrowing.left(possible)
            if left is not None:
                found.append(left)
            if len(found) > MOST:
                return (self._unknown(expression),)
        return tuple(found)

    def declared(self, possible: PossibleValue) -> tuple[PossibleValue, ...]:
        """The texts that a value is declared to be, of which nothing else is known, one by one.

        Nothing makes sure that it is one of these.
        """
        every, last = self.declarations.listed(possible), possible.variables[-1:]
        if not every or not last or last[0].module is not self._module:
            return every
        return tuple(self.narrowing.of_member(last[0].path, last[0].offset, every))

    def simplest(self, expression: Expression, depth: int) -> Iterator[PossibleValue]:
        """All that the expression may be, one by one; `depth` counts the steps so far."""
        self._module.effort.spend(1)
        if depth > _DEPTH:
            yield self._unknown(expression)
            return
        match expression:
            case Name():
                yield from self._named(expression, depth)
            case Member():
                yield from self._narrowed(expression, self._member(expression, depth))
            case Index():
                yield from self._narrowed(
                    expression, self._indexes.taken(expression, self.simplest, depth)
                )
            case Derived():
                yield from self._derived(expression, depth)
            case Choice(asked=asked) if asked is not None:
                option = option_of(expression, self.possible_values(asked))
                yield from self.simplest(option, depth + 1)
            case Choice():
                yield from self.branches.chosen(expression, depth)
            case Guarded() if not self.branches.is_never(expression):
                yield from self.branches.guarded(expression, depth)
            case Invocation() | Walked():
                yield from self._made(expression, depth)
            case _:
                yield as_written(expression, self._module)

    def _made(self, made: Invocation | Walked[Expression], depth: int) -> Iterator[PossibleValue]:
        """What a call gives, or a round of a loop."""
        if isinstance(made, Walked):
            yield from self._walks.rounds(made, depth)
            return
        every = tuple(self._imports.required(made, depth))
        yield from every or called(self._results, self._module, made, self.simplest, depth)

    def _derived(self, whole: Derived, depth: int) -> Iterator[PossibleValue]:
        for found in self.simplest(whole.value, depth + 1):
            yield from derived(whole, self._module, found, self._inside, depth)

    def _narrowed(
        self, member: Member | Index, found: Iterator[PossibleValue]
    ) -> Iterator[PossibleValue]:
        path, root = path_of(member), root_of(member)
        if path is None or root is None or not self._is_narrowing:
            return found
        every = tuple(islice(found, MOST + 1))
        return self.narrowing.of_member(path, root.offset, every)

    def _named(self, name: Name, depth: int) -> Iterator[PossibleValue]:
        settled = of_variable(self._module, name.text, name.offset)
        if not settled.bindings and self._module.lookup("*", name.offset):
            return self._imports.starred(name, depth)
        found = self._bound(name, settled.bindings, name.text, name, depth)
        return settled.values(found, self._unknown(name))

    def _unknown(self, expression: Expression) -> PossibleValue:
        return unknown(expression, self._module)

    def _bound(
        self, use: Expression, bindings: tuple[Binding, ...], path: str, root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name may be by its bindings."""
        values = [b for b in bindings if b.kind is not BindingKind.DECLARED]
        resolution = Resolution.CONSTANT if len(values) == 1 else Resolution.CONDITIONAL
        if not 0 < len(values) <= MOST:
            yield self._unknown(use)
            return
        pairs: list[tuple[Binding, PossibleValue]] = []
        for binding in values:
            at, since = root.offset, binding.offset
            variable = Variable(module=self._module, path=path, offset=at, since=since)
            few = islice(self._of(binding, use, resolution, depth), MOST + 1)
            pairs += [(binding, replace(f, variables=(*f.variables, variable))) for f in few]
        if self._is_narrowing:
            yield from self.narrowing.of_variable(path, root.offset, values, pairs)
        else:
            yield from (found for _, found in pairs)

    def _of(
        self, binding: Binding, use: Expression, resolution: Resolution, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name may be by one of its bindings."""
        if binding.imported is not None:
            yield from self._imports.imported(use, binding.imported, resolution, depth)
        elif binding.kind is not BindingKind.ASSIGNED or binding.value is None:
            getting = read(self._results, self._module, use, binding, self.simplest, depth)
            rounds = self._walks.of_variable(binding, root_of(use), self.simplest, depth)
            every = (*getting, *rounds)
            given = replace(self._unknown(use), expression=dynamic_of(use, binding))
            yield from (replace(one, at=use.at) for one in every or (given,))
        else:
            for found in self.simplest(binding.value.expression, depth + 1):
                direct = less_direct(found.resolution, resolution)
                yield replace(found, resolution=direct, at=use.at)

    def _member(self, whole: Member, depth: int) -> Iterator[PossibleValue]:
        name, written, root = whole.name, dotted(whole), root_of(whole)
        path = self.language.bound_path(written) if written else ""
        bound = self._module.bound(path, root.offset) if path and root else ()
        owners = tuple(self.simplest(whole.owner, depth + 1))
        if bound and root and not all(isinstance(o.expression, Table) for o in owners):
            yield from self._attribute(whole, bound, path, root, depth)
            return
        offset = root.offset if root else None
        for found in owners:
            if (value := value_of_member(found, name, whole.at)) is not None:
                yield value
                continue
            own = root and Variable(module=self._module, path=path, offset=root.offset, since=0)
            named = (own,) if own else ()
            for taken in self._members.taken(whole, found, name, depth, offset):
                under = together(found.under, taken.under)
                if under is not None:
                    yield replace(taken, variables=(*taken.variables, *named), under=under)

    def _attribute(
        self, whole: Member, bound: tuple[Binding, ...], path: str, root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """`self.name`: what the class assigns to it, if it is a constant of the class."""
        is_own = root.text in self.language.self_names
        settled = (
            of_member(self._module, path, root.offset)
            if is_own
            else of_attribute(self._module, bound, root.offset)
        )
        every = self._by_bindings(whole, settled.bindings, path, root, depth)
        yield from settled.values(every, self._unknown(whole))

    def _by_bindings(
        self, whole: Member, bound: tuple[Binding, ...], path: str, root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        if len(bound) > 1 or root.text not in self.language.self_names:
            for binding in bound:
                yield from self._bound(whole, (binding,), path, root, depth)
        else:
            for found in self._bound(whole, bound, path, root, depth):
                yield replace(found, resolution=less_direct(found.resolution, Resolution.ENUM))
