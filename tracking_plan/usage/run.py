"""Running the usage rules over what a scan found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from tracking_plan.finding import Code, Finding, Related
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Rule, discover, judge
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.recognition.helpers import NONE, Helpers
from tracking_plan.usage.rewriting import NO_REWRITER, Rewriter
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
    rewriter: Rewriter = NO_REWRITER,
    helpers: Helpers = NONE,
    is_on: Callable[[Code], bool] = lambda code: code.default,
) -> tuple[Finding, ...]:
    """What the rules that are on find in the calls of a scan, with the rewriter's fixes.

    `helpers` are the generated functions.
    """
    rules = (rule for rule in all_rules() if is_on(rule.code))
    subject = Subject(plan, scan, today=today, rewriter=rewriter, helpers=helpers)
    found = judge(rules, subject)
    return tuple(_distinct(_with_ways(found, scan)))


def _with_ways(findings: Iterable[Finding], scan: Scan) -> Iterator[Finding]:
    """The findings; those in the call of a function that sends for others, with that function."""
    ways: dict[str, list[Call]] = {}
    for call in (call for call in scan.calls if call.through):
        ways.setdefault(call.at.path, []).append(call)
    for finding in findings:
        at = finding.problem.at
        around = [
            call
            for call in (ways.get(at.path, ()) if at is not None else ())
            if at is not None and at.span and call.at.span and call.at.span.contains(at.span)
        ]
        if around:
            inner = min(around, key=lambda call: _size(call.at))
            way = Related(message="the event is sent by way of this function", at=inner.through[0])
            problem = replace(finding.problem, related=(*finding.problem.related, way))
            finding = replace(finding, problem=problem)
        yield finding


def _size(place: Place) -> tuple[int, int]:
    span = place.span
    return (span.end_line - span.line, span.end_column - span.column) if span else (0, 0)


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
