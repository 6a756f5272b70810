"""The pieces that an object is made of: entries as written, put in later, and taken out."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.usage.facts.call import Fields
from tracking_plan.usage.facts.expression import (
    Argument,
    Entry,
    Expression,
    Index,
    Literal,
    Member,
    Spread,
    Table,
)
from tracking_plan.usage.facts.object_uses import When
from tracking_plan.usage.facts.uses import Change, ChangeKind
from tracking_plan.usage.resolution.fields import UNKNOWN, without


class Moment(Struct, frozen=True):
    """When an object is looked at, and when what is written there is made, as offsets.

    What is put into an object is the same object ever after; what is spread into it is copied.
    """

    used: int
    made: int


def flat(entries: Iterable[Entry | Spread]) -> Iterator[Entry | Spread]:
    """The entries, with those of objects that are spread in place among them."""
    for entry in entries:
        if isinstance(entry, Spread) and isinstance(entry.value, Table):
            yield from flat(entry.value.entries)
        else:
            yield entry


def putting(change: Change, entry: Entry | Spread) -> Change:
    """The change that puts in one entry of what a change merges in."""
    if isinstance(entry, Spread):
        return replace(change, value=entry.value)
    return replace(change, kind=ChangeKind.SET, key=entry.key, value=entry.value)


def removed(fields: Fields, names: frozenset[str] | None, when: When) -> Fields:
    """The keys after some are taken out (None: any).

    Where that may not happen each time, nothing is known of them.
    """
    if names is None:
        return UNKNOWN
    left = without(fields, names)
    return left if when is When.ALWAYS and len(names) == 1 else replace(left, is_complete=False)


def item_given(item: Expression | Spread) -> Argument:
    """An item of a list that is spread among the arguments."""
    if isinstance(item, Spread):
        return Argument(value=item.value, is_spread=True)
    return Argument(value=item)


def value_under(table: Expression, name: str) -> Expression:
    """The value that a table has under a key: as written there, if it is written in place."""
    for entry in reversed(table.entries if isinstance(table, Table) else ()):
        if isinstance(entry, Spread) or not isinstance(entry.key, Literal):
            break  # it may have the key, too
        if entry.key.value == name:
            return entry.value
    return Index(at=table.at, owner=table, key=Literal(at=table.at, value=name))


def is_read_later(member: Expression) -> bool:
    """Whether a function takes a member out of what it is given, and not the code that gives it.

    What the code writes is evaluated when it comes to the call, whenever that is made.
    """
    is_written = isinstance(member, Member)
    return not is_written and not (isinstance(member, Index) and member.key.at != member.at)
