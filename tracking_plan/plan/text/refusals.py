"""What the checker found that no builder can use, beside the nodes, which stay as parsed."""

from collections.abc import Sequence

from tracking_plan.plan.text.nodes import Node, SequenceNode


class Refusals(set[int]):
    """The ids of nodes to leave out.

    `meant` are, by the id of a mapping, the keys that others in it were written for: those are not
    missing, though they are not there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.meant: dict[int, frozenset[str]] = {}
        self._usable: dict[int, tuple[int, SequenceNode, Sequence[Node]]] = {}

    def usable(self, node: SequenceNode) -> Sequence[Node]:
        """The items of a list from which values are made.

        They are found once for each number of refusals: rules ask for one item after the other.
        """
        count, _, items = self._usable.get(id(node), (-1, node, ()))
        if count != len(self):
            items = [item for item in node.items if id(item) not in self]
            self._usable[id(node)] = len(self), node, items
        return items

    def add_all(self, other: "Refusals") -> None:
        """Adds what was found in another file."""
        self.update(other)
        self.meant.update(other.meant)
