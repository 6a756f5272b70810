"""What the types that a project writes down list: texts, and the names of members."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.call import Declared
from tracking_plan.usage.facts.expression import (
    Enumerator,
    Expression,
    Group,
    Items,
    Literal,
    MemberKind,
    Spread,
    Table,
    ValueType,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.types import (
    AllOf,
    AnyOf,
    KeysOf,
    MemberOf,
    NamedType,
    NoValue,
    OtherType,
    TextOf,
    Type,
    TypeOfValue,
)
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.class_members import members_of
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Simplest,
    entries,
    is_closed,
)
from tracking_plan.usage.resolution.type_names import NOWHERE, TypeNames, near

_NAMED = {
    "str": ValueType.STRING,
    "int": ValueType.INTEGER,
    "float": ValueType.NUMBER,
    "bool": ValueType.BOOLEAN,
    "list": ValueType.ARRAY,
    "List": ValueType.ARRAY,
    "Array": ValueType.ARRAY,
    "ReadonlyArray": ValueType.ARRAY,
}
_DEPTH = 12
_TEXTS = (MemberKind.VALUE, MemberKind.TEXT)
_VALUE = "value"
Found = tuple[Module, Type]
"""A type, and the module in which its names mean something."""


class TypeContents:
    """Reads types. `within` gives the reader of expressions of a module; `is_near`: of one file."""

    def __init__(
        self, imports: ImportGraph, within: Callable[[Module], Simplest], *, is_near: bool = False
    ) -> None:
        self._imports = imports
        self._within = within
        self._bound = near if is_near else TypeNames(imports).bound

    def declared(self, type_: Type, module: Module, depth: int = 0) -> Declared | None:
        """What a type says of JSON; None: nothing."""
        module.effort.spend(1)
        if depth > _DEPTH:
            return None
        match type_:
            case OtherType(json=json, value=value) if json:
                texts = (value,) if isinstance(value, str) else ()
                return Declared(type=ValueType(json), texts=texts)
            case AnyOf(options=options):
                return _any_of(self.declared(o, module, depth + 1) or o for o in options)
            case NamedType():
                return self._named(type_, module, depth)
            case KeysOf(type=inner):
                return _listed(self._keys(inner, module, depth + 1))
            case TextOf(pieces=pieces):
                return _listed(self._joined(pieces, module, depth))
            case MemberOf(type=inner, key=key):
                found = tuple(self._members(inner, key, module, depth + 1))
                return _any_of(found) if found and None not in found else None
        return None

    def _named(self, named: NamedType, module: Module, depth: int) -> Declared | None:
        """What a name of a type means; one that nothing binds is the language's."""
        found = tuple(self._bound(module, named, depth))
        if not found:
            member = self._enumerator(named, module)
            own = _NAMED.get(named.path) if named.module is None else None
            return member or (Declared(type=own) if own is not None else None)
        if len(found) > 1:
            return None
        there, binding = found[0]
        if binding.denotes is not None:
            return self.declared(binding.denotes.type, there, depth + 1)
        group = _enumeration(binding)
        if group is None or group.kind not in _TEXTS:
            return None
        return _listed(self._texts(group.members.values(), there))

    def _enumerator(self, named: NamedType, module: Module) -> Declared | None:
        """The text of one member of an enumeration: `Events.A`, as a type."""
        if "." not in named.path or named.module is not None:
            return None
        found = tuple(islice(self._values(named.path, named.offset, module), 2))
        is_member = len(found) == 1 and found[0].member is not None
        return _listed(_text_of([found[0].expression])) if is_member else None

    def _values(self, path: str, offset: int, module: Module) -> Iterator[PossibleValue]:
        return self._within(module)(path_at(path, NOWHERE, offset), 1)

    def _value(self, type_: TypeOfValue, module: Module) -> tuple[Module, Expression] | None:
        """The object of which something has the type, and where it is written."""
        if type_.module is not None or not type_.path:
            return None
        found = tuple(islice(self._values(type_.path, type_.offset, module), 2))
        return (found[0].module, found[0].expression) if len(found) == 1 else None

    def _followed(self, type_: Type, module: Module, depth: int) -> Found | None:
        """What a type is that has names, and the module that writes it; None: it has several."""
        for _ in range(_DEPTH - min(depth, _DEPTH)):
            if isinstance(type_, MemberOf) and isinstance(type_.key, OtherType):
                under = self._under(type_.type, str(type_.key.value), module, depth + 1)
                if under is None:
                    return None
                module, type_ = under
                continue
            if not isinstance(type_, NamedType):
                return module, type_
            found = tuple(self._bound(module, type_, depth))
            denoted = found[0][1].denotes if len(found) == 1 else None
            if denoted is None:
                return (module, type_) if len(found) < 2 else None
            module, type_ = found[0][0], denoted.type
        return None

    def _keys(self, type_: Type, module: Module, depth: int) -> tuple[str, ...] | None:
        """The names of the members of a type; None where there may be others."""
        there = self._followed(type_, module, depth)
        if there is None or depth > _DEPTH:
            return None
        module, type_ = there
        match type_:
            case TypeOfValue():
                found = self._value(type_, module)
                is_known = found is not None and is_closed(found[1])
                return tuple(name for name, _ in entries(found[1])) if found and is_known else None
            case NamedType(path="Record", arguments=(key, _)):
                declared = self.declared(key, module, depth + 1)
                return declared.texts or None if declared is not None else None
            case OtherType(members=members) if members is not None:
                return tuple(name for name, _ in members)
            case AllOf(pieces=pieces):
                every = [self._keys(piece, module, depth + 1) for piece in pieces]
                known = [one for one in every if one is not None]
                names = (name for one in known for name in one)
                return tuple(dict.fromkeys(names)) if len(known) == len(every) else None
        return None

    def _members(
        self, type_: Type, key: Type, module: Module, depth: int
    ) -> Iterator[Declared | None]:
        """What is under each key that a type allows; None among them: that is unknown."""
        there = self._followed(type_, module, depth)
        if there is None or depth > _DEPTH:
            yield None
            return
        target, type_ = there
        value = self._value(type_, target) if isinstance(type_, TypeOfValue) else None
        if value is not None and isinstance(value[1], Items):
            is_index = isinstance(key, OtherType) and key.json == ValueType.NUMBER
            yield _listed(self._items(value[1], value[0])) if is_index else None
            return
        declared = self.declared(key, module, depth + 1)
        names = declared.texts if declared is not None else ()
        for name in names or ("",):
            if value is not None:
                yield self._entry(value[1], name, value[0])
            else:
                yield self._member(type_, name, target, depth)

    def _items(self, written: Items, module: Module) -> tuple[str, ...] | None:
        items = [one for one in written.items if not isinstance(one, Spread)]
        is_known = written.is_fixed and len(items) == len(written.items)
        return self._texts(items, module) if is_known else None

    def _entry(self, written: Expression, name: str, module: Module) -> Declared | None:
        """The text under a key of an object whose texts are its type: `{ ... } as const`."""
        is_fixed = isinstance(written, Table) and written.is_fixed and is_closed(written)
        is_fixed = is_fixed or (isinstance(written, Group) and written.is_enum)
        under = dict(entries(written)) if is_fixed else {}
        return _listed(self._texts([under[name]], module)) if name in under else None

    def _member(self, type_: Type, name: str, module: Module, depth: int) -> Declared | None:
        """What is under a key in a value of a type; None where that is unknown."""
        there = self._followed(type_, module, depth)
        if there is None or depth > _DEPTH:
            return None
        module, type_ = there
        if isinstance(type_, AnyOf):
            objects = [one for one in type_.options if not isinstance(one, NoValue)]
            return _any_of(self._member(o, name, module, depth + 1) or o for o in objects)
        group = self._enumeration(type_, module, depth)
        if group is not None:
            is_known = name == _VALUE and group[1].kind is not MemberKind.UNKNOWN
            return _listed(self._texts(group[1].members.values(), group[0])) if is_known else None
        under = self._under(type_, name, module, depth + 1)
        return self.declared(under[1], under[0], depth + 1) if under is not None else None

    def _under(self, type_: Type, name: str, module: Module, depth: int) -> Found | None:
        """The type of what is under a key, and the module that writes it."""
        there = self._followed(type_, module, depth)
        if there is None or depth > _DEPTH:
            return None
        module, type_ = there
        match type_:
            case OtherType(members=members) if members is not None:
                known = dict(members).get(name)
                return (module, known.type) if known is not None else None
            case AllOf(pieces=pieces):
                every = [self._under(piece, name, module, depth + 1) for piece in pieces]
                found = [one for one in every if one is not None]
                return found[0] if len(found) == 1 else None
            case NamedType():
                return self._field(type_, name, module, depth)
        return None

    def _field(self, named: NamedType, name: str, module: Module, depth: int) -> Found | None:
        """The type that a class declares a field to have."""
        found = tuple(self._bound(module, named, depth))
        if len(found) != 1:
            return None
        there, class_ = found[0]
        own = tuple(members_of(there, class_, name, self._imports.language(there)))
        types = [one.annotation.type for one in own if one.annotation is not None]
        return (there, types[0]) if len(own) == len(types) == 1 else None

    def _enumeration(self, type_: Type, module: Module, depth: int) -> tuple[Module, Group] | None:
        found = tuple(self._bound(module, type_, depth)) if isinstance(type_, NamedType) else ()
        group = _enumeration(found[0][1]) if len(found) == 1 else None
        return (found[0][0], group) if group is not None else None

    def _joined(self, pieces: Iterable[Type], module: Module, depth: int) -> tuple[str, ...] | None:
        found = [self.declared(piece, module, depth + 1) for piece in pieces]
        texts = [one.texts if one is not None else () for one in found]
        total = 1
        for some in texts:
            total *= len(some)
        return tuple("".join(one) for one in product(*texts)) if 0 < total <= MOST else None

    def _texts(self, written: Iterable[Expression], module: Module) -> tuple[str, ...] | None:
        """The texts that some expressions are; None where one of them is anything else."""
        simplest, found = self._within(module), list[str]()
        for one in written:
            values = [possible.expression for possible in islice(simplest(one, 1), 2)]
            text = _text_of(values)
            if text is None:
                return None
            found.extend(text)
        return tuple(found)


