"""JavaScript calls of which the result is known: `Object.freeze`, `String` and the like."""

from collections.abc import Mapping

from tracking_plan.usage.facts.choices import member_or_index
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Function,
    Invocation,
    Member,
    Name,
    Spread,
    Table,
    ValueType,
)

_TYPED_CALLS: Mapping[str, ValueType] = {
    "String": ValueType.STRING,
    "Number": ValueType.NUMBER,
    "parseInt": ValueType.NUMBER,
    "parseFloat": ValueType.NUMBER,
    "Boolean": ValueType.BOOLEAN,
    "JSON.stringify": ValueType.STRING,
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
_WRAPPERS = frozenset({"Object.freeze", "Object.seal"})
_MEMOS = frozenset({"useMemo", "React.useMemo"})


def known_result(call: Invocation) -> Expression | None:
    """The result of the call; None where that is unknown."""
    path = _path(call.callee)
    values = [argument.value for argument in call.arguments]
    is_spread = any(argument.is_spread for argument in call.arguments)
    if path in _WRAPPERS and len(values) == 1 and not is_spread:
        return values[0]
    if path == "structuredClone" and len(values) == 1 and isinstance(values[0], Table):
        return values[0]  # of a variable: a copy goes its own way
    if path == "Object.assign" and not is_spread:
        return Table(at=call.at, entries=tuple(Spread(value=value) for value in values))
    if path in _MEMOS and values and isinstance(values[0], Function) and values[0].returned:
        return values[0].returned.expression
    if path == "Reflect.get" and len(values) == 2 and not is_spread:
        return member_or_index(call.at, *values)
    type_ = _TYPED_CALLS.get(path, ValueType.NUMBER if path.startswith("Math.") else None)
    if type_ is None and isinstance(call.callee, Member):
        type_ = _TYPED_METHODS.get(call.callee.name)
    return Dynamic(at=call.at, type=type_) if type_ is not None else None


def _path(callee: Expression) -> str:
    match callee:
        case Name(text=text):
            return text
        case Member(owner=Name(text=owner), name=name):
            return f"{owner}.{name}"
    return ""
