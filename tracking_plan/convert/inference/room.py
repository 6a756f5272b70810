"""How much is kept of names out of data: memory is bounded, and the order of payloads is nothing.

Each name has a priority, a digest of it, and never a better one than what it is within. Where there
is no room for all, those of the best priorities are kept, as many as there is room for. Such a name
is kept from the first time on that it is seen, since what was there by then needed no more room:
all of its values are counted, whatever came when.
"""

from hashlib import blake2b
from heapq import heappop, heappush

from tracking_plan.convert.inference.keys import is_data
from tracking_plan.convert.inference.seen import Seen

TOTAL = 1_000_000  # units, of about a hundred bytes each
OF_EVENT = 20_000
_EVENT, _PROPERTY, _TEXTS = 60, 4, 12
_MOST_NESTED = 6  # levels of objects and arrays that are looked into


def digest(text: str) -> int:
    """A number that is the same for a text in every run; smaller is better."""
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


class Total:
    """The room that is left for all events together; below zero, some have to go."""

    def __init__(self, size: int = TOTAL) -> None:
        self.left = size


class EventRoom:
    """The room that the properties of one event take, out of that of all.

    `charged` never falls: an event of which names were left out counts as the most that one may
    take. `_limit` is the best priority that was left out; None: there is room for all.
    """

    def __init__(self, total: Total, most: int = OF_EVENT) -> None:
        self._total, self._most = total, most
        self._used = self.charged = _EVENT
        self._entries: list[tuple[int, int, Seen, str | None, Seen]] = []
        self._added = 0
        self._limit: int | None = None
        total.left -= _EVENT

    def child(self, parent: Seen, name: str, depth: int) -> Seen | None:
        """What is seen under a key that an object has for the first time; None: it is not kept."""
        if depth > _MOST_NESTED:
            parent.is_cut = True
            return None
        if is_data(name):
            if parent.further is None and self._has_room(parent, parent.priority):
                parent.further = Seen(parent.priority)
                self._enter(parent, None, parent.further)
            return parent.further
        priority = max(parent.priority, digest(f"{parent.priority}/{name}"))
        if not self._has_room(parent, priority):
            return None
        if not parent.children:
            parent.children = {}
        found = parent.children[name] = Seen(priority)
        self._enter(parent, name, found)
        return found

    def items(self, parent: Seen, depth: int) -> Seen | None:
        """What is seen in arrays, the first time; None: it is not kept."""
        if depth <= _MOST_NESTED and self._has_room(parent, parent.priority):
            parent.items = Seen(parent.priority)
            self._enter(parent, None, parent.items)
        return parent.items

    def take_texts(self) -> None:
        """Takes the room for the texts of a property."""
        self._take(_TEXTS)

    def _has_room(self, parent: Seen, priority: int) -> bool:
        """Whether something of this priority is kept; if not, the parent is known to lack it."""
        if self._limit is None or priority < self._limit:
            return True
        parent.is_cut = True
        return False

    def _enter(self, parent: Seen, name: str | None, seen: Seen) -> None:
        self._added += 1
        heappush(self._entries, (-seen.priority, self._added, parent, name, seen))
        self._take(_PROPERTY)

    def _take(self, units: int) -> None:
        self._used += units
        while self._used > self._most and self._entries:
            self._leave_out(-self._entries[0][0])
        now = self._most if self._limit is not None else self._used
        self._total.left -= now - self.charged
        self.charged = now

    def _leave_out(self, priority: int) -> None:
        """Takes away whatever has this priority, which is the worst one there is."""
        self._limit = priority
        while self._entries and -self._entries[0][0] == priority:
            _, _, parent, name, seen = heappop(self._entries)
            self._used -= _PROPERTY + (_TEXTS if seen.texts else 0)
            parent.is_cut = True
            if name is not None:
                parent.children.pop(name, None)
            elif parent.items is seen:
                parent.items = None
            else:
                parent.further = None
