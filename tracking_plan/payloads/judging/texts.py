"""The texts in a payload: its values and its keys, each with the way to it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracking_plan.place import Json, Route


class Text(NamedTuple):
    """A text, and the route to it; the route to a key is that of its value."""

    route: Route
    text: str
    is_key: bool


def texts(nest: dict[str, Json] | list[Json], route: Route = ()) -> Iterator[Text]:
    """The texts in an object or an array, whatever the depth."""
    members: Iterable[tuple[str | int, Json]]
    members = nest.items() if isinstance(nest, dict) else enumerate(nest)
    for step, value in members:
        if isinstance(step, str):
            yield Text((*route, step), step, is_key=True)
        if isinstance(value, str):
            yield Text((*route, step), value, is_key=False)
        elif isinstance(value, dict | list):
            yield from texts(value, (*route, step))
