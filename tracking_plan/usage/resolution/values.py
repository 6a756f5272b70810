"""The values and properties that a call sends: provable types, literals, keys."""

from collections.abc import Iterable

from msgspec.structs import replace

from tracking_plan.place import Place, Span
from tracking_plan.usage.facts.call import Alternative, Fields, SentProperty, Value, type_of
from tracking_plan.usage.facts.choices import by_itself
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
from tracking_plan.usage.facts.kept import Kept
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.object_uses import When
from tracking_plan.usage.facts.uses import Change, ChangeKind
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.resolution.assumptions import Assumptions
from tracking_plan.usage.resolution.changes import Happening
from tracking_plan.usage.resolution.fields import (
    NOTHING,
    UNKNOWN,
    either,
    merged,
    unsure,
    with_defaults,
    with_open_values,
    with_unknown,
    without,
)
from tracking_plan.usage.resolution.origin import traced
from tracking_plan.usage.resolution.out_of_sight import seen
from tracking_plan.usage.resolution.pieces import Moment, flat, removed
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    fewer,
    is_placeholder,
    size_of,
)
from tracking_plan.usage.resolution.repeated_keys import marked, repeated
from tracking_plan.usage.resolution.replaced_keys import happenings_before
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.resolution.written_keys import names_of

_DEPTH = 6
_Asked = tuple[Moment, tuple[int, ...]]
"""When a value is asked about, and the identities of its trail."""
Trail = tuple[Expression, ...]
"""The tables and lists around an expression: one that contains itself is not entered twice."""


