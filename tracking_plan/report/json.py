"""The report as JSON, the promise to other programs: `schemas/report.schema.json`."""

import json
import math
from collections.abc import Mapping

from tracking_plan.finding import Finding, Severity
from tracking_plan.report.model import Report
from tracking_plan.source import Json, Place

FORMAT = 1


def render(report: Report) -> str:
    """The report as one JSON object, in ASCII: what is no text in UTF-8 becomes U+FFFD."""
    return json.dumps(_plain(report_json(report)), indent=2, allow_nan=False) + "\n"


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
            "occurrences": sum(item.count for item in report.findings),
        },
        **report.sections,
    }


def _finding(item: Finding, mark: str) -> dict[str, Json]:
    return {
        "code": item.code.id,
        "name": item.code.name,
        "severity": item.severity.value,
        "message": item.message,
        "hint": item.hint,
        "at": _place(item.at) if item.at else None,
        "related": [{"message": r.message, "at": _place(r.at)} for r in item.related],
        "event": item.event,
        "version": item.version,
        "property": item.property,
        "count": item.count,
        "places": [_place(place) for place in item.places],
        "fix": item.fix.safety.value if item.fix else None,
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


def _plain(value: object) -> Json:
    """The value as every JSON parser reads it: no lone surrogates, no NaN, no Infinity."""
    if isinstance(value, str):
        return value if value.isascii() else _text(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {_text(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"a {type(value).__name__} is not plain data")


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
