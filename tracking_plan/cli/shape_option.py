"""`--shape`: names the shape of payloads, where their content does not show it."""

import click

from tracking_plan.cli.once import option_once
from tracking_plan.payloads.input.shape import Shape


def _named(_: click.Context, __: click.Parameter, value: str | None) -> Shape | None:
    """The shape of this name; None: none is named."""
    return None if value is None else Shape(value)


shape_option = option_once(
    "--shape",
    type=click.Choice([str(shape) for shape in Shape]),
    then=_named,
    help="Whose API the payloads are written for, or `row`: a table's. Default: what each shows.",
)
