"""The options of commands that compare, about payloads that were captured."""

import functools
from collections.abc import Callable
from typing import Any

import click

from tracking_plan.cli.shape_option import shape_option


def capture_options(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command that compares `--captured` and what says how payloads are read and shown."""

    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> None:
        if kwargs["show_values"] and not kwargs["captured"]:
            raise click.UsageError(
                "--show-values shows values of captured payloads: name some with --captured"
            )
        if kwargs["shape"] and not kwargs["captured"]:
            raise click.UsageError(
                "--shape names the shape of captured payloads: name some with --captured"
            )
        function(*args, **kwargs)

    decorated: Callable[..., None] = command
    for option in (
        shape_option,
        click.option("--show-values", is_flag=True, help="Show values of captured payloads."),
        click.option(
            "--captured",
            multiple=True,
            metavar="FILE|-",
            help="Look whether payloads in this capture have a key that is new in an open object.",
        ),
    ):
        decorated = option(decorated)
    return decorated
