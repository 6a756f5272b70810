"""Running the usage rules over what a scan found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracking_plan.finding import Code, Finding
from tracking_plan.place import Place
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
    return tuple(_distinct(judge(rules, Subject(plan, scan, today=today))))


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once; of an object that several events share, each names its event."""
    every = tuple(dict.fromkeys(findings))
    events: dict[tuple[str, Place | None, str], set[str | None]] = {}
    for finding in every:
        events.setdefault(_words(finding), set()).add(finding.problem.event)
    for finding in every:
        problem = finding.problem
        if len(events[_words(finding)]) > 1 and problem.event is not None:
            message = f"{problem.message} (event {problem.event!r})"
            finding = replace(finding, problem=replace(problem, message=message))
        yield finding


def _words(finding: Finding) -> tuple[str, Place | None, str]:
    return finding.code.id, finding.problem.at, finding.problem.message
