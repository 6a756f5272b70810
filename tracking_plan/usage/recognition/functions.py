"""Which function of the project a callee is: by its definition, however the code comes by it.

Followed are imports, other names, members of objects, of modules and of classes, what functions
return, and what is made of a class. What cannot be followed is nothing: it may be anything.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

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
from tracking_plan.usage.facts.types import Type
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.decorations import is_called
from tracking_plan.usage.recognition.definition import (
    Definition,
    UnfollowedError,
    is_null,
    lacks,
    last_name,
    needs_object,
    under,
)
from tracking_plan.usage.recognition.elsewhere import NOWHERE, Elsewhere, Found
from tracking_plan.usage.recognition.generics import Generics
from tracking_plan.usage.recognition.implementations import defining
from tracking_plan.usage.recognition.stores import GET, Stores, store_of
from tracking_plan.usage.recognition.typed_objects import TypedObjects
from tracking_plan.usage.resolution.class_members import members_of

_DEPTH = 14
_MOST = 8  # functions that one callee may be


class FunctionFinder:
    """Finds the functions that the callees of one module are. `typed` says what has a type."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._language = imports.language(module)
        self._elsewhere = Elsewhere(module, imports)
        self._generics = Generics(module, imports)
        self._stores = Stores(module, lambda there, *asked: self._in(there).definitions(*asked))
        self.typed = TypedObjects(
            module, imports, self.definitions, self._result_of, self._typed
        ).of

    def _typed(self, there: Module, type_: Type, depth: int) -> Iterator[Definition]:
        """What has a type of another module."""
        return self._in(there).typed(type_, depth)

    def functions(self, callee: Expression) -> tuple[Definition, ...] | None:
        """Every function that a callee may be; None where it may be something else."""
        found: dict[tuple[str, int], Definition] = {}
        try:
            for one in self.definitions(callee, 0):
                value, there = one.value, one.module
                if one.is_store or not is_called(
                    value, there, lambda m, e: self._in(m).definitions(e, 1)
                ):
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
            case Invocation() | Index(owner=Invocation()):
                yield from self._returned(expression, depth)
            case Choice(options=options):
                for option in options:
                    yield from self.definitions(option, depth + 1)
            case Guarded(value=value):
                yield from self.definitions(value, depth + 1)
            case _ if not is_null(expression):  # of that, nothing is called
                raise UnfollowedError

    def _named(self, name: Name, depth: int) -> Iterator[Definition]:
        text, offset = name.text, name.offset
        if found := self._module.reaching(text, offset) or self._module.lookup(text, offset):
            yield from self.bound(found, depth)
        else:
            yield from self._there(self._elsewhere.starred(text, offset), depth)

    def _there(self, found: Found | None, depth: int) -> Iterator[Definition]:
        """What an expression of another module is."""
        if found is None:
            raise UnfollowedError
        yield from self._in(found[0]).definitions(found[1], depth + 1)

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
            yield from self._there(self._elsewhere.definition(binding.imported), depth)
            return
        value = binding.value.expression if binding.value else None
        is_value = binding.kind in (BindingKind.ASSIGNED, BindingKind.FUNCTION)
        if is_value and isinstance(value, Group):
            yield Definition(self._module, value, binding)
        elif is_value and value is not None and not (is_null(value) and binding.annotation):
            yield from self.definitions(value, depth + 1)
        elif (written := binding.annotation or binding.part) is not None:
            yield from self.typed(written.type, depth + 1)
        else:
            raise UnfollowedError

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
            yield from self._read(members, depth)
        for there, defined in derived or ():
            yield from self._in(there)._read((defined,), depth + 1)  # noqa: SLF001 - of this class

    def _read(self, members: Iterable[Binding], depth: int) -> Iterator[Definition]:
        """What is read where code names a member: of a getter, what that gives."""
        for one in self.bound(members, depth):
            match one.value:
                case Function() as function if function.outcomes().is_getter:
                    yield from self._result(function, one.module, None, depth + 1)
                case _:
                    yield one

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
            case Function() if one.is_store and name == GET:
                yield one
            case Table(entries=entries):
                yield from self._entry(entries, name, depth)
            case Group(members=members, fixed=fixed) if name in fixed:
                yield from self.definitions(members[name], depth + 1)
            case Group() as group if one.made_of is not None:
                methods = tuple(members_of(self._module, one.made_of, name, self._language))
                if methods:
                    found = tuple(self._defined_as(methods, name, depth, one.is_derived))
                    if any(needs_object(one, method, self._language) for method in found):
                        raise UnfollowedError
                    yield from found
                else:
                    yield from self._of_bases(group, one, name, depth)
            case _:
                raise UnfollowedError

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
        for found in under(entries, name):
            if not isinstance(found, Spread):
                yield from self.definitions(found, depth + 1)
                return
            every = tuple(self.definitions(found.value, depth + 1))
            if not all(lacks(one, name) for one in every):
                for one in every:
                    yield from self._in(one.module).member_of(one, name, depth + 1)
                return
        raise UnfollowedError

    def _returned(self, call: Invocation | Index, depth: int) -> Iterator[Definition]:
        """What a call returns, or an item of that: an object, or what a function says."""
        if isinstance(call, Index):
            yield from self._stores.item(call, depth + 1)
            return
        named = self._elsewhere.imported(call)
        if named is not None:
            whole = Imported(module=named, member=None)
            yield from self._there(self._elsewhere.definition(whole), depth)
            return
        if (store := store_of(call, self._module)) is not None:
            yield store
            return
        if last_name(call.callee) in self._language.keeping and call.arguments:
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
                case Function() if one.is_store:
                    yield from self._stores.given(one, call, depth + 1)
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
        inside, found, declared = self._in(there), tuple[Definition, ...](), function.annotation
        if function.returned is not None:
            with suppress(UnfollowedError):
                found = tuple(inside.definitions(function.returned.expression, depth + 1))
        if declared is None and not found:
            raise UnfollowedError
        yield from found or (inside.typed(declared.type, depth + 1) if declared else ())
