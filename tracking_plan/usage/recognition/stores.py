"""Stores of state, as Zustand makes them: what their hooks give is what a selector takes of it."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.expression import (
    Expression,
    Function,
    Index,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.library import library_path
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.parameters import ParameterKind
from tracking_plan.usage.recognition.definition import Definition, UnfollowedError

GET = "getState"
_PACKAGES = ("zustand", "zustand/vanilla", "zustand/react", "zustand/traditional")
_MAKING = ("create", "createStore", "createWithEqualityFn", "default")
_MAKERS = frozenset(f"{package}.{name}" for package in _PACKAGES for name in _MAKING)
_MOST_AROUND = 6  # functions around the one that makes the state: `devtools(persist(...))`

Definitions = Callable[[Module, Expression, int], Iterator[Definition]]
"""What an expression of a module is, after that many steps; raises `UnfollowedError`."""


def store_of(call: Invocation, module: Module) -> Definition | None:
    """The store that a call makes, by the function that makes its state; None: it makes none.

    `create(make)`, `create<State>()(devtools(make))`.
    """
    callee = call.callee
    if isinstance(callee, Invocation) and not callee.arguments:
        callee = callee.callee
    if library_path(callee, module.lookup) not in _MAKERS:
        return None
    make = _function_in(call)
    return Definition(module, make, is_store=True) if make is not None else None


def _function_in(call: Invocation) -> Function | None:
    """The function that a call gets in first place, by way of others that hand it on."""
    value: Expression = call
    for _ in range(_MOST_AROUND):
        if not isinstance(value, Invocation) or not value.arguments:
            break
        value = value.arguments[0].value
    return value if isinstance(value, Function) else None


class Stores:
    """Says what the hooks of stores give in one module."""

    def __init__(self, module: Module, definitions: Definitions) -> None:
        self._module = module
        self._definitions = definitions

    def given(self, store: Definition, call: Invocation | None, depth: int) -> Iterator[Definition]:
        """What a call of a store's hook gives: what its selector takes, or all of the state."""
        if call is not None and call.arguments:
            yield from self._definitions(self._module, _taken(call), depth)
            return
        yield from self._definitions(store.module, _given_by(store.value), depth)

    def item(self, index: Index, depth: int) -> Iterator[Definition]:
        """An item of a list that a selector takes: `const [a, b] = useStore((s) => [s.a, s.b])`."""
        match index:
            case Index(owner=Invocation() as call, key=Literal(value=int(position))):
                hooks = tuple(self._definitions(self._module, call.callee, depth))
                item = _item(_taken(call), position)
                if item is None or not all(one.is_store for one in hooks):
                    raise UnfollowedError
                yield from self._definitions(self._module, item, depth)
            case _:
                raise UnfollowedError


def _item(taken: Expression, position: int) -> Expression | None:
    """An item of a list as it is written; None where it has none there."""
    items = taken.items if isinstance(taken, Items) else ()
    before = [one for one in items[: position + 1] if not isinstance(one, Spread)]
    return before[position] if position == len(before) - 1 else None


def _taken(call: Invocation) -> Expression:
    """What a hook's selector takes, as a part of what the hook gives without one."""
    selector = _function_in(call)
    given, state = _given_by(selector), replace(call, arguments=())
    names: dict[str, Expression] = {}
    for parameter in selector.parameters if selector is not None else ():
        if parameter.position == 0 and parameter.kind is ParameterKind.ONE:
            whole: Expression = state
            for key in parameter.keys:
                whole = Member(at=call.at, owner=whole, name=key)
            names[parameter.name] = whole
    return _with(given, names)


def _given_by(function: Expression | None) -> Expression:
    """What each call of a function gives; raises where that may be one of several things."""
    if not isinstance(function, Function) or function.returned is None:
        raise UnfollowedError
    if not function.returns_once():
        raise UnfollowedError
    return function.returned.expression


def _with(expression: Expression, names: dict[str, Expression]) -> Expression:
    """An expression with others in place of names."""
    match expression:
        case Name(text=text) if text in names:
            return names[text]
        case Member(owner=owner):
            return replace(expression, owner=_with(owner, names))
        case Items(items=items):
            inner = tuple(one if isinstance(one, Spread) else _with(one, names) for one in items)
            return replace(expression, items=inner)
        case Table(entries=entries):
            inside = tuple(replace(one, value=_with(one.value, names)) for one in entries)
            return replace(expression, entries=inside)
    return expression
