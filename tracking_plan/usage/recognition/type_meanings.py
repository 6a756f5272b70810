"""What a type says of a value: whether an object of it is an SDK's, or may be.

This is the one place that follows a type to its meaning: by other names of it, in this file and in
those that it is imported from, and by what is composed of types.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, Imported
from tracking_plan.usage.facts.expression import (
    Argument,
    Expression,
    Group,
    Invocation,
    Literal,
    Member,
    Name,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.types import (
    AllOf,
    AnyOf,
    ClassOf,
    MemberOf,
    NamedType,
    NoValue,
    OtherType,
    PartOf,
    ResultOf,
    Type,
    TypeOfValue,
    text_type,
    type_key,
)
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.elsewhere import NOWHERE
from tracking_plan.usage.recognition.roles import (
    Confidence,
    Role,
    SdkObject,
    doubtful,
    one_of,
)
from tracking_plan.usage.resolution.member_types import MemberTypes
from tracking_plan.usage.resolution.type_names import TypeNames

_DEPTH = 12
_OPEN = frozenset("Any any object unknown Self".split())
_PROTOCOLS = frozenset({"Protocol"})

ObjectOf = Callable[[Module, Expression, int], SdkObject | None]
"""What an expression of a module is in an SDK; the number counts the steps so far."""


class TypeMeanings:
    """Follows the types of one module. `is_own` says which modules are the project's."""

    def __init__(
        self,
        module: Module,
        imports: ImportGraph,
        object_of: ObjectOf,
        is_own: Callable[[str], bool],
    ) -> None:
        self._module = module
        self._imports = imports
        self._object_of = object_of
        self._is_own = is_own
        self._known: dict[tuple[int, str], SdkObject | None] = {}

    def meaning(self, type_: Type, depth: int) -> SdkObject | None:
        """What a value of that type is in an SDK; doubtful where it may be something else."""
        if depth > _DEPTH:
            return None
        match type_:
            case NamedType():
                return self._named(type_, depth)
            case AnyOf(options=options):
                every = [o for o in options if not isinstance(o, NoValue)]
                return one_of([self.meaning(one, depth + 1) for one in every])
            case AllOf(pieces=pieces):
                return _together([k for p in pieces if (k := self.meaning(p, depth + 1))])
            case PartOf(type=inner):
                return _part(self.meaning(inner, depth + 1), type_)
            case MemberOf():
                found = MemberTypes(self._imports).of(type_, self._module, depth + 1)
                return one_of([self._in(there).meaning(one, depth + 1) for there, one in found])
            case ClassOf(type=inner):
                known = self.meaning(inner, depth + 1)
                is_client = known is not None and known.role is Role.CLIENT
                return replace(known, role=Role.CLASS) if known and is_client else None
            case TypeOfValue(path=path, offset=offset, module=module):
                return self._object_of(self._module, _value(path, offset, module), depth + 1)
            case ResultOf(path=path, offset=offset):
                call = Invocation(
                    at=NOWHERE, callee=_value(path, offset, None), arguments=(), offset=offset
                )
                return self._object_of(self._module, call, depth + 1)
        return None

    def of_member(self, owner: Expression, name: str, depth: int) -> SdkObject | None:
        """What a member is of a variable that is declared to have a type with such a member."""
        bound = self._module.lookup(owner.text, owner.offset) if isinstance(owner, Name) else ()
        written = [one.annotation or one.part for one in bound]
        types = [MemberOf(type=one.type, key=text_type(name)) for one in written if one is not None]
        if len(types) < len(written):
            return None
        return one_of([self.meaning(one, depth + 1) for one in types])

    def may_be(self, type_: Type, depth: int = 0) -> bool:
        """Whether a value of that type may be an SDK's object; it is left open by some types."""
        if depth > _DEPTH or self.meaning(type_, 0) is not None:
            return True
        match type_:
            case NamedType():
                return self._may_be_named(type_, depth)
            case AnyOf(options=types) | AllOf(pieces=types):
                return any(self.may_be(one, depth + 1) for one in types)
            case OtherType(pieces=pieces, is_open=is_open):
                return is_open or any(self.meaning(part, 0) for part in pieces)
            case TypeOfValue() | ResultOf() | PartOf() | MemberOf():
                return True
        return False

    def _named(self, named: NamedType, depth: int) -> SdkObject | None:
        key = (named.offset, named.path)
        if key in self._known and not named.arguments:
            return self._known[key]
        self._known[key] = None  # nothing, where a name goes round in a circle
        found = self._class(named, depth) or self._renamed(named, depth)
        if found is None and any(self.meaning(one, depth + 1) for one in named.arguments):
            found = doubtful(
                next(k for one in named.arguments if (k := self.meaning(one, depth + 1)))
            )
        self._known[key] = found
        return found

    def _class(self, named: NamedType, depth: int) -> SdkObject | None:
        """The object of a class that an SDK has, or that derives from one."""
        if self._module.lookup(type_key(named.path), named.offset):
            return None
        value = _value(named.path, named.offset, named.module)
        known = self._object_of(self._module, value, depth + 1)
        is_class = known is not None and known.role is Role.CLASS
        return replace(known, role=Role.CLIENT) if known and is_class else None

    def _renamed(self, named: NamedType, depth: int) -> SdkObject | None:
        """What the type is that a name is another one of, wherever that is bound."""
        found = [
            there.meaning(binding.denotes.type, depth + 1)
            for there, binding in self.bound(named, depth)
            if binding.denotes is not None
        ]
        return one_of(found)

    def _may_be_named(self, named: NamedType, depth: int) -> bool:
        last = named.path.rpartition(".")[2]
        found = tuple(self.bound(named, depth))
        if not found:
            is_ours = any(self._is_own(one.module) for one in self._imported(named))
            return last in _OPEN or is_ours
        for there, binding in found:
            group = binding.value.expression if binding.value else None
            if isinstance(group, Group):
                if any(base.split("[")[0].split(".")[-1] in _PROTOCOLS for base in group.bases):
                    return True
            elif binding.denotes is None or there.may_be(binding.denotes.type, depth + 1):
                return True
        return False

    def bound(self, named: NamedType, depth: int) -> "Iterator[tuple[TypeMeanings, Binding]]":
        """The bindings of a type's name, in the modules of the project that have them."""
        for there, binding in TypeNames(self._imports).bound(self._module, named, depth):
            yield self._in(there), binding

    def _imported(self, named: NamedType) -> Iterator[Imported]:
        if named.module is not None:
            yield Imported(module=named.module, member=None)
        root = named.path.partition(".")[0]
        bound = self._module.lookup(root, named.offset)
        yield from (binding.imported for binding in bound if binding.imported)

    def _in(self, module: Module) -> "TypeMeanings":
        if module is self._module:
            return self
        return TypeMeanings(module, self._imports, self._object_of, self._is_own)


