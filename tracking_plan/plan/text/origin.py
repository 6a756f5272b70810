"""Where a value of the plan was written."""

from collections.abc import Iterator

from tracking_plan.place import Place, Route, Span
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, span_of
from tracking_plan.plan.text.refusals import Refusals


class Origin:
    """Where a value of the plan was written: a file, the key that names it, and its node.

    Rules think in keys and people need lines: `origin.at("description")` is the place of the
    value under `description`. Where a step of the route does not exist (left out, or written
    in shorthand), the place is that of the last step that does. A number counts the items of a
    list that can be used: it leads to where the value of that number was written.
    """

    __slots__ = ("_bad", "_key", "_node", "path")

    def __init__(self, path: str, key: Scalar | None, node: Node, bad: Refusals) -> None:
        self.path = path
        self._key = key
        self._node = node
        self._bad = bad

    @property
    def node(self) -> Node:
        """What is written there."""
        return self._node

    @property
    def name(self) -> Scalar | None:
        """The key that names it; None: it is an item of a list, or a whole file."""
        return self._key

    @property
    def place(self) -> Place:
        """The place of the key that names this value; of the value itself where none does."""
        return Place(path=self.path, span=span_of(self._key or self._node))

    @property
    def whole(self) -> Place:
        """The place of the key and its whole value."""
        key, node = span_of(self._key or self._node), span_of(self._node)
        last = max((key.end_line, key.end_column), (node.end_line, node.end_column))
        span = Span(line=key.line, column=key.column, end_line=last[0], end_column=last[1])
        return Place(path=self.path, span=span)

    def at(self, *route: str | int) -> Place:
        """The place of the value at the end of `route`; for an empty scalar, of its key."""
        key, node = self._follow(route)
        named = key is not None and isinstance(node, Scalar) and not node.text
        return Place(path=self.path, span=span_of(key if named and key else node))

    def key(self, *route: str | int) -> Place:
        """The place of the last key of `route`; where there is none, of the value."""
        key, node = self._follow(route)
        return Place(path=self.path, span=span_of(key or node))

    def has(self, *route: str | int) -> bool:
        """Whether something is written at the end of `route`."""
        return len(list(self._steps(route))) == len(route)

    def is_meant(self, key: str) -> bool:
        """Whether another key was written in place of this one."""
        return key in self._bad.meant.get(id(self._node), ())

    def _follow(self, route: Route) -> tuple[Scalar | None, Node]:
        key, node = self._key, self._node
        taken = list(self._steps(route))
        if taken:
            key, node = taken[-1]
        elif route and key is not None and not isinstance(node, Scalar):
            return key, key  # nothing of the route is written: the name stands for it
        return key, node

    def _steps(self, route: Route) -> Iterator[tuple[Scalar | None, Node]]:
        """The (key, value) of each step of `route` that exists."""
        node = self._node
        for step in route:
            if isinstance(node, MappingNode) and step in node.entries:
                key, node = node.entries[str(step)]
                yield key, node
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                items = self._bad.usable(node)
                if not 0 <= step < len(items):
                    return
                node = items[step]
                yield None, node
            else:
                return
