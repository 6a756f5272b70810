"""The values and properties that a call sends: provable types, literals, keys."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Fields, SentProperty, Value, type_of
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Entry,
    Expression,
    Guarded,
    Items,
    Literal,
    Spread,
    Table,
    Template,
    Undefined,
    ValueType,
)
from tracking_plan.usage.facts.module import Change, Module
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.resolution.possible_values import PossibleValue, fewer
from tracking_plan.usage.resolution.resolve import Resolver

_DEPTH = 6
Trail = tuple[Span, ...]
"""The tables and lists around an expression: one that contains itself is not entered twice."""

NOTHING = Fields(is_complete=True)
UNKNOWN = Fields()


class Values:
    """Reads the values of one module's expressions. `offset` is the call's."""

    def __init__(self, module: Module, resolver: Resolver) -> None:
        self._module = module
        self._resolver = resolver

    @property
    def language(self) -> Language:
        """The language of the module."""
        return self._resolver.language

    def of(self, expression: Expression, offset: int, trail: Trail = ()) -> tuple[Value, ...]:
        """Every value that the expression may have; those left out of a payload are not values."""
        found = self._resolver.possible_values(expression)
        self._module.effort.spend(len(found))
        return tuple(
            self.value(possible, offset, trail)
            for possible in found
            if not isinstance(possible.expression, Undefined)
        )

    def fields(self, expression: Expression, offset: int, trail: Trail = ()) -> Fields:
        """The keys of the object that the expression is."""
        if isinstance(expression, Guarded):  # `...(condition && {...})`
            return unsure(self.fields(expression.value, offset, trail))
        found = self._resolver.possible_values(expression)
        if not found or len(found) > fewer(len(trail)):
            return UNKNOWN
        return either([self.shape(possible, offset, trail) for possible in found])

    def _within(self, possible: PossibleValue) -> "Values":
        """The reader of the module in which a possible value is."""
        if possible.module is self._module:
            return self
        return Values(possible.module, self._resolver.within(possible.module))

    def value(self, possible: PossibleValue, offset: int, trail: Trail) -> Value:
        """The value that a possible value is."""
        inside = self._within(possible)
        if inside is not self:
            found = inside.value(possible, possible.module.end, trail)
            return replace(found, at=self._place(possible.at))
        at = self._place(possible.at)
        match possible.expression:
            case Literal(value=value):
                return Value(at=at, type=type_of(value), is_literal=True, literal=value)
            case Template() as template:
                words = self._resolver.wordings(template)
                if len(words) == 1 and words[0].is_whole:
                    text = words[0].text
                    return Value(at=at, type=ValueType.STRING, is_literal=True, literal=text)
                return Value(at=at, type=ValueType.STRING)
            case Table():
                fields = self.shape(possible, offset, trail)
                return Value(at=at, type=ValueType.OBJECT, fields=fields)
            case Items(items=items):
                here = (*trail, possible.expression.at)
                return Value(at=at, type=ValueType.ARRAY, items=self._items(items, offset, here))
            case Dynamic(type=type_):
                return Value(at=at, type=type_)
        return Value(at=at)

    def _items(
        self, items: Iterable[Expression | Spread], offset: int, trail: Trail
    ) -> tuple[Value, ...] | None:
        if len(trail) > _DEPTH:
            return None
        seen = [item for item in items if not isinstance(item, Spread)]
        return tuple(value for item in seen for value in self.of(item, offset, trail))

    def shape(self, possible: PossibleValue, offset: int, trail: Trail) -> Fields:
        """The keys of the object that a possible value is."""
        inside = self._within(possible)
        if inside is not self:
            return inside.shape(possible, possible.module.end, trail)
        match possible.expression:
            case Table(at=at) if at in trail or len(trail) > _DEPTH:
                return UNKNOWN
            case Table() as table:
                trail = (*trail, table.at)
                fields = self._table(table, offset, trail)
            case Undefined() | Literal(value=None):
                return NOTHING
            case _:
                return UNKNOWN
        if possible.variable is None:
            return fields
        uses = self._module.uses(possible.variable.text, possible.variable.offset)
        for change in uses.changes:
            if change.offset < offset:
                changed = self._changed(change, offset, trail)
                self._module.effort.spend(len(fields.properties) // 4)
                both = (changed, fields) if change.is_default else (fields, changed)
                fields = _merged(*both)
        before = any(escape < offset for escape in uses.escapes)
        return replace(fields, is_complete=fields.is_complete and not before)

    def _changed(self, change: Change, offset: int, trail: Trail) -> Fields:
        """The keys that a change of a variable adds."""
        if change.key is None:
            fields = self.fields(change.value, offset, trail)
        else:
            entry = Entry(key=change.key, value=change.value)
            fields = self._table(Table(at=change.value.at, entries=(entry,)), offset, trail)
        return fields if change.block.encloses(offset) else unsure(fields)

    def _table(self, table: Table, offset: int, trail: Trail) -> Fields:
        fields = NOTHING
        for entry in table.entries:
            self._module.effort.spend(1 + len(fields.properties) // 4)
            if isinstance(entry, Spread):
                fields = _merged(fields, self.fields(entry.value, offset, trail))
            else:
                fields = _merged(fields, self._entry(entry, offset, trail))
        return fields

    def _entry(self, entry: Entry, offset: int, trail: Trail) -> Fields:
        names = list(self._keys(entry.key))
        if not names:
            return Fields()
        values = self.of(entry.value, offset, trail)
        options = self._resolver.possible_values(entry.value)
        left_out = any(isinstance(option.expression, Undefined) for option in options)
        at = self._place(entry.key.at)
        is_sure = len(names) == 1 and not left_out
        sent = tuple(SentProperty(name=n, at=at, values=values, is_sure=is_sure) for n in names)
        return Fields(properties=sent, is_complete=True) if values or not left_out else NOTHING

    def _keys(self, key: Expression) -> Iterator[str]:
        """The names that a key may be; nothing where one of them is unknown."""
        found: list[str] = []
        for possible in self._resolver.possible_values(key):
            match possible.expression:
                case Literal(value=str() | int() as name) if not isinstance(name, bool):
                    found.append(str(name))
                case Template() as template:
                    words = self._resolver.wordings(template)
                    if not all(word.is_whole for word in words):
                        return
                    found.extend(word.text for word in words)
                case _:
                    return
        yield from dict.fromkeys(found)

    def _place(self, span: Span) -> Place:
        return Place(path=self._module.path, span=span)


def _merged(first: Fields, second: Fields) -> Fields:
    """`{...first, ...second}`: later keys win; what an unknown part may overwrite is unknown."""
    before = first.properties if second.is_complete else map(_overwritten, first.properties)
    properties = {p.name: p for p in before}
    for later in second.properties:
        earlier = properties.pop(later.name, None)
        if earlier is not None and not later.is_sure:
            later = replace(later, values=(*earlier.values, *later.values), is_sure=earlier.is_sure)
        properties[later.name] = later
    return Fields(
        properties=tuple(properties.values()),
        is_complete=first.is_complete and second.is_complete,
    )


def _overwritten(sent: SentProperty) -> SentProperty:
    """The same key with an unknown value."""
    return replace(sent, values=tuple(Value(at=value.at) for value in sent.values[:1]))


def either(shapes: list[Fields]) -> Fields:
    """The keys of one of several objects: sure where all have them."""
    if len(shapes) == 1:
        return shapes[0]
    together: dict[str, list[SentProperty]] = {}
    for fields in shapes:
        for sent in fields.properties:
            together.setdefault(sent.name, []).append(sent)
    properties = tuple(
        replace(
            same[0],
            values=tuple(value for sent in same for value in sent.values),
            is_sure=len(same) == len(shapes) and all(sent.is_sure for sent in same),
        )
        for same in together.values()
    )
    return Fields(properties=properties, is_complete=all(fields.is_complete for fields in shapes))


def unsure(fields: Fields) -> Fields:
    """The same keys, none of them sure."""
    properties = tuple(replace(sent, is_sure=False) for sent in fields.properties)
    return replace(fields, properties=properties)
