"""Findings that are said as one, where so many are left that each of them would say little."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from tracking_plan.finding import Finding
from tracking_plan.triage.run import order


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order, those that are said together as one.

    This is about words and comes last: comments and the baseline know each finding for itself, so
    that they mean the same however many are left.
    """
    alone: list[Finding] = []
    alike: dict[Hashable, list[Finding]] = {}
    for item in findings:
        together = item.problem.together
        if together is None:
            alone.append(item)
        else:
            alike.setdefault((item.code.id, item.severity, together), []).append(item)
    for each in alike.values():
        alone += _said(each)
    return tuple(sorted(alone, key=order))


def _said(each: list[Finding]) -> list[Finding]:
    """The findings as one, or as they are where they are few."""
    together = each[0].problem.together
    if together is None or len(each) < together.least:
        return each
    return [replace(each[0], problem=together.say(tuple(item.problem for item in each)))]
