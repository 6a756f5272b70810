"""JavaScript calls of which the result is known: `Object.freeze`, `String` and the like."""

from collections.abc import Mapping

from tracking_plan.usage.facts.choices import fixed, member_or_index
from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    DynamicReason,
    Expression,
    Function,
    Invocation,
    Items,
    Member,
    Spread,
    Table,
    ValueType,
)
from tracking_plan.usage.languages.javascript.values import MADE, OBJECTS

_TYPED_CALLS: Mapping[str, ValueType] = {
    "String": ValueType.STRING,
    "Number": ValueType.NUMBER,
    "parseInt": ValueType.NUMBER,
    "parseFloat": ValueType.NUMBER,
    "Boolean": ValueType.BOOLEAN,
    "JSON.stringify": ValueType.STRING,
    **dict.fromkeys(("btoa", "atob", "encodeURI", "encodeURIComponent"), ValueType.STRING),
    "Date.now": ValueType.INTEGER,
    "Object.keys": ValueType.ARRAY,
    "Object.values": ValueType.ARRAY,
    "Array.from": ValueType.ARRAY,
}
_TYPED_METHODS: Mapping[str, ValueType] = {
    **dict.fromkeys(("toString", "toISOString", "toFixed", "toLowerCase"), ValueType.STRING),
    **dict.fromkeys(("toUpperCase", "trim", "join"), ValueType.STRING),
    **dict.fromkeys(("includes", "startsWith", "endsWith"), ValueType.BOOLEAN),
}
_OBJECTS = frozenset(
    """
    Date Map Set WeakMap WeakSet WeakRef RegExp Promise Error TypeError RangeError SyntaxError
    AggregateError Array ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array
    Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array
    URL URLSearchParams FormData Headers Blob File
    """.split()
)
GLOBAL_OBJECTS = frozenset({"window", "globalThis", "global"})
_FREEZE = "Object.freeze"
_WRAPPERS = frozenset({_FREEZE, "Object.seal"})
_MEMO = "useMemo"  # of whichever library


def known_result(call: Invocation, path: str) -> Expression | None:
    """The result of the call; None where that is unknown. `path`: what the callee is elsewhere."""
    path = _without_owner(path)
    values = [argument.value for argument in call.arguments]
    is_spread = any(argument.is_spread for argument in call.arguments)
    if path in _WRAPPERS and len(values) == 1 and not is_spread:
        return fixed(values[0], is_deep=False) if path == _FREEZE else values[0]
    if path == "structuredClone" and len(values) == 1 and isinstance(values[0], Table):
        return values[0]  # of a variable: a copy goes its own way
    if path == "Object.assign" and not is_spread:
        return Table(at=call.at, entries=tuple(Spread(value=value) for value in values))
    if (
        path.rpartition(".")[2] == _MEMO
        and values
        and isinstance(values[0], Function)
        and values[0].returned
    ):
        return values[0].returned.expression
    if path == "Reflect.get" and len(values) == 2 and not is_spread:
        return member_or_index(call.at, *values)
    if path in MADE:
        return Dynamic(at=call.at, reason=DynamicReason.NO_TEXT, unfit=MADE[path])
    if path == "JSON.stringify" and values and not is_spread:
        return Dynamic(at=call.at, type=ValueType.STRING, encoded=values[0])
    type_ = _TYPED_CALLS.get(path, ValueType.NUMBER if path.startswith("Math.") else None)
    if type_ is None and isinstance(call.callee, Member):
        type_ = _TYPED_METHODS.get(call.callee.name)
    if type_ is None:
        return None
    return Dynamic(at=call.at, type=type_, turned=_turned(call, path))


def _turned(call: Invocation, path: str) -> Expression | None:
    """What is turned into a text; None: it cannot be told."""
    match call:
        case Invocation(callee=Member(owner=owner, name="toString")):
            return owner
        case Invocation(arguments=(only,)) if path == "String" and not only.is_spread:
            return only.value
    return call if path.startswith("Math.") else None


def made(call: Invocation, path: str) -> Expression:
    """What `new` makes: an object that is no text, where its class is one of the language's own."""
    path = _without_owner(path)
    if path not in _OBJECTS:
        return call
    encoded = None
    match call.arguments:
        case (Argument(value=Items(items=(one,))), *_) if path == "Blob":
            encoded = None if isinstance(one, Spread) else one
    is_unfit = OBJECTS.get(path)
    return Dynamic(at=call.at, reason=DynamicReason.NO_TEXT, encoded=encoded, unfit=is_unfit)


def _without_owner(path: str) -> str:
    """The path of what may be taken of the global object: `String`, for `window.String`."""
    first, dot, rest = path.partition(".")
    return rest if dot and first in GLOBAL_OBJECTS else path
