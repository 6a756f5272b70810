"""Resolves expressions: follows constants, takes members, lists the branches of conditions.

Only what the code of the project shows counts. A value that it does not show is `Dynamic`:
nothing is ever guessed.
"""

from collections.abc import Iterator
from dataclasses import replace

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    DynamicReason,
    Enumerator,
    Expression,
    GivesWay,
    Group,
    Guarded,
    Index,
    Literal,
    Member,
    Name,
    Table,
    Template,
    dotted,
    root_of,
)
from tracking_plan.usage.facts.module import Binding, BindingKind, Imported, Module
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph, defining_module
from tracking_plan.usage.resolution.members import Members
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Variable,
    Wording,
    dynamic_of,
    entries,
    is_closed,
    less_direct,
)
from tracking_plan.usage.resolution.texts import Texts

_DEPTH = 12


class Resolver:
    """Resolves the expressions of one module, and follows its imports."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self.language: Language = imports.language(module)
        self.texts = Texts(self.possible_values, lambda other: self.within(other).texts)
        self._members = Members(
            lambda possible: self.within(possible.module).simplest, self.language
        )

    def within(self, module: Module) -> "Resolver":
        """The resolver of another module of the same project."""
        return self if module is self._module else Resolver(module, self._imports)

    def possible_values(self, expression: Expression) -> tuple[PossibleValue, ...]:
        """All that the expression may be; a `Dynamic` among them means that there may be others."""
        found: list[PossibleValue] = []
        for possible in self.simplest(expression, 0):
            found.append(possible)
            if len(found) > MOST:
                return (self._unknown(expression),)
        return tuple(found)

    def wordings(self, template: Template) -> tuple[Wording, ...]:
        """The texts that a template may give."""
        return self.texts.wordings(template)

    def simplest(self, expression: Expression, depth: int) -> Iterator[PossibleValue]:
        """All that the expression may be, one by one; `depth` counts the steps so far."""
        self._module.effort.spend(1)
        if depth > _DEPTH:
            yield self._unknown(expression)
            return
        match expression:
            case Name():
                yield from self._named(expression, depth)
            case Member(owner=owner, name=name):
                yield from self._member(expression, owner, name, depth)
            case Index(owner=owner, key=key):
                yield from self._indexed(expression, owner, key, depth)
            case Choice():
                yield from self._chosen(expression, depth)
            case Guarded(value=value) if not self.is_never(expression):
                yield from self.simplest(value, depth + 1)
                yield self._unknown(expression)
            case _:
                yield self._as_written(expression)

    def _named(self, name: Name, depth: int) -> Iterator[PossibleValue]:
        bound = self._module.reaching(name.text, name.offset)
        if not bound and self._module.lookup("*", name.offset):
            return self._starred(name, depth)
        return self._bound(name, bound, name.text, name, depth)

    def is_never(self, guarded: Guarded) -> bool:
        """Whether the condition surely counts as false, wherever it comes from."""
        if guarded.condition is None:
            return False
        found = self.possible_values(guarded.condition)
        return bool(found) and all(is_passed_over(one.expression, GivesWay.FALSE) for one in found)

    def _chosen(self, choice: Choice, depth: int) -> Iterator[PossibleValue]:
        for index, option in enumerate(choice.options):
            for found in self.simplest(option, depth + 1):
                way = choice.gives_way if index == 0 else None
                if way is not None and is_passed_over(found.expression, way):
                    continue
                resolution = less_direct(found.resolution, Resolution.CONDITIONAL)
                same = resolution is found.resolution
                yield found if same else replace(found, resolution=resolution)

    def _as_written(self, expression: Expression) -> PossibleValue:
        is_dynamic = isinstance(expression, Dynamic)
        return PossibleValue(
            expression=expression,
            resolution=Resolution.DYNAMIC if is_dynamic else Resolution.LITERAL,
            at=expression.at,
            module=self._module,
        )

    def _unknown(self, expression: Expression) -> PossibleValue:
        return PossibleValue(
            expression=Dynamic(at=expression.at),
            resolution=Resolution.DYNAMIC,
            at=expression.at,
            module=self._module,
        )

    def _bound(
        self, use: Expression, bindings: tuple[Binding, ...], path: str, root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name may be by its bindings."""
        values = [b for b in bindings if b.kind is not BindingKind.DECLARED]
        resolution = Resolution.CONSTANT if len(values) == 1 else Resolution.CONDITIONAL
        if not 0 < len(values) <= MOST:
            yield self._unknown(use)
            return
        for binding in values:
            variable = Variable(
                module=self._module, path=path, offset=root.offset, since=binding.offset
            )
            if binding.imported is not None:
                for found in self._imported(use, binding.imported, resolution, depth):
                    yield replace(found, variables=(*found.variables, variable))
                continue
            if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
                yield replace(self._unknown(use), expression=dynamic_of(use, binding))
                continue
            for found in self.simplest(binding.value.expression, depth + 1):
                yield replace(
                    found,
                    resolution=less_direct(found.resolution, resolution),
                    at=use.at,
                    variables=(*found.variables, variable),
                )

    def _imported(
        self, use: Expression, imported: Imported, resolution: Resolution, depth: int
    ) -> Iterator[PossibleValue]:
        """What an imported name is in the module that it comes from."""
        origin, member = self._imports.resolve(self._module, imported), imported.member or ""
        module = defining_module(self._imports, origin, member) if origin and member else None
        if module is None:
            yield self._whole(use, self._imports.resolve_name(self._module, imported))
            return
        for found in self._elsewhere(module, member, use, depth):
            yield replace(found, resolution=less_direct(found.resolution, resolution))

    def _starred(self, use: Name, depth: int) -> Iterator[PossibleValue]:
        """What a name is that `from module import *` may have brought."""
        module = defining_module(self._imports, self._module, use.text)
        if module is None:
            unknown = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            yield replace(self._unknown(use), expression=unknown)
            return
        yield from self._elsewhere(module, use.text, use, depth)

    def _elsewhere(
        self, module: Module, name: str, use: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        """What a name is at the end of another module."""
        there = Name(at=use.at, text=name, offset=module.end)
        for found in self.within(module).simplest(there, depth + 1):
            yield replace(found, at=use.at)

    def _whole(self, use: Expression, module: Module | None) -> PossibleValue:
        """A module as a whole, whose names are its members; None: one that cannot be seen."""
        if module is None:
            unknown = Dynamic(at=use.at, reason=DynamicReason.IMPORTED)
            return replace(self._unknown(use), expression=unknown)
        names = {name for name in module.bindings if module.lookup(name, module.end)}
        members = {name: Name(at=use.at, text=name, offset=module.end) for name in sorted(names)}
        group = Group(at=use.at, members=members, is_enum=False)
        return PossibleValue(
            expression=group, resolution=Resolution.CONSTANT, at=use.at, module=module
        )

    def _member(
        self, whole: Member, owner: Expression, name: str, depth: int
    ) -> Iterator[PossibleValue]:
        written, root = dotted(whole), root_of(whole)
        path = self.language.bound_path(written) if written else ""
        bound = self._module.lookup(path, root.offset) if path and root else ()
        owners = tuple(self.simplest(owner, depth + 1))
        if bound and root and not all(isinstance(o.expression, Table) for o in owners):
            yield from self._attribute(whole, bound, path, root, depth)
            return
        offset = root.offset if root else None
        for found in owners:
            value = found.expression
            if name == "value" and isinstance(value, Enumerator):
                yield replace(found, expression=value.value, at=whole.at)
                continue
            is_enum_value = name == "value" and found.resolution is Resolution.ENUM
            if is_enum_value and isinstance(value, Literal):
                yield replace(found, at=whole.at)
                continue
            named = () if root is None else (self._variable(path, root),)
            for taken in self._taken(whole, found, name, depth, offset):
                yield replace(taken, variables=(*taken.variables, *named))

    def _variable(self, path: str, root: Name) -> Variable:
        return Variable(module=self._module, path=path, offset=root.offset, since=0)

    def _attribute(
        self, whole: Member, bound: tuple[Binding, ...], path: str, root: Name, depth: int
    ) -> Iterator[PossibleValue]:
        """`self.name`: what the class assigns to it, if it is a constant of the class."""
        if len(bound) > 1 or root.text not in self.language.self_names:
            for binding in bound:
                yield from self._bound(whole, (binding,), path, root, depth)
        else:
            for found in self._bound(whole, bound, path, root, depth):
                yield replace(found, resolution=less_direct(found.resolution, Resolution.ENUM))

    def _taken(
        self, whole: Expression, owner: PossibleValue, name: str, depth: int, offset: int | None
    ) -> Iterator[PossibleValue]:
        """The member `name` of an object or a group, found under its own key."""
        found = self._members.under(owner, name, depth, offset)
        if not found.values:
            yield replace(self._unknown(whole), expression=Dynamic(at=whole.at))
        for value in found.values:
            if isinstance(value.expression, Dynamic):
                unknown = replace(value.expression, at=whole.at)
                yield replace(self._unknown(whole), expression=unknown)
                continue
            resolution = less_direct(value.resolution, Resolution.ENUM)
            is_open = value.may_change or (
                isinstance(value.expression, Table)
                and isinstance(whole, Index)
                and self._members.may_change(owner, name, offset)
            )
            yield replace(value, resolution=resolution, at=whole.at, may_change=is_open)

    def _indexed(
        self, whole: Index, owner: Expression, key: Expression, depth: int
    ) -> Iterator[PossibleValue]:
        found_keys = (found.expression for found in self.simplest(key, depth + 1))
        keys = [k.value if isinstance(k, Enumerator) else k for k in found_keys]
        known = [str(k.value) for k in keys if isinstance(k, Literal)]
        root = root_of(whole)
        offset = root.offset if root else None
        for found in self.simplest(owner, depth + 1):
            if len(known) == len(keys):
                for name in known:
                    yield from self._taken(whole, found, name, depth, offset)
            elif is_closed(found.expression) and not self._members.are_added(found, offset):
                for name, _ in entries(found.expression):
                    for inner in self._taken(whole, found, name, depth, offset):
                        yield replace(inner, resolution=Resolution.CONDITIONAL)
            else:
                yield self._unknown(whole)
