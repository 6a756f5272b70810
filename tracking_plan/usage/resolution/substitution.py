"""What callers give for the parameters of a function, put in their places in a call within it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.choices import answer, either, member_or_index
from tracking_plan.usage.facts.expression import (
    Argument,
    Choice,
    Dynamic,
    DynamicReason,
    Entry,
    Expression,
    Guarded,
    Index,
    Invocation,
    Items,
    Literal,
    Spread,
    Table,
    Template,
    Undefined,
)
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind, ParameterUse
from tracking_plan.usage.resolution.questions import Question


class OpenCall(Struct, frozen=True, kw_only=True):
    """The arguments of a call, closed but for the parameters of the function around it.

    That function begins at `function`. `defaults` are what those parameters are that callers leave
    out, by name; `parameters` do not have them, so that all of this is plain data. `questions` are
    what is asked of what callers give on the way to the call.
    """

    function: int
    arguments: tuple[Argument, ...]
    parameters: tuple[FunctionParameter[Expression], ...]
    defaults: Mapping[str, Expression]
    has_keywords: bool
    questions: tuple[Question, ...] = ()

    def asked_by(self, call: Invocation) -> tuple[Question, ...]:
        """The questions as they are when the function is called so."""
        given = _Given(self, call)
        return tuple(
            replace(one, asked=tuple(map(given.within, one.asked))) for one in self.questions
        )

    def made_by(self, call: Invocation) -> tuple[Argument, ...]:
        """The arguments as they are when the function is called so."""
        given = _Given(self, call)
        return tuple(
            replace(argument, value=given.within(argument.value)) for argument in self.arguments
        )


class _Given:
    """What one call gives for the parameters of an open one."""

    def __init__(self, open_call: OpenCall, call: Invocation) -> None:
        self._open = open_call
        self._call = replace(call, arguments=tuple(_spread_out(call.arguments)))
        self._by_name = {parameter.name: parameter for parameter in open_call.parameters}

    @property
    def _at(self) -> Span:
        return self._call.at

    def within(self, expression: Expression) -> Expression:
        """A closed expression with the parameters replaced; what is the function's is here now."""
        at = self._at
        match expression:
            case Dynamic(parameter=ParameterUse() as use):
                return self._of(use)
            case Choice(options=(first, second), gives_way=way) if way is not None:
                one = self.within(first)
                return one if self._stays(one) else either(at, one, self.within(second), way)
            case Choice(options=options, test=test, asked=asked) if asked is not None:
                value = self.within(asked)
                inner = tuple(map(self.within, options))
                known = answer(test, value)
                if known is not None:
                    return inner[0] if known else inner[1]
                return Choice(at=at, options=inner, test=test, asked=value)
            case Choice(options=options):
                return Choice(at=at, options=tuple(map(self.within, options)))
            case Guarded(value=value):
                return Guarded(at=at, value=self.within(value))
        return self._composed(expression)

    def _composed(self, expression: Expression) -> Expression:
        at = self._at
        match expression:
            case Template(pieces=pieces):
                return Template(at=at, pieces=tuple(map(self.within, pieces)))
            case Index(owner=owner, key=key):
                return member_or_index(at, self.within(owner), self.within(key))
            case Table(entries=entries):
                return Table(at=at, entries=tuple(map(self._entry, entries)))
            case Items(items=items):
                return Items(at=at, items=tuple(map(self._item, items)))
        return replace(expression, at=at)

    def _stays(self, value: Expression) -> bool:
        """Whether a value surely counts as true, so that what comes after it counts for nothing."""
        if isinstance(value, Table) and self._open.has_keywords:  # where an empty one is false
            return any(isinstance(entry, Entry) for entry in value.entries)
        return isinstance(value, Table)

    def _entry(self, entry: Entry | Spread) -> Entry | Spread:
        if isinstance(entry, Spread):
            return Spread(value=self.within(entry.value))
        return Entry(key=replace(entry.key, at=self._at), value=self.within(entry.value))

    def _item(self, item: Expression | Spread) -> Expression | Spread:
        return (
            Spread(value=self.within(item.value)) if isinstance(item, Spread) else self.within(item)
        )

    def _of(self, use: ParameterUse) -> Expression:
        parameter = self._by_name.get(use.name)
        if use.function != self._open.function or parameter is None:
            return self._unknown()
        whole = self._argument(parameter)
        default = self._open.defaults.get(use.name)
        value = self._under(whole, parameter.keys, default if not use.keys else None)
        if parameter.kind is ParameterKind.ENTRIES:
            value = _without(value, parameter.others)
        return self._under(value, use.keys, None) if use.keys else value

    def _argument(self, parameter: FunctionParameter[Expression]) -> Expression | None:
        """The argument that a parameter is or is part of; None where it is left out."""
        if parameter.kind is ParameterKind.ITEMS:
            return self._rest(parameter.position or 0)
        if parameter.kind is ParameterKind.KEYWORDS:
            return self._keywords()
        by_position = [a for a in self._call.arguments if _is_by_position(a)]
        for index, argument in enumerate(by_position):
            if argument.is_spread:
                return self._unknown()
            if index == parameter.position:
                return argument.value
        for argument in self._call.arguments:
            if argument.keyword is not None and argument.keyword == parameter.keyword:
                return argument.value
        spread = [a.value for a in self._call.arguments if a.is_keyword_spread]
        has_default = parameter.name in self._open.defaults
        if len(spread) == 1 and parameter.keyword is not None and not has_default:
            return _taken(spread[0], parameter.keyword)
        return self._unknown() if spread else None

    def _rest(self, position: int) -> Expression:
        items: list[Expression | Spread] = []
        for index, argument in enumerate(a for a in self._call.arguments if _is_by_position(a)):
            if argument.is_spread and index < position:
                return self._unknown()
            if index >= position:
                value = argument.value
                items.append(Spread(value=value) if argument.is_spread else value)
        return Items(at=self._at, items=tuple(items))

    def _keywords(self) -> Expression:
        taken = {p.keyword for p in self._open.parameters if p.keyword is not None}
        entries: list[Entry | Spread] = []
        for argument in self._call.arguments:
            if argument.is_keyword_spread:
                entries.append(Spread(value=argument.value))
            elif argument.keyword is not None and argument.keyword not in taken:
                key = Literal(at=argument.value.at, value=argument.keyword)
                entries.append(Entry(key=key, value=argument.value))
        return Table(at=self._at, entries=tuple(entries))

    def _under(
        self, whole: Expression | None, keys: Iterable[str], default: Expression | None
    ) -> Expression:
        """What is under keys of an argument; `default` is what is there where nothing is given."""
        value = whole
        for key in keys:
            value = _taken(value, key) if value is not None else None
        if value is None or isinstance(value, Undefined):
            if default is not None:
                return self.within(default)
            return self._unknown() if self._open.has_keywords else Undefined(at=self._at)
        is_seen = not isinstance(value, Index)
        if default is None or is_seen:
            return value
        own = self.within(default)
        return (
            Choice(at=self._at, options=(value, own)) if isinstance(own, Table) else self._unknown()
        )

    def _unknown(self) -> Dynamic:
        return Dynamic(at=self._at, reason=DynamicReason.COMPUTED)


