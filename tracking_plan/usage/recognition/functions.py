"""Which function of the project a callee is: by its definition, however the code comes by it.

Followed are imports, other names, members of objects, of modules and of classes, what functions
return, and what is made of a class. What cannot be followed is nothing: it may be anything.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.expression import (
    Choice,
    Entry,
    Expression,
    Function,
    Group,
    Guarded,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_at, root_of
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.facts.types import AnyOf, NamedType, NoValue, ResultOf, Type, TypeOfValue
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.decorations import is_called
from tracking_plan.usage.recognition.definition import Definition, UnfollowedError
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere
from tracking_plan.usage.recognition.generics import Generics
from tracking_plan.usage.recognition.implementations import defining
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.resolution.member_types import MemberTypes

_DEPTH = 14
_MOST = 8  # functions that one callee may be


class FunctionFinder:
    """Finds the functions that the callees of one module are."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._language = imports.language(module)
        self._elsewhere = Elsewhere(module, imports)
        self._generics = Generics(module, imports)

    def functions(self, callee: Expression) -> tuple[Definition, ...] | None:
        """Every function that a callee may be; None where it may be something else."""
        found: dict[tuple[str, int], Definition] = {}
        try:
            for one in self.definitions(callee, 0):
                value, there = one.value, one.module
                if not is_called(value, there, lambda m, e: self._in(m).definitions(e, 1)):
                    return None
                found[(there.name, value.start)] = one
        except UnfollowedError:
            return None
        return tuple(found.values()) if 0 < len(found) <= _MOST else None

    def _in(self, module: Module) -> "FunctionFinder":
        return self if module is self._module else FunctionFinder(module, self._imports)

    def definitions(self, expression: Expression, depth: int) -> Iterator[Definition]:
        """What an expression is; raises `UnfollowedError` where it may be anything."""
        self._module.effort.spend(1)
        if depth > _DEPTH:
            raise UnfollowedError
        match expression:
            case Function() | Table() | Group():
                yield Definition(self._module, expression)
            case Name():
                yield from self._named(expression, depth)
            case Member(owner=owner, name=name) | Index(owner=owner, key=Literal(value=str(name))):
                yield from self._member(expression, owner, name, depth)
            case Invocation():
                yield from self._returned(expression, depth)
            case Choice(options=options):
                for option in options:
                    yield from self.definitions(option, depth + 1)
            case Guarded(value=value):
                yield from self.definitions(value, depth + 1)
            case _:
                raise UnfollowedError

    def _named(self, name: Name, depth: int) -> Iterator[Definition]:
        text, offset = name.text, name.offset
        if found := self._module.reaching(text, offset) or self._module.lookup(text, offset):
            yield from self.bound(found, depth)
            return
        there = self._elsewhere.starred(text, offset)
        if there is None:
            raise UnfollowedError
        yield from self._in(there[0]).definitions(there[1], depth + 1)

    def bound(self, bindings: Iterable[Binding], depth: int) -> Iterator[Definition]:
        """What a name is by its bindings."""
        every = [b for b in bindings if b.kind is not BindingKind.DECLARED]
        if not every:
            raise UnfollowedError
        for binding in every:
            yield from self._by(binding, depth)

    def _by(self, binding: Binding, depth: int) -> Iterator[Definition]:
        """What a name is by one of its bindings."""
        if binding.imported is not None:
            there = self._elsewhere.definition(binding.imported)
            if there is None:
                raise UnfollowedError
            yield from self._in(there[0]).definitions(there[1], depth + 1)
            return
        value = binding.value.expression if binding.value else None
        is_value = binding.kind in (BindingKind.ASSIGNED, BindingKind.FUNCTION)
        if is_value and isinstance(value, Group):
            yield Definition(self._module, value, binding)
        elif is_value and value is not None:
            yield from self.definitions(value, depth + 1)
        elif (written := binding.annotation or binding.part) is not None:
            yield from self.typed(written.type, depth + 1)
        else:
            raise UnfollowedError

    def typed(self, type_: Type, depth: int) -> Iterator[Definition]:
        """What has a type: an object of a class of the project."""
        if depth > _DEPTH:
            raise UnfollowedError
        match type_:
            case NamedType(path=path, offset=offset, module=None):
                yield from self._objects_of(path_at(path, NOWHERE, offset), depth)
            case TypeOfValue(path=path, offset=offset, module=None) if path:
                yield from self.definitions(path_at(path, NOWHERE, offset), depth + 1)
            case ResultOf(path=path, offset=offset):
                yield from self._result_of(path_at(path, NOWHERE, offset), depth)
            case AnyOf(options=options):
                every = [option for option in options if not isinstance(option, NoValue)]
                if not every:
                    raise UnfollowedError
                for option in every:
                    yield from self.typed(option, depth + 1)
            case _:
                if not (members := MemberTypes(self._imports).of(type_, self._module, depth)):
                    raise UnfollowedError
                for there, one in members:
                    yield from self._in(there).typed(one, depth + 1)

    def _objects_of(self, class_: Expression, depth: int) -> Iterator[Definition]:
        """An object of each class that an expression may be."""
        for one in self.definitions(class_, depth + 1):
            if not isinstance(one.value, Group) or one.value.is_enum or one.made_of is None:
                raise UnfollowedError
            yield replace(one, is_derived=True, is_made=True)

    def _member(
        self, whole: Expression, owner: Expression, name: str, depth: int
    ) -> Iterator[Definition]:
        path, root = dotted(whole), root_of(whole)
        path = self._language.bound_path(path) if path else None
        bindings = self._module.lookup(path, root.offset) if path and root else ()
        if bindings:
            yield from self._defined_as(bindings, name, depth)
            return
        there = self._elsewhere.member(owner, name)
        if there is not None:
            yield from self._in(there[0]).definitions(there[1], depth + 1)
            return
        if isinstance(owner, Name) and owner.text in (*self._language.self_names, "super"):
            yield from self._inherited(owner, name, depth)
            return
        for one in self.definitions(owner, depth + 1):
            yield from self._in(one.module).member_of(one, name, depth + 1)

    def _defined_as(
        self, members: tuple[Binding, ...], name: str, depth: int, is_derived: bool = True
    ) -> Iterator[Definition]:
        """What a member of a class is, or of one that derives from it: that may define its own."""
        derived = defining(self._module, members[0], name, self._imports) if is_derived else None
        if derived is None:
            yield from self.bound(members, depth)
        for there, defined in derived or ():
            yield from self._in(there).bound((defined,), depth + 1)

    def _inherited(self, me: Name, name: str, depth: int) -> Iterator[Definition]:
        """A member of the class around the code, of those that it derives from."""
        scope = self._module.regions.at(me.offset).nearest(RegionKind.CLASS)
        owner = self._module.class_at(scope)
        bound = self._module.lookup(owner, scope.start) if owner is not None else ()
        for binding in (b for b in bound if b.end == scope.end):
            value = binding.value.expression if binding.value else None
            if isinstance(value, Group):
                own = Definition(self._module, value, binding, is_made=True)
                yield from self._of_bases(value, own, name, depth + 1)
                return
        raise UnfollowedError

    def member_of(self, one: Definition, name: str, depth: int) -> Iterator[Definition]:
        """A member of an object of this module, or of a class."""
        if depth > _DEPTH:
            raise UnfollowedError
        match one.value:
            case Table(entries=entries):
                yield from self._entry(entries, name, depth)
            case Group(members=members, fixed=fixed) if name in fixed:
                yield from self.definitions(members[name], depth + 1)
            case Group() as group if one.made_of is not None:
                methods = tuple(members_of(self._module, one.made_of, name, self._language))
                if methods:
                    found = tuple(self._defined_as(methods, name, depth, one.is_derived))
                    if any(self._needs_object(one, method) for method in found):
                        raise UnfollowedError
                    yield from found
                else:
                    yield from self._of_bases(group, one, name, depth)
            case _:
                raise UnfollowedError

    def _needs_object(self, owner: Definition, method: Definition) -> bool:
        """Whether a method that is taken of its class has its object among the arguments."""
        is_class = self._language.has_unbound_methods and not owner.is_made
        return is_class and isinstance(method.value, Function) and method.value.is_bound

    def _of_bases(
        self, group: Group, derived: Definition, name: str, depth: int
    ) -> Iterator[Definition]:
        offset = derived.made_of.offset if derived.made_of is not None else 0
        for base in group.bases:
            for one in self.definitions(path_at(base, NOWHERE, offset), depth + 1):
                like = replace(one, is_made=derived.is_made)
                yield from self._in(one.module).member_of(like, name, depth + 1)
                return
        raise UnfollowedError

    def _entry(
        self, entries: tuple[Entry | Spread, ...], name: str, depth: int
    ) -> Iterator[Definition]:
        """What an object has under a key."""
        for entry in reversed(entries):
            if isinstance(entry, Spread):
                for one in tuple(self.definitions(entry.value, depth + 1)):
                    yield from self._in(one.module).member_of(one, name, depth + 1)
                return
            if not isinstance(entry.key, Literal):
                raise UnfollowedError
            if entry.key.value == name:
                yield from self.definitions(entry.value, depth + 1)
                return
        raise UnfollowedError

    def _returned(self, call: Invocation, depth: int) -> Iterator[Definition]:
        """What a call returns: an object of a class, or what a function says."""
        named = self._elsewhere.imported(call)
        if named is not None:
            there = self._elsewhere.definition(Imported(module=named, member=None))
            if there is None:
                raise UnfollowedError
            yield from self._in(there[0]).definitions(there[1], depth + 1)
            return
        last = call.callee.name if isinstance(call.callee, Member) else None
        last = call.callee.text if isinstance(call.callee, Name) else last
        if last in self._language.keeping and call.arguments:
            yield from self.definitions(call.arguments[0].value, depth + 1)
            return
        yield from self._result_of(call.callee, depth, call)

    def _result_of(
        self, callee: Expression, depth: int, call: Invocation | None = None
    ) -> Iterator[Definition]:
        for one in self.definitions(callee, depth + 1):
            match one.value:
                case Group(is_enum=False) if one.made_of is not None:
                    yield replace(one, is_made=True)
                case Function() as function:
                    yield from self._result(function, one.module, call, depth)
                case _:
                    raise UnfollowedError

    def _result(
        self, function: Function, there: Module, call: Invocation | None, depth: int
    ) -> Iterator[Definition]:
        """What a function returns: by its type parameters, its last statement, or its type."""
        given = self._generics.result(call, there, function) if call is not None else None
        if given is not None:
            yield from self._in(given[0]).typed(given[1], depth + 1)
            return
        inside, declared = self._in(there), function.annotation
        if function.returned is not None:
            try:
                yield from tuple(inside.definitions(function.returned.expression, depth + 1))
                return
            except UnfollowedError:
                if declared is None:
                    raise
        if declared is None:
            raise UnfollowedError
        yield from inside.typed(declared.type, depth + 1)
