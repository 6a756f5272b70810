"""The way to a value, as an engine gives it that reads keys such as `404` as positions."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tracking_plan.place import Route

_NUMBER = re.compile(r"\+?[0-9]{1,20}")


class Routes:
    """Finds routes in some data; what it learns of large objects it keeps."""

    def __init__(self, data: object) -> None:
        self._data = data
        self._keys: dict[int, dict[int, list[str]]] = {}  # by the object and the number

    def of(self, path: Sequence[str | int], value: object) -> Route:
        """The route that an engine's path means, of those that have the value the first."""
        if not any(isinstance(step, int) for step in path):
            return tuple(path)
        first: Route | None = None
        for found, inner in self._possible(self._data, (*path,)):
            if inner == value:
                return found
            first = found if first is None else first
        return tuple(path) if first is None else first

    def _possible(self, data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Route, object]]:
        if not path:
            yield (), data
            return
        steps = self.steps(data, path[0]) if isinstance(data, dict) else path[:1]
        for step in steps:
            for rest, inner in self._possible(data[step], path[1:]):
                yield (step, *rest), inner

    def steps(self, among: dict[str, Any], step: str | int) -> Iterator[str]:
        """The keys that the engine gives as this step."""
        if str(step) in among:
            yield str(step)
        if isinstance(step, int):
            numbers = self._keys.get(id(among))
            if numbers is None:
                numbers = self._keys[id(among)] = _numbers(among)
            yield from (key for key in numbers.get(step, ()) if key != str(step))


def keys_of_step(among: dict[str, Any], step: str | int) -> Iterator[str]:
    """The keys of an object that an engine gives as this step."""
    return Routes(among).steps(among, step)


def _numbers(among: dict[str, Any]) -> dict[int, list[str]]:
    """The keys that look like positions, by what they are read as."""
    found: dict[int, list[str]] = {}
    for key in filter(_NUMBER.fullmatch, among):
        found.setdefault(int(key), []).append(key)
    return found
