"""Objects with more keys than anyone looks at, made narrow before an engine lists every key."""

from collections.abc import Callable, Iterator, Mapping

from tracking_plan.place import Json
from tracking_plan.validation.engine import MAX_FAILURES
from tracking_plan.validation.keywords import WHOLE

WIDE = 10_000  # keys
Accepts = Callable[[dict[str, Json], object], bool]
"""Whether a schema accepts a value."""

_FEW = 100  # keys, or items
_CONTAINERS = frozenset((dict, list))
_OF_ALL_KEYS = WHOLE | {"uniqueItems", "minProperties", "maxProperties", "propertyNames"}


def is_small(data: object) -> bool:
    """Whether nothing in `data` is wide, or long, as can be seen at a glance; most objects are."""
    if type(data) is not dict or len(data) > _FEW:
        return False
    nests = [value for value in data.values() if type(value) in _CONTAINERS]
    return all(len(nest) <= _FEW for nest in nests) and not any(
        type(inner) in _CONTAINERS
        for nest in nests
        for inner in (nest.values() if type(nest) is dict else nest)
    )


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
            rest.extend([each for each in inner if type(each) in _CONTAINERS])
    return False


def narrowed(data: object, schema: Json, accepts: Accepts) -> object:
    """`data`, where wide objects have their known keys, and no more others than are reported.

    Keys with `$` are counted apart, since a schema may allow all of those and no others. Of what a
    schema for all other keys accepts, nothing is kept: `accepts` says whether it does. What the
    schema compares, counts or judges by patterns is left as it is: without some of their keys,
    different items would be equal and equal ones different.
    """
    if _needs_all_keys(schema):
        return data
    if isinstance(data, list):
        items = _under(schema, "items")
        return [narrowed(item, items, accepts) for item in data]
    if not isinstance(data, dict):
        return data
    known, others = _under(schema, "properties"), _under(schema, "additionalProperties")
    names = known if isinstance(known, dict) else {}
    rest = others if isinstance(others, dict) else None
    entries = data.items() if len(data) <= WIDE else _few(data, names, rest, accepts)
    has_patterns = bool(_under(schema, "patternProperties"))
    return {
        key: narrowed(
            value, names.get(key, None if has_patterns and key[:1] == "$" else rest), accepts
        )
        for key, value in entries
    }


def _under(schema: Json, keyword: str) -> Json:
    return schema.get(keyword) if isinstance(schema, dict) else None


def _needs_all_keys(schema: Json) -> bool:
    if not isinstance(schema, dict):
        return False
    if any(schema.get(keyword) not in (None, False) for keyword in _OF_ALL_KEYS):
        return True
    by_pattern = schema.get("patternProperties")
    patterns = by_pattern.values() if isinstance(by_pattern, dict) else ()
    if isinstance(schema.get("additionalProperties"), dict):
        return any(each is not True for each in patterns)
    return any(isinstance(each, dict) for each in patterns)


def _few(
    wide: dict[str, object],
    known: Mapping[str, Json],
    others: dict[str, Json] | None,
    accepts: Accepts,
) -> Iterator[tuple[str, object]]:
    room = {False: MAX_FAILURES + 1, True: MAX_FAILURES + 1}
    for key, value in wide.items():
        if key not in known:
            kind = key.startswith("$")  # schemas of plans treat such names by a pattern
            if not room[kind] or (others is not None and accepts(others, value)):
                continue
            room[kind] -= 1
        yield key, value
