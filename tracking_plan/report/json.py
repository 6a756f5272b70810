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
    return {
        "code": item.code.id,
        "name": item.code.name,
        "severity": item.severity.value,
        "message": item.problem.message,
        "hint": item.problem.hint,
        "at": _place(item.problem.at) if item.problem.at else None,
        "related": [{"message": r.message, "at": _place(r.at)} for r in item.problem.related],
        "event": item.problem.event,
        "version": item.problem.version,
        "property": item.problem.property,
        "count": item.problem.count,
        "places": [_place(place) for place in item.problem.places],
        "fix": item.problem.fix.safety.value if item.problem.fix else None,
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
