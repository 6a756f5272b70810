"""What is asked, on the way to a call in a function, of what callers give to the function.

A call that the function makes for some of its callers only is none of the others.
"""

from collections.abc import Container, Hashable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracking_plan.place import Span
from tracking_plan.usage.facts.conditions import ConditionKind
from tracking_plan.usage.facts.expression import (
    Dynamic,
    Expression,
    Template,
)
from tracking_plan.usage.facts.parameters import ParameterUse
from tracking_plan.usage.facts.paths import path_at
from tracking_plan.usage.resolution.assumptions import Assumption, excludes
from tracking_plan.usage.resolution.closed import Closing, parameters_in
from tracking_plan.usage.resolution.resolve import Resolver


class Question(Struct, frozen=True):
    """A condition that has to hold for a call, and the closed expressions of which it asks.

    `is_of_name`: these have a part in the name of the event.
    """

    condition: Assumption
    asked: tuple[Expression, ...]
    is_of_name: bool = True

    def closed_by(self, closing: Closing) -> "Question":
        """The same in the function that the call is in."""
        return replace(self, asked=tuple(map(closing.closed, self.asked)))


def questions(
    known: Iterable[Assumption],
    closing: Closing,
    at: Span,
    texts: Container[ParameterUse | None],
) -> Iterator[Question]:
    """The conditions on the way to a place that ask of parameters; `texts` make a name."""
    for condition in known:
        is_opaque = condition.kind is ConditionKind.OPAQUE
        mentioned = [m.path for m in condition.mentions]
        roots = [path.partition(".")[0] for path in mentioned]  # `name.startsWith("x")`
        paths = [*mentioned, *roots] if is_opaque else [condition.path]
        asked = (path_at(path, at, condition.offset) for path in paths if path)
        closed = (closing.closed(one) for one in asked)
        given = tuple(one for one in closed if any(parameters_in(one)))
        if given:
            uses = (use.parameter for one in given for use in parameters_in(one))
            yield Question(condition, given, any(use in texts for use in uses))


def splitting(several: Iterable[tuple[Question, ...]]) -> frozenset[Hashable]:
    """The conditions that are not understood and decide which of several calls is made, by key."""
    outcomes: dict[Hashable, set[bool]] = {}
    for asked in several:
        for one in asked:
            if one.condition.kind is ConditionKind.OPAQUE:
                outcomes.setdefault(one.condition.key, set()).add(one.condition.outcome)
    return frozenset(key for key, found in outcomes.items() if len(found) > 1)


def answered(
    asked: Iterable[Question], resolver: Resolver, splits: frozenset[Hashable] = frozenset()
) -> bool | None:
    """Whether the call is made for a caller; None: it cannot be told.

    A condition that is not understood is taken to hold, unless it asks of the name, or `splits`
    calls: then the other one is made where this one is not, and may send another event.
    """
    answers = [_answer(one, resolver, splits) for one in asked]
    if False in answers:
        return False
    return None if None in answers else True


def depends_on_name(asked: Iterable[Question], splits: frozenset[Hashable]) -> bool:
    """Whether conditions on the name that are not understood decide if a call is made at all."""
    opaque = [one for one in asked if one.condition.kind is ConditionKind.OPAQUE]
    is_split = any(one.condition.key in splits for one in opaque)
    return any(one.is_of_name for one in opaque) and not is_split


def _answer(question: Question, resolver: Resolver, splits: frozenset[Hashable]) -> bool | None:
    """Whether a condition holds. Of what is known when the code runs, it is taken to."""
    condition = question.condition
    found = [v for one in question.asked for v in resolver.possible_values(one)]
    values = [one for value in found for one in resolver.declared(value) or (value,)]
    if condition.kind is ConditionKind.OPAQUE:
        is_open = question.is_of_name or condition.key in splits
        is_known = any(not isinstance(v.expression, Dynamic) for v in values)
        return None if is_open and is_known else True
    excluded = [excludes(condition, v.expression) for v in values]
    if excluded and all(excluded):
        return False
    is_part = any(isinstance(v.expression, Template) for v in values)
    is_open = is_part and condition.kind is ConditionKind.ONE_OF
    return None if any(excluded) or is_open else True
