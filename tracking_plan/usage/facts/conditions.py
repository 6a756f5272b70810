"""Conditions of any programming language, as far as they say what a variable may be."""

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

E = TypeVar("E")
"""What a condition compares with: an expression."""


class GivesWay(StrEnum):
    """Which values of the first of two expressions give way to the second."""

    FALSE = "false"
    NULL = "null"


class ConditionKind(StrEnum):
    """What is asked."""

    TRUTH = "truth"  # does it count as true?
    ONE_OF = "one of"  # is it equal to an operand?
    IN = "in"  # is it in the container that the operand is?
    TYPE = "type"  # is it of one of these types?
    NOT = "not"
    ALL = "all"
    ANY = "any"
    OPAQUE = "opaque"  # something else


class Condition(Struct, Generic[E], frozen=True, kw_only=True):
    """What is asked of the variable `path` (`e`, `user.plan`), at `offset`.

    For what is not understood, `path` is its text. `mentions` are the paths in it. `is_loose`:
    JavaScript's `==`. `is_steady`: asked twice, the answer is the same.
    """

    kind: ConditionKind
    path: str
    offset: int
    mentions: tuple[str, ...] = ()
    operands: tuple[E, ...] = ()
    types: tuple[str, ...] = ()
    inner: tuple["Condition[E]", ...] = ()
    is_loose: bool = False
    is_steady: bool = True

    @property
    def paths(self) -> tuple[str, ...]:
        """The variables, and their members, of which something is asked."""
        return (self.path, *self.mentions, *(path for one in self.inner for path in one.paths))

    def opaque(self) -> "Condition[E]":
        """The same, as if it were not understood, nor asked again."""
        return replace(self, kind=ConditionKind.OPAQUE, is_steady=False)

    def asked_at(self, offset: int) -> "Condition[E]":
        """The same, asked at another place."""
        inner = tuple(one.asked_at(offset) for one in self.inner)
        return replace(self, offset=offset, inner=inner)


class Guard(NamedTuple, Generic[E]):
    """A condition, and how it was answered on the way to some place."""

    condition: Condition[E]
    outcome: bool


def negated(condition: Condition[E]) -> Condition[E]:
    """The opposite."""
    if condition.kind is ConditionKind.NOT:
        return condition.inner[0]
    return replace(condition, kind=ConditionKind.NOT, inner=(condition,))


def joined(
    kind: ConditionKind, conditions: tuple[Condition[E], ...], text: str, offset: int
) -> Condition[E]:
    """All of several conditions, or any."""
    return Condition(
        kind=kind,
        path=text,
        offset=offset,
        mentions=tuple(path for one in conditions for path in one.mentions),
        inner=conditions,
        is_steady=all(one.is_steady for one in conditions),
    )
