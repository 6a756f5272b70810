"""Selectors of the command line: one that means no rule is wrong usage."""

import click

from tracking_plan.cli.option_values import Options
from tracking_plan.triage.selectors import Selectors


def check_selectors(options: Options, selectors: Selectors) -> None:
    """Refuses selectors that mean no rule.

    Raises:
        click.UsageError: one means none, or would silence F codes.
    """
    for item in (
        *map(selectors.check, (*options.select, *options.extend_select)),
        *map(selectors.check_silencing, options.ignore),
    ):
        if item is not None:
            raise click.UsageError(f"{item.problem.message}; {item.problem.hint}")
