"""The good entries of a checked mapping, read as the values that the vocabulary promises."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tracking_plan.place import Json
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, json_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.refusals import Refusals

E = TypeVar("E", bound=StrEnum)


class Fields:
    """A mapping that `check` has passed, without the nodes that it marked as bad.

    `refused` are the names of those, and the keys that they were meant for. Each reader returns the
    value under a key, and its default (None, an empty tuple) where the key is left out or its value
    was refused.
    """

    __slots__ = ("bad", "entries", "path", "refused")

    def __init__(self, path: str, node: Node | None, bad: Refusals) -> None:
        entries = node.entries if isinstance(node, MappingNode) else {}
        self.refused: frozenset[str] = frozenset()
        if bad:
            good = {name: pair for name, pair in entries.items() if id(pair[1]) not in bad}
            if len(good) < len(entries):
                self.refused = frozenset(entries.keys() - good.keys()).union(
                    bad.meant.get(id(node), ())
                )
            entries = good
        self.path = path
        self.entries = entries
        self.bad = bad

    def node(self, key: str) -> Node | None:
        """The node under a key."""
        pair = self.entries.get(key)
        return None if pair is None else pair[1]

    def under(self, key: str) -> "Fields":
        """The fields of the mapping under a key; none where it is left out."""
        return Fields(self.path, self.node(key), self.bad)

    def origin(self, key: str) -> Origin:
        """The origin of the value under a key that is there."""
        name, value = self.entries[key]
        return Origin(self.path, name, value, self.bad)

    def text(self, key: str) -> str | None:
        """The text under a key."""
        node = self.node(key)
        return node.text if isinstance(node, Scalar) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list, or the one text that was written in its place."""
        node = self.node(key)
        if isinstance(node, Scalar):
            return (node.text,)
        return tuple(n.text for n in self.items(key) if isinstance(n, Scalar))

    def texts_or_none(self, key: str) -> tuple[str, ...] | None:
        """The same; None where the key is left out."""
        return self.texts(key) if key in self.entries else None

    def items(self, key: str) -> tuple[Node, ...]:
        """The good nodes of a list."""
        node = self.node(key)
        if not isinstance(node, SequenceNode):
            return ()
        return tuple(item for item in node.items if id(item) not in self.bad)

    def flag(self, key: str, default: bool = False) -> bool:
        """The boolean under a key."""
        node = self.node(key)
        value = node.value if isinstance(node, Scalar) else None
        return value if isinstance(value, bool) else default

    def choice(self, key: str, words: type[E], default: E) -> E:
        """The word under a key as a member of its enum."""
        text = self.text(key)
        return default if text is None else words(text)

    def whole(self, key: str, default: int) -> int:
        """The whole number under a key."""
        node = self.node(key)
        value = node.value if isinstance(node, Scalar) else None
        return int(value) if isinstance(value, int | float) else default

    def json(self, key: str) -> Json:
        """The plain data under a key."""
        node = self.node(key)
        return None if node is None else json_of(node)

    def jsons(self, key: str) -> tuple[Json, ...]:
        """The plain data of a list's items."""
        return tuple(json_of(item) for item in self.items(key))

    def named(self) -> Iterator[tuple[str, Scalar, Node]]:
        """Each name with its key and its value."""
        for name, (key, value) in self.entries.items():
            yield name, key, value


def day_of(text: str) -> date | None:
    """The day that `YYYY-MM-DD` names; None where no calendar has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
