"""What calls of functions of the project give, for what reads expressions.

Which function a callee is, and what it returns for what it is given, is found elsewhere.
"""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Expression,
    Function,
    Invocation,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import Type
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    as_written,
    less_direct,
    undecided,
    unknown,
)


class Result(NamedTuple):
    """Something that a call may give, as an expression of the module that calls.

    `is_sure` False: conditions that cannot be decided may rule it out.
    """

    value: Expression
    is_sure: bool = True


def is_unknown(value: Expression) -> bool:
    """Whether nothing is known of a value: neither its type nor whose parameter it is."""
    match value:
        case Dynamic(type=None, parameter=None, reason=reason):
            return reason is not DynamicReason.NO_TEXT
    return False


class Results(Protocol):
    """Finds what calls give."""

    def of(self, module: Module, call: Invocation) -> tuple[Result, ...]:
        """All that a call of a module may give; none where that is unknown."""
        ...

    def of_getter(self, module: Module, member: Expression, getter: Function) -> tuple[Result, ...]:
        """All that a getter of a class of a module may give; none where that is unknown."""
        ...

    def declared(self, module: Module, call: Invocation) -> tuple[Module, Type] | None:
        """The type of what a call gives, and the module that writes it; None: none is written."""
        ...


class NoResults:
    """Calls of which nothing is known."""

    def of(self, module: Module, call: Invocation) -> tuple[Result, ...]:
        """None."""
        return ()

    def of_getter(self, module: Module, member: Expression, getter: Function) -> tuple[Result, ...]:
        """None."""
        return ()

    def declared(self, module: Module, call: Invocation) -> tuple[Module, Type] | None:
        """None."""
        return None


NO_RESULTS = NoResults()


def called(
    results: Results, module: Module, call: Invocation, simplest: Simplest, depth: int
) -> Iterator[PossibleValue]:
    """What a call of a module may give, in its simplest form; the call itself is unknown."""
    yield from given(results.of(module, call), as_written(call, module), simplest, depth)


def read(
    results: Results,
    module: Module,
    member: Expression,
    binding: Binding,
    simplest: Simplest,
    depth: int,
) -> Iterator[PossibleValue]:
    """What a getter gives that a binding of a module has; nothing where it has none."""
    getter = binding.value.expression if binding.value else None
    if not isinstance(getter, Function) or not getter.outcomes().is_getter:
        return
    class_ = module.class_at(binding.scope)
    name = binding.name.rpartition(".")[2]
    if class_ is None or module.written.is_overridden(class_, name, module.name):
        return
    found = results.of_getter(module, member, getter)
    if found:
        yield from given(found, unknown(member, module), simplest, depth)


def given(
    found: tuple[Result, ...], other: PossibleValue, simplest: Simplest, depth: int
) -> Iterator[PossibleValue]:
    """Results in their simplest form; `other` is what is not known."""
    if not found:
        yield other
    least = Resolution.CONSTANT if len(found) == 1 else Resolution.CONDITIONAL
    for result in found:
        if is_unknown(result.value):
            yield other
            continue
        for one in simplest(result.value, depth + 1):
            here = replace(one, resolution=less_direct(one.resolution, least), at=other.at)
            yield here if result.is_sure else undecided(here)