def _spread_out(arguments: Iterable[Argument]) -> Iterator[Argument]:
    """The arguments, with those that lists and objects in place give one by one."""
    for argument in arguments:
        value = argument.value
        if argument.is_spread and isinstance(value, Items):
            for item in value.items:
                is_spread = isinstance(item, Spread)
                inner = item.value if isinstance(item, Spread) else item
                yield Argument(value=inner, is_spread=is_spread)
        elif argument.is_keyword_spread and isinstance(value, Table):
            yield from map(_keyword, value.entries)
        else:
            yield argument


def _keyword(entry: Entry | Spread) -> Argument:
    if isinstance(entry, Entry) and isinstance(entry.key, Literal):
        return Argument(value=entry.value, keyword=str(entry.key.value))
    return Argument(value=entry.value, is_keyword_spread=True)


def _is_by_position(argument: Argument) -> bool:
    return argument.keyword is None and not argument.is_keyword_spread


def _taken(owner: Expression, key: str) -> Expression | None:
    """What an object has under a key; None where it is seen to have nothing."""
    index = Index(at=owner.at, owner=owner, key=Literal(at=owner.at, value=key))
    if isinstance(owner, Undefined):
        return None
    if isinstance(owner, Items):
        return _item_at(owner, key, index)
    if not isinstance(owner, Table):
        return index
    for entry in reversed(owner.entries):
        if isinstance(entry, Spread) or not isinstance(entry.key, Literal):
            return index
        if str(entry.key.value) == key:
            return entry.value
    return None


def _item_at(owner: Items, key: str, index: Index) -> Expression | None:
    """The item at a place that is counted from the first; `index` where it is not seen."""
    place = int(key) if key.isascii() and key.isdecimal() else None
    if place is None:
        return index
    before = owner.items[: place + 1]
    if any(isinstance(item, Spread) for item in before):
        return index
    last = before[place] if place < len(before) else None
    return None if isinstance(last, Spread) else last


def _without(value: Expression, keys: Iterable[str]) -> Expression:
    """An object without some keys; unknown where its keys are not seen."""
    left_out = frozenset(keys)
    if not isinstance(value, Table):
        return Dynamic(at=value.at)
    entries = [
        e for e in value.entries if not (isinstance(e, Entry) and _is_one_of(e.key, left_out))
    ]
    if any(isinstance(e, Entry) and not isinstance(e.key, Literal) for e in entries):
        return Dynamic(at=value.at)
    if any(isinstance(entry, Spread) for entry in entries):
        return Dynamic(at=value.at)
    return replace(value, entries=tuple(entries))


def _is_one_of(key: Expression, names: frozenset[str]) -> bool:
    return isinstance(key, Literal) and str(key.value) in names
