"""What a function may do to the objects that its callers give it."""

from collections.abc import Iterable

from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.resolution.changes import happenings
from tracking_plan.usage.resolution.possible_values import Variable

_KINDS = (ChangeKind.ESCAPE, ChangeKind.INNER)
_REACHING = (ChangeKind.INNER, ChangeKind.ESCAPE, ChangeKind.EXPORT)


def change_of(
    module: Module,
    start: int,
    parameters: Iterable[FunctionParameter[Expression]],
    texts: Iterable[str] = (),
) -> ChangeKind | None:
    """What the function that begins at `start` may do to what it is given; None: nothing.

    It may change an object (`ESCAPE`), or only what is in one (`INNER`). `texts` are its parameters
    that are texts, which nothing changes.
    """
    left = frozenset(texts)
    kinds = {_change(module, start, one) for one in parameters if one.name not in left}
    return next((kind for kind in _KINDS if kind in kinds), None)


def _change(
    module: Module, start: int, parameter: FunctionParameter[Expression]
) -> ChangeKind | None:
    """What a function may do to the object that a parameter is."""
    variable = Variable(module=module, path=parameter.name, offset=start, since=start)
    kinds = {one.change.kind for one in happenings((variable,), module, module.end)}
    if parameter.kind is not ParameterKind.ONE:  # an object of its own, with those of its caller
        return ChangeKind.ESCAPE if kinds.intersection(_REACHING) else None
    if not kinds:
        return None
    return ChangeKind.INNER if kinds == {ChangeKind.INNER} else ChangeKind.ESCAPE
