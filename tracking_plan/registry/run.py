"""A step to its changes: every rule, each with what it sees."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tracking_plan.finding import Code
from tracking_plan.registry.steps.change import Change, VersionRule
from tracking_plan.registry.steps.step import Step
from tracking_plan.rule import discovered


class Seen(NamedTuple):
    """A change, and the code of the rule that saw it."""

    code: Code
    change: Change


@cache
def rules() -> tuple[VersionRule, ...]:
    """Every rule about changes, sorted by code."""
    return discovered("tracking_plan.registry.rules")


def seen(step: Step) -> Iterator[Seen]:
    """What the rules see in a step; of drafts only what says that they are some."""
    is_judged = step.is_judged
    for rule in rules():
        if is_judged or rule.is_of_drafts:
            for change in rule.changes(step):
                yield Seen(rule.code, change)
