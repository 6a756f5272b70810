"""Arguments that functions of the project build: `track(make({ name: "A" }))`, `it = make("A")`.

Such a function returns an object that is made of what it is given, by its last statement.
"""

from dataclasses import replace

from tracking_plan.usage.facts.expression import (
    Argument,
    Expression,
    Function,
    Invocation,
    Name,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.definition import Definition
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.wrappers import defaults_in
from tracking_plan.usage.resolution.closed import Closing, parameters_in
from tracking_plan.usage.resolution.replaced_keys import happenings_before
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.substitution import OpenCall

_MOST_BOUND = 20  # bindings of one name in a file, with which each use is looked at


class BuiltArguments:
    """Reads the arguments of the calls of one module."""

    def __init__(self, module: Module, imports: ImportGraph) -> None:
        self._module = module
        self._imports = imports
        self._resolver = Resolver(module, imports)
        self._functions = FunctionFinder(module, imports)

    def with_built(self, call: Invocation) -> Invocation:
        """The call with the objects in place of the calls that build them, as far as those show."""
        arguments = tuple(
            replace(one, value=self._built(self._made(one.value, call.offset)) or one.value)
            for one in call.arguments
        )
        return replace(call, arguments=arguments)

    def _made(self, value: Expression, offset: int) -> Expression:
        """The call that a variable has its object from, if nothing is done to that since."""
        if (
            not isinstance(value, Name)
            or len(self._module.bindings.get(value.text, ())) > _MOST_BOUND
        ):
            return value
        bound = self._module.lookup(value.text, value.offset)
        made = bound[0].value.expression if len(bound) == 1 and bound[0].value else None
        if not isinstance(made, Invocation):
            return value
        resolver = self._resolver.used_by(offset)
        found = resolver.possible_values(value)
        one = found[0] if len(found) == 1 else None
        if one is None or one.is_undecided or one.module is not self._module:
            return value
        return value if happenings_before(one.variables, self._module, offset) else one.expression

    def _built(self, value: Expression) -> Expression | None:
        found = self._functions.functions(value.callee) if isinstance(value, Invocation) else None
        if not isinstance(value, Invocation) or found is None or len(found) != 1:
            return None
        opened = self._opened(found[0])
        return opened.made_by(value)[0].value if opened is not None else None

    def _opened(self, builder: Definition) -> OpenCall | None:
        """What a function returns, with its parameters left open; None where that is no object."""
        function, module = builder.value, builder.module
        if not isinstance(function, Function) or not function.returned:
            return None
        if not function.returns_once():
            return None
        returned = function.returned.expression
        resolver = Resolver(module, self._imports)
        inside, end = Closing(module, resolver, function.start), _end_of(function, module)
        closed = Closing(module, resolver.used_by(end), end).closed(returned)
        if not isinstance(closed, Table) or not any(parameters_in(closed)):
            return None
        return OpenCall(
            function=function.start,
            arguments=(Argument(value=closed),),
            parameters=function.parameters,
            defaults=dict(defaults_in(function.parameters, inside)),
            has_keywords=resolver.language.has_keywords,
        )


def _end_of(function: Function, module: Module) -> int:
    """The offset of what a function does last."""
    return module.regions.at(function.start).end - 1
