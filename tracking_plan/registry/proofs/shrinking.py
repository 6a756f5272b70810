"""A value made smaller, as long as something stays true of it."""

from collections.abc import Callable, Iterator
from typing import Any

from tracking_plan.place import Json

_MAX_TRIES = 300
_PLAINEST = (1, "a")  # in the place of an object or a list


class _End:
    """What stands behind the last smaller value."""


_END = _End()


def shrunk(value: Json, is_still: Callable[[Json], bool]) -> Json:
    """The value without the keys and items that it can do without, and with plainer texts."""
    tries = 0
    pending = _smaller(value)
    while tries < _MAX_TRIES:
        smaller = next(pending, _END)
        if isinstance(smaller, _End):
            break
        tries += 1
        if is_still(smaller):
            value = smaller
            pending = _smaller(value)
    return value


def _smaller(value: Json, *, is_inner: bool = False) -> Iterator[Json]:
    """The value with one thing less."""
    if isinstance(value, dict):
        yield from _PLAINEST if is_inner else ()
        for name in reversed(value):
            yield {k: v for k, v in value.items() if k != name}
        for name, each in value.items():
            yield from ({**value, name: less} for less in _smaller(each, is_inner=True))
    elif isinstance(value, list):
        yield from _PLAINEST if is_inner else ()
        yield from _shorter(value)
    elif isinstance(value, str):
        if value not in ("", "a"):
            yield from ("a", "", value[: len(value) // 2], value[:-1], value[1:])
    elif type(value) in (int, float):
        yield from _rounder(value)


def _shorter(items: list[Json]) -> Iterator[Json]:
    if len(items) > 2:
        yield items[: len(items) // 2]
        yield items[len(items) // 2 :]
    for index in range(min(len(items), 20) - 1, -1, -1):
        yield items[:index] + items[index + 1 :]
    for index, each in enumerate(items[:20]):
        smaller = _smaller(each, is_inner=True)
        yield from ([*items[:index], less, *items[index + 1 :]] for less in smaller)


def _rounder(value: Any) -> Iterator[Json]:
    plain: tuple[float, ...] = (1, 0, 0.5)
    yield from plain if value not in plain else plain[: plain.index(value)]
    if isinstance(value, float) and abs(value) < 1e15:
        for digits in (0, 1, 2):
            rounded = round(value, digits)
            if len(repr(rounded)) < len(repr(value)):
                yield int(rounded) if not digits else rounded
