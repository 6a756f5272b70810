"""Running the usage rules over what a scan found."""

from collections.abc import Callable
from datetime import date

from tracking_plan.finding import Code, Finding
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Rule, discover, judge
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.subject import Subject

PACKAGE = "tracking_plan.usage.rules"


def all_rules() -> tuple[Rule[Subject], ...]:
    """Every usage rule, by code, those that are off by default included."""
    return discover(PACKAGE)


def judge_calls(
    plan: Plan,
    scan: Scan,
    *,
    today: date,
    is_on: Callable[[Code], bool] = lambda code: code.default,
) -> tuple[Finding, ...]:
    """What the rules that are on find in the calls of a scan."""
    rules = (rule for rule in all_rules() if is_on(rule.code))
    return tuple(judge(rules, Subject(plan, scan, today=today)))
