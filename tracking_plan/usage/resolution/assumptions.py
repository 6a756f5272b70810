"""What is known of variables where code runs, and which values they cannot have there."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import JsonScalar
from tracking_plan.usage.facts.conditions import ConditionKind
from tracking_plan.usage.facts.expression import (
    Entry,
    Enumerator,
    Expression,
    Function,
    Group,
    Items,
    Literal,
    Table,
    Template,
    Undefined,
)
from tracking_plan.usage.facts.module import Moment

_SELVES = frozenset({"this", "self", "cls"})


class Undefinedness(Enum):
    """The type of JavaScript's `undefined`."""

    UNDEFINED = "undefined"


UNDEFINED: Final = Undefinedness.UNDEFINED
Known = JsonScalar | Undefinedness


class Mention(Struct, frozen=True):
    """A path that a condition speaks of, and the scope of its variable."""

    path: str
    scope: str


class Assumption(Struct, frozen=True, kw_only=True):
    """A condition on one variable, and how it is answered.

    `key` identifies what is asked, and when. `values` are those compared with; `kind` is OPAQUE
    where it is not understood what is asked: then `mentions` may have been narrowed by it.
    """

    key: tuple[object, ...]
    outcome: bool
    kind: ConditionKind = ConditionKind.OPAQUE
    path: str = ""
    moment: Moment | None = None
    offset: int = 0
    values: tuple[Known, ...] = ()
    types: tuple[str, ...] = ()
    is_loose: bool = False
    mentions: tuple[Mention, ...] = ()

    def opposite(self) -> "Assumption":
        """The same with the other answer."""
        return replace(self, outcome=not self.outcome)

    def asks_of(self, path: str, scope: str) -> bool:
        """Whether it is this variable of which something is asked."""
        return self.path == path and self.moment is not None and self.moment.scope == scope

    def speaks_of(self, path: str, scope: str) -> bool:
        """Whether what it says has to do with a variable, or a member of it."""
        return any(m.scope == scope and _is_related(m.path, path) for m in self.mentions)


Assumptions = tuple[Assumption, ...]


def contradict(one: Assumption, other: Assumption) -> bool:
    """Whether two assumptions cannot both be right."""
    if one.key == other.key and one.outcome is not other.outcome:
        return True
    if (one.path, one.moment) != (other.path, other.moment) or not one.path:
        return False
    return _exclude(one, other) or _exclude(other, one)


def _exclude(one: Assumption, other: Assumption) -> bool:
    """Whether none of the values that the first allows is allowed by the second."""
    if one.kind is not ConditionKind.ONE_OF or not one.outcome:
        return False
    return all(answer(other, value) is (not other.outcome) for value in one.values)


def follows(assumption: Assumption, known: Iterable[Assumption]) -> bool:
    """Whether an assumption is known to be right."""
    return any(contradict(assumption.opposite(), one) for one in known)


def together(one: Assumptions, other: Assumptions) -> Assumptions | None:
    """All of them; None where they contradict each other."""
    if any(contradict(a, b) for a in one for b in other):
        return None
    return tuple(dict.fromkeys((*one, *other)))


def answer(asked: Assumption, value: Known) -> bool | None:
    """How the condition is answered for a value; None: it is unknown."""
    match asked.kind:
        case ConditionKind.TRUTH:
            return value is not UNDEFINED and bool(value)
        case ConditionKind.TYPE:
            return _type_of(value) in asked.types
        case ConditionKind.ONE_OF:
            return any(_is_equal(value, other, asked) for other in asked.values)
    return None


def _is_equal(value: Known, other: Known, asked: Assumption) -> bool:
    nothing = (None, UNDEFINED)
    if asked.is_loose and value in nothing and other in nothing:
        return True
    return value == other and isinstance(value, bool) is isinstance(other, bool)


def _type_of(value: Known) -> str:
    match value:
        case Undefinedness():
            return "undefined"
        case bool():
            return "boolean"
        case str():
            return "string"
        case None:
            return "object"
    return "number"


_TYPES: Mapping[type, str] = {
    Table: "object",
    Items: "object",
    Template: "string",
    Function: "function",
}
"""What `typeof` says of expressions that have no value of their own."""


def known(expression: Expression) -> Known | Expression:
    """The value of a literal; the expression itself where it is none."""
    while isinstance(expression, Enumerator):
        expression = expression.value
    match expression:
        case Literal(value=value):
            return value
        case Undefined():
            return UNDEFINED
    return expression


def excludes(asked: Assumption, expression: Expression) -> bool:
    """Whether a value cannot be, since the condition would be answered otherwise."""
    value = known(expression)
    if value is None or isinstance(value, str | int | float | bool | Undefinedness):
        return answer(asked, value) is (not asked.outcome)
    if asked.kind is ConditionKind.TYPE:
        type_ = _TYPES.get(type(value))
        return type_ is not None and (type_ in asked.types) is not asked.outcome
    if asked.kind is not ConditionKind.TRUTH or asked.outcome:
        return False
    match value:  # what counts as true, whatever is in it
        case Template(pieces=pieces):
            return any(isinstance(piece, Literal) and piece.value for piece in pieces)
        case Table(entries=inner) if any(isinstance(entry, Entry) for entry in inner):
            return True
    return isinstance(value, Function | Group)


def _is_related(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer:
        return True
    return longer.startswith(f"{shorter}.") and shorter not in _SELVES
