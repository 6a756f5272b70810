"""Choices that are made where they are written, since what decides them is there."""

from tracking_plan.place import Span
from tracking_plan.usage.facts.conditions import Condition, GivesWay
from tracking_plan.usage.facts.expression import Choice, Expression, Literal, Undefined


def is_passed_over(value: Expression, gives_way: GivesWay) -> bool:
    """Whether the first of two expressions, if it is this, surely gives way to the second."""
    if isinstance(value, Undefined):
        return True
    if not isinstance(value, Literal):
        return False
    return value.value is None or (gives_way is GivesWay.FALSE and not value.value)


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


def decided(condition: Expression, options: tuple[Expression, ...]) -> Expression | None:
    """The one of two options that a condition without variables decides for."""
    if not isinstance(condition, Literal):
        return None
    return options[0] if condition.value else options[1]
