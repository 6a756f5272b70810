"""Functions of the project that may change the objects which their callers give them.

Of an object that was given to such a function, nothing is known from there on.
"""

from collections.abc import Iterable, Iterator, Mapping

from tracking_plan.usage.facts.expression import Expression, Function, Invocation
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.resolution.given_away import change_of

_DEPTH = 4


def changing_names(
    module: Module, names: frozenset[str], wrappers: Iterable[Wrapper]
) -> Mapping[str, ChangeKind]:
    """The names by which a module has functions that may change what they are given.

    Those are its `wrappers`, and others that have one of `names`.
    """
    found: dict[str, ChangeKind] = {}
    starts: set[int] = set()
    for wrapper in wrappers:
        starts.add(wrapper.start)
        for name in wrapper.names:
            _add(found, name, wrapper.change)
    for path, bound in module.bindings.items():
        name = path.rpartition(".")[2]
        values = (b.value.expression for b in bound if b.value is not None and name in names)
        for function in (each for value in values for each in _functions(value, 0)):
            if function.start not in starts:
                _add(found, name, change_of(module, function.start, function.parameters))
    return found


def _add(found: dict[str, ChangeKind], name: str, kind: ChangeKind | None) -> None:
    if kind is not None:
        found[name] = ChangeKind.ESCAPE if kind is ChangeKind.ESCAPE else found.get(name, kind)


def _functions(value: Expression, depth: int) -> Iterator[Function]:
    """The functions that a value is, or that another function was given to make it."""
    if isinstance(value, Function):
        yield value
    elif isinstance(value, Invocation) and depth < _DEPTH:
        for argument in value.arguments:
            yield from _functions(argument.value, depth + 1)
