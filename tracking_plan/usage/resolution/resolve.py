"""Resolves expressions: follows constants, takes members, lists the branches of conditions.

Only what the code of the project shows counts. A value that it does not show is `Dynamic`:
nothing is ever guessed.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import (
    Choice,
    Derived,
    Enumerator,
    Expression,
    Guarded,
    Index,
    Literal,
    Member,
    Name,
    Table,
    Undefined,
    root_of,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_of
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.assumptions import Assumptions, follows, together
from tracking_plan.usage.resolution.condition_reader import ConditionReader
from tracking_plan.usage.resolution.derived import derived
from tracking_plan.usage.resolution.imported_names import ImportedNames
from tracking_plan.usage.resolution.members import Members
from tracking_plan.usage.resolution.narrowing import Narrowing
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Variable,
    as_written,
    dynamic_of,
    is_closed,
    less_direct,
    option_of,
    undecided,
    unknown,
)
from tracking_plan.usage.resolution.reached import is_always_first, is_ruled_out
from tracking_plan.usage.resolution.settled import of_attribute, of_member, of_variable
from tracking_plan.usage.resolution.texts import Texts
from tracking_plan.usage.resolution.unknown_keys import UnknownKeys

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
    ) -> None:
        self._module, self._graph = module, imports
        self._imports = ImportedNames(module, imports, lambda other: self.within(other).simplest)
        self._call, self._case, self.late = call, case, late
        self._is_narrowing = is_narrowing
        self.conditions = reader or ConditionReader(module, self._operands)
        self.narrowing = Narrowing(module, self.conditions, call, case)
        self.language: Language = imports.language(module)
        self.texts = Texts(self.possible_values, lambda other: self.within(other).texts)
        self._inside = lambda one: self.within(one.module).simplest
        self._members = Members(module, self._inside, self.language, late)
        self._keys = UnknownKeys(module, self.narrowing, are_typed=self.language.has_types)

    def within(self, module: Module) -> "Resolver":
        """The resolver of another module of the same project."""
        return self if module is self._module else Resolver(module, self._graph)

    def used_by(
        self, call: int | None = None, case: Assumptions = (), *, late: int | None = None
    ) -> "Resolver":
        """The resolver for the call at an offset, or for one of several cases of it.

        `late`: the code from there on may run before the call is made (None: the call comes first).
        """
        call, late = self._call if call is None else call, self.late if late is None else late
        own, cases = self.conditions, (*self._case, *case)
        return Resolver(self._module, self._graph, call=call, case=cases, reader=own, late=late)

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
                yield from self._narrowed(expression, self._indexed(expression, depth))
            case Derived(value=value):
                for found in self.simplest(value, depth + 1):
                    yield from derived(expression, self._module, found, self._inside, depth)
            case Choice(asked=asked) if asked is not None:
                option = option_of(expression, self.possible_values(asked))
                yield from self.simplest(option, depth + 1)
            case Choice():
                yield from self._chosen(expression, depth)
            case Guarded(value=value) if not self.is_never(expression):
                yield from self._guarded(expression, value, depth)
            case _:
                yield as_written(expression, self._module)

    def _narrowed(
        self, member: Member | Index, found: Iterator[PossibleValue]
    ) -> Iterator[PossibleValue]:
        path, root = path_of(member), root_of(member)
        if path is None or root is None or not self._is_narrowing:
            return found
        every = tuple(islice(found, MOST + 1))
        return self.narrowing.of_member(path, root.offset, every)

    def _guarded(self, guarded: Guarded, value: Expression, depth: int) -> Iterator[PossibleValue]:
        under = self.conditions.of(guarded.test, True) if self._is_narrowing else ()
        for found in self.simplest(value, depth + 1):
            both = together(found.under, under)
            if both is not None:
                yield replace(found, under=both)
        other = self.conditions.of(guarded.test, False) if self._is_narrowing else ()
        yield replace(self._unknown(guarded), under=other)

    def _named(self, name: Name, depth: int) -> Iterator[PossibleValue]:
        settled = of_variable(self._module, name.text, name.offset)
        if not settled.bindings and self._module.lookup("*", name.offset):
            return self._imports.starred(name, depth)
        found = self._bound(name, settled.bindings, name.text, name, depth)
        return settled.values(found, self._unknown(name))

    def is_never(self, guarded: Guarded) -> bool:
        """Whether the condition surely counts as false, wherever it comes from."""
        if guarded.condition is None:
            return False
        found = self.possible_values(guarded.condition)
        return bool(found) and all(is_passed_over(one.expression, GivesWay.FALSE) for one in found)

    def _chosen(self, choice: Choice, depth: int) -> Iterator[PossibleValue]:
        for index, option in enumerate(choice.options):
            under = self.conditions.of(choice.test, index == 0) if self._is_narrowing else ()
            is_never = bool(under) and is_ruled_out(under, choice.at, self.simplest, depth)
            way = choice.gives_way if index == 0 else None
            every = tuple(islice(self.simplest(option, depth + 1), MOST + 1))
            self._module.effort.spend(len(every))  # conditions are compared for each
            for found in every:
                both = together(found.under, under)
                if both is None or (way is not None and is_passed_over(found.expression, way)):
                    continue
                resolution = less_direct(found.resolution, Resolution.CONDITIONAL)
                chosen = replace(found, resolution=resolution, under=both)
                yield undecided(chosen) if is_never else chosen  # until the constant is changed
            if is_always_first(every, way):
                return

    def outcome(self, guarded: Guarded) -> bool | None:
        """How the condition is answered where the value is used; None: that is unknown."""
        under = self.conditions.of(guarded.test, True)
        known = self.narrowing.context
        if self.is_never(guarded) or together(known, under) is None:
            return False
        is_sure = bool(under) and all(follows(one, known) for one in under)
        return True if is_sure else None

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
            yield replace(self._unknown(use), expression=dynamic_of(use, binding))
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
            value = found.expression
            if name == "value" and isinstance(value, Enumerator):
                yield replace(found, expression=value.value, at=whole.at, member=None)
                continue
            is_enum_value = name == "value" and found.resolution is Resolution.ENUM
            if is_enum_value and isinstance(value, Literal):
                yield replace(found, at=whole.at, member=None)
                continue
            own = root and Variable(module=self._module, path=path, offset=root.offset, since=0)
            named = (own,) if own else ()
            for taken in self._members.taken(whole, found, name, depth, offset):
                yield replace(taken, variables=(*taken.variables, *named))

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

    def _indexed(self, whole: Index, depth: int) -> Iterator[PossibleValue]:
        found_keys = (found.expression for found in self.simplest(whole.key, depth + 1))
        keys = [k.value if isinstance(k, Enumerator) else k for k in found_keys]
        known = [str(k.value) for k in keys if isinstance(k, Literal)]
        root = root_of(whole)
        offset = root.offset if root else None
        for found in self.simplest(whole.owner, depth + 1):
            if len(known) == len(keys):
                for name in known:
                    yield from self._members.taken(whole, found, name, depth, offset)
            elif is_closed(found.expression) and not self._members.are_added(found, offset):
                for name, is_undecided in self._keys.names(whole.key, found):
                    for inner in self._members.taken(whole, found, name, depth, offset):
                        one = replace(inner, resolution=Resolution.CONDITIONAL)
                        yield undecided(one) if is_undecided else one
            else:
                yield self._unknown(whole)
