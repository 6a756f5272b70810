"""What a file does with the object in a variable besides reading it."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Expression, Literal
from tracking_plan.usage.facts.regions import Region


class ChangeKind(StrEnum):
    """What happens to an object."""

    SET = "set"  # what is under the key is replaced
    DEFAULT = "default"  # the same, where nothing is under it
    MERGE = "merge"  # all entries of another object are put in
    REMOVE = "remove"  # the key is taken out
    CLEAR = "clear"  # all keys are taken out
    INNER = "inner"  # what is under the key, if that is an object, may be changed out of sight
    EXPORT = "export"  # other files may get hold of it by its name
    ESCAPE = "escape"  # it is handed on, and may be changed out of sight


class Change(Struct, frozen=True, kw_only=True):
    """A change of an object in a variable after it was made.

    It is in the code from `offset` to `end`. `key` and `value` are None where the kind has none.
    `block` is the innermost range of code
    that runs as one with it: a use outside of that may come without the change. `is_exit`: the
    function ends there. `gives_way`: the values that a default replaces (None: none that is there).
    `by`: it is given to a function that has one of these names, and is changed if that does so
    (none: it is changed in any case). `is_inside`: it is in an object that the function is given.
    """

    kind: ChangeKind
    offset: int
    end: int
    block: Region
    key: Expression | None = None
    value: Expression | None = None
    is_exit: bool = False
    gives_way: GivesWay | None = None
    by: frozenset[str] = frozenset()
    is_inside: bool = False


class Alias(Struct, frozen=True, kw_only=True):
    """Another variable for the same object; `is_around`: for an object that has it inside.

    `is_sure` False: in some runs the variable has something else.
    """

    name: str
    offset: int
    is_around: bool = False
    is_sure: bool = True


class Uses(Struct, frozen=True, kw_only=True):
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


def unsure(uses: Uses) -> Uses:
    """The same of what may be another object in some runs: of a change, nothing more is known."""
    return Uses(
        changes=tuple(
            change
            if change.kind is ChangeKind.INNER
            else replace(change, kind=ChangeKind.ESCAPE, key=None, value=None)
            for change in uses.changes
        ),
        aliases=tuple(replace(alias, is_sure=False) for alias in uses.aliases),
    )


def no_earlier(uses: Uses, offset: int) -> Uses:
    """The same, of an object that is made within what changes it: `(p = {}).key = 1`."""
    changes = tuple(replace(c, offset=max(c.offset, offset)) for c in uses.changes)
    return Uses(changes=changes, aliases=uses.aliases)


def within(uses: Uses, name: str) -> Uses:
    """What the uses of an object do to the one that it has under a name."""
    changes = (c for c in uses.changes if not c.is_exit and not _is_of_another(c.key, name))
    return Uses(
        changes=tuple(replace(c, kind=ChangeKind.ESCAPE, key=None, value=None) for c in changes),
        aliases=tuple(replace(alias, is_around=True) for alias in uses.aliases),
    )


def _is_of_another(key: Expression | None, name: str) -> bool:
    return isinstance(key, Literal) and str(key.value) != name
