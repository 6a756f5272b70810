"""Options that name one file: a second one is refused, where click would forget the first."""

from collections.abc import Callable
from typing import Any

import click

Then = Callable[[click.Context, click.Parameter, str | None], str | None]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def option_once(*names: str, then: Then | None = None, **settings: Any) -> Decorator:
    """An option that may be given once; `then` is its callback, as click calls one."""

    def callback(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> str | None:
        if len(values) > 1:
            raise click.BadParameter(
                f"it is given {len(values)} times, and only one could count:"
                " run the command once for each",
                ctx,
                param,
            )
        value = values[0] if values else None
        return value if then is None else then(ctx, param, value)

    return click.option(*names, multiple=True, callback=callback, **settings)
