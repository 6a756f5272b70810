"""What is decided where it is written, since all that decides it is there."""

from tracking_plan.place import Span
from tracking_plan.usage.facts.conditions import Condition, GivesWay
from tracking_plan.usage.facts.expression import (
    Choice,
    Enumerator,
    Expression,
    Function,
    Group,
    Index,
    Items,
    Literal,
    Member,
    MemberKind,
    Spread,
    Table,
    Template,
    Undefined,
)


def is_passed_over(value: Expression, gives_way: GivesWay) -> bool:
    """Whether the first of two expressions, if it is this, surely gives way to the second."""
    if isinstance(value, Undefined):
        return True
    if not isinstance(value, Literal):
        return False
    return value.value is None or (gives_way is GivesWay.FALSE and not value.value)


def never_gives_way(value: Expression, gives_way: GivesWay) -> bool:
    """Whether the first of two expressions, if it is this, surely is the outcome."""
    match value:
        case Enumerator(value=inner, kind=MemberKind.TEXT):
            return never_gives_way(inner, gives_way)
        case Literal(value=literal):
            return literal is not None and (gives_way is GivesWay.NULL or bool(literal))
        case Template(pieces=pieces):
            texts = any(isinstance(piece, Literal) and piece.value for piece in pieces)
            return texts or gives_way is GivesWay.NULL
        case Table(entries=inner) | Items(items=inner):
            return gives_way is GivesWay.NULL or any(not isinstance(e, Spread) for e in inner)
    return isinstance(value, Function | Group)


def either(
    at: Span,
    first: Expression,
    second: Expression,
    gives_way: GivesWay,
    test: Condition[Expression] | None = None,
) -> Expression:
    """`first or second`: one of both, where it is not sure which; `test` is met by the first."""
    if is_passed_over(first, gives_way):
        return second
    return (
        first
        if isinstance(first, Literal)
        else Choice(at=at, options=(first, second), gives_way=gives_way, test=test)
    )


def member_or_index(at: Span, owner: Expression, key: Expression) -> Expression:
    """What an object has under a key: a member, if the key is a text in place."""
    if isinstance(key, Literal) and isinstance(key.value, str):
        return Member(at=at, owner=owner, name=key.value)
    return Index(at=at, owner=owner, key=key)


def is_text(expression: Expression) -> bool:
    """Whether an expression is a text, for all that is filled in."""
    return isinstance(expression, Template) or (
        isinstance(expression, Literal) and isinstance(expression.value, str)
    )


def decided(condition: Expression, options: tuple[Expression, ...]) -> Expression | None:
    """The one of two options that a condition without variables decides for."""
    if not isinstance(condition, Literal):
        return None
    return options[0] if condition.value else options[1]
