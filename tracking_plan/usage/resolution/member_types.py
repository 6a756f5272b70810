"""The types of the members of objects, as the types of these objects write them down."""

from collections.abc import Iterator

from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import (
    AllOf,
    AnyOf,
    MemberOf,
    NamedType,
    NoValue,
    OtherType,
    PartOf,
    Type,
)
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.resolution.type_names import TypeNames

_DEPTH = 12
Found = tuple[Module, Type]
"""A type, and the module in which its names mean something."""


class MemberTypes:
    """Follows types to what is under a name in their values, through the files of a project."""

    def __init__(self, imports: ImportGraph) -> None:
        self._names = TypeNames(imports)

    def of(self, type_: Type, module: Module, depth: int = 0) -> tuple[Found, ...]:
        """The types that a member of a type may have; none where it is unknown, or no member.

        An alternative without it has one that says nothing.
        """
        match type_:
            case MemberOf(type=owner, key=OtherType(value=str(name))) if depth <= _DEPTH:
                return tuple(self._under(owner, name, module, depth + 1))
        return ()

    def _under(self, type_: Type, name: str, module: Module, depth: int) -> Iterator[Found]:
        """The types of what is under a name in a value of a type."""
        module.effort.spend(1)
        if depth > _DEPTH:
            return
        if isinstance(type_, OtherType):
            yield from ((module, one.type) for key, one in type_.members or () if key == name)
            return
        for there, one in self._meant(type_, name, module, depth):
            found = tuple(self._under(one, name, there, depth + 1))
            is_missing = isinstance(type_, AnyOf) and not found
            yield from ((there, OtherType()),) if is_missing else found

    def _meant(self, type_: Type, name: str, module: Module, depth: int) -> Iterator[Found]:
        """The types that say what a type has under a name."""
        match type_:
            case NamedType():
                for there, binding in self._names.bound(module, type_, depth):
                    if binding.denotes is not None:
                        yield there, binding.denotes.type
            case AllOf(pieces=pieces):
                yield from ((module, piece) for piece in pieces)
            case AnyOf(options=options):
                yield from ((module, one) for one in options if not isinstance(one, NoValue))
            case PartOf(type=inner, members=known) if known is not None:
                yield from ((module, inner),) if (name in known) is type_.is_kept else ()
            case MemberOf():
                yield from self.of(type_, module, depth + 1)
