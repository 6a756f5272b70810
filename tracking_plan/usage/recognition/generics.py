"""What the type parameters of functions are at their calls.

`take<T>(token: Token<T>): T` returns an object of the class that the token was made with:
`new Token<Tracker>()`. It is followed by what the code writes down, and by nothing else.
"""

from collections.abc import Iterator

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Invocation,
    Member,
    Name,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind
from tracking_plan.usage.facts.paths import dotted
from tracking_plan.usage.facts.types import TYPES, AnyOf, NamedType, NoValue, Type
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.elsewhere import Elsewhere

_DEPTH = 6
TypeThere = tuple[Module, Type]
"""A type, and the module in which its names mean something."""


class Generics:
    """Reads the calls that one module makes of functions with type parameters."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._elsewhere = Elsewhere(module, imports)

    def result(self, call: Invocation, there: Module, function: Function) -> TypeThere | None:
        """The type of what a call returns, where that is a type parameter of the function."""
        declared = _one_of(function.annotation.type) if function.annotation else None
        own = tuple(_type_parameters(there, function))
        if not isinstance(declared, NamedType) or declared.path not in own:
            return None
        if call.types:
            index = own.index(declared.path)
            return (self._module, call.types[index].type) if index < len(call.types) else None
        for parameter in function.parameters:
            found = self._by(parameter, declared.path, call, there, function)
            if found is not None:
                return found
        return None

    def _by(
        self,
        parameter: FunctionParameter[Expression],
        name: str,
        call: Invocation,
        there: Module,
        function: Function,
    ) -> TypeThere | None:
        """The type by what a call gives for a parameter."""
        type_ = _type_of(there, function, parameter)
        given = [a.value for a in call.arguments if a.keyword is None and not a.is_spread]
        if type_ is None or len(given) < len(call.arguments):
            return None
        index = next((i for i, one in enumerate(type_.arguments) if _is(one, name)), None)
        position = parameter.position
        if index is None or position is None or position >= len(given):
            return None
        made = self.made(given[position], type_.path, 0)
        return (made[0], made[1][index]) if made and index < len(made[1]) else None

    def made(
        self, value: Expression, class_: str, depth: int
    ) -> tuple[Module, tuple[Type, ...]] | None:
        """The types with which an object of a class is made, or declared."""
        if depth > _DEPTH:
            return None
        match value:
            case Invocation(types=types) if types and _last(dotted(value.callee)) == _last(class_):
                return self._module, tuple(one.type for one in types)
            case Member(owner=owner, name=name):
                return self._followed(self._elsewhere.member(owner, name), class_, depth)
            case Name(text=text, offset=offset):
                bound = self._module.lookup(text, offset)
                return self._bound(bound[0], class_, depth) if len(bound) == 1 else None
        return None

    def _bound(
        self, binding: Binding, class_: str, depth: int
    ) -> tuple[Module, tuple[Type, ...]] | None:
        if binding.imported is not None:
            there = self._elsewhere.definition(binding.imported)
            return self._followed(there, class_, depth)
        declared = binding.annotation.type if binding.annotation else None
        if isinstance(declared, NamedType) and _last(declared.path) == _last(class_):
            return self._module, declared.arguments
        is_value = binding.kind is BindingKind.ASSIGNED and binding.value is not None
        value = binding.value.expression if is_value and binding.value else None
        return self.made(value, class_, depth + 1) if value is not None else None

    def _followed(
        self, there: tuple[Module, Expression] | None, class_: str, depth: int
    ) -> tuple[Module, tuple[Type, ...]] | None:
        if there is None:
            return None
        return Generics(there[0], self._imports).made(there[1], class_, depth + 1)


def _one_of(type_: Type) -> Type:
    """The only type among several that is not that of nothing."""
    if not isinstance(type_, AnyOf):
        return type_
    options = [option for option in type_.options if not isinstance(option, NoValue)]
    return options[0] if len(options) == 1 else type_


def _type_parameters(module: Module, function: Function) -> Iterator[str]:
    """The names of a function's type parameters, in their order: they stand before the others."""
    own = (b for name, bound in module.bindings.items() if name.startswith(TYPES) for b in bound)
    before = (b for b in own if b.scope.start == function.start and b.offset < function.start)
    yield from (b.name.removeprefix(TYPES) for b in sorted(before, key=lambda b: b.offset))


def _type_of(
    module: Module, function: Function, parameter: FunctionParameter[Expression]
) -> NamedType | None:
    """The type that a parameter is declared to have as a whole."""
    if parameter.kind is not ParameterKind.ONE or parameter.keys:
        return None
    for binding in module.bindings.get(parameter.name, ()):
        is_it = binding.kind is BindingKind.PARAMETER and binding.scope.start == function.start
        type_ = binding.annotation.type if is_it and binding.annotation else None
        if isinstance(type_, NamedType):
            return type_
    return None


def _is(type_: Type, name: str) -> bool:
    return isinstance(type_, NamedType) and type_.path == name and not type_.arguments


def _last(path: str | None) -> str:
    return (path or "").rpartition(".")[2]
