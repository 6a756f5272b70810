"""What the checker found that no builder can use, beside the nodes, which stay as parsed."""


class Refusals(set[int]):
    """The ids of nodes to leave out.

    `meant` are, by the id of a mapping, the keys that others in it were written for: those are not
    missing, though they are not there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.meant: dict[int, frozenset[str]] = {}

    def add_all(self, other: "Refusals") -> None:
        """Adds what was found in another file."""
        self.update(other)
        self.meant.update(other.meant)
