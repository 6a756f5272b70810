"""Findings a line each, for editors and grep."""

from collections.abc import Iterable, Iterator

from tracking_plan.finding import Finding
from tracking_plan.names.phrases import plural
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.position import safe_position


def render(report: Report) -> str:
    """`path:line:column: CODE severity: message` for each finding, with its count if it has one."""
    return "".join(f"{line}\n" for line in lines(report.findings))


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """The line of each finding, without its end."""
    return map(_line, findings)


def _line(item: Finding) -> str:
    problem = item.problem
    times = f" ({plural(problem.count, 'time')})" if problem.count > 1 else ""
    where = safe_position(problem.at)
    return f"{where}: {item.code.id} {item.severity}: {visible(problem.message)}{times}"
