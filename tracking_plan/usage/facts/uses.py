"""What a file does with the object in a variable besides reading it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import Region


class ChangeKind(StrEnum):
    """What happens to an object."""

    SET = "set"  # what is under the key is replaced
    DEFAULT = "default"  # the same, where nothing is under it
    MERGE = "merge"  # all entries of another object are put in
    REMOVE = "remove"  # the key is taken out
    CLEAR = "clear"  # all keys are taken out
    INNER = "inner"  # what is under the key, if that is an object, may be changed out of sight
    ESCAPE = "escape"  # it is handed on, and may be changed out of sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an object in a variable after it was made.

    `key` and `value` are None where the kind has none. `block` is the innermost range of code
    that runs as one with it: a use outside of that may come without the change. `is_exit`: the
    function ends there.
    """

    kind: ChangeKind
    offset: int
    block: Region
    key: Expression | None = None
    value: Expression | None = None
    is_exit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another variable for the same object; `is_around`: for an object that has it inside."""

    name: str
    offset: int
    is_around: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """The changes of a variable's object, and its other names, in the order of the file."""

    changes: tuple[Change, ...] = ()
    aliases: tuple[Alias, ...] = ()


NO_USES = Uses()


def joined(uses: Iterable[Uses]) -> Uses:
    """Several uses as one."""
    every = tuple(uses)
    return Uses(
        changes=tuple(change for one in every for change in one.changes),
        aliases=tuple(alias for one in every for alias in one.aliases),
    )
