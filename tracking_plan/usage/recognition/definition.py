"""What a callee is, by its definition."""

from collections.abc import Iterator

from msgspec import Struct

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import Entry, Expression, Function, Literal, Table
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.regions import RegionKind


class Definition(Struct, frozen=True):
    """A function, an object or a class as some module defines it.

    `made_of` is where a class is bound. `is_made`: it is an object of that, and not the class.
    `is_derived`: it may be one of a class that derives from it.
    """

    module: Module
    value: Expression
    made_of: Binding | None = None
    is_derived: bool = False
    is_made: bool = False


def paths_of(module: Module, start: int) -> Iterator[str]:
    """What the function that begins there is called in its file: `Client.send`, `api.send`, `send`.

    One within another function is called by its name alone.
    """
    yield from (path for _, path in _named(module, start))


def path_of(module: Module, start: int, *, default: str | None) -> str | None:
    """The path by which a file has that function and no other; None: there is none.

    `default` is the name of what a file exports without one.
    """
    for binding, path in _named(module, start):
        others = (one for one in module.bindings[binding.name] if one is not binding)
        is_alone = all(_path_of(one, module) != _path_of(binding, module) for one in others)
        if binding.name != default and is_alone:
            return path
    return None


def _named(module: Module, start: int) -> Iterator[tuple[Binding, str]]:
    """Each binding that gives a function a name, with its path by that one."""
    around = (b for bound in module.bindings.values() for b in bound if b.offset <= start < b.end)
    for binding in sorted(around, key=lambda one: (one.offset, one.name)):
        value = binding.value.expression if binding.value is not None else None
        match value:
            case Function() if value.start == start:
                yield binding, _path_of(binding, module)
            case Table(entries=entries):
                keys = (e.key for e in entries if isinstance(e, Entry) and _begins(e.value, start))
                texts = (str(key.value) for key in keys if isinstance(key, Literal))
                yield from ((binding, f"{binding.name}.{text}") for text in texts)


def _begins(value: Expression, start: int) -> bool:
    return isinstance(value, Function) and value.start == start


def _path_of(binding: Binding, module: Module) -> str:
    """The path of what a binding names; a member of a class has the class before it."""
    class_ = binding.scope.nearest(RegionKind.CLASS)
    owner = module.class_at(class_)
    is_member = "." in binding.name or binding.scope is class_
    name = binding.name.rpartition(".")[2]
    return f"{owner}.{name}" if owner is not None and is_member else name


class UnfollowedError(Exception):
    """It cannot be followed what an expression is: it may be anything."""
