"""Functions of the project that send what their callers give them, to any depth.

A wrapper's call is the tracking call within it, with what the caller gives in place of the
parameters: whatever the wrapper does to a name or to properties is done to what it was given.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from tracking_plan.place import Place
from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.deferred import MADE
from tracking_plan.usage.facts.delays import Delay, by_way_of
from tracking_plan.usage.facts.expression import (
    Argument,
    Entry,
    Expression,
    Function,
    Invocation,
    Literal,
    Name,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import FunctionParameter
from tracking_plan.usage.languages.aliases import aliases
from tracking_plan.usage.recognition.computed_calls import stem_of
from tracking_plan.usage.recognition.roles import TrackedCallee
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.resolution.closed import Closing, parameters_in
from tracking_plan.usage.resolution.given_away import change_of
from tracking_plan.usage.resolution.questions import questions
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.substitution import OpenCall

MOST_THROUGH = 12  # wrappers of one another
_WHOLE = "default"
_DEPTH = 6


class Sent(NamedTuple):
    """The event of a call, and the object that has it under a key.

    `event` None: it is not seen in that object, or it is among arguments that are spread.
    """

    event: Expression | None
    whole: Expression | None


class WrapperFinder:
    """Finds the functions of one module that a tracking call is in, and that it is made for."""

    def __init__(self, module: Module, resolver: Resolver) -> None:
        self._module = module
        self._resolver = resolver

    def around(
        self, call: Invocation, sent: Sent, callee: TrackedCallee, by: Wrapper | None
    ) -> Wrapper | None:
        """The wrapper that a call is in; None where its event is not what callers give.

        `by`: the call is by way of this one.
        """
        through = by.through if by is not None else ()
        closing = Closing(self._module, self._resolver.used_by(call.offset), call.offset)
        start = _function_in(call, sent, closing)
        found = self._function(start) if start is not None else None
        if found is None or callee.signature is None:
            return None
        function, names = found
        opened, texts = self._open(call, sent.event, function, by)
        here = Place(path=self._module.path, span=function.at)
        if here in through or len(through) >= MOST_THROUGH:
            return None  # it calls itself
        return Wrapper(
            file=self._module.name,
            start=function.start,
            at=call.at,
            names=names,
            owner=callee.owner,
            signature=callee.signature,
            call=opened,
            through=(here, *through),
            delay=max(self._delay(call, function), delay_of(call, by)),
            change=change_of(self._module, function.start, function.parameters, texts),
        )

    def _delay(self, call: Invocation, function: Function) -> Delay:
        """Until when a function puts a call off: what a function within it does is done later."""
        is_within = self._module.regions.function_at(call.offset).start == function.start
        return function.delay() if is_within else Delay.OPEN

    def _open(
        self, call: Invocation, event: Expression | None, function: Function, by: Wrapper | None
    ) -> tuple[OpenCall, frozenset[str]]:
        """A call with what callers give left open, and the parameters that its name is made of."""
        resolver = self._resolver.used_by(call.offset)
        loose = Closing(self._module, resolver, call.offset)
        named = parameters_in(loose.closed(event)) if event is not None else ()
        texts = frozenset(one.parameter for one in named if one.parameter is not None)
        closing = Closing(self._module, resolver, call.offset, texts)
        inside = Closing(self._module, self._resolver, function.start)
        names = frozenset(text.name for text in texts if not text.keys)
        opened = OpenCall(
            function=function.start,
            arguments=tuple(_closed(call, closing)),
            parameters=tuple(replace(one, default=None) for one in function.parameters),
            defaults=dict(defaults_in(function.parameters, inside)),
            questions=(
                *questions(resolver.conditions.at(call.offset), loose, call.at, texts),
                *(one.closed_by(loose) for one in (by.call.questions if by else ())),
            ),
            has_keywords=self._resolver.language.has_keywords,
        )
        return opened, names

    def _function(self, start: int) -> tuple[Function, frozenset[str]] | None:
        """The function that begins there, and the names by which code may call it."""
        around = [b for b in self._bindings() if b.offset <= start < b.end and b.value]
        for binding in sorted(around, key=lambda b: b.end - b.offset):
            value = binding.value.expression if binding.value else None
            own = binding.name.rpartition(".")[2]
            found = _within(value, start, own, 0) if value is not None else None
            if found is not None:
                function, name = found
                names = frozenset({name, *_given_out(around, name)})
                if self._is_whole(binding):
                    names |= {stem_of(self._module.name)}
                return function, names | aliases(self._bindings(), names)
        return None

    def _bindings(self) -> Iterator[Binding]:
        for bound in self._module.bindings.values():
            yield from bound

    def _is_whole(self, binding: Binding) -> bool:
        """Whether a file may export what a name has as a whole, under any name."""
        return binding.name == _WHOLE or bool(self._module.lookup(_WHOLE, self._module.end))


def _given_out(around: Iterable[Binding], name: str) -> Iterator[str]:
    """What a function is called by those who call the functions around it that return it."""
    for binding in around:
        value = binding.value.expression if binding.value else None
        returned = value.returned if isinstance(value, Function) else None
        given = returned.expression if returned is not None else None
        if isinstance(given, Name) and given.text == name:
            yield f"{binding.name.rpartition('.')[2]}{MADE}"


def delay_of(call: Invocation, by: Wrapper | None) -> Delay:
    """Until when a call is put off, by what makes it or by the wrapper that it is of."""
    inner = by_way_of(by.delay, is_awaited=call.is_awaited) if by is not None else Delay.NONE
    return max(call.delay, inner)


def _within(value: Expression, start: int, name: str, depth: int) -> tuple[Function, str] | None:
    """A function in a value, or in what that returns, and the name by which it is called."""
    if depth > _DEPTH:
        return None
    match value:
        case Function() if value.start == start:
            return value, name
        case Function(returned=returned) if returned is not None:
            return _within(returned.expression, start, f"{name}{MADE}", depth + 1)
        case Invocation(arguments=arguments):
            found = (_within(a.value, start, name, depth + 1) for a in arguments)
            return next((_put_off(*one) for one in found if one is not None), None)
        case Table(entries=entries):
            for entry in entries:
                if isinstance(entry, Entry) and isinstance(entry.key, Literal):
                    found_in = _within(entry.value, start, str(entry.key.value), depth + 1)
                    if found_in is not None:
                        return found_in
    return None


def _put_off(function: Function, name: str) -> tuple[Function, str]:
    """A function that another one was given, which may call it later: `debounce(function)`."""
    return replace(function, delay=lambda: Delay.OPEN), name


def _function_in(call: Invocation, sent: Sent, closing: Closing) -> int | None:
    """The function whose parameters the event of a call is made of; None: of none, or several."""
    spread = [a.value for a in call.arguments if a.is_spread or a.is_keyword_spread]
    event = [sent.event] if sent.event is not None else spread
    for asked in (event, [sent.whole] if sent.whole is not None else []):
        where = [closing.closed(one) for one in asked]
        given = [one.parameter for one in where for one in parameters_in(one)]
        starts = {parameter.function for parameter in given if parameter is not None}
        if starts:
            return starts.pop() if len(starts) == 1 else None
    return None


def _closed(call: Invocation, closing: Closing) -> Iterator[Argument]:
    for argument in call.arguments:
        yield replace(argument, value=closing.closed(argument.value))


def defaults_in(
    parameters: Iterable[FunctionParameter[Expression]], closing: Closing
) -> Iterator[tuple[str, Expression]]:
    """What parameters are that callers leave out, by name."""
    for parameter in parameters:
        if parameter.default is not None:
            yield parameter.name, closing.closed(parameter.default())
