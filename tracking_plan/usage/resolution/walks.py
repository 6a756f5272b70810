"""What loops over constant lists, objects and enumerations have in their rounds, item by item.

Each round is a case of its own, so that all that a call takes out of an item is of the same one.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.conditions import ConditionKind
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Group,
    Items,
    Literal,
    MemberKind,
    Name,
    Spread,
    Table,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import start_of
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.facts.walks import Walked, WalkKind
from tracking_plan.usage.resolution.assumptions import Assumption, together
from tracking_plan.usage.resolution.members import Members, happenings_of
from tracking_plan.usage.resolution.out_of_sight import is_grown
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    entries,
    is_closed,
    less_direct,
    unknown,
)

_MOST = 100  # rounds
_DEEPEST = 12  # steps on the way to a list
Pieces = tuple[PossibleValue, ...]


class Walks:
    """Reads the loops of one module; `within` gives the reader of what is written in another."""

    def __init__(
        self, module: Module, members: Members, within: Callable[[PossibleValue], Simplest]
    ) -> None:
        self._module = module
        self._members = members
        self._within = within

    def rounds(self, walked: Walked[Expression], depth: int) -> Iterator[PossibleValue]:
        """What a loop has in each of its rounds; unknown where it may have anything else."""
        here = replace(unknown(walked, self._module), expression=walked.of)
        owners = tuple(islice(self._within(here)(walked.of, depth + 1), 2))
        found = self._pieces(owners[0], walked, depth) if len(owners) == 1 else None
        if found is None or len(found) > _MOST:
            yield unknown(walked, self._module)
            return
        self._module.effort.spend(len(found))
        for number, piece in enumerate(found):
            for one in self._within(piece)(piece.expression, depth + 1):
                under = together(one.under, (*piece.under, _round(walked, number)))
                if under is not None:
                    direct = less_direct(one.resolution, Resolution.CONDITIONAL)
                    here = replace(one, resolution=direct, at=walked.at, under=under)
                    yield _kept(here) if piece.may_change else here

    def of_variable(
        self, binding: Binding, use: Name | None, simplest: Simplest, depth: int
    ) -> Iterator[PossibleValue]:
        """What a variable of a loop has where it is used, in each round; nothing: unknown."""
        value = binding.value.expression if binding.value else None
        walked = start_of(value) if value is not None else None
        if value is None or use is None or not isinstance(walked, Walked):
            return
        if walked.reaches(use.offset):
            every = tuple(islice(simplest(value, depth + 1), _MOST * 2))
            if any(not isinstance(one.expression, Dynamic) for one in every):
                yield from every

    def item(
        self, owner: PossibleValue, key: Expression, offset: int | None, depth: int
    ) -> Iterator[PossibleValue]:
        """What a list has in a place; nothing where that is not seen."""
        place = key.value if isinstance(key, Literal) else None
        items = self._items(owner, offset, depth)
        if items is None or not isinstance(place, int) or not 0 <= place < len(items):
            return
        for one in self._within(items[place])(items[place].expression, depth + 1):
            under = together(one.under, owner.under)
            if under is not None:
                direct = less_direct(one.resolution, owner.resolution)
                here = replace(one, under=under, resolution=direct)
                yield _kept(here) if items[place].may_change else here

    def _pieces(
        self, owner: PossibleValue, walked: Walked[Expression], depth: int
    ) -> Pieces | None:
        """What is gone through, one by one, as it is written; None: that is not all seen."""
        offset = walked.start
        match owner.expression:
            case _ if owner.is_undecided:
                return None
            case Items() if walked.kind is not WalkKind.KEY and walked.kind is not WalkKind.VALUE:
                items = self._items(owner, offset, depth, walked)
                numbered = walked.kind is WalkKind.ENTRY
                return tuple(map(_numbered, enumerate(items))) if items and numbered else items
            case Table() as table if walked.kind is not WalkKind.ITEM and is_closed(table):
                changes = self._changes(owner, offset, walked)
                if changes is None:
                    return None
                kind = WalkKind.KEY if walked.kind is WalkKind.ANY else walked.kind
                like = replace(owner, may_change=changes)
                return tuple(_entry(like, *one, kind) for one in dict(entries(table)).items())
            case Group(is_enum=True) as group if walked.kind is not WalkKind.ITEM:
                return self._of_enumeration(owner, group, walked, depth)
        return None

    def _of_enumeration(
        self, owner: PossibleValue, group: Group, walked: Walked[Expression], depth: int
    ) -> Pieces | None:
        """The members of an enumeration; those that are numbers have two entries in TypeScript."""
        names = [name for name in group.members if not name.startswith("_")]
        if walked.kind is WalkKind.ANY:
            taken = [tuple(self._members.taken(walked, owner, name, depth, None)) for name in names]
            return tuple(one for several in taken for one in several)
        within = self._within(owner)
        values = [tuple(islice(within(group.members[name], depth + 1), 2)) for name in names]
        are_texts = all(len(v) == 1 and _is_text(v[0].expression) for v in values)
        if not are_texts or group.kind is not MemberKind.VALUE:
            return None
        return tuple(_entry(owner, name, group.members[name], walked.kind) for name in names)

    def _items(
        self,
        owner: PossibleValue,
        offset: int | None,
        depth: int,
        walked: Walked[Expression] | None = None,
    ) -> Pieces | None:
        """The items of a list that nothing changes, those of lists in it included."""
        written = owner.expression
        if not isinstance(written, Items) or depth > _DEEPEST:
            return None
        if owner.may_change and not written.is_fixed:
            return None
        changes = self._changes(owner, offset, walked)
        if changes is None and not written.is_fixed:
            return None
        may_change = owner.may_change or changes is not False
        found: list[PossibleValue] = []
        for item in written.items:
            if not isinstance(item, Spread):
                like = replace(owner, expression=item, variables=(), may_change=may_change)
                found.append(like)
                continue
            inner = tuple(islice(self._within(owner)(item.value, depth + 1), 2))
            more = self._items(inner[0], None, depth + 1) if len(inner) == 1 else None
            if more is None:
                return None
            found.extend(more)
        return tuple(found)

    def _changes(
        self, owner: PossibleValue, offset: int | None, walked: Walked[Expression] | None
    ) -> bool | None:
        """Whether what is in an object or a list may change; None: so may the object itself."""
        kinds = {
            happening.change.kind
            for happening in happenings_of(owner, offset)
            if happening.change.kind is not ChangeKind.INNER
            or happening.module is not self._module
            or walked is None
            or not walked.is_here(happening.change.offset)
        }
        if kinds - {ChangeKind.INNER} or is_grown(owner.variables):
            return None
        return bool(kinds)


def _kept(one: PossibleValue) -> PossibleValue:
    """What is in an object that other code may have changed since: of objects nothing is known."""
    if isinstance(one.expression, Table | Items | Group):
        return replace(one, expression=Dynamic(at=one.at), resolution=Resolution.DYNAMIC)
    return one


def _round(walked: Walked[Expression], number: int) -> Assumption:
    """That it is one of the rounds of a loop, and so none of the others."""
    loop = f"#{walked.start}"  # no variable is called so
    key = ("round", walked.start, number)
    return Assumption(key=key, outcome=True, kind=ConditionKind.ONE_OF, path=loop, values=(number,))


def _numbered(piece: tuple[int, PossibleValue]) -> PossibleValue:
    number, item = piece
    at = item.expression.at
    pair = Items(at=at, items=(Literal(at=at, value=number), item.expression), is_fixed=True)
    return replace(item, expression=pair)


def _entry(owner: PossibleValue, name: str, value: Expression, kind: WalkKind) -> PossibleValue:
    """The key, the value or both under a name of an object."""
    key = Literal(at=value.at, value=name)
    found: Expression = key if kind is WalkKind.KEY else value
    if kind is WalkKind.ENTRY:
        found = Items(at=value.at, items=(key, value), is_fixed=True)
    return replace(owner, expression=found, variables=())


def _is_text(value: Expression) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str)
