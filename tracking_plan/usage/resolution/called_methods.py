"""Methods that code calls of objects: whether these may change the objects."""

from collections.abc import Callable
from itertools import islice

from msgspec import Struct

from tracking_plan.usage.facts.expression import Function, Member, Table
from tracking_plan.usage.resolution.changes import Happening
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Simplest,
    unknown,
)

_DEPTH = 8


class Found(Struct, frozen=True):
    """What may be under a key. `may_lack`: it may also be that nothing is."""

    values: tuple[PossibleValue, ...] = ()
    may_lack: bool = True


def is_harmless(
    happening: Happening,
    within: Callable[[PossibleValue], Simplest],
    written: Callable[[PossibleValue, str, int], Found],
    depth: int,
) -> bool:
    """Whether what happens to an object is a call of a function in it that changes nothing there.

    That is one which does not name the object: what it does to that by the name of a variable is a
    change of its own. `within` gives the reader of expressions of a module, `written` what is under
    a key where the object is written.
    """
    callee, module = happening.change.value, happening.module
    if not isinstance(callee, Member) or depth > _DEPTH:
        return False
    if module.written.is_constant_set(callee.name, module.name):
        return False  # another function may have taken its place
    owners = within(unknown(callee, module))(callee.owner, depth + 1)
    methods: list[PossibleValue] = []
    for owner in islice(owners, MOST):
        found = written(owner, callee.name, depth + 1) if _is_table(owner) else Found()
        if found.may_lack:
            return False
        methods.extend(found.values)
    return bool(methods) and all(map(_is_plain, methods))


def _is_table(owner: PossibleValue) -> bool:
    return isinstance(owner.expression, Table)


def _is_plain(method: PossibleValue) -> bool:
    """Whether it is a function whose text does not name the object that it is called on."""
    function = method.expression
    return isinstance(function, Function) and not function.outcomes().names_object
