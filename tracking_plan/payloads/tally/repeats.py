"""Payloads that repeat one of those shortly before them, by keys in the order of the input.

A key is a number of 64 bits that says which event of whom a payload is, and when. Payloads with
different keys are different; that two different ones within reach have the same happens once in a
hundred million payloads. What repeats is found from the keys alone, wherever they were made:
processes that judge pieces of an input hand theirs on, and the one that has all of them looks at
them in order.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from tracking_plan.place import Json

WINDOW = 100_000  # payloads with a key, among which a repetition is looked for
KeyOf = Callable[[Json], int | None]


def key_of(value: Json) -> int | None:
    """The key of a payload; None where it is no event, or says nothing of whom it is, or when.

    It is good in this process and in those that are forked from it.
    """
    try:
        get = value.get  # type: ignore[union-attr]  # below
        said = (
            value["event"],  # type: ignore[index,call-overload]  # below
            get("timestamp"),
            get("distinct_id"),
            get("anonymous_id"),
            get("device_id"),
        )
        return hash(said) if said[1] is not None and said.count(None) < len(said) - 2 else None
    except (AttributeError, KeyError, TypeError):  # no object, no event, objects for texts
        return None


def lasting_key_of(value: Json) -> int | None:
    """The same, as a number that every process finds. It takes four times as long."""
    if not isinstance(value, dict) or key_of(value) is None:
        return None
    # Hashes of texts, and of None, differ from process to process; those of numbers do not.
    each = map(value.get, _SAID)
    said = [hash(one) if isinstance(one, int | float) else one for one in each]
    digest = blake2b(repr(said).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


_SAID = ("event", "timestamp", "distinct_id", "anonymous_id", "device_id")


def no_key(_: Json) -> None:
    """The key of every payload where nobody asks for those that repeat others."""


class Sent:
    """The keys of the payloads of an input that have one, in order, and the line of each."""

    __slots__ = ("keys", "lines")

    def __init__(self) -> None:
        self.keys, self.lines = array("q"), array("q")

    def clear(self) -> None:
        """Forgets all of them."""
        del self.keys[:], self.lines[:]


class Repeats:
    """Finds the keys that repeat one of the last `window`; what is further back is forgotten.

    `_new` has the last keys, up to so many; `_old` those before them, of which some are too far
    back already. Only where something repeats one of these is it asked where that stood.
    """

    def __init__(self, window: int = WINDOW) -> None:
        self._window = window
        self._keys, self._new = array("q"), set[int]()
        self._old_keys, self._old = array("q"), set[int]()
        self._old_places: dict[int, int] = {}

    def among(self, keys: Sequence[int]) -> Iterator[int]:
        """The indexes of those that repeat an earlier one; all of them count as seen then."""
        start = 0
        while start < len(keys):
            room = self._window - len(self._keys)
            piece = keys[start : start + room]
            yield from (start + index for index in self._repeated(piece))
            start += len(piece)
            if len(self._keys) == self._window:
                self._turn_page()

    def _repeated(self, keys: Sequence[int]) -> Sequence[int]:
        """The same for no more keys than there is room for."""
        first = len(self._keys)
        self._keys.extend(keys)
        seen = set(keys)
        if len(seen) == len(keys) and self._new.isdisjoint(seen) and self._old.isdisjoint(seen):
            self._new |= seen
            return ()
        return [index for index, key in enumerate(keys) if self._repeats(key, first + index)]

    def _repeats(self, key: int, place: int) -> bool:
        if key in self._new:
            return True
        self._new.add(key)
        if key not in self._old:
            return False
        if not self._old_places:
            self._old_places = {old: number for number, old in enumerate(self._old_keys)}
        return place <= self._old_places[key]

    def _turn_page(self) -> None:
        self._old_keys, self._old, self._old_places = self._keys, self._new, {}
        self._keys, self._new = array("q"), set()
