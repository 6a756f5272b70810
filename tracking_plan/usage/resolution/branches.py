"""What conditions leave of what they choose among: branches, and values behind `and`."""

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Choice, Expression, Guarded
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.assumptions import Assumptions, follows, together
from tracking_plan.usage.resolution.condition_reader import ConditionReader
from tracking_plan.usage.resolution.narrowing import Narrowing
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    less_direct,
    undecided,
    unknown,
)
from tracking_plan.usage.resolution.reached import is_always_first, is_ruled_out


class Expressions(Protocol):
    """What reads the expressions and the conditions of a module."""

    conditions: ConditionReader
    narrowing: Narrowing

    def possible_values(self, expression: Expression) -> tuple[PossibleValue, ...]:
        """All that an expression may be."""
        ...

    def simplest(self, expression: Expression, depth: int) -> Iterator[PossibleValue]:
        """The same, before conditions on the way to its use."""
        ...


class Branches:
    """Reads the branches in one module."""

    def __init__(self, module: Module, expressions: Expressions, *, is_narrowing: bool) -> None:
        self._module = module
        self._expressions = expressions
        self._is_narrowing = is_narrowing

    def guarded(self, guarded: Guarded, depth: int) -> Iterator[PossibleValue]:
        """The value behind a condition, or what counts as false in its place."""
        under = self._under(guarded, True)
        for found in self._expressions.simplest(guarded.value, depth + 1):
            both = together(found.under, under)
            if both is not None:
                yield replace(found, under=both)
        other = self._under(guarded, False)
        yield replace(unknown(guarded, self._module), under=other)

    def _under(self, tested: Guarded | Choice, outcome: bool) -> Assumptions:
        """What has to hold where a test has an outcome."""
        conditions = self._expressions.conditions
        return conditions.of(tested.test, outcome) if self._is_narrowing else ()

    def chosen(self, choice: Choice, depth: int) -> Iterator[PossibleValue]:
        """What each option may be, with what has to hold for it."""
        for index, option in enumerate(choice.options):
            under = self._under(choice, index == 0)
            is_never = bool(under) and is_ruled_out(
                under, choice.at, self._expressions.simplest, depth
            )
            way = choice.gives_way if index == 0 else None
            every = tuple(islice(self._expressions.simplest(option, depth + 1), MOST + 1))
            self._module.effort.spend(len(every))  # conditions are compared for each
            for found in every:
                both = together(found.under, under)
                if both is None or (way is not None and is_passed_over(found.expression, way)):
                    continue
                resolution = less_direct(found.resolution, Resolution.CONDITIONAL)
                chosen = replace(found, resolution=resolution, under=both)
                yield undecided(chosen) if is_never else chosen  # until the constant is changed
            if is_always_first(every, way):
                return

    def is_never(self, guarded: Guarded) -> bool:
        """Whether the condition surely counts as false, wherever it comes from."""
        if guarded.condition is None:
            return False
        found = self._expressions.possible_values(guarded.condition)
        return bool(found) and all(is_passed_over(one.expression, GivesWay.FALSE) for one in found)

    def outcome(self, guarded: Guarded) -> bool | None:
        """How the condition is answered where the value is used; None: that is unknown."""
        under = self._expressions.conditions.of(guarded.test, True)
        known = self._expressions.narrowing.context
        if self.is_never(guarded) or together(known, under) is None:
            return False
        is_sure = bool(under) and all(follows(one, known) for one in under)
        return True if is_sure else None
