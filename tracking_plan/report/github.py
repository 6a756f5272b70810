"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator

from tracking_plan.finding import Finding, Severity
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report
from tracking_plan.report.position import position

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """`::error file=...,line=...::message` for each finding."""
    return "".join(f"{_command(item)}\n" for item in report.findings)


def _command(item: Finding) -> str:
    title = f"{item.code.id} {item.code.name}"
    properties = ",".join((*_where(item), f"title={_property(title)}"))
    text = _text("\n".join(_lines(item)))
    return f"::{_COMMANDS[item.severity]} {properties}::{text}"


def _where(item: Finding) -> Iterator[str]:
    at = item.problem.at
    if at is None:
        return
    yield f"file={_property(visible(at.path))}"
    span = at.span
    if span is None:
        return
    yield f"line={span.line}"
    if span.end_line == span.line:  # GitHub refuses columns over several lines
        yield f"endLine={span.end_line},col={span.column},endColumn={span.end_column}"
    else:
        yield f"endLine={span.end_line}"


def _lines(item: Finding) -> Iterator[str]:
    problem = item.problem
    times = f" ({problem.count} times)" if problem.count > 1 else ""
    yield visible(problem.message) + times
    if problem.hint:
        yield f"hint: {visible(problem.hint)}"
    for other in problem.related:
        yield f"see {visible(position(other.at))}: {visible(other.message)}"


def _text(text: str) -> str:
    """Text after `::`, where `%` and line ends would act."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, where `:` and `,` would act as well."""
    return _text(text).replace(":", "%3A").replace(",", "%2C")
