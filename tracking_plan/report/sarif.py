"""Findings as SARIF 2.1.0 (OASIS), which code hosts show as alerts."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

from tracking_plan.finding import Code, Finding, Related, Severity
from tracking_plan.place import Json, Place, Span
from tracking_plan.report.compact import dump
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report) -> str:
    """One run, with the rules that have findings and a result for each finding."""
    codes = sorted({item.code.id: item.code for item in report.findings}.items())
    index = {id_: number for number, (id_, _) in enumerate(codes)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "tracking-plan",
                "version": report.version,
                "rules": [_rule(code) for _, code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"tracking-plan/{report.command}/"},
        "results": _results(report, index),
    }
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return dump(log, depth=4)


def _rule(code: Code) -> Json:
    first, _, rest = code.text.partition("\n")
    return {
        "id": code.id,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        "shortDescription": {"text": first or code.name},
        "help": {"text": rest.strip() or first or code.name, "markdown": rest.strip() or first},
        "defaultConfiguration": {"level": _LEVELS[code.severity], "enabled": code.default},
    }


def _results(report: Report, index: dict[str, int]) -> list[Json]:
    seen: Counter[str] = Counter()
    results: list[Json] = []
    for item, mark in zip(report.findings, report.fingerprints, strict=True):
        seen[mark] += 1
        results.append(_result(item, f"{mark}:{seen[mark]}", index[item.code.id], report.plan))
    return results


def _result(item: Finding, mark: str, rule: int, plan: str) -> Json:
    problem = item.problem
    hint = f"\nhint: {visible(problem.hint)}" if problem.hint else ""
    # A result without a place is refused by code hosts: it gets the plan's root file.
    result: dict[str, Json] = {
        "ruleId": item.code.id,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": f"{visible(problem.message)}{hint}"},
        "locations": [_location(problem.at or Place(path=plan))],
        "partialFingerprints": {"trackingPlan/v1": mark},
        "occurrenceCount": problem.count,
    }
    if problem.related:
        result["relatedLocations"] = list(_related(problem.related))
    return result


def _related(related: Iterable[Related]) -> Iterable[Json]:
    for number, other in enumerate(related):
        place = _location(other.at)
        yield {"id": number, **place, "message": {"text": visible(other.message)}}


def _location(at: Place) -> dict[str, Json]:
    # A path such as C:/x or ../x is a URI reference once its special characters are quoted.
    artifact: Json = {"uri": quote(at.path, safe="/", errors="backslashreplace")}
    physical: dict[str, Json] = {"artifactLocation": artifact}
    if at.span is not None:
        physical["region"] = _region(at.span)
    return {"physicalLocation": physical}


def _region(span: Span) -> Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
