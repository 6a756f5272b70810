"""The arguments of a call, by the parameters of its signature."""

from collections.abc import Iterable, Iterator
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Fields, SentArgument, SentProperty, Value
from tracking_plan.usage.facts.expression import (
    Argument,
    Expression,
    Index,
    Invocation,
    Items,
    Table,
    ValueType,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.assumptions import Assumptions
from tracking_plan.usage.resolution.fields import NOTHING, UNKNOWN, field_of, merged, under, without
from tracking_plan.usage.resolution.pieces import item_given, value_under
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.values import Values
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature, TrackingFunction


class Given(Struct, frozen=True, kw_only=True):
    """An argument. `value` None: it is left out (`is_given` False) or unknown (None).

    `values` are all that it may be, where that was found on the way to it.
    """

    value: Expression | None
    is_given: bool | None
    values: tuple[Value, ...] | None = None


_SCALARS = frozenset(ValueType) - {ValueType.ARRAY, ValueType.OBJECT}
_LEFT_OUT = Given(value=None, is_given=False)
_UNKNOWN = Given(value=None, is_given=None)


class Arguments:
    """The arguments of one call. `are_all_known`: its function has no others than described."""

    def __init__(
        self,
        module: Module,
        invocation: Invocation,
        values: Values,
        owner: Sdk | TrackingFunction,
        signature: Signature,
    ) -> None:
        self._module = module
        self._invocation = invocation
        self._values = values
        self.owner = owner
        self.are_all_known = owner.has_all_parameters
        self._added = owner.adds
        self.signature = signature
        self._known_fields: list[tuple[Expression, Fields]] = []  # of the arguments: there are few
        self._arguments = tuple(self._expanded(invocation.arguments))

    @property
    def at(self) -> Span:
        """Where the call is."""
        return self._invocation.at

    @property
    def resolver(self) -> Resolver:
        """What resolves the arguments."""
        return self._values.resolver

    def in_case(self, case: Assumptions) -> "Arguments":
        """The same arguments in one of several cases."""
        values = self._values.used_by(case=case)
        return Arguments(self._module, self._invocation, values, self.owner, self.signature)

    @property
    def have_spread(self) -> bool:
        """Whether some arguments are spread, and not seen."""
        return any(argument.is_spread or argument.is_keyword_spread for argument in self._arguments)

    def given(self, parameter: Parameter | None) -> Given:
        """What the call gives for the parameter."""
        return self._chosen(parameter)[1] if parameter is not None else _LEFT_OUT

    def around(self, parameter: Parameter | None) -> Expression | None:
        """The object under a key of which the parameter may be; None where it is no such thing."""
        place = self._chosen(parameter)[0] if parameter is not None else None
        if parameter is None or place is None or place.key is None:
            return None
        return self._argument(place, parameter).value

    def fields(self, parameter: Parameter | None) -> Fields:
        """The keys of the object that the call gives for the parameter.

        What a function of the user's own sends beside its described arguments is unknown.
        """
        if parameter is None:
            return NOTHING if self.are_all_known else UNKNOWN
        if parameter.is_rest:
            return self._rest()
        place, given = self._chosen(parameter)
        whole = self._argument(place, parameter)
        if given.is_given is False:
            return NOTHING
        if whole.value is None:
            return UNKNOWN
        fields = self._fields_of(whole.value)
        if place.key is not None:
            return reduce(under, place.keys, fields)
        return _with_arguments(fields, frozenset(self._keys_beside(place)))

    def _rest(self) -> Fields:
        """The keywords that are nothing else: in first place, where a language has none itself."""
        if not self._values.language.has_keywords:
            first = self._argument(Parameter(position=0), Parameter(position=0)).value
            fields = self._fields_of(first) if first is not None else UNKNOWN
            return without(fields, self._keywords_known)
        fields = NOTHING
        for argument in self._arguments:
            if argument.is_keyword_spread:
                fields = merged(fields, self._fields_of(argument.value))
            elif argument.keyword is not None:
                sent = replace(self._extra(argument), name=argument.keyword)
                fields = merged(fields, Fields(properties=(sent,), is_complete=True))
        return without(fields, self._keywords_known)

    def own_fields(self) -> Fields:
        """The properties that are sent: those that the call gives, and what the function adds."""
        place = Place(path=self._module.path, span=self._invocation.at)
        added = tuple(
            SentProperty(name=name, at=place, values=(), is_argument=True) for name in self._added
        )
        given = self.fields(self.signature.properties)
        given = _with_arguments(given, self.owner.own_properties)
        return merged(given, Fields(properties=added, is_complete=True)) if added else given

    def _keys_beside(self, whole: Parameter) -> Iterator[str]:
        """The keys of the object that are other parameters: the event's name, the user's id."""
        signature = self.signature
        for parameter in (signature.event, signature.user_id, signature.new_user_id):
            place = self._chosen(parameter)[0] if parameter is not None else whole
            if place.key is not None and place.position == whole.position:
                yield place.keys[0]

    def _fields_of(self, value: Expression) -> Fields:
        """The keys of an argument, which are asked for several times."""
        for known, fields in self._known_fields:
            if known is value:
                return fields
        fields = self._values.fields(value, self._invocation.offset)
        self._known_fields.append((value, fields))
        return fields

    def _chosen(self, parameter: Parameter) -> tuple[Parameter, Given]:
        """The place of the parameter that the call uses, and what it gives there."""
        places = [self._by_position(place) for place in parameter.places]
        found = [(place, self._at(place, parameter)) for place in sorted(places, key=_is_whole)]
        sure = next((one for one in found if one[1].is_given), None)
        return sure or next((one for one in found if one[1].is_given is None), found[0])

    def _at(self, place: Parameter, parameter: Parameter) -> Given:
        argument = self._argument(place, parameter)
        if place.key is None or argument.value is None:
            return argument
        value, fields, is_sure = argument.value, self._fields_of(argument.value), True
        values: tuple[Value, ...] | None = ()
        for key in place.keys:
            found = field_of(fields, key)
            if not isinstance(found, SentProperty):
                has_no_other = found.is_complete or self._is_scalar(value)
                return _LEFT_OUT if has_no_other else _UNKNOWN
            whole, value = value, value_under(value, key)
            is_written = isinstance(whole, Table) and not isinstance(value, Index)
            values = found.values if is_written and values is not None else None
            fields, is_sure = under(fields, key), is_sure and found.is_sure
        return Given(value=value, is_given=True if is_sure else None, values=values)

    def _is_scalar(self, value: Expression) -> bool:
        """Whether an argument is a text, a number or the like, which has no keys."""
        values = self._values.of(value, self._invocation.offset)
        return bool(values) and all(one.type in _SCALARS for one in values)

    def unexpected(self) -> tuple[SentProperty, ...]:
        """The arguments that the function does not have; those by position have no name."""
        if not self.are_all_known or self.signature.is_variadic:
            return ()
        known = {None, *self._keywords_known}
        named = [argument for argument in self._arguments if argument.keyword not in known]
        return tuple(self._extra(argument) for argument in (*self._too_many(), *named))

    def _too_many(self) -> Iterator[Argument]:
        """The arguments by position beyond those that the function has."""
        last = max((place.position or 0 for place in self.signature.places), default=0)
        by_position = [a for a in self._arguments if a.keyword is None and not a.is_keyword_spread]
        for index, argument in enumerate(by_position):
            if argument.is_spread:
                return
            if index > last:
                yield argument

    def _extra(self, argument: Argument) -> SentProperty:
        return SentProperty(
            name=argument.keyword or "",
            at=Place(path=self._module.path, span=argument.value.at),
            values=self._values.of(argument.value, self._invocation.offset),
        )

    def objects(self) -> Iterator[SentArgument]:
        """What is given where the SDK takes an object: the options, the properties."""
        for parameter in (self.signature.options, self.signature.properties):
            sent = self.sent(parameter) if self.are_all_known else None
            if sent is not None:
                yield sent

    def sent(self, parameter: Parameter | None) -> SentArgument | None:
        """What the call gives for a parameter that is a plain value."""
        if parameter is None:
            return None
        given = self.given(parameter)
        span = given.value.at if given.value is not None else self._invocation.at
        place = Place(path=self._module.path, span=span)
        if given.value is None:
            return SentArgument(is_given=given.is_given, at=place)
        values = given.values or self._values.of(given.value, self._invocation.offset)
        return SentArgument(is_given=given.is_given, at=place, values=values)

    def _by_position(self, parameter: Parameter) -> Parameter:
        """Where a language has no keywords, one is a key of the object given first."""
        if self._values.language.has_keywords or parameter.position is not None:
            return parameter
        return replace(parameter, position=0, key=parameter.key or parameter.keyword)

    def _argument(self, place: Parameter, parameter: Parameter) -> Given:
        """What the call gives at one of the places of a parameter."""
        by_position = [a for a in self._arguments if a.keyword is None and not a.is_keyword_spread]
        for index, argument in enumerate(by_position):
            if argument.is_spread:
                break
            if index == place.position:
                return Given(value=argument.value, is_given=True)
        for argument in self._arguments:
            if argument.keyword is not None and argument.keyword == place.keyword:
                return Given(value=argument.value, is_given=True)
        return _UNKNOWN if self.have_spread or self._may_be_elsewhere(parameter) else _LEFT_OUT

    def _may_be_elsewhere(self, parameter: Parameter) -> bool:
        """Whether an argument that the description does not know may be the one it means.

        Where a parameter is described by its position and by its keyword, it is nowhere else.
        """
        if self.are_all_known or not self._values.language.has_keywords:
            return False
        keywords = [a.keyword for a in self._arguments if a.keyword is not None]
        if any(place.position is not None for place in parameter.places):
            is_named = any(place.keyword is not None for place in parameter.places)
            return not is_named and not self._keywords_known.issuperset(keywords)
        known = {one.position for one in self.signature.places}
        return any(index not in known for index in range(len(self._arguments) - len(keywords)))

    @property
    def _keywords_known(self) -> frozenset[str]:
        return frozenset(place.keyword for place in self.signature.places if place.keyword)

    def _expanded(self, arguments: Iterable[Argument]) -> Iterator[Argument]:
        """The arguments, with those that a spread gives in its place, as far as they are seen."""
        for argument in arguments:
            if argument.is_spread and isinstance(argument.value, Items):
                yield from map(item_given, argument.value.items)
            elif argument.is_keyword_spread:
                yield from self._keywords(argument)
            else:
                yield argument

    def _keywords(self, spread: Argument) -> Iterator[Argument]:
        """The arguments that `**value` gives by keyword; the spread itself where there are more."""
        fields = self._fields_of(spread.value)
        sure = [sent for sent in fields.properties if sent.is_sure]
        for sent in sure:
            yield Argument(value=value_under(spread.value, sent.name), keyword=sent.name)
        if not fields.is_complete or len(sure) < len(fields.properties):
            yield spread


def _is_whole(place: Parameter) -> bool:
    """Whether a place is an argument itself: a key of an object that is there says more."""
    return place.key is None


def _with_arguments(fields: Fields, names: frozenset[str]) -> Fields:
    """The same, with the keys marked that are arguments of the call by themselves."""
    properties = (
        replace(sent, is_argument=True) if sent.name in names else sent
        for sent in fields.properties
    )
    return replace(fields, properties=tuple(properties)) if names else fields
