"""Decorators of the project that hand on all that they are given, as it is.

Such a one returns a function that takes any arguments, by position and by keyword: `*args` and
`**kwargs`. What else it does, and whether it calls the other one each time, is of no interest.
"""

from collections.abc import Callable, Iterable
from typing import TypeGuard

from tracking_plan.usage.facts.expression import Expression, Function
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import ParameterKind
from tracking_plan.usage.recognition.definition import Definition

_ANY = {ParameterKind.ITEMS, ParameterKind.KEYWORDS}

Definitions = Callable[[Module, Expression], Iterable[Definition]]
"""What an expression of a module is; raises where it may be anything."""


def is_called(value: Expression, module: Module, definitions: Definitions) -> TypeGuard[Function]:
    """Whether a call of a value is one of a function as it is written; raises as `definitions`.

    That is so where each of its decorators hands on all arguments.
    """
    if not isinstance(value, Function):
        return False
    if not value.is_replaced:
        return True
    decorators = [one.expression for one in value.decorators]
    return bool(decorators) and all(_hands_on(one, module, definitions) for one in decorators)


def _hands_on(decorator: Expression, module: Module, definitions: Definitions) -> bool:
    made = [
        inner
        for one in definitions(module, decorator)
        if isinstance(one.value, Function) and one.value.returned is not None
        for inner in definitions(one.module, one.value.returned.expression)
    ]
    return bool(made) and all(_takes_any(one.value) for one in made)


def _takes_any(value: Expression) -> bool:
    if not isinstance(value, Function) or value.is_replaced:
        return False
    return {one.kind for one in value.parameters} == _ANY
