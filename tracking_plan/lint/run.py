"""Running the lint rules over a plan."""

from collections.abc import Callable, Iterable
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
    """What the rules that are on find in a plan, and the `extra` ones."""
    rules = (rule for rule in (*all_rules(), *extra) if is_on(rule.code))
    return tuple(judge(rules, Subject(plan, today=today)))
