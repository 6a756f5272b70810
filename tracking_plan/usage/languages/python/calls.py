"""Python calls: arguments out of `**value`, and results that are known, as of `dict(...)`."""

import re
from collections.abc import Callable, Iterator, Mapping

from tracking_plan.usage.facts.choices import member_or_index
from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    DynamicReason,
    Entry,
    Expression,
    Invocation,
    Items,
    Literal,
    Member,
    Spread,
    Table,
    Template,
    ValueType,
)
from tracking_plan.usage.languages.python.values import MADE, NUMBERS

_TYPED_CALLS: Mapping[str, ValueType] = {
    "str": ValueType.STRING,
    "int": ValueType.INTEGER,
    "json.dumps": ValueType.STRING,
    **dict.fromkeys(("simplejson.dumps", "ujson.dumps", "repr", "ascii"), ValueType.STRING),
    "len": ValueType.INTEGER,
    "float": ValueType.NUMBER,
    "bool": ValueType.BOOLEAN,
    "list": ValueType.ARRAY,
    "tuple": ValueType.ARRAY,
    "sorted": ValueType.ARRAY,
}
_OBJECTS = frozenset({*MADE, "slice"})
_TURNING = frozenset({"str", "int"})
_VIEWS = frozenset({"types.MappingProxyType", "MappingProxyType"})
_COPIES = frozenset(
    "frozendict.frozendict frozendict copy.deepcopy deepcopy copy.copy copy".split()
)
CASTS = frozenset({"typing.cast", "typing_extensions.cast", "cast"})


def known_result(call: Invocation, path: str) -> Expression | None:
    """The result of the call; None where that is unknown. `path`: what the callee is elsewhere."""
    path = path.removeprefix("builtins.")
    match call:
        case Invocation(arguments=(Argument(value=owner), Argument(value=key), *_)) if (
            path == "getattr"
        ):
            return member_or_index(call.at, owner, key)
        case Invocation(arguments=(_, Argument(value=same))) if path in CASTS:
            return same
        case Invocation(
            callee=Member(owner=owner, name="__getattribute__"), arguments=(Argument(value=key),)
        ):
            return member_or_index(call.at, owner, key)
        case Invocation(arguments=arguments) if path == "dict":
            return Table(at=call.at, entries=tuple(_entry(argument) for argument in arguments))
        case Invocation(arguments=(Argument(value=inner) as only,)) if (
            path in _VIEWS | _COPIES and not (only.is_spread or only.is_keyword_spread)
        ):
            is_same = path in _VIEWS or isinstance(inner, Table)  # a copy goes its own way
            return inner if is_same else None
        case Invocation() if path in _TYPED_CALLS:
            return _typed(call, path)
        case Invocation() if path in _OBJECTS:
            return Dynamic(at=call.at, reason=DynamicReason.NO_TEXT, unfit=MADE.get(path))
        case Invocation(callee=Member(owner=Literal(value=str()) as text, name="format")):
            return _formatted(call, text)
        case Invocation(callee=Member(owner=Table() as table, name="copy"), arguments=()):
            return table
    return None


def _typed(call: Invocation, path: str) -> Dynamic:
    """The result of a function that gives values of one type."""
    first = call.arguments[0].value if len(call.arguments) == 1 else None
    text = first.value if isinstance(first, Literal) and path == "float" else None
    return Dynamic(
        at=call.at,
        type=_TYPED_CALLS[path],
        turned=first if path in _TURNING else None,
        encoded=next(_values(call), None) if path == "json.dumps" else None,
        unfit=NUMBERS.get(text.strip().lower()) if isinstance(text, str) else None,
    )


def _values(call: Invocation) -> Iterator[Expression]:
    """The arguments by position, as far as they are seen."""
    for argument in call.arguments:
        if argument.is_spread or argument.is_keyword_spread or argument.keyword is not None:
            return
        yield argument.value


def _formatted(call: Invocation, text: Literal) -> Template:
    """`"...".format(...)`."""
    pieces = filled_in(text, _BRACES, by_format(call.arguments))
    return Template(at=call.at, pieces=tuple(pieces))


def _entry(argument: Argument) -> Entry | Spread:
    """An argument of `dict(...)`."""
    if argument.keyword is None:
        return Spread(value=argument.value)
    key = Literal(at=argument.value.at, value=argument.keyword)
    return Entry(key=key, value=argument.value)


PERCENT = re.compile(r"%%|%(?:\([^)]*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]")
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}")


def filled_in(
    text: Literal, holes: re.Pattern[str], given: Callable[[str], Expression | None]
) -> Iterator[Expression]:
    """The pieces of `"..." % x` or `"...".format(x)`; `given` says what is filled into a hole."""
    start, whole = 0, str(text.value)
    for hole in holes.finditer(whole):
        yield Literal(at=text.at, value=whole[start : hole.start()])
        if hole[0] in ("%%", "{{", "}}"):
            yield Literal(at=text.at, value=hole[0][0])
        else:
            yield given(hole[0]) or Dynamic(at=text.at)
        start = hole.end()
    yield Literal(at=text.at, value=whole[start:])


def by_percent(value: Expression) -> Callable[[str], Expression | None]:
    """What `"..." % value` fills into its holes, one after the other; None: not as it is."""
    items = value.items if isinstance(value, Items) else (value,)
    left = iter([] if any(isinstance(item, Spread) for item in items) else items)

    def given(hole: str) -> Expression | None:
        item = next(left, None)
        return item if hole == "%s" and not isinstance(item, Spread) else None

    return given


def by_format(arguments: tuple[Argument, ...]) -> Callable[[str], Expression | None]:
    """What `"...".format(...)` fills into its holes; None: not as it is."""
    by_position = [a.value for a in arguments if a.keyword is None]
    by_keyword = {a.keyword: a.value for a in arguments if a.keyword is not None}
    is_spread = any(a.is_spread or a.is_keyword_spread for a in arguments)
    left = iter(by_position)

    def given(hole: str) -> Expression | None:
        name = hole[1:-1]
        if is_spread:
            return None
        if not name:
            return next(left, None)
        if name.isdigit():
            return by_position[int(name)] if int(name) < len(by_position) else None
        return by_keyword.get(name)

    return given


def keywords(value: Expression) -> Iterator[Argument]:
    """`**value` as keyword arguments: one by one where its keys are seen."""
    entries = value.entries if isinstance(value, Table) else (Spread(value=value),)
    for entry in entries:
        match entry:
            case Entry(key=Literal(value=str() as keyword), value=inner):
                yield Argument(value=inner, keyword=keyword)
            case Entry(value=inner) | Spread(value=inner):
                yield Argument(value=inner, is_keyword_spread=True)
