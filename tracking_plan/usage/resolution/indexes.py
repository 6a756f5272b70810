"""What objects and lists have under keys that the code works out: `NAMES[0]`, `NAMES[kind]`."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Entry,
    Enumerator,
    Expression,
    Group,
    Index,
    Items,
    Literal,
    Table,
    ValueType,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import root_of
from tracking_plan.usage.resolution.derived import value_of_member
from tracking_plan.usage.resolution.members import Members
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    entries,
    is_closed,
    undecided,
    unknown,
)
from tracking_plan.usage.resolution.unknown_keys import UnknownKeys, plain
from tracking_plan.usage.resolution.walks import Walks


class Indexes:
    """Reads the indexes of one module; `within` gives the reader of what another one has."""

    def __init__(
        self,
        module: Module,
        members: Members,
        walks: Walks,
        keys: UnknownKeys,
        within: Callable[[PossibleValue], Simplest],
    ) -> None:
        self._module = module
        self._within = within
        self._members = members
        self._walks = walks
        self._keys = keys

    def taken(self, whole: Index, simplest: Simplest, depth: int) -> Iterator[PossibleValue]:
        """What is under a key; any entry where it is one of an object's, and unknown which."""
        found_keys = tuple(simplest(whole.key, depth + 1))
        keys = [plain(found.expression) for found in found_keys]
        known = [str(k.value) for k in keys if isinstance(k, Literal)]
        root = root_of(whole)
        offset = root.offset if root else None
        for found in simplest(whole.owner, depth + 1):
            if isinstance(found.expression, Items):
                key = keys[0] if len(keys) == 1 else whole.key
                items = tuple(self._walks.item(found, key, offset, depth))
                for one in items or (unknown(whole, self._module),):
                    yield replace(one, at=whole.at)
            elif len(known) == len(keys):
                for name in known:
                    value = value_of_member(found, name, whole.at)
                    every = self._members.taken(whole, found, name, depth, offset)
                    yield from every if value is None else (value,)
            else:
                is_kept = not self._members.are_added(found, offset)
                names = self._names(found, depth) if is_kept else None
                if names is None:
                    yield unknown(whole, self._module)
                    continue
                for name, is_unsure in self._keys.names(whole.key, found_keys, names):
                    for inner in self._members.taken(whole, found, name, depth, offset):
                        one = replace(inner, resolution=Resolution.CONDITIONAL, may_lack=True)
                        yield undecided(one) if is_unsure else one

    def _names(self, owner: PossibleValue, depth: int) -> tuple[str, ...] | None:
        """The keys of an object, members of enumerations among them; None: these are not all."""
        written = owner.expression
        if isinstance(written, Group) and self._has_numbers(owner, written, depth):
            return None
        if is_closed(written):
            return tuple(name for name, _ in entries(written))
        if not isinstance(written, Table):
            return None
        simplest, names = self._within(owner), list[str]()
        for entry in written.entries:
            found = tuple(simplest(entry.key, depth + 1)) if isinstance(entry, Entry) else ()
            key = found[0].expression if len(found) == 1 else None
            key = key.value if isinstance(key, Enumerator) else key
            if not isinstance(key, Literal) or found[0].is_undecided:
                return None
            names.append(str(key.value))
        return tuple(dict.fromkeys(names))

    def _has_numbers(self, owner: PossibleValue, group: Group, depth: int) -> bool:
        """Whether an enumeration has numbers: TypeScript's have names under these, too."""
        simplest = self._within(owner)
        values = (one for member in group.members.values() for one in simplest(member, depth + 1))
        return any(_is_number(one.expression) for one in values)


def _is_number(value: Expression) -> bool:
    if isinstance(value, Literal):
        return isinstance(value.value, int | float)
    return isinstance(value, Dynamic) and value.type in (ValueType.INTEGER, ValueType.NUMBER)
