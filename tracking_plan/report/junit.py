"""Findings as JUnit XML: those that fail the run are failures, the others passed cases."""

from collections.abc import Iterator

from tracking_plan.finding import Finding
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.position import position

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def render(report: Report) -> str:
    """One suite, named after the command; without findings, one case that passed."""
    cases = "".join(_case(item, report) for item in report.findings)
    suite = f"tracking-plan {report.command}"
    failures = sum(map(report.is_failure, report.findings))
    passed = f'    <testcase name="{suite}" classname="tracking-plan"/>\n'
    counts = f'tests="{max(1, len(report.findings))}" failures="{failures}" errors="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="tracking-plan" {counts}>\n'
        f'  <testsuite name="{suite}" {counts}>\n'
        f"{cases or passed}"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def _case(item: Finding, report: Report) -> str:
    code, at = f"{item.code.id} {item.code.name}", item.problem.at
    name = _xml(f"{code} at {position(at)}")
    start = f'    <testcase name="{name}" classname="{_xml(code)}"'
    if at is not None:
        start += f' file="{_xml(at.path)}"'
        start += f' line="{at.span.line}"' if at.span else ""
    text = _xml("\n".join(_lines(item)))
    if report.is_failure(item):
        message = _xml(item.problem.message)
        body = f'<failure type="{item.severity}" message="{message}">{text}</failure>'
    else:
        body = f"<system-out>{text}</system-out>"
    return f"{start}>\n      {body}\n    </testcase>\n"


def _lines(item: Finding) -> Iterator[str]:
    problem = item.problem
    yield f"{position(problem.at)}: {item.severity} {item.code.id}: {problem.message}"
    if problem.hint:
        yield f"hint: {problem.hint}"
    for other in problem.related:
        yield f"see {position(other.at)}: {other.message}"


def _xml(text: str) -> str:
    """Text that is text in XML 1.0 too; line ends are kept."""
    return "\n".join(visible(line) for line in text.split("\n")).translate(_XML)
