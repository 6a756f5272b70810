"""What functions of the project give for what they are given: `track(nameOf("A"))`.

Each `return` is one possible value, closed but for the parameters, in whose places a call puts what
it gives. A condition on the way to it that a call fails rules it out.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    DynamicReason,
    Expression,
    Function,
    Invocation,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.outcomes import Outcome
from tracking_plan.usage.facts.paths import root_of
from tracking_plan.usage.facts.types import Type
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.definition import Definition
from tracking_plan.usage.recognition.functions import FunctionFinder
from tracking_plan.usage.recognition.wrappers import defaults_in
from tracking_plan.usage.resolution.closed import Closing
from tracking_plan.usage.resolution.questions import answered, questions
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.results import Result, is_unknown
from tracking_plan.usage.resolution.substitution import OpenCall

_MOST = 12  # values that a function returns
_DEPTH = 3  # functions that call one another
Key = tuple[str, int]
"""A function, by the file and where it begins."""


class FunctionResults:
    """Finds what calls give. `within` are the functions whose values are looked at."""

    def __init__(self, imports: ImportGraph, within: frozenset[Key] = frozenset()) -> None:
        self._imports = imports
        self._within = within
        self._opened: dict[Key, tuple[OpenCall, ...]] = {}
        self._inner: dict[Key, FunctionResults] = {}

    def of(self, module: Module, call: Invocation) -> tuple[Result, ...]:
        """All that a call of a module may give; none where that is unknown."""
        every = tuple(
            result
            for one, function in self._functions(module, call)
            for result in self._given(module, call, one.module, function)
        )
        is_known = any(not is_unknown(one.value) for one in every)
        return every if is_known and len(every) <= _MOST else ()

    def of_getter(self, module: Module, member: Expression, getter: Function) -> tuple[Result, ...]:
        """All that a getter of a class of a module may give; none where that is unknown."""
        root = root_of(member)
        at = root.offset if root is not None else module.end
        call = Invocation(at=member.at, callee=member, arguments=(), offset=at)
        every = tuple(self._given(module, call, module, getter))
        return every if any(not is_unknown(one.value) for one in every) else ()

    def declared(self, module: Module, call: Invocation) -> tuple[Module, Type] | None:
        """The type of what a call gives, and the module that writes it; None: none is written."""
        found = self._functions(module, call)
        annotation = found[0][1].annotation if len(found) == 1 else None
        return (found[0][0].module, annotation.type) if annotation is not None else None

    def _functions(
        self, module: Module, call: Invocation
    ) -> tuple[tuple[Definition, Function], ...]:
        """The functions that a call may be of, whose values are there where the call is."""
        if len(self._within) >= _DEPTH or call.is_element or call.delay is not Delay.NONE:
            return ()
        every = FunctionFinder(module, self._imports).functions(call.callee) or ()
        found = [(one, one.value) for one in every if isinstance(one.value, Function)]
        return tuple(found) if all(_is_there(f, call) for _, f in found) else ()

    def _given(
        self, module: Module, call: Invocation, there: Module, function: Function
    ) -> Iterator[Result]:
        """What a function gives to a call."""
        key = (there.name, function.start)
        if key in self._within:
            yield Result(Dynamic(at=call.at))
            return
        if key not in self._opened:
            self._opened[key] = tuple(self._opening(there, function, key))
        inner = self._inside(key)  # what is asked may itself be what a function gives
        resolver = Resolver(module, self._imports, results=inner).used_by(call.offset)
        for one in self._opened[key]:
            is_given = answered(one.asked_by(call), resolver)
            if is_given is not False:
                yield Result(one.made_by(call)[0].value, is_sure=is_given is True)

    def _inside(self, key: Key) -> "FunctionResults":
        """What calls give, for what is within a function or what is asked of its caller."""
        if key not in self._inner:
            self._inner[key] = FunctionResults(self._imports, self._within | {key})
        return self._inner[key]

    def _opening(self, module: Module, function: Function, key: Key) -> Iterator[OpenCall]:
        """All values of a function, closed but for its parameters."""
        resolver = Resolver(module, self._imports, results=self._inside(key))
        every, may_end = function.outcomes()[:2]
        if may_end and every:
            nothing = Dynamic(at=function.at, reason=DynamicReason.NO_TEXT)
            every = (*every, Outcome(nothing, module.regions.at(function.start).end - 1))
        defaults = Closing(module, resolver, function.start)
        for value, offset in every[: _MOST + 1]:
            closing = Closing(module, resolver.used_by(offset), offset)
            asked = questions(resolver.conditions.at(offset), closing, function.at, ())
            yield OpenCall(
                function=function.start,
                arguments=(Argument(value=closing.closed(value)),),
                parameters=function.parameters,
                defaults=dict(defaults_in(function.parameters, defaults)),
                has_keywords=resolver.language.has_keywords,
                questions=tuple(replace(one, is_of_name=True) for one in asked),
            )


def _is_there(function: Function, call: Invocation) -> bool:
    """Whether a call gives what its function returns: of others it is a promise or a generator."""
    delay = function.delay()
    return delay is Delay.NONE or (delay is Delay.AWAITED and call.is_awaited)
