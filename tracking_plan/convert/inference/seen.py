"""What captures show of one property: counts, and a few texts while they may be all that there are.

Payloads are many, so these are plain slotted objects that are written to. Nothing in them depends
on the order in which values were seen.
"""

from tracking_plan.convert.inference.text_formats import ALL_FORMATS
from tracking_plan.personal.looks import Suspect

MOST_TEXTS = 16  # different ones that are kept of a property: more are no list of values
LONGEST_TEXT = 40  # characters of one that is kept


class Seen:
    """The values of a property, counted by type; `count` is how many objects had the property.

    `texts_seen` are the different texts; None: there are more than are kept, or longer ones.
    `formats` are those that all texts have so far, as bits; `looks` is how many texts and numbers
    look personal. `children` are the properties of the objects, `further` the values of those keys
    that are data, `items` those of arrays. `is_cut`: there were more names than are kept.
    """

    __slots__ = (
        "arrays",
        "booleans",
        "children",
        "count",
        "formats",
        "further",
        "integers",
        "is_cut",
        "items",
        "looks",
        "nulls",
        "numbers",
        "objects",
        "priority",
        "texts",
        "texts_seen",
    )

    def __init__(self, priority: int) -> None:
        self.priority = priority
        self.count = self.nulls = self.booleans = self.integers = self.numbers = 0
        self.texts = self.arrays = self.objects = 0
        self.formats = ALL_FORMATS
        self.texts_seen: dict[str, int] | None = {}
        self.looks: dict[Suspect, int] | None = None
        self.children: dict[str, Seen] = _NO_CHILDREN
        self.further: Seen | None = None
        self.items: Seen | None = None
        self.is_cut = False

    def add_look(self, looks: Suspect) -> None:
        """Counts a value that looks personal."""
        if self.looks is None:
            self.looks = {}
        self.looks[looks] = self.looks.get(looks, 0) + 1

    @property
    def values(self) -> int:
        """How many values there were that are not null."""
        scalars = self.booleans + self.integers + self.numbers + self.texts
        return scalars + self.arrays + self.objects


_NO_CHILDREN: dict[str, Seen] = {}  # nothing writes to it


def merged(one: Seen, other: Seen) -> Seen:
    """What both show together."""
    found = Seen(min(one.priority, other.priority))
    for name in _COUNTS:
        setattr(found, name, getattr(one, name) + getattr(other, name))
    found.formats = one.formats & other.formats
    found.texts_seen = _texts(one.texts_seen, other.texts_seen)
    for looks in (one.looks, other.looks):
        for look, count in (looks or {}).items():
            found.looks = found.looks or {}
            found.looks[look] = found.looks.get(look, 0) + count
    found.children = dict(one.children)
    for name, child in other.children.items():
        known = found.children.get(name)
        found.children[name] = child if known is None else merged(known, child)
    found.further = _either(one.further, other.further)
    found.items = _either(one.items, other.items)
    found.is_cut = one.is_cut or other.is_cut
    return found


_COUNTS = ("count", "nulls", "booleans", "integers", "numbers", "texts", "arrays", "objects")


def _either(one: Seen | None, other: Seen | None) -> Seen | None:
    if one is None or other is None:
        return one or other
    return merged(one, other)


def _texts(one: dict[str, int] | None, other: dict[str, int] | None) -> dict[str, int] | None:
    if one is None or other is None:
        return None
    found = dict(one)
    for text, count in other.items():
        found[text] = found.get(text, 0) + count
    return found if len(found) <= MOST_TEXTS else None
