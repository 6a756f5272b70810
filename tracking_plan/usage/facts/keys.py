"""Which entries of an object literal may have a key, without looking at all of them."""

from tracking_plan.usage.facts.expression import Entry, Literal, Spread, Table


class Keys:
    """The entries of one object literal by their keys, as far as these are written out."""

    def __init__(self, table: Table) -> None:
        self._entries = table.entries
        self._open: list[int] = []
        self._written: dict[str, list[int]] = {}
        for index, entry in enumerate(table.entries):
            if isinstance(entry, Entry) and isinstance(entry.key, Literal):
                self._written.setdefault(str(entry.key.value), []).append(index)
            else:
                self._open.append(index)

    def may_have(self, name: str) -> tuple[Entry | Spread, ...]:
        """The entries that have a key, or may have it, in the order of the code."""
        every = sorted((*self._open, *self._written.get(name, ())))
        return tuple(self._entries[index] for index in every)
