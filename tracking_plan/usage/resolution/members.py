"""Members of objects: what is under a key, spreads and later changes included."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.choices import is_passed_over
from tracking_plan.usage.facts.expression import (
    Dynamic,
    DynamicReason,
    Entry,
    Enumerator,
    Expression,
    Function,
    Group,
    Index,
    Invocation,
    Literal,
    MemberKind,
    Name,
    Spread,
    Table,
    Undefined,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.object_uses import When
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.languages.language import Language, no_enumeration
from tracking_plan.usage.resolution.changes import Happening
from tracking_plan.usage.resolution.objects import Objects
from tracking_plan.usage.resolution.out_of_sight import is_changed, is_filled
from tracking_plan.usage.resolution.pieces import is_read_later
from tracking_plan.usage.resolution.possible_values import (
    MOST,
    PossibleValue,
    Simplest,
    less_direct,
    undecided,
    unknown,
)
from tracking_plan.usage.resolution.replaced_keys import happenings_before

_DEPTH = 10
_REACHING = (ChangeKind.INNER, ChangeKind.ESCAPE, ChangeKind.EXPORT)
_TAKING = (ChangeKind.REMOVE, ChangeKind.CLEAR)
_PUTTING = (ChangeKind.SET, ChangeKind.DEFAULT, ChangeKind.MERGE)


class Found(Struct, frozen=True):
    """What may be under a key. `may_lack`: it may also be that nothing is."""

    values: tuple[PossibleValue, ...] = ()
    may_lack: bool = True


class Members:
    """Reads what a module uses; `within` gives the reader of expressions of each module.

    `late`: the code from there on may run before it does so (None: none does).
    """

    def __init__(
        self,
        module: Module,
        within: Callable[[PossibleValue], Simplest],
        language: Language,
        late: int | None = None,
    ) -> None:
        self._late = late
        self._module = module
        self._within = within
        self._language = language
        self._objects = Objects(within, language)

    def taken(
        self, whole: Expression, owner: PossibleValue, name: str, depth: int, offset: int | None
    ) -> Iterator[PossibleValue]:
        """The member `name` of an object or a group, found under its own key."""
        found = self.under(owner, name, depth, offset, is_late=is_read_later(whole))
        if not found.values:
            yield replace(unknown(whole, self._module), expression=Dynamic(at=whole.at))
        for value in map(undecided, found.values) if owner.is_undecided else found.values:
            if isinstance(value.expression, Dynamic):
                found_here = replace(value.expression, at=whole.at)
                here = unknown(whole, self._module)
                yield replace(here, expression=found_here, member=value.member)
                continue
            resolution = less_direct(value.resolution, Resolution.ENUM)
            is_open = value.may_change or (
                isinstance(value.expression, Table)
                and isinstance(whole, Index)
                and self.may_change(owner, name, offset)
            )
            yield replace(value, resolution=resolution, at=whole.at, may_change=is_open)

    def under(
        self, owner: PossibleValue, name: str, depth: int, offset: int | None, *, is_late: bool
    ) -> Found:
        """What an object has under a key where it is used at `offset` (None: it is unknown)."""
        found, late = self._written(owner, name, depth), self._late if is_late else None
        for happening in happenings_of(owner, offset, late=late):
            kind, key = happening.change.kind, happening.change.key
            if kind in _TAKING and not _is_other_key(key, name):
                found = self._open(owner, found)
            elif kind in _PUTTING:
                found = self._changed(found, happening, name, depth)
            elif kind is ChangeKind.ESCAPE and _may_be_changed(owner, name):
                found = self._open(owner, found)
        return self._open(owner, found) if self._is_set_elsewhere(owner, name) else found

    def _open(self, owner: PossibleValue, found: Found) -> Found:
        """The same, where other code may have put something else under the key."""
        dynamic = Dynamic(at=owner.at)
        other = replace(owner, expression=dynamic, resolution=Resolution.DYNAMIC)
        return Found((*map(undecided, found.values), other), may_lack=found.may_lack)

    def _is_set_elsewhere(self, owner: PossibleValue, name: str) -> bool:
        """Whether code out of sight sets a member of that name."""
        written, file = owner.module.written, owner.module.name
        match owner.expression:
            case Group(is_enum=False) as group:
                is_own = name in group.members and name not in group.fixed
                is_class = not isinstance(group.members.get(name), Name)
                is_set = written.is_constant_set(name, file) or is_filled(owner.variables)
                return is_own and is_class and is_set
            case Table():
                return is_changed(owner.variables, name)
        return False

    def are_added(self, owner: PossibleValue, offset: int | None) -> bool:
        """Whether entries are put into an object after it is made."""
        return any(True for _ in _puttings(owner, offset))

    def may_change(self, owner: PossibleValue, name: str, offset: int | None) -> bool:
        """Whether other code than what takes it out at `offset` may change what is under a key."""
        changes = [one.change for one in happenings_of(owner, None)]
        reaching = [c for c in changes if c.kind in _REACHING and c.offset != offset]
        return not all(_is_other_key(change.key, name) for change in reaching)

    def _written(self, owner: PossibleValue, name: str, depth: int) -> Found:
        """What is under the key where the object is written."""
        simplest = self._within(owner)
        match owner.expression:
            case Group(members=members) as group if name in members:
                values = _few(simplest(members[name], depth + 1))
                kind = self._kind_of(owner, group, depth)
                is_enum = group.is_enum or kind is not MemberKind.VALUE
                named = (replace(v, member=name) if is_enum else v for v in values)
                return Found(tuple(_member(value, kind) for value in named), may_lack=False)
            case Table() as table:
                return self._entries(table, owner, name, depth)
            case Function(at=at, name=str() as own) if name == "__name__":
                return Found(
                    (replace(owner, expression=Literal(at=at, value=own)),), may_lack=False
                )
            case Invocation() as made:
                values = _few(self._objects.field(owner, made, name, depth))
                return Found(values, may_lack=not values)
            case Dynamic() as unknown:  # of whose members not even the type is known
                given = unknown.parameter.member(name) if unknown.parameter else None
                member = Dynamic(at=unknown.at, reason=_of_member(unknown.reason), parameter=given)
                return Found((replace(owner, expression=member),))
        return Found()

    def _kind_of(self, owner: PossibleValue, group: Group, depth: int) -> MemberKind:
        """What the members of a class are: by its bases, those of other files included."""
        if group.is_enum or not group.bases or self._language.enumeration_kind is no_enumeration:
            return group.kind
        names = tuple(self._base_names(owner, group, depth))
        kind = self._language.enumeration_kind(names)
        return kind if kind is not None else group.kind

    def _base_names(self, owner: PossibleValue, group: Group, depth: int) -> Iterator[str]:
        """The names of all classes that a class derives from, as they were first called."""
        for path in group.bases:
            yield path.split(".")[-1]
            imported = owner.module.lookup(path, owner.module.end)
            yield from (b.imported.member or "" for b in imported if b.imported)
            base = path_at(path, group.at, owner.module.end)
            for found in _few(self._within(owner)(base, depth + 1)) if depth < _DEPTH else ():
                if isinstance(found.expression, Group) and found.expression is not group:
                    yield from self._base_names(found, found.expression, depth + 2)

    def _entries(self, table: Table, owner: PossibleValue, name: str, depth: int) -> Found:
        """What is under the key by the last entry that has it, and by those that may have it."""
        values: list[PossibleValue] = []
        for entry in reversed(owner.module.keys.of(table).may_have(name)):
            found = (
                self._spread(entry, owner, name, depth)
                if isinstance(entry, Spread)
                else self._entry(entry, owner, name, depth)
            )
            values.extend(map(undecided, found.values) if _is_open(values) else found.values)
            if not found.may_lack:
                return Found(tuple(values), may_lack=False)
        return Found(tuple(values))

    def _entry(self, entry: Entry, owner: PossibleValue, name: str, depth: int) -> Found:
        simplest = self._within(owner)
        keys = [_key(possible.expression) for possible in _few(simplest(entry.key, depth + 1))]
        texts = {str(key.value) for key in keys if isinstance(key, Literal)}
        if len(texts) == len(keys) and name not in texts:
            return Found()
        if texts == {name} and len(keys) == 1:
            return Found(_few(simplest(entry.value, depth + 1)), may_lack=False)
        unknown = Dynamic(at=entry.value.at)
        return Found((replace(owner, expression=unknown, resolution=Resolution.DYNAMIC),))

    def _spread(self, spread: Spread, owner: PossibleValue, name: str, depth: int) -> Found:
        every = [
            self.under(possible, name, depth + 1, None, is_late=True)
            for possible in _few(self._within(owner)(spread.value, depth + 1))
            if not isinstance(possible.expression, Undefined | Literal)
        ]
        values = tuple(value for found in every for value in found.values)
        return Found(values, may_lack=not every or any(found.may_lack for found in every))

    def _changed(self, found: Found, happening: Happening, name: str, depth: int) -> Found:
        """What is under the key after entries are put into the object."""
        change, at = happening.change, happening.change.value
        if at is None:
            return found
        place = PossibleValue(
            expression=Dynamic(at=at.at, reason=DynamicReason.COMPUTED),
            resolution=Resolution.DYNAMIC,
            at=at.at,
            module=happening.module,
        )
        if change.key is None:
            put = self._spread(Spread(value=at), place, name, depth)
        else:
            put = self._entry(Entry(key=change.key, value=at), place, name, depth)
        if happening.when in (When.ANY_TIME, When.MAYBE) or (put.may_lack and _is_open(put.values)):
            found = replace(found, values=tuple(map(undecided, found.values)))
        if happening.when is When.ANY_TIME:
            put = replace(put, values=tuple(map(undecided, put.values)))
        way, is_always = change.gives_way, happening.when is When.ALWAYS
        if way is not None and is_always and not put.may_lack:
            left = tuple(v for v in found.values if not is_passed_over(v.expression, way))
            found = replace(found, values=left)
        is_final = is_always and change.kind is not ChangeKind.DEFAULT
        if is_final and not put.may_lack:
            return put
        return Found((*found.values, *put.values), may_lack=found.may_lack and put.may_lack)


def _of_member(reason: DynamicReason) -> DynamicReason:
    """Why a member of what the code does not show is unknown: that of no text may be one."""
    return DynamicReason.COMPUTED if reason is DynamicReason.NO_TEXT else reason


def _member(value: PossibleValue, kind: MemberKind) -> PossibleValue:
    """A member of a class, where it is more than its value."""
    if kind is MemberKind.VALUE or isinstance(value.expression, Dynamic):
        return value
    member = Enumerator(at=value.expression.at, value=value.expression, kind=kind)
    return replace(value, expression=member)


def _key(expression: Expression) -> Expression:
    """A key: members of enumerations differ by their values."""
    return expression.value if isinstance(expression, Enumerator) else expression


def _few(possible: Iterator[PossibleValue]) -> tuple[PossibleValue, ...]:
    """As many possible values as count."""
    return tuple(islice(possible, MOST + 1))


def _is_open(values: Iterable[PossibleValue]) -> bool:
    """Whether something unknown is among some values."""
    return any(isinstance(value.expression, Dynamic) for value in values)


def _puttings(owner: PossibleValue, offset: int | None) -> Iterator[Happening]:
    """What puts entries into an object before it is used."""
    yield from (h for h in happenings_of(owner, offset) if h.change.kind in _PUTTING)


def happenings_of(
    owner: PossibleValue, offset: int | None, *, late: int | None = None
) -> tuple[Happening, ...]:
    """What happens to an object before it is used (None: in the whole file)."""
    module = owner.variables[-1].module if owner.variables else owner.module
    at = module.end if offset is None else offset
    return happenings_before(owner.variables, module, at, late)


def _may_be_changed(owner: PossibleValue, name: str) -> bool:
    """Whether code that has it in hand may change what is under a key: of lists, the order."""
    return isinstance(owner.expression, Table) or name.isdecimal()


def _is_other_key(key: Expression | None, name: str) -> bool:
    return isinstance(key, Literal) and str(key.value) != name