def _text_of(values: list[Expression]) -> tuple[str, ...] | None:
    value = values[0] if len(values) == 1 else None
    value = value.value if isinstance(value, Enumerator) else value
    is_text = isinstance(value, Literal) and isinstance(value.value, str)
    return (str(value.value),) if is_text and isinstance(value, Literal) else None


def _enumeration(binding: Binding) -> Group | None:
    value = binding.value.expression if binding.value else None
    return value if isinstance(value, Group) and value.is_enum else None


def _listed(texts: Iterable[str] | None) -> Declared | None:
    """Some texts as what a type lists; None where there are none, or they are too many."""
    every = tuple(dict.fromkeys(texts or ()))
    return Declared(type=ValueType.STRING, texts=every) if 0 < len(every) <= MOST else None


def _any_of(options: Iterable[Declared | Type | None]) -> Declared | None:
    every = tuple(options)
    found = [one for one in every if not isinstance(one, NoValue)]
    known = [one for one in found if isinstance(one, Declared)]
    if not known or len(known) < len(found) or len({one.type for one in known}) > 1:
        return None
    all_listed = all(one.texts for one in known)
    texts = tuple(dict.fromkeys(text for one in known for text in one.texts)) if all_listed else ()
    is_nullable = len(found) < len(every) or any(one.is_nullable for one in known)
    return Declared(type=known[0].type, texts=texts, is_nullable=is_nullable)
