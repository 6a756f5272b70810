"""Selectors that mean no rule: wrong usage on the command line, a finding in the plan."""

from collections.abc import Iterable

import click

from tracking_plan.triage.rule_index import meant as known
from tracking_plan.triage.selection import CodesMeant
from tracking_plan.triage.selectors import is_unsuppressible, near_selector, unknown, unsuppressible


def check_selectors(
    select: Iterable[str],
    extend_select: Iterable[str],
    ignore: Iterable[str],
    meant: CodesMeant = known,
) -> None:
    """Refuses selectors of the command line that mean no rule.

    Raises:
        click.UsageError: one means none, or would silence an F code.
    """
    for selector in (*select, *extend_select):
        if not meant(selector):
            _refuse_unknown(selector)
    for selector in ignore:
        codes = meant(selector)
        if not codes:
            _refuse_unknown(selector)
        if is_unsuppressible(selector, codes):
            problem = unsuppressible(selector, None)
            raise click.UsageError(f"{problem.message}; {problem.hint}")


def _refuse_unknown(selector: str) -> None:
    problem = unknown(selector, None, near_selector(selector))
    raise click.UsageError(f"{problem.message}; {problem.hint}")
