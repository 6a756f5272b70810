"""Findings as a GitLab Code Quality report (docs.gitlab.com/ci/testing/code_quality)."""

import hashlib
from collections import Counter

from tracking_plan.finding import Finding, Severity
from tracking_plan.place import Json
from tracking_plan.report.compact import dump
from tracking_plan.report.escape import visible
from tracking_plan.report.model import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """The JSON array. GitLab wants fingerprints that differ, so repetitions are numbered."""
    seen: Counter[str] = Counter()
    issues: list[Json] = []
    for item, mark in zip(report.findings, report.fingerprints, strict=True):
        seen[mark] += 1
        text = f"{mark}:{seen[mark]}"
        issues.append(_issue(item, hashlib.sha256(text.encode()).hexdigest(), report.plan))
    return dump(issues, depth=1)


def _issue(item: Finding, fingerprint: str, plan: str) -> Json:
    problem, at = item.problem, item.problem.at
    line = at.span.line if at and at.span else 1
    hint = f" ({visible(problem.hint)})" if problem.hint else ""
    return {
        "description": f"{visible(problem.message)}{hint}",
        "check_name": f"{item.code.id} {item.code.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[item.severity],
        "location": {"path": visible(at.path if at else plan), "lines": {"begin": line}},
    }
