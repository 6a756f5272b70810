"""Findings a line each, for editors and grep."""

from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.text import safe_position


def render(report: Report) -> str:
    """`path:line:column: CODE severity: message` for each finding."""
    return "".join(
        f"{safe_position(item.at)}: {item.code.id} {item.severity}: {visible(item.message)}\n"
        for item in report.findings
    )
