"""The report as JSON, the promise to other programs: `schemas/report.schema.json`."""

from tracking_plan.finding import Finding, Severity
from tracking_plan.place import Json, Place
from tracking_plan.report.compact import dump
from tracking_plan.report.model import Report

FORMAT = 1


def render(report: Report) -> str:
    """The report as one JSON object, with a line for each finding."""
    return dump(report_json(report), depth=2)


def report_json(report: Report) -> dict[str, Json]:
    """The report as plain data."""
    pairs = zip(report.findings, report.fingerprints, strict=True)
    return {
        "version": FORMAT,
        "tool": {"name": "tracking-plan", "version": report.version},
        "command": report.command,
        "findings": [_finding(item, mark) for item, mark in pairs],
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "occurrences": sum(item.problem.count for item in report.findings),
        },
        **report.sections,
    }


def _finding(item: Finding, mark: str) -> dict[str, Json]:
    problem = item.problem
    return {
        "code": item.code.id,
        "name": item.code.name,
        "severity": item.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "at": _place(problem.at) if problem.at else None,
        "related": [{"message": r.message, "at": _place(r.at)} for r in problem.related],
        "event": problem.event,
        "version": problem.version,
        "property": problem.property,
        "count": problem.count,
        "places": [_place(place) for place in problem.places],
        "fix": problem.fix.safety.value if problem.fix else None,
        "fingerprint": mark,
    }


def _place(at: Place) -> dict[str, Json]:
    """A place; one that means a file as a whole has only a path."""
    if at.span is None:
        return {"path": at.path}
    span = at.span
    return {
        "path": at.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
