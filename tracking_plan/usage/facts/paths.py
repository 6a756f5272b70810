"""Paths of variables, however their members are taken, and of what calls give out."""

from collections.abc import Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import (
    Argument,
    Expression,
    Index,
    Invocation,
    Literal,
    Member,
    Name,
)


def path_of(expression: Expression) -> str | None:
    """The path of a variable: `plan`, `user.plan`, `d["plan"]`, `d.get("plan")`; else None."""
    match expression:
        case Name(text=text):
            return text
        case Member(owner=owner, name=name) | Index(owner=owner, key=Literal(value=str() as name)):
            path = path_of(owner)
            return f"{path}.{name}" if path else None
        case Invocation(
            callee=Member(owner=owner, name="get"),
            arguments=(Argument(value=Literal(value=str() as name)),),
        ):
            path = path_of(owner)
            return f"{path}.{name}" if path else None
    return None


def start_of(value: Expression) -> Expression:
    """What a path begins with that begins with no variable."""
    while True:
        match value:
            case Member(owner=owner) | Index(owner=owner):
                value = owner
            case Invocation(callee=callee):
                value = callee
            case _:
                return value


def given_to(value: Expression) -> Iterator[Expression]:
    """What the calls on a path are given."""
    while True:
        match value:
            case Member(owner=owner) | Index(owner=owner):
                value = owner
            case Invocation(callee=callee, arguments=arguments):
                yield from (argument.value for argument in arguments)
                value = callee
            case _:
                return


def called_in(value: Expression) -> Expression | None:
    """The function whose result a path is, or is a member of; None where it is of none."""
    inner = value
    while isinstance(inner, Member | Index):
        inner = inner.owner
    return inner.callee if isinstance(inner, Invocation) else None


def path_at(path: str, at: Span, offset: int) -> Expression:
    """The expression that `dotted` makes of names: what `a.b` means at an offset."""
    first, *members = path.split(".")
    whole: Expression = Name(at=at, text=first, offset=offset)
    for member in members:
        whole = Member(at=at, owner=whole, name=member)
    return whole


def dotted(expression: Expression) -> str | None:
    """The expression as a path: `self.client`, `hooks().track`; None where it is none."""
    match expression:
        case Name(text=text):
            return text
        case Member(owner=owner, name=name):
            path = dotted(owner)
            return f"{path}.{name}" if path else None
        case Invocation(callee=callee):
            path = dotted(callee)
            return f"{path}()" if path else None
    return None


def root_of(expression: Expression) -> Name | None:
    """The variable that a path begins with; None where it begins otherwise."""
    while True:
        match expression:
            case Name():
                return expression
            case Member(owner=owner) | Index(owner=owner):
                expression = owner
            case Invocation(callee=callee):
                expression = callee
            case _:
                return None
