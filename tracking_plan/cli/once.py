"""Options with one value: a second one is refused, where click would forget the first."""

from collections.abc import Callable
from typing import Any

import click

Then = Callable[[click.Context, click.Parameter, Any], Any]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def option_once(
    *names: str, then: Then | None = None, default: object = None, **settings: Any
) -> Decorator:
    """An option that may be given once; `then` is its callback, as click calls one."""

    def callback(ctx: click.Context, param: click.Parameter, values: tuple[Any, ...]) -> Any:
        if len(values) > 1:
            message = f"it is given {len(values)} times, and only one value could count"
            raise click.BadParameter(message, ctx, param)
        value = values[0] if values else default
        return value if then is None else then(ctx, param, value)

    return click.option(*names, multiple=True, callback=callback, **settings)
