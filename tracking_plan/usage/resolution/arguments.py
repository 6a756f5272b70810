"""The arguments of a call, by the parameters of its signature."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracking_plan.place import Place
from tracking_plan.usage.facts.call import Fields, SentArgument, SentProperty
from tracking_plan.usage.facts.expression import (
    Argument,
    Expression,
    Index,
    Invocation,
    Items,
    Literal,
    Spread,
    Table,
    ValueType,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.values import NOTHING, UNKNOWN, Values, either, unsure
from tracking_plan.usage.sdks.shape import Parameter, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An argument. `value` None: it is left out (`is_given` False) or unknown (None)."""

    value: Expression | None
    is_given: bool | None


_LEFT_OUT = Given(value=None, is_given=False)
_UNKNOWN = Given(value=None, is_given=None)


class Arguments:
    """The arguments of one call."""

    def __init__(self, module: Module, invocation: Invocation, values: Values) -> None:
        self._module = module
        self._invocation = invocation
        self._values = values
        self._arguments = tuple(self._expanded(invocation.arguments))

    def given(self, parameter: Parameter | None) -> Given:
        """What the call gives for the parameter."""
        if parameter is None:
            return _LEFT_OUT
        parameter = self._by_position(parameter)
        whole = self._argument(parameter)
        if parameter.key is None or whole.value is None:
            return whole
        found = _find(self._values.fields(whole.value, self._invocation.offset), parameter.key)
        if not isinstance(found, SentProperty):
            return _LEFT_OUT if found.is_complete else _UNKNOWN
        value = _value_under(whole.value, parameter.key)
        return Given(value=value, is_given=True if found.is_sure else None)

    def fields(self, parameter: Parameter | None) -> Fields:
        """The keys of the object that the call gives for the parameter."""
        if parameter is None:
            return NOTHING
        parameter = self._by_position(parameter)
        given = self._argument(parameter)
        if given.value is None:
            return NOTHING if given.is_given is False else UNKNOWN
        fields = self._values.fields(given.value, self._invocation.offset)
        return fields if parameter.key is None else _under(fields, parameter.key)

    def unexpected(self, signature: Signature) -> tuple[SentProperty, ...]:
        """The keyword arguments that the function does not have."""
        parameters = (
            signature.event,
            signature.properties,
            signature.options,
            signature.user_id,
            signature.new_user_id,
        )
        known = {parameter.keyword for parameter in parameters if parameter}
        return tuple(
            SentProperty(
                name=argument.keyword,
                at=Place(path=self._module.path, span=argument.value.at),
                values=self._values.of(argument.value, self._invocation.offset),
            )
            for argument in self._arguments
            if argument.keyword is not None and argument.keyword not in known
        )

    def sent(self, parameter: Parameter | None) -> SentArgument | None:
        """What the call gives for a parameter that is a plain value."""
        if parameter is None:
            return None
        given = self.given(parameter)
        if given.value is None:
            place = Place(path=self._module.path, span=self._invocation.at)
            return SentArgument(is_given=given.is_given, at=place)
        values = self._values.of(given.value, self._invocation.offset)
        place = Place(path=self._module.path, span=given.value.at)
        return SentArgument(is_given=given.is_given, at=place, values=values)

    def _by_position(self, parameter: Parameter) -> Parameter:
        """Where a language has no keywords, one is a key of the object given first."""
        if self._values.language.has_keywords or parameter.position is not None:
            return parameter
        return replace(parameter, position=0, key=parameter.key or parameter.keyword)

    def _argument(self, parameter: Parameter) -> Given:
        by_position = [a for a in self._arguments if a.keyword is None and not a.is_keyword_spread]
        for index, argument in enumerate(by_position):
            if argument.is_spread:
                break
            if index == parameter.position:
                return Given(value=argument.value, is_given=True)
        for argument in self._arguments:
            if argument.keyword is not None and argument.keyword == parameter.keyword:
                return Given(value=argument.value, is_given=True)
        return _UNKNOWN if any(map(_is_any_spread, self._arguments)) else _LEFT_OUT

    def _expanded(self, arguments: Iterable[Argument]) -> Iterator[Argument]:
        """The arguments, with those that a spread gives in its place, as far as they are seen."""
        for argument in arguments:
            if argument.is_spread and isinstance(argument.value, Items):
                yield from map(_item, argument.value.items)
            elif argument.is_keyword_spread:
                yield from self._keywords(argument)
            else:
                yield argument

    def _keywords(self, spread: Argument) -> Iterator[Argument]:
        """The arguments that `**value` gives by keyword; the spread itself where there are more."""
        fields = self._values.fields(spread.value, self._invocation.offset)
        sure = [sent for sent in fields.properties if sent.is_sure]
        for sent in sure:
            yield Argument(value=_value_under(spread.value, sent.name), keyword=sent.name)
        if not fields.is_complete or len(sure) < len(fields.properties):
            yield spread


def _item(item: Expression | Spread) -> Argument:
    """An item of a list that is spread among the arguments."""
    if isinstance(item, Spread):
        return Argument(value=item.value, is_spread=True)
    return Argument(value=item)


def _is_any_spread(argument: Argument) -> bool:
    return argument.is_spread or argument.is_keyword_spread


def _value_under(table: Expression, name: str) -> Expression:
    """The value that a table has under a key: as written there, if it is written in place."""
    for entry in reversed(table.entries if isinstance(table, Table) else ()):
        if isinstance(entry, Spread) or not isinstance(entry.key, Literal):
            break  # it may have the key, too
        if entry.key.value == name:
            return entry.value
    return Index(at=table.at, owner=table, key=Literal(at=table.at, value=name))


def _find(fields: Fields, name: str) -> SentProperty | Fields:
    return next((sent for sent in fields.properties if sent.name == name), fields)


def _under(fields: Fields, name: str) -> Fields:
    """The keys of the object under `name`."""
    found = _find(fields, name)
    if not isinstance(found, SentProperty):
        return NOTHING if found.is_complete else UNKNOWN
    shapes = [
        value.fields or (NOTHING if value.type is ValueType.NULL else UNKNOWN)
        for value in found.values
    ]
    if not shapes:
        return UNKNOWN
    return either(shapes) if found.is_sure else unsure(either(shapes))
