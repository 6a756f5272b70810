"""In which order shared definitions can be built: each after those that it refers to.

Chains and circles may be as long as a plan, so nothing here calls itself.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracking_plan.plan.builders.fields import Fields
from tracking_plan.plan.text.nodes import Node, Scalar
from tracking_plan.plan.text.refusals import Refusals

Definition = tuple[str, Scalar, Node]  # the file, the key and the value
_SHOWN = 3


class Shared(NamedTuple):
    """The shared definitions of a plan by name, which may stand in any order.

    `refused` are the names of those that cannot be used. Where a file of the plan could not be
    read, further ones may stand there.
    """

    definitions: Mapping[str, Definition]
    refused: frozenset[str] = frozenset()
    has_unread_files: bool = False


class Circle(NamedTuple):
    """Definitions that refer to each other in a circle, which begins and ends with `name`."""

    name: str
    text: str


class Order(NamedTuple):
    """The names of all definitions in order, and the first circle through each that is in one."""

    names: tuple[str, ...]
    circles: tuple[Circle, ...]


def order(shared: Mapping[str, tuple[str, Node]], bad: Refusals) -> Order:
    """The order of the definitions, of which each is a file and a node."""
    done: dict[str, None] = {}
    circles: dict[str, Circle] = {}
    for name in shared:
        if name not in done:
            _visit(name, shared, bad, done, circles)
    return Order(tuple(done), tuple(circles.values()))


def _visit(
    first: str,
    shared: Mapping[str, tuple[str, Node]],
    bad: Refusals,
    done: dict[str, None],
    circles: dict[str, Circle],
) -> None:
    """Adds a definition and all that it needs to `done`, by depth, without recursion."""
    open_names = {first: 0}
    path = [first]
    todo = [_referred(*shared[first], bad)]
    while todo:
        name = next(todo[-1], None)
        if name is None:
            todo.pop()
            finished = path.pop()
            del open_names[finished]
            done[finished] = None
        elif name in open_names:
            circles.setdefault(name, _circle(path, open_names[name]))
        elif name in shared and name not in done:
            open_names[name] = len(path)
            path.append(name)
            todo.append(_referred(*shared[name], bad))


def _circle(path: list[str], start: int) -> Circle:
    count = len(path) - start
    names = path[start : start + _SHOWN]
    if count > _SHOWN:
        names.append(f"... ({count - _SHOWN} more)")
    return Circle(path[start], " -> ".join([*names, path[start]]))


def _referred(path: str, node: Node, bad: Refusals) -> Iterator[str]:
    """The names that a property refers to, at any depth."""
    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, Scalar):
            ref = shorthand_ref(node)
            if ref is not None:
                yield ref
            continue
        fields = Fields(path, node, bad)
        ref = fields.text("ref")
        if ref is not None:
            yield ref
            continue
        inner = (fields.node("items"), fields.node("additional_properties"))
        todo.extend(each for each in inner if each is not None)
        todo.extend(value for _, _, value in fields.under("properties").named())


def shorthand_ref(node: Scalar) -> str | None:
    """The name that `ref NAME` or `ref! NAME` refers to; None for another shorthand."""
    mark, _, ref = node.text.partition(" ")
    return ref.strip() if mark in ("ref", "ref!") else None
