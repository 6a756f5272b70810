"""What has a type of the project: objects of its classes, and what its functions give."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.expression import Expression, Group
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.types import AnyOf, NamedType, NoValue, ResultOf, Type, TypeOfValue
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.definition import Definition, UnfollowedError
from tracking_plan.usage.recognition.elsewhere import NOWHERE
from tracking_plan.usage.resolution.member_types import MemberTypes

_DEPTH = 14
Definitions = Callable[[Expression, int], Iterator[Definition]]
"""What an expression is, or what a call of it gives, after that many steps."""


class TypedObjects:
    """Says what has a type that one module writes down. `elsewhere` does so for other modules."""

    def __init__(
        self,
        module: Module,
        imports: ImportGraph,
        definitions: Definitions,
        results: Definitions,
        elsewhere: Callable[[Module, Type, int], Iterator[Definition]],
    ) -> None:
        self._module = module
        self._imports = imports
        self._definitions = definitions
        self._results = results
        self._elsewhere = elsewhere

    def of(self, type_: Type, depth: int) -> Iterator[Definition]:
        """What has a type; raises `UnfollowedError` where that may be anything."""
        if depth > _DEPTH:
            raise UnfollowedError
        match type_:
            case NamedType(path=path, offset=offset, module=None):
                yield from self._objects_of(path_at(path, NOWHERE, offset), depth)
            case TypeOfValue(path=path, offset=offset, module=None) if path:
                yield from self._definitions(path_at(path, NOWHERE, offset), depth + 1)
            case ResultOf(path=path, offset=offset):
                yield from self._results(path_at(path, NOWHERE, offset), depth)
            case AnyOf(options=options):
                every = [option for option in options if not isinstance(option, NoValue)]
                if not every:
                    raise UnfollowedError
                for option in every:
                    yield from self.of(option, depth + 1)
            case _:
                if not (members := MemberTypes(self._imports).of(type_, self._module, depth)):
                    raise UnfollowedError
                for there, one in members:
                    yield from self._elsewhere(there, one, depth + 1)

    def _objects_of(self, class_: Expression, depth: int) -> Iterator[Definition]:
        """An object of each class that an expression may be."""
        for one in self._definitions(class_, depth + 1):
            if not isinstance(one.value, Group) or one.value.is_enum or one.made_of is None:
                raise UnfollowedError
            yield replace(one, is_derived=True, is_made=True)
