"""How deep a value may be nested: one limit, so that nothing behind the reading needs its own."""

from collections.abc import Iterable

from tracking_plan.place import Json

MAX_DEPTH = 200  # objects and arrays within each other, the payload itself being the first
SHORT = 2 * MAX_DEPTH  # bytes, in which nothing can be so deep
SHORT_OBJECT = 5 * MAX_DEPTH  # in which no object without arrays can: a level is `{"":}`
_NESTS = frozenset((dict, list))


def may_be_too_deep(raw: bytes) -> bool:
    """Whether JSON text has so many brackets that it may be beyond the limit."""
    return raw.count(b"{") + raw.count(b"[") > MAX_DEPTH


def may_be_deep(raw: bytes, size: int) -> bool:
    """The same for a text of that size, most of which are too short: a level takes some bytes.

    An object takes five bytes, an array two.
    """
    if size < SHORT_OBJECT and 3 * raw.count(b"[") < SHORT_OBJECT - size:
        return False
    return may_be_too_deep(raw)


def is_too_deep(value: Json) -> bool:
    """Whether more than `MAX_DEPTH` objects and arrays stand within each other."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [nest for nest in level if type(nest) in _NESTS]
        if not level:
            return False
        level = [member for nest in level for member in _members(nest)]
    return True


def _members(nest: Json) -> Iterable[Json]:
    return nest.values() if isinstance(nest, dict) else nest  # type: ignore[return-value]  # a list
