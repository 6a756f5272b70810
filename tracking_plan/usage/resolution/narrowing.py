"""Which of its values a variable has where it is used, by the conditions on the way there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.call import Fields, Value
from tracking_plan.usage.facts.conditions import ConditionKind
from tracking_plan.usage.facts.expression import (
    Enumerator,
    Function,
    Literal,
    Table,
    Template,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.regions import Region, RegionKind
from tracking_plan.usage.resolution.assumptions import (
    Assumption,
    Assumptions,
    answer,
    excludes,
    follows,
    together,
)
from tracking_plan.usage.resolution.condition_reader import ConditionReader
from tracking_plan.usage.resolution.fields import with_values
from tracking_plan.usage.resolution.possible_values import PossibleValue, Variable

_DECIDABLE = (Literal, Undefined, Enumerator, Template, Table, Function)
Pair = tuple[Binding, PossibleValue]


_MOST_COMPARED = 40  # assignments of one variable, each with all others
_STEPS = 12  # of looking at what stands between an assignment and a use


class Narrowing:
    """Narrows the values of one module's variables.

    `call` is the offset of the call that uses them, `case` holds in the case that is looked at.
    """

    def __init__(
        self, module: Module, reader: ConditionReader, call: int | None, case: Assumptions
    ) -> None:
        self._module = module
        self._reader = reader
        self._call = call
        self._case = case

    def of_variable(
        self, path: str, offset: int, bindings: Sequence[Binding], pairs: Sequence[Pair]
    ) -> Iterator[PossibleValue]:
        """The values that a variable may have at `offset`, out of those of its bindings."""
        if len(pairs) == 1 and not isinstance(pairs[0][1].expression, _DECIDABLE):
            yield pairs[0][1]
            return
        known = self._known(offset)
        among = len(bindings) * (_STEPS + len(bindings)) if len(bindings) > 1 else 0
        self._module.effort.spend(len(pairs) * len(known) + among)
        is_compared = 1 < len(bindings) <= _MOST_COMPARED
        branches = self._branches(path, offset, bindings) if is_compared else {}
        for binding, found in pairs:
            branch = branches.get(binding.offset, ())
            if branch is None:
                continue  # it is always replaced
            passed = [
                a for a in (*known, *branch) if a.offset > binding.offset or binding.offset > offset
            ]
            under = together(found.under, branch)
            if under is None:
                continue
            several = len(pairs) > 1
            found = replace(found, under=under) if branch else found
            kept = self._kept(found, path, offset, passed, is_several=several)
            if kept is not None:
                yield kept

    def of_member(
        self, path: str, offset: int, every: Sequence[PossibleValue]
    ) -> Iterator[PossibleValue]:
        """The values that a member of an object may have at `offset`."""
        if len(every) == 1 and not isinstance(every[0].expression, _DECIDABLE):
            yield every[0]
            return
        known = self._known(offset)
        for found in every:
            kept = self._kept(found, path, offset, known, is_several=len(every) > 1)
            if kept is not None:
                yield kept

    def value(
        self, path: str, offset: int, name: str, values: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """What is left of the values under a key of the object in a variable."""
        member = f"{path}.{name}"
        known = [a for a in self._known(offset) if any(m.path == member for m in a.mentions)]
        scope = self._module.moment(path, offset).scope if known else ""
        for asked in known:
            if asked.asks_of(member, scope):
                values = tuple(v for v in values if not _is_excluded(asked, v))
            elif len(values) > 1 and asked.speaks_of(member, scope):
                values = tuple(Value(at=v.at) for v in values)
        return values

    def of_fields(self, fields: Fields, variables: Iterable[Variable]) -> Fields:
        """The keys where conditions on the way speak of them: `if (props.plan)`."""
        for variable in variables:
            if variable.module is self._module:
                narrow = partial(self.value, variable.path, variable.offset)
                fields = with_values(fields, narrow)
        return fields

    def left(self, found: PossibleValue) -> PossibleValue | None:
        """The value with what is not yet known of it; None where it cannot be."""
        if not found.under:
            return found
        context = self.context
        if together(context, found.under) is None:
            return None
        under = tuple(a for a in found.under if not follows(a, context))
        if len(under) == len(found.under):
            return found
        is_chosen = any(follows(a, self._case) for a in found.under)
        return replace(found, under=under, is_chosen=is_chosen)

    @property
    def context(self) -> Assumptions:
        """What holds where the call is, in the case that is looked at."""
        return (*(self._reader.at(self._call) if self._call is not None else ()), *self._case)

    def _known(self, offset: int) -> Assumptions:
        return (*self.context, *self._reader.at(offset))

    def _kept(
        self,
        found: PossibleValue,
        path: str,
        offset: int,
        known: Iterable[Assumption],
        *,
        is_several: bool,
    ) -> PossibleValue | None:
        """A value if the conditions on the way allow it."""
        scope: str | None = None
        for assumption in known:
            if scope is None:
                scope = self._module.moment(path, offset).scope
            if assumption.asks_of(path, scope):
                if excludes(assumption, found.expression):
                    return None
                if is_several and _may_be_false(assumption, found):
                    found = replace(found, is_undecided=True)
            elif is_several and not found.is_undecided:
                is_undecided = _leaves_open(assumption, found, path, scope)
                found = replace(found, is_undecided=True) if is_undecided else found
        return found

    def _branches(
        self, path: str, offset: int, bindings: Sequence[Binding]
    ) -> Mapping[int, Assumptions | None]:
        """What has to hold for each of several bindings to be the last; None: it never is."""
        here = frozenset(self._reader.at(offset))
        branches: dict[int, Assumptions | None] = {}
        blocks = {b.offset: tuple(_blocks(b.block, offset)) for b in bindings}
        for index, binding in enumerate(bindings):
            is_repeated = any(b.kind is RegionKind.LOOP for b in blocks[binding.offset])
            asked = () if is_repeated else self._reader.at(binding.offset)
            own = [a for a in asked if a not in here]
            under = [_within(block, True) for block in blocks[binding.offset]] + own
            is_replaced = False
            for later in bindings[index + 1 :]:
                around = blocks[later.offset]
                if not around or around[0] in blocks[binding.offset]:
                    continue
                under.append(_within(around[0], False))
                guards = [a for a in self._reader.at(later.offset) if a not in here]
                left = [a for a in guards if not follows(a, own)]
                if _is_unsure(later, around, offset):
                    continue
                is_replaced = is_replaced or not left
                if len(left) == 1:
                    own.append(left[0].opposite())
                    under.append(own[-1])
            key = ("bound", path, binding.offset)
            whole = tuple(under) or (Assumption(key=key, outcome=True),)
            branches[binding.offset] = None if is_replaced else whole
        return branches


_UNSURE = (RegionKind.LOOP, RegionKind.HANDLER)


def _is_unsure(binding: Binding, around: Iterable[Region], offset: int) -> bool:
    """Whether what is around a binding, besides conditions, decides whether it has run."""
    is_elsewhere = not binding.block.nearest(RegionKind.FUNCTION).encloses(offset)
    return is_elsewhere or any(block.kind in _UNSURE for block in around)


def _is_excluded(asked: Assumption, value: Value) -> bool:
    literal = value.literal
    if not value.is_literal or isinstance(literal, list | dict):
        return False
    return answer(asked, literal) is (not asked.outcome)


def _leaves_open(assumption: Assumption, found: PossibleValue, path: str, scope: str) -> bool:
    """Whether a condition that is not understood may have ruled out a value."""
    if any(assumption.key == under.key for under in found.under):
        return False
    if assumption.kind is not ConditionKind.OPAQUE:  # of a member, or of what is not understood
        if assumption.path.startswith(f"{path}."):
            return assumption.speaks_of(path, scope)
        return any(
            mention.path == assumption.path and assumption.speaks_of(mention.path, mention.scope)
            for under in found.under
            for mention in (under.mentions if under.kind is ConditionKind.OPAQUE else ())
        )
    return assumption.speaks_of(path, scope) or any(
        assumption.speaks_of(mention.path, mention.scope)
        for under in found.under
        for mention in under.mentions
    )


def _may_be_false(assumption: Assumption, found: PossibleValue) -> bool:
    """Whether a table without entries, which counts as false in some languages, has to be true."""
    is_asked = assumption.kind is ConditionKind.TRUTH and assumption.outcome
    return is_asked and isinstance(found.expression, Table) and not found.expression.entries


def _blocks(block: Region, offset: int) -> Iterator[Region]:
    """The blocks around a binding that are not around its use."""
    for region in block.outwards():
        if region.encloses(offset) or region.kind is RegionKind.FUNCTION:
            return
        yield region


def _within(block: Region, outcome: bool) -> Assumption:
    """That a block has run, or has not."""
    return Assumption(key=("block", block.start, block.end), outcome=outcome)
