"""Objects with more keys than anyone looks at, made narrow before an engine lists every key."""

from collections.abc import Iterator

from tracking_plan.place import Json
from tracking_plan.validation.engine import MAX_FAILURES

WIDE = 10_000  # keys
_HOLDING = frozenset((dict, list))


def names_in(schema: Json) -> frozenset[str]:
    """Every name that some object of the schema knows."""
    return frozenset(_names(schema))


def _names(schema: Json) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _names(item)
    elif isinstance(schema, dict):
        for keyword, value in schema.items():
            if keyword == "properties" and isinstance(value, dict):
                yield from value
            yield from _names(value)


def has_wide(data: object) -> bool:
    """Whether an object in `data` has more than `WIDE` keys."""
    rest = [data]
    while rest:
        value = rest.pop()
        if isinstance(value, dict) and len(value) > WIDE:
            return True
        if isinstance(value, dict | list):
            inner = value.values() if isinstance(value, dict) else value
            # Asked a million times where a payload is large: `isinstance` with both takes thrice.
            rest.extend([each for each in inner if type(each) in _HOLDING])
    return False


def narrowed(data: object, known: frozenset[str]) -> object:
    """`data`, where wide objects have their known keys, and no more others than are reported.

    Keys with `$` are counted apart, since a schema may allow all of those and no others. Items of
    an array that differ in dropped keys alone become equal.
    """
    if isinstance(data, list):
        return [narrowed(item, known) for item in data]
    if not isinstance(data, dict):
        return data
    entries = data.items() if len(data) <= WIDE else _few(data, known)
    return {key: narrowed(value, known) for key, value in entries}


def _few(wide: dict[str, object], known: frozenset[str]) -> Iterator[tuple[str, object]]:
    room = {False: MAX_FAILURES + 1, True: MAX_FAILURES + 1}
    for key, value in wide.items():
        if key not in known:
            kind = key.startswith("$")  # schemas of plans treat such names by a pattern
            if not room[kind]:
                continue
            room[kind] -= 1
        yield key, value
