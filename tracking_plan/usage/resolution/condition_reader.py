"""Reads conditions: what their answers say of variables."""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import BindingKind
from tracking_plan.usage.facts.conditions import Condition, ConditionKind, joined
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Entry,
    Expression,
    Guarded,
    Invocation,
    Items,
    Member,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, path_of
from tracking_plan.usage.resolution.assumptions import (
    Assumption,
    Assumptions,
    Known,
    Mention,
    Undefinedness,
    known,
)

_DEPTH = 4  # variables that stand for conditions on others


class ConditionReader:
    """Reads the conditions of one module. `values` lists what an operand may be."""

    def __init__(
        self, module: Module, values: Callable[[Expression], tuple[Expression, ...]]
    ) -> None:
        self._module = module
        self._values = values
        self._at: dict[int, Assumptions] = {}

    def at(self, offset: int) -> Assumptions:
        """What is known at an offset, by the conditions on the way to it."""
        if offset not in self._at:
            guards = self._module.guards(offset) if offset < self._module.end else ()
            found = [a for guard in guards for a in self.of(guard.condition, guard.outcome)]
            self._module.effort.spend(len(guards))
            self._at[offset] = tuple(dict.fromkeys(found))
        return self._at[offset]

    def of(
        self, condition: Condition[Expression] | None, outcome: bool, depth: int = 0
    ) -> Assumptions:
        """What an answer to a condition says."""
        return tuple(self._read(condition, outcome, depth)) if condition is not None else ()

    def _read(
        self, condition: Condition[Expression], outcome: bool, depth: int
    ) -> Iterator[Assumption]:
        match condition.kind:
            case ConditionKind.NOT:
                yield from self._read(condition.inner[0], not outcome, depth)
            case ConditionKind.ALL if outcome:
                for inner in condition.inner:
                    yield from self._read(inner, True, depth)
            case ConditionKind.ANY if not outcome:
                for inner in condition.inner:
                    yield from self._read(inner, False, depth)
            case ConditionKind.ANY if (whole := self._one_of(condition.inner)) is not None:
                yield whole
            case ConditionKind.ALL | ConditionKind.ANY | ConditionKind.OPAQUE:
                yield self._opaque(condition, outcome)
            case _:
                yield self._atom(condition, outcome)
                yield from self._meant(condition, outcome, depth)

    def _one_of(self, inner: tuple[Condition[Expression], ...]) -> Assumption | None:
        """`e === "a" || e === "b"` as one question; None where it is about several variables."""
        atoms = [
            self._atom(one, True)
            for one in inner
            if one.kind in (ConditionKind.ONE_OF, ConditionKind.IN)
        ]
        kinds = {(atom.kind, atom.path, atom.moment, atom.is_loose) for atom in atoms}
        if len(atoms) < len(inner) or len(kinds) != 1 or not atoms[0].path:
            return None
        values = tuple(value for atom in atoms for value in atom.values)
        return self._asked(inner[0], True, ConditionKind.ONE_OF, values)

    def _atom(self, condition: Condition[Expression], outcome: bool) -> Assumption:
        """What is asked of one variable."""
        if condition.kind not in (ConditionKind.ONE_OF, ConditionKind.IN):
            return self._asked(condition, outcome, condition.kind, ())
        values = self._operand(condition)
        if values is None:
            return self._opaque(condition, outcome)
        return self._asked(condition, outcome, ConditionKind.ONE_OF, values)

    def _operand(self, condition: Condition[Expression]) -> tuple[Known, ...] | None:
        """The values that a variable is compared with; None where they are not seen."""
        found = [value for operand in condition.operands for value in self._values(operand)]
        if len(found) != 1:
            return None
        items = found if condition.kind is ConditionKind.ONE_OF else _items(found[0])
        values = [known(item) for each in items or () for item in self._values(each)]
        seen = [v for v in values if v is None or isinstance(v, str | int | float | Undefinedness)]
        return tuple(seen) if items is not None and len(seen) == len(values) else None

    def _asked(
        self,
        condition: Condition[Expression],
        outcome: bool,
        kind: ConditionKind,
        values: tuple[Known, ...],
    ) -> Assumption:
        moment = self._module.moment(condition.path, condition.offset)
        return Assumption(
            key=(condition.path, moment, kind, values, condition.types, condition.is_loose),
            outcome=outcome,
            kind=kind,
            path=condition.path,
            moment=moment,
            offset=condition.offset,
            values=values,
            types=condition.types,
            is_loose=condition.is_loose,
            mentions=(Mention(condition.path, moment.scope),),
        )

    def _opaque(self, condition: Condition[Expression], outcome: bool) -> Assumption:
        """A condition that is not understood; the same one elsewhere has the same key."""
        moments = [self._module.moment(path, condition.offset) for path in condition.mentions]
        key: tuple[object, ...] = (condition.path, *moments)
        mentions = [
            Mention(path, moment.scope)
            for path, moment in zip(condition.mentions, moments, strict=True)
        ]
        return Assumption(
            key=key if condition.is_steady else (self._module.name, condition.offset),
            outcome=outcome,
            offset=condition.offset,
            mentions=tuple(self._with_origins(mentions, condition.offset)),
        )

    def _with_origins(self, mentions: Iterable[Mention], offset: int) -> Iterator[Mention]:
        """The mentions, and those of the conditions that variables among them stand for."""
        for mention in mentions:
            yield mention
            for condition in self._conditions_in(mention.path, offset):
                for path in condition.mentions:
                    yield Mention(path, self._module.moment(path, condition.offset).scope)

    def _meant(
        self, condition: Condition[Expression], outcome: bool, depth: int
    ) -> Iterator[Assumption]:
        """What it says of other variables: `const isFree = plan === "free"; if (isFree)`."""
        if depth > _DEPTH:
            return
        for inner in self._conditions_in(condition.path, condition.offset):
            if inner.kind is ConditionKind.TRUTH:  # another name for a variable
                inner = replace(condition, path=inner.path, offset=inner.offset)
                yield from self._read(inner, outcome, depth + 1)
            elif condition.kind is ConditionKind.TRUTH:
                yield from self._read(inner, outcome, depth + 1)

    def _conditions_in(self, path: str, offset: int) -> Iterator[Condition[Expression]]:
        """The condition whose answer a variable has, if it has but one value."""
        bound = self._module.lookup(path, offset)
        if len(bound) != 1 or bound[0].kind is not BindingKind.ASSIGNED or bound[0].value is None:
            return
        match bound[0].value.expression:
            case Dynamic(test=Condition() as test):
                yield test
            case Guarded(test=Condition() as first, value=Dynamic(test=Condition() as second)):
                yield joined(ConditionKind.ALL, (first, second), first.path, second.offset)
            case Invocation(callee=callee, arguments=arguments):
                given = (path_of(one) for one in (callee, *(a.value for a in arguments)))
                paths = tuple(path for path in given if path is not None)
                end = bound[0].end
                yield Condition(
                    kind=ConditionKind.OPAQUE, path="", offset=end, mentions=paths, is_steady=False
                )
            case Name() | Member() as other if (alias := dotted(other)) is not None:
                end, kind = bound[0].end, ConditionKind.TRUTH
                yield Condition(kind=kind, path=alias, offset=end, mentions=(alias,))


def _items(container: Expression) -> list[Expression] | None:
    """What is in a container; None where that is not seen."""
    match container:
        case Items(items=items):
            seen = [item for item in items if not isinstance(item, Spread)]
            return seen if len(seen) == len(items) else None
        case Table(entries=inner):
            keys = [entry.key for entry in inner if isinstance(entry, Entry)]
            return keys if len(keys) == len(inner) else None
    return None
