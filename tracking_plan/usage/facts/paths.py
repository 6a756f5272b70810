"""Paths of variables, however their members are taken."""

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