class Values:
    """Reads the values of one module's expressions. `offset` is the call's."""

    def __init__(self, module: Module, resolver: Resolver) -> None:
        self._module = module
        self._resolver = resolver
        self._possible = Kept(resolver.possible_values).of  # values and keys are asked for
        self._shapes = Kept[PossibleValue, dict[_Asked, tuple[Trail, Fields]]](lambda _: {})

    @property
    def resolver(self) -> Resolver:
        """What resolves the expressions."""
        return self._resolver

    def used_by(
        self, call: int | None = None, case: Assumptions = (), *, late: int | None = None
    ) -> "Values":
        """The reader for the call at an offset, or for one of several cases of it."""
        return Values(self._module, self._resolver.used_by(call, case, late=late))

    @property
    def language(self) -> Language:
        """The language of the module."""
        return self._resolver.language

    def of(self, expression: Expression, offset: int) -> tuple[Value, ...]:
        """Every value that the expression may have; those left out of a payload are not values."""
        return self._of(expression, Moment(offset, offset), ())

    def fields(self, expression: Expression, offset: int) -> Fields:
        """The keys of the object that the expression is."""
        return self._fields(expression, Moment(offset, offset), ())

    def _of(self, expression: Expression, moment: Moment, trail: Trail) -> tuple[Value, ...]:
        found = self._possible(expression)
        self._module.effort.spend(len(found))
        sent = [one for one in found if not isinstance(one.expression, Undefined)]
        values = (self.value(possible, moment, trail) for possible in sent)
        if len(sent) == 1:
            return tuple(values)
        at, pairs = moment.used, zip(sent, values, strict=True)
        return tuple(
            replace(v, is_sure=v.is_sure and p.is_chosen, is_placeholder=is_placeholder(p, at))
            for p, v in pairs
        )

    def _fields(self, expression: Expression, moment: Moment, trail: Trail) -> Fields:
        if isinstance(expression, Guarded):  # `...(condition && {...})`
            outcome = self._resolver.branches.outcome(expression)
            if outcome is False:
                return NOTHING
            fields = self._fields(expression.value, moment, trail)
            return fields if outcome else unsure(fields)
        found = self._possible(expression)
        if not found or len(found) > fewer(len(trail)):
            return UNKNOWN
        return either([self._alternative(possible, moment, trail) for possible in found])

    def _alternative(self, possible: PossibleValue, moment: Moment, trail: Trail) -> Alternative:
        return Alternative(
            at=self._place(possible.at),
            written=possible.written,
            fields=self._shape(possible, moment, trail),
            is_placeholder=is_placeholder(possible, moment.used),
        )

    def value(self, possible: PossibleValue, moment: Moment, trail: Trail) -> Value:
        """The value that a possible value is."""
        inside, at = self._in(possible.module), self._place(possible.at)
        if inside is not self:
            return replace(inside.value(possible, inside.end, trail), at=at)
        if possible.is_undecided:
            return Value(at=at)
        return traced(self._plain(possible, at, moment, trail), possible, self.language)

    def _plain(self, possible: PossibleValue, at: Place, moment: Moment, trail: Trail) -> Value:
        """The value by its type, and what is in it."""
        match by_itself(possible.expression):
            case Literal(value=value):
                return Value(at=at, type=type_of(value), is_literal=True, literal=value)
            case Template() as template:
                words = self._resolver.texts.wordings(template)
                is_one = len(words) == 1 and words[0].is_whole and not words[0].is_undecided
                text = words[0].text if is_one else None
                return Value(at=at, type=ValueType.STRING, is_literal=is_one, literal=text)
            case Table():
                fields, written = self._shape(possible, moment, trail), possible.written
                return Value(at=at, type=ValueType.OBJECT, fields=fields, written=written)
            case Items(items=items):
                seen = self._items(items, moment, (*trail, possible.expression))
                size = size_of(possible)
                return Value(at=at, type=ValueType.ARRAY, items=seen, size=size)
            case Dynamic(type=type_):
                declared = self._resolver.declarations.of_value(possible) if type_ is None else None
                return Value(at=at, type=type_, declared=declared)
        return Value(at=at)

    def _items(
        self, items: Iterable[Expression | Spread], moment: Moment, trail: Trail
    ) -> tuple[Value, ...] | None:
        if len(trail) > _DEPTH:
            return None
        every = (self._of(one, moment, trail) for one in items if not isinstance(one, Spread))
        return tuple(value for values in every for value in values)

    def _shape(self, possible: PossibleValue, moment: Moment, trail: Trail) -> Fields:
        """The keys of the object that a possible value is, with all that happens to it."""
        known, asked = self._shapes.of(possible), (moment, tuple(map(id, trail)))
        if asked not in known:
            known[asked] = trail, self._found_shape(possible, moment, trail)
        return known[asked][1]

    def _found_shape(self, possible: PossibleValue, moment: Moment, trail: Trail) -> Fields:
        if possible.is_undecided:
            return UNKNOWN
        match possible.expression:
            case Table() as table if table in trail or len(trail) > _DEPTH or possible.may_change:
                return UNKNOWN
            case Table() as table:
                inside = self._in(possible.module)
                trail = (*trail, table)
                fields = inside.table(table, self._made_at(possible, moment), trail)
            case Undefined() | Literal(value=None | False):
                return NOTHING
            case _:
                return UNKNOWN
        fields = seen(fields, possible.variables)
        found = (possible.variables, self._module, moment.used, self._resolver.late)
        for happening in happenings_before(*found):
            inside = self._in(happening.module)
            self._module.effort.spend(1 + len(fields.properties) // 4)
            fields = inside.changed(fields, happening, trail)
        return self._resolver.narrowing.of_fields(fields, possible.variables)

    def _made_at(self, possible: PossibleValue, moment: Moment) -> Moment:
        """The moment of what a possible value is made of."""
        if possible.module is not self._module:
            return self._in(possible.module).end
        first = possible.variables[0] if possible.variables else None
        if first is not None and first.module is possible.module and first.since:
            return replace(moment, made=first.since)
        return moment

    @property
    def end(self) -> Moment:
        """The moment after all code of the module."""
        return Moment(self._module.end, self._module.end)

    def changed(self, fields: Fields, happening: Happening, trail: Trail) -> Fields:
        """The keys after a change of the object."""
        change = happening.change
        if change.kind in (ChangeKind.ESCAPE, ChangeKind.EXPORT):
            return UNKNOWN
        names = self._names(change.key)
        if change.kind is ChangeKind.INNER:
            return with_open_values(fields, names)
        if change.kind is ChangeKind.CLEAR:
            return NOTHING if happening.when is When.ALWAYS else UNKNOWN
        if change.kind is ChangeKind.REMOVE or self._is_left_out(change):
            return removed(fields, names, happening.when)
        if happening.when is When.ANY_TIME:
            return with_unknown(fields, names)
        return self._added(fields, change, happening, trail)

    def _added(self, fields: Fields, change: Change, happening: Happening, trail: Trail) -> Fields:
        """The keys after entries are put in."""
        if change.value is None:
            return UNKNOWN
        moment = Moment(happening.offset, change.offset)
        if change.key is None:
            added = self._copied(change.value, moment, trail)
        else:
            entry = Entry(key=change.key, value=change.value)
            table = Table(at=change.value.at, entries=(entry,))
            added = self.table(table, moment, trail)
        names, when = self._names(change.key), happening.when
        if when is When.MAYBE:
            fields = replace(with_unknown(fields, names), is_complete=fields.is_complete)
        if when is not When.ALWAYS:
            added = unsure(added)
        elif change.kind is ChangeKind.SET:
            fields = without(fields, names or frozenset())
        if change.kind is not ChangeKind.DEFAULT:
            return merged(fields, added)
        return merged(added, with_defaults(fields, names, change.gives_way))

    def _is_left_out(self, change: Change) -> bool:
        """Whether JavaScript's `undefined` is set, which is the same as taking the key out."""
        is_set = change.kind is ChangeKind.SET and change.value is not None
        found = self._possible(change.value) if is_set and change.value is not None else ()
        return is_set and all(isinstance(one.expression, Undefined) for one in found)

    def _names(self, key: Expression | None) -> frozenset[str] | None:
        """The keys that an expression may mean; None: any."""
        return (frozenset(names_of(key, self._resolver)) or None) if key is not None else None

    def _in(self, module: Module) -> "Values":
        """The reader of a module."""
        is_own = module is self._module
        return self if is_own else Values(module, self._resolver.within(module))

    def _copied(self, expression: Expression, moment: Moment, trail: Trail) -> Fields:
        """The keys of an object when it was copied."""
        return self._fields(expression, replace(moment, used=moment.made), trail)

    def table(self, table: Table, moment: Moment, trail: Trail) -> Fields:
        """The keys of an object as it is written."""
        fields, again = NOTHING, repeated(table)
        for entry in flat(table.entries):
            self._module.effort.spend(1 + len(fields.properties) // 4)
            if isinstance(entry, Spread):
                fields = merged(fields, self._copied(entry.value, moment, trail))
                continue
            names = names_of(entry.key, self._resolver)
            if len(names) == 1:
                fields = without(fields, frozenset(names))
            own = self._entry(entry, names, moment, trail)
            fields = merged(fields, marked(own, again.get(id(entry)), self._module.path))
        return fields

    def _entry(self, entry: Entry, names: tuple[str, ...], moment: Moment, trail: Trail) -> Fields:
        if not names:
            return Fields()
        values = self._of(entry.value, moment, trail)
        possible = self._possible(entry.value)
        left_out = any(isinstance(option.expression, Undefined) for option in possible)
        at = self._place(entry.key.at)
        is_sure = len(names) == 1 and not left_out
        sent = tuple(SentProperty(name=n, at=at, values=values, is_sure=is_sure) for n in names)
        return Fields(properties=sent, is_complete=True) if values or not left_out else NOTHING

    def _place(self, span: Span) -> Place:
        return Place(path=self._module.path, span=span)
