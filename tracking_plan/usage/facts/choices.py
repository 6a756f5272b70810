"""What is decided where it is written, since all that decides it is there."""

from msgspec.structs import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.conditions import Condition, ConditionKind, GivesWay
from tracking_plan.usage.facts.expression import (
    Choice,
    Entry,
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


def fixed(value: Expression, *, is_deep: bool = True) -> Expression:
    """The same as a value that nothing may change; `is_deep`: nor what is in it (`as const`)."""
    match value:
        case Table() if not is_deep:
            return replace(value, is_fixed=True)
        case Items() if not is_deep:
            return replace(value, is_fixed=True)
        case Table(entries=entries):
            inner = tuple(
                replace(e, value=fixed(e.value)) if isinstance(e, Entry) else e for e in entries
            )
            return replace(value, entries=inner, is_fixed=True)
        case Items(items=items):
            every = tuple(one if isinstance(one, Spread) else fixed(one) for one in items)
            return replace(value, items=every, is_fixed=True)
    return value


def is_text(expression: Expression) -> bool:
    """Whether an expression is a text, for all that is filled in."""
    return isinstance(expression, Template) or (
        isinstance(expression, Literal) and isinstance(expression.value, str)
    )


def answer(test: Condition[Expression] | None, value: Expression) -> bool | None:
    """The answer to a test that asks of a value; None: it cannot be told."""
    match test:
        case Condition(kind=ConditionKind.NOT, inner=(inner,)):
            found = answer(inner, value)
            return None if found is None else not found
        case Condition(kind=ConditionKind.TRUTH):
            return _counts_as_true(value)
        case Condition(kind=ConditionKind.ONE_OF, operands=operands):
            return _is_one_of(value, operands)
    return None


def _counts_as_true(value: Expression) -> bool | None:
    match value:
        case Literal(value=literal):
            return bool(literal)
        case Undefined():
            return False
        case Template(pieces=pieces):
            return True if any(isinstance(p, Literal) and p.value for p in pieces) else None
    return None


def _is_one_of(value: Expression, operands: tuple[Expression, ...]) -> bool | None:
    """Whether a value is one of some literals; of numbers and of null nothing is said."""
    texts = [one.value for one in operands if isinstance(one, Literal)]
    if len(texts) < len(operands) or not all(isinstance(text, str) for text in texts):
        return None
    if isinstance(value, Undefined) or (isinstance(value, Literal) and value.value is None):
        return False
    is_text = isinstance(value, Literal) and isinstance(value.value, str)
    return value.value in texts if is_text and isinstance(value, Literal) else None


def decided(condition: Expression, options: tuple[Expression, ...]) -> Expression | None:
    """The one of two options that a condition without variables decides for."""
    if not isinstance(condition, Literal):
        return None
    return options[0] if condition.value else options[1]


def by_itself(expression: Expression) -> Expression:
    """The expression, or the value of an enumeration's member that counts as a text."""
    is_text = isinstance(expression, Enumerator) and expression.kind is MemberKind.TEXT
    return expression.value if is_text and isinstance(expression, Enumerator) else expression
