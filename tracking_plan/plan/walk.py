"""Every property of a tree of properties, with its path."""

from collections.abc import Callable, Iterable, Iterator

from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.plan.model import Property

Descends = Callable[[Property], bool]


def walk(
    properties: Iterable[Property],
    path: str = "",
    descends: Descends | None = None,
    others: Property | None = None,
) -> Iterator[tuple[str, Property]]:
    """The properties of the object at `path` and all within them, each before what it contains.

    `descends` says whether to go into a property; None: into all. The items of an array come as
    a property of their own, whose name is empty, and so does what further keys hold: `others` of
    the object itself.
    """
    for prop in properties:
        here = below(path, prop.name)
        yield here, prop
        if prop.items is not None or prop.properties is not None or prop.others is not None:
            yield from walk_into(prop, here, descends)
    if others is not None:
        values = values_of(path)
        yield values, others
        yield from walk_into(others, values, descends)


def walk_into(
    prop: Property, path: str, descends: Descends | None = None
) -> Iterator[tuple[str, Property]]:
    """All that is within the property at `path`, without the property itself."""
    if descends is not None and not descends(prop):
        return
    if prop.items is not None:
        items = items_of(path)
        yield items, prop.items
        yield from walk_into(prop.items, items, descends)
    yield from walk(prop.properties or (), path, descends, prop.others)
