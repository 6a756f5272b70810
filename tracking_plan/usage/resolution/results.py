"""What calls of functions of the project give, for what reads expressions.

Which function a callee is, and what it returns for what it is given, is found elsewhere.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, Protocol

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Expression,
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

    def declared(self, module: Module, call: Invocation) -> tuple[Module, Type] | None:
        """The type of what a call gives, and the module that writes it; None: none is written."""
        ...


class NoResults:
    """Calls of which nothing is known."""

    def of(self, module: Module, call: Invocation) -> tuple[Result, ...]:
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
    found = results.of(module, call)
    if not found:
        yield as_written(call, module)
    least = Resolution.CONSTANT if len(found) == 1 else Resolution.CONDITIONAL
    for result in found:
        if is_unknown(result.value):
            yield as_written(call, module)
            continue
        for one in simplest(result.value, depth + 1):
            here = replace(one, resolution=less_direct(one.resolution, least), at=call.at)
            yield here if result.is_sure else undecided(here)
