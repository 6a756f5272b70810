"""What a callee is, by its definition."""

from collections.abc import Iterator

from msgspec import Struct

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import (
    Entry,
    Expression,
    Function,
    Invocation,
    Literal,
    Member,
    Name,
    Spread,
    Table,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.regions import RegionKind
from tracking_plan.usage.languages.language import Language


class Definition(Struct, frozen=True):
    """A function, an object or a class as some module defines it.

    `made_of` is where a class is bound. `is_made`: it is an object of that, and not the class.
    `is_derived`: it may be one of a class that derives from it. `is_store`: it is a store of state,
    and its `value` the function that makes that.
    """

    module: Module
    value: Expression
    made_of: Binding | None = None
    is_derived: bool = False
    is_made: bool = False
    is_store: bool = False


def paths_of(module: Module, start: int, language: Language) -> Iterator[str]:
    """What the function that begins there is called in its file: `Client.send`, `api.send`, `send`.

    One within another function is called by its name alone.
    """
    yield from (path for _, path in _named(module, start, language))


def path_of(module: Module, start: int, language: Language) -> str | None:
    """The path by which a file has that function and no other; None: there is none."""
    default = language.default_export  # of what a file exports without a name
    for binding, path in _named(module, start, language):
        others = (one for one in module.bindings[binding.name] if one is not binding)
        is_alone = all(_path_of(one, module) != _path_of(binding, module) for one in others)
        if binding.name != default and is_alone:
            return path
    return None


def _named(module: Module, start: int, language: Language) -> Iterator[tuple[Binding, str]]:
    """Each binding that gives a function a name, with its path by that one."""
    around = (b for bound in module.bindings.values() for b in bound if b.offset <= start < b.end)
    for binding in sorted(around, key=lambda one: (one.offset, one.name)):
        value = binding.value.expression if binding.value is not None else None
        if value is not None and _begins(value, start, language):
            yield binding, _path_of(binding, module)
        for entry in value.entries if isinstance(value, Table) else ():
            match entry:
                case Entry(key=Literal(value=key), value=held) if _begins(held, start, language):
                    yield binding, f"{binding.name}.{key}"


def _begins(value: Expression, start: int, language: Language) -> bool:
    """Whether a value is the function that begins there, or one that calls it."""
    match value:
        case Function():
            return value.start == start
        case Invocation(callee=callee, arguments=arguments):
            is_kept = last_name(callee) in language.keeping and bool(arguments)
            return is_kept and _begins(arguments[0].value, start, language)
    return False


def _path_of(binding: Binding, module: Module) -> str:
    """The path of what a binding names; a member of a class has the class before it."""
    class_ = binding.scope.nearest(RegionKind.CLASS)
    owner = module.class_at(class_)
    is_member = "." in binding.name or binding.scope is class_
    name = binding.name.rpartition(".")[2]
    return f"{owner}.{name}" if owner is not None and is_member else name


def last_name(callee: Expression) -> str | None:
    """The name by which a function is called; None where it has none."""
    match callee:
        case Name(text=name) | Member(name=name):
            return name
    return None


def is_null(value: Expression | None) -> bool:
    """Whether it is written down as no object at all."""
    return isinstance(value, Undefined) or (isinstance(value, Literal) and value.value is None)


class UnfollowedError(Exception):
    """It cannot be followed what an expression is: it may be anything."""


def needs_object(owner: Definition, method: Definition, language: Language) -> bool:
    """Whether a method that is taken of its class has its object among the arguments."""
    is_class = language.has_unbound_methods and not owner.is_made
    return is_class and isinstance(method.value, Function) and method.value.is_bound


def under(entries: tuple[Entry | Spread, ...], name: str) -> Iterator[Expression | Spread]:
    """What an object has under a key: the spreads that may have it, the last one first, or it.

    Raises `UnfollowedError` where that cannot be told.
    """
    for entry in reversed(entries):
        if isinstance(entry, Spread):
            yield entry
        elif not isinstance(entry.key, Literal):
            raise UnfollowedError
        elif entry.key.value == name:
            yield entry.value
            return


def lacks(one: Definition, name: str) -> bool:
    """Whether an object is seen to have nothing under a key."""
    if not isinstance(one.value, Table):
        return False
    keys = [entry.key if isinstance(entry, Entry) else None for entry in one.value.entries]
    return all(isinstance(key, Literal) and key.value != name for key in keys)
