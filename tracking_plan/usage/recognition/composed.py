"""Whether the name of an event is put together, so that callers may have a part in it."""

from tracking_plan.usage.facts.expression import (
    Choice,
    Expression,
    Index,
    Invocation,
    Name,
    Template,
)
from tracking_plan.usage.facts.module import Module

_DEPTH = 3


def is_composed(event: Expression | None, module: Module, depth: int = 0) -> bool:
    """Whether a name is put together where it is given, or where its variable gets it."""
    if not isinstance(event, Name) or depth > _DEPTH:
        return isinstance(event, Template | Choice | Invocation | Index)
    bound = module.bound(event.text, event.offset)[:_DEPTH]
    values = (binding.value.expression for binding in bound if binding.value)
    return any(is_composed(value, module, depth + 1) for value in values)
