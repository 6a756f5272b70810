"""How the path of a property is spelled, for people and in reports: `items[].sku`."""

from collections.abc import Iterable


def below(path: str, name: str) -> str:
    """The path of the property `name` of the object at `path`; an empty path is the top."""
    return f"{path}.{name}" if path else name


def items_of(path: str) -> str:
    """The path of the items of the array at `path`."""
    return f"{path}[]"


def property_path(route: Iterable[str | int]) -> str:
    """The path of a route of keys and array positions."""
    path = ""
    for step in route:
        path = items_of(path) if isinstance(step, int) else below(path, step)
    return path
