"""Objects with more keys than anyone looks at, made narrow before an engine lists every key."""

from collections.abc import Iterator, Mapping

from tracking_plan.place import Json
from tracking_plan.validation.engine import MAX_FAILURES
from tracking_plan.validation.keywords import WHOLE

WIDE = 10_000  # keys
_CONTAINERS = frozenset((dict, list))
_OF_ALL_KEYS = WHOLE | {"uniqueItems", "minProperties", "maxProperties", "propertyNames"}


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


def narrowed(data: object, schema: Json) -> object:
    """`data`, where wide objects have their known keys, and no more others than are reported.

    Keys with `$` are counted apart, since a schema may allow all of those and no others. What the
    schema compares, counts or judges by keys that it does not name is left as it is: without some
    of their keys, different items would be equal and equal ones different.
    """
    if _needs_all_keys(schema):
        return data
    if isinstance(data, list):
        items = _under(schema, "items")
        return [narrowed(item, items) for item in data]
    if not isinstance(data, dict):
        return data
    known = _under(schema, "properties")
    names = known if isinstance(known, dict) else {}
    entries = data.items() if len(data) <= WIDE else _few(data, names)
    return {key: narrowed(value, names.get(key)) for key, value in entries}


def _under(schema: Json, keyword: str) -> Json:
    return schema.get(keyword) if isinstance(schema, dict) else None


def _needs_all_keys(schema: Json) -> bool:
    if not isinstance(schema, dict):
        return False
    if any(schema.get(keyword) not in (None, False) for keyword in _OF_ALL_KEYS):
        return True
    by_pattern = schema.get("patternProperties")
    of_others = [schema.get("additionalProperties")]
    of_others += by_pattern.values() if isinstance(by_pattern, dict) else ()
    return any(isinstance(each, dict) for each in of_others)


def _few(wide: dict[str, object], known: Mapping[str, Json]) -> Iterator[tuple[str, object]]:
    room = {False: MAX_FAILURES + 1, True: MAX_FAILURES + 1}
    for key, value in wide.items():
        if key not in known:
            kind = key.startswith("$")  # schemas of plans treat such names by a pattern
            if not room[kind]:
                continue
            room[kind] -= 1
        yield key, value
