"""What is asked, on the way to a call in a function, of what callers give to the function.

A call that the function makes for some of its callers only is none of the others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracking_plan.usage.facts.conditions import ConditionKind
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Invocation,
    Template,
)
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.resolution.assumptions import Assumption, excludes
from tracking_plan.usage.resolution.closed import Closing, parameters_in
from tracking_plan.usage.resolution.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Question:
    """A condition that has to hold for a call, and the closed expressions of which it asks."""

    condition: Assumption
    asked: tuple[Expression, ...]

    def closed_by(self, closing: Closing) -> "Question":
        """The same in the function that the call is in."""
        return replace(self, asked=tuple(map(closing.closed, self.asked)))


def questions(
    known: Iterable[Assumption], closing: Closing, call: Invocation
) -> Iterator[Question]:
    """The conditions on the way to a call that ask of parameters."""
    for condition in known:
        is_opaque = condition.kind is ConditionKind.OPAQUE
        mentioned = [m.path for m in condition.mentions]
        roots = [path.partition(".")[0] for path in mentioned]  # `name.startsWith("x")`
        paths = [*mentioned, *roots] if is_opaque else [condition.path]
        asked = (path_at(path, call.at, condition.offset) for path in paths if path)
        closed = (closing.closed(one) for one in asked)
        given = tuple(one for one in closed if any(parameters_in(one)))
        if given:
            yield Question(condition, given)


def answered(asked: Iterable[Question], resolver: Resolver) -> bool | None:
    """Whether the call is made for a caller; None: it cannot be told."""
    answers = [_answer(one, resolver) for one in asked]
    if False in answers:
        return False
    return None if None in answers else True


def _answer(question: Question, resolver: Resolver) -> bool | None:
    """Whether a condition holds. Of what is known when the code runs, it is taken to."""
    condition = question.condition
    values = [v for one in question.asked for v in resolver.possible_values(one)]
    if condition.kind is ConditionKind.OPAQUE:
        return True if all(isinstance(v.expression, Dynamic) for v in values) else None
    excluded = [excludes(condition, v.expression) for v in values]
    if excluded and all(excluded):
        return False
    is_part = any(isinstance(v.expression, Template) for v in values)
    is_open = is_part and condition.kind is ConditionKind.ONE_OF
    return None if any(excluded) or is_open else True