def _together(found: Sequence[SdkObject]) -> SdkObject | None:
    """What a value is that is all of several objects: it has the methods of each."""
    sure = (one for one in found if one.confidence is Confidence.CERTAIN)
    known = next(sure, next(iter(found), None))
    same = [one.dropped for one in found if known and one.role is known.role]
    return replace(known, dropped=frozenset.intersection(*same)) if known else None


def _part(known: SdkObject | None, part: PartOf) -> SdkObject | None:
    """What has some members of an object only; doubtful where the code does not show which."""
    if known is None or known.role is not Role.CLIENT:
        return known
    if part.members is None:
        return doubtful(known)
    methods = frozenset(one.name for one in known.sdk.signatures).union(known.sdk.makers)
    dropped = methods - part.members if part.is_kept else methods & part.members
    return replace(known, dropped=known.dropped | dropped)


def _value(path: str, offset: int, module: str | None) -> Expression:
    """The value that a path means; with a module, the member of what `import` returns."""
    if module is None:
        return path_at(path, NOWHERE, offset)
    whole: Expression = Invocation(
        at=NOWHERE,
        callee=Name(at=NOWHERE, text="import", offset=offset),
        arguments=(Argument(value=Literal(at=NOWHERE, value=module)),),
        offset=offset,
    )
    for name in filter(None, path.split(".")):
        whole = Member(at=NOWHERE, owner=whole, name=name)
    return whole
