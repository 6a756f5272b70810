"""What objects and lists have under keys that the code works out: `NAMES[0]`, `NAMES[kind]`."""

from collections.abc import Iterator
from dataclasses import replace

from tracking_plan.usage.facts.call import Resolution
from tracking_plan.usage.facts.expression import (
    Index,
    Items,
    Literal,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import root_of
from tracking_plan.usage.resolution.derived import value_of_member
from tracking_plan.usage.resolution.members import Members
from tracking_plan.usage.resolution.possible_values import (
    PossibleValue,
    Simplest,
    is_closed,
    undecided,
    unknown,
)
from tracking_plan.usage.resolution.unknown_keys import UnknownKeys, plain
from tracking_plan.usage.resolution.walks import Walks


class Indexes:
    """Reads the indexes of one module."""

    def __init__(self, module: Module, members: Members, walks: Walks, keys: UnknownKeys) -> None:
        self._module = module
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
            elif is_closed(found.expression) and not self._members.are_added(found, offset):
                for name, is_unsure in self._keys.names(whole.key, found_keys, found):
                    for inner in self._members.taken(whole, found, name, depth, offset):
                        one = replace(inner, resolution=Resolution.CONDITIONAL, may_lack=True)
                        yield undecided(one) if is_unsure else one
            else:
                yield unknown(whole, self._module)
