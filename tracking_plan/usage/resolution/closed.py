"""Expressions that mean the same wherever they stand: no names, only what is known of them.

What a function gives to another one is brought into this form, so that it can be read in the
files of its callers. All that is left open in it are the parameters of that function.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.choices import by_itself, either
from tracking_plan.usage.facts.conditions import Condition, ConditionKind
from tracking_plan.usage.facts.expression import (
    Choice,
    Dynamic,
    Entry,
    Expression,
    Function,
    Group,
    Guarded,
    Index,
    Items,
    Literal,
    Spread,
    Table,
    Template,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.object_uses import When
from tracking_plan.usage.facts.parameters import ParameterUse
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.resolution.changes import Happening
from tracking_plan.usage.resolution.possible_values import PossibleValue, entries
from tracking_plan.usage.resolution.replaced_keys import happenings_before
from tracking_plan.usage.resolution.resolve import Resolver

_DEPTH = 8
_PUTTING = (ChangeKind.SET, ChangeKind.MERGE)


class Closing:
    """Closes expressions of one module, as they are at `offset`: at a call.

    `texts` are the parameters that are texts, which nothing changes; None: all of them.
    """

    def __init__(
        self,
        module: Module,
        resolver: Resolver,
        offset: int,
        texts: frozenset[ParameterUse] | None = None,
    ) -> None:
        self._module = module
        self._resolver = resolver
        self._offset = offset
        self._texts = texts

    def closed(self, expression: Expression, depth: int = 0) -> Expression:
        """The same expression without names; `Dynamic` where it is not known well enough."""
        self._module.effort.spend(1)
        unknown = Dynamic(at=expression.at)
        if depth > _DEPTH:
            return unknown
        match expression:
            case Choice(options=(first, second), gives_way=way) if way is not None:
                options = (self.closed(first, depth + 1), self.closed(second, depth + 1))
                is_seen = _is_seen(options[0]) or not any(parameters_in(options[1]))
                return either(expression.at, *options, way) if is_seen else unknown
            case Choice(options=options, test=test) if (
                asked := self._asked(expression, test, depth)
            ) is not None:
                every = tuple(self.closed(option, depth + 1) for option in options)
                test = self._closed_test(test, depth)
                return Choice(at=expression.at, options=every, test=test, asked=asked)
            case Choice(options=options):
                every = tuple(self.closed(option, depth + 1) for option in options)
                return Choice(at=expression.at, options=every) if _are_apart(every) else unknown
            case Guarded(value=value):
                return Guarded(at=expression.at, value=self.closed(value, depth + 1))
            case Function() | Group():
                return unknown
            case Index() if (looked_up := self._looked_up(expression, depth)) is not None:
                return looked_up
        found = self._resolver.possible_values(expression)
        if len(found) != 1 or found[0].is_undecided:
            return unknown
        return self._known(found[0], depth)

    def _asked(
        self, choice: Choice, test: Condition[Expression] | None, depth: int
    ) -> Expression | None:
        """What a test asks of a parameter; None: of something else, or it is not understood."""
        while test is not None and test.kind is ConditionKind.NOT:
            test = test.inner[0]
        if test is None or test.kind not in (ConditionKind.TRUTH, ConditionKind.ONE_OF):
            return None
        asked = choice.asked or path_at(test.path, choice.at, test.offset)
        closed = self.closed(asked, depth + 1)
        return closed if any(parameters_in(closed)) else None

    def _closed_test(
        self, test: Condition[Expression] | None, depth: int
    ) -> Condition[Expression] | None:
        if test is None:
            return None
        operands = tuple(self.closed(operand, depth + 1) for operand in test.operands)
        inner = tuple(one for each in test.inner if (one := self._closed_test(each, depth)))
        return replace(test, operands=operands, inner=inner)

    def _looked_up(self, index: Index, depth: int) -> Expression | None:
        """What a constant object has under a key that callers decide; None: it is no such thing."""
        key = self.closed(index.key, depth + 1)
        if not any(parameters_in(key)):
            return None
        owners = self._resolver.possible_values(index.owner)
        every = self._resolver.possible_values(index)
        if len(owners) != 1 or any(isinstance(one.expression, Dynamic) for one in every):
            return None
        names = [Literal(at=index.at, value=name) for name, _ in entries(owners[0].expression)]
        taken = (replace(index, key=name) for name in names)
        under = [self.closed(one, depth + 1) for one in taken]
        found = tuple(Entry(key=k, value=v) for k, v in zip(names, under, strict=True))
        return Index(at=index.at, owner=Table(at=index.at, entries=found), key=key)

    def _known(self, one: PossibleValue, depth: int) -> Expression:
        """What an expression is, if it is one thing."""
        if one.module is not self._module:
            inside = Closing(one.module, self._resolver.within(one.module), one.module.end)
            found = inside._known(one, depth + 1)
            return found if isinstance(found, Literal | Template) else Dynamic(at=one.at)
        match by_itself(one.expression):
            case Dynamic(parameter=ParameterUse() as use) as given if not self._is_text(use):
                return self._changed(given, one, depth)
            case Dynamic(turned=turned) as given if turned is not None:
                return replace(given, turned=None)  # whose names mean nothing elsewhere
            case Literal() | Undefined() | Dynamic() as plain:
                return plain
            case Template(at=at, pieces=pieces):
                return Template(at=at, pieces=tuple(self.closed(p, depth + 1) for p in pieces))
            case Table() as table if not one.may_change:
                return self._table(table, one, depth)
            case Items(at=at, items=items) if not self._happenings(one):
                return Items(at=at, items=tuple(self._item(item, depth) for item in items))
            case Choice() | Guarded() as inner if inner is not one.expression:
                return self.closed(inner, depth + 1)
        return Dynamic(at=one.at)

    def _item(self, item: Expression | Spread, depth: int) -> Expression | Spread:
        if isinstance(item, Spread):
            return Spread(value=self.closed(item.value, depth + 1))
        return self.closed(item, depth + 1)

    def _table(self, table: Table, one: PossibleValue, depth: int) -> Expression:
        """An object as it is written, with what is put into it later; anything else is unknown."""
        made = self._made(one)
        entries = [made.entry(entry, depth) for entry in table.entries]
        for happening in self._happenings(one):
            put = self._put(happening)
            if put is None:
                return Dynamic(at=table.at)
            entries.append(self.entry(put, depth))
        return Table(at=table.at, entries=tuple(entries))

    def _made(self, one: PossibleValue) -> "Closing":
        """The same at the place where a variable got its object: what it copies is as it was."""
        first = one.variables[0] if one.variables else None
        if first is None or first.module is not self._module or first.since > self._offset:
            return self
        resolver = self._resolver.used_by(first.since)
        return Closing(self._module, resolver, first.since, self._texts)

    def _is_text(self, use: ParameterUse) -> bool:
        return self._texts is None or use in self._texts

    def _changed(self, given: Dynamic, one: PossibleValue, depth: int) -> Expression:
        """What callers give, with what is put into it here; anything else is unknown."""
        happened = (h for h in self._happenings(one) if h.change.kind is not ChangeKind.INNER)
        put = [self._put(happening) for happening in happened]
        if not put:
            return given
        seen = [self.entry(entry, depth) for entry in put if entry is not None]
        if len(seen) < len(put):
            return Dynamic(at=given.at)
        return Table(at=given.at, entries=(Spread(value=given), *seen))

    def _happenings(self, one: PossibleValue) -> tuple[Happening, ...]:
        return happenings_before(one.variables, self._module, self._offset)

    def _put(self, happening: Happening) -> Entry | Spread | None:
        """What a change puts into an object; None where it does something else.

        What it puts there in some runs only is one of two objects.
        """
        change = happening.change
        is_put = change.kind in _PUTTING and happening.when in (When.ALWAYS, When.SOMETIMES)
        if not is_put or change.value is None or happening.module is not self._module:
            return None
        if happening.when is When.SOMETIMES:
            return _at_times(change.key, change.value)
        if change.key is None:
            return Spread(value=change.value)
        return Entry(key=change.key, value=change.value)

    def entry(self, entry: Entry | Spread, depth: int) -> Entry | Spread:
        """An entry; one of which the key is unknown may be of any key."""
        if isinstance(entry, Spread):
            return Spread(value=self.closed(entry.value, depth + 1))
        key = self.closed(entry.key, depth + 1)
        if not isinstance(key, Literal):
            return Spread(value=Dynamic(at=entry.value.at))
        return Entry(key=key, value=self.closed(entry.value, depth + 1))


def _at_times(key: Expression | None, value: Expression) -> Spread | None:
    """An entry that some runs put into an object; None where it may be of any key."""
    if not isinstance(key, Literal):
        return None
    some = Table(at=value.at, entries=(Entry(key=key, value=value),))
    return Spread(value=Choice(at=value.at, options=(some, Table(at=value.at, entries=()))))


def _are_apart(options: tuple[Expression, ...]) -> bool:
    """Whether which of some options it is has nothing to do with what callers give.

    Of objects each has its keys, whichever it is.
    """
    return all(isinstance(one, Table) or not any(parameters_in(one)) for one in options)


def _is_seen(first: Expression) -> bool:
    """Whether it can be told for each caller if an expression gives way to another."""
    return not isinstance(first, Dynamic) or first.parameter is not None


def parameters_in(expression: Expression | Spread | Entry) -> Iterator[Dynamic]:
    """The parameters that a closed expression has in it."""
    if isinstance(expression, Dynamic) and expression.parameter is not None:
        yield expression
    for inner in _inner(expression):
        yield from parameters_in(inner)


def _inner(expression: Expression | Spread | Entry) -> Iterable[Expression | Spread | Entry]:
    """What a closed expression is made of."""
    match expression:
        case Template(pieces=pieces):
            return pieces
        case Choice(options=options, asked=asked):
            return options if asked is None else (*options, asked)
        case Table(entries=entries):
            return entries
        case Items(items=items):
            return items
        case Index(owner=owner, key=key):
            return (owner, key)
        case Spread(value=value) | Entry(value=value) | Guarded(value=value):
            return (value,)
    return ()
