"""Findings a line each, for editors and grep."""

from tracking_plan.finding import Finding
from tracking_plan.names.phrases import plural
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.text import safe_position


def render(report: Report) -> str:
    """`path:line:column: CODE severity: message` for each finding, with its count if it has one."""
    return "".join(map(_line, report.findings))


def _line(item: Finding) -> str:
    times = f" ({plural(item.problem.count, 'time')})" if item.problem.count > 1 else ""
    where = safe_position(item.problem.at)
    return f"{where}: {item.code.id} {item.severity}: {visible(item.problem.message)}{times}\n"
