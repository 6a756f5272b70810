"""How the path of a property is spelled, for people and in reports: `items[].sku`."""


def below(path: str, name: str) -> str:
    """The path of the property `name` of the object at `path`; an empty path is the top."""
    return f"{path}.{name}" if path else name


def items_of(path: str) -> str:
    """The path of the items of the array at `path`."""
    return f"{path}[]"


def values_of(path: str) -> str:
    """The path of the values of the map at `path`, whatever their keys."""
    return f"{path}{{}}"
