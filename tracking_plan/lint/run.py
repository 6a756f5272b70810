"""Running the lint rules over a plan."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date

from tracking_plan.finding import Code, Finding
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Rule, discover, judge

PACKAGE = "tracking_plan.lint.rules"


def all_rules() -> tuple[Rule[Subject], ...]:
    """Every lint rule, by code, those that are off by default included."""
    return discover(PACKAGE)


def lint_plan(
    plan: Plan,
    *,
    today: date,
    is_on: Callable[[Code], bool] = lambda code: code.default,
    extra: Iterable[Rule[Subject]] = (),
) -> tuple[Finding, ...]:
    """What the rules that are on find in a plan, and the `extra` ones.

    What stands there once is said once, though several events have it by way of an alias.
    """
    rules = (rule for rule in (*all_rules(), *extra) if is_on(rule.code))
    return tuple(_once(judge(rules, Subject(plan, today=today))))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    for one in findings:
        problem = one.problem
        said = (one.code.id, problem.at, problem.message, problem.property, problem.related)
        if problem.at is None or problem.at.span is None or said not in seen:
            seen.add(said)
            yield one
