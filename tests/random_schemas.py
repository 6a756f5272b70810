"""Random JSON Schemas of the kind that events are exported as, and what an edit makes of them."""

from copy import deepcopy
from random import Random
from typing import Any

from random_events import NUMBERS, PATTERNS
from random_formats import SOUND

Schema = dict[str, Any]
NAMES = ("a", "b", "c", "id", "$x", "é")
WORDS = ("a", "b", "ab", "red", "1", "", "2024-01-31", "é")
SMALL = (0, 1, 2, 3, 5, -1, 0.5, 1.5, 10)


def event_schema(chance: Random) -> Schema:
    """The schema of an event."""
    found = _object(chance, 3)
    if found.get("additionalProperties") is False:
        found["patternProperties"] = {"^\\$": True}
    return found


def edited(schema: Schema, chance: Random) -> Schema:
    """The schema after one or a few edits, of whatever place and kind."""
    found = deepcopy(schema)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _edit(found, chance)
    return found


def _edit(schema: Schema, chance: Random) -> None:
    places = [*_places(schema)]
    parent, key = chance.choice(places)
    here = schema if parent is None else parent[key]
    match chance.randrange(8) if parent is not None else 6 + chance.randrange(2):
        case 0:
            parent[key] = _property(chance, 2)
        case 1 if isinstance(here, dict):
            here.update(dict(_property(chance, 1, here.get("type", "string"))))
        case 2 if isinstance(here, dict) and len(here) > 1:
            here.pop(chance.choice([*here]))
        case 3:
            del parent[key]
        case 4 if isinstance(here, dict) and isinstance(here.get("type"), str):
            here["type"] = [here["type"], "null"]
        case 5 if isinstance(here, dict) and "enum" in here:
            here["enum"] = here["enum"][1:] or ["zz"]
        case _ if isinstance(here, dict) and "properties" in here:
            _edit_object(here, chance)
        case _:
            parent[key] = _property(chance, 1)


def _edit_object(schema: Schema, chance: Random) -> None:
    names = [*schema["properties"]]
    match chance.randrange(4):
        case 0:
            schema["additionalProperties"] = chance.choice((True, False, _property(chance, 1)))
        case 1 if names:
            required = set(schema.get("required", ())) ^ {chance.choice(names)}
            schema["required"] = sorted(required)
        case 2 if names:
            del schema["properties"][chance.choice(names)]
        case _:
            schema["properties"][chance.choice(NAMES)] = _property(chance, 2)


def _places(schema: Any, parent: Any = None, key: Any = None) -> Any:
    """Each schema, with what it stands in."""
    yield parent, key
    if not isinstance(schema, dict):
        return
    for name, each in schema.get("properties", {}).items():
        yield from _places(each, schema["properties"], name)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from _places(schema[keyword], schema, keyword)


def _object(chance: Random, depth: int) -> Schema:
    names = chance.sample(NAMES, chance.randint(0, 4))
    found: Schema = {
        "type": "object",
        "properties": {name: _property(chance, depth - 1) for name in names},
    }
    required = [name for name in names if chance.random() < 0.3]
    if required:
        found["required"] = required
    kind = chance.random()
    if kind < 0.5:
        found["additionalProperties"] = False
    elif kind < 0.75:
        found["additionalProperties"] = _property(chance, depth - 1)
    if chance.random() < 0.1:
        found["minProperties"] = chance.randint(0, 2)
    if chance.random() < 0.1:
        found["maxProperties"] = chance.randint(1, 3)
    return found


def _property(chance: Random, depth: int, kind: Any = None) -> Any:
    if kind is None:
        kinds = ["string", "string", "integer", "number", "boolean", "any"]
        kind = chance.choice([*kinds, "array", "object", "object"] if depth > 0 else kinds)
    if isinstance(kind, list):  # nullable
        kind = kind[0]
    if kind == "any":
        return chance.choice((True, {}, {"const": chance.choice((1, "a", True, None))}, {}))
    found: Schema = {"type": kind}
    match kind:
        case "string":
            found |= _text(chance)
        case "integer" | "number":
            found |= _number(chance, kind)
        case "array":
            found |= _array(chance, depth)
        case "object":
            found = _object(chance, depth)
    if chance.random() < 0.2:
        found["type"] = [kind, "null"]
    return found


def _text(chance: Random) -> Schema:
    match chance.randrange(6):
        case 0:
            return {"enum": chance.sample(WORDS, chance.randint(1, 3))}
        case 1:
            return {"format": chance.choice(sorted(SOUND))}
        case 2:
            return {"pattern": chance.choice(PATTERNS)}
        case 3:
            return {"minLength": chance.randint(0, 3), "maxLength": chance.choice((3, 5, 40))}
        case 4:
            return {chance.choice(("minLength", "maxLength")): chance.randint(0, 4)}
    return {}


def _number(chance: Random, kind: str) -> Schema:
    numbers = SMALL if chance.random() < 0.8 else NUMBERS
    bounds = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    match chance.randrange(5):
        case 0 | 1:
            return {bound: chance.choice(numbers) for bound in chance.sample(bounds, 1)}
        case 2:
            return {"multipleOf": chance.choice([each for each in numbers if each > 0])}
        case 3:
            fitting = [each for each in numbers if kind == "number" or each == each // 1]
            return {"enum": chance.sample(fitting, 2)}
    return {}


def _array(chance: Random, depth: int) -> Schema:
    found: Schema = {}
    if chance.random() < 0.8:
        found["items"] = _property(chance, depth - 1)
    if chance.random() < 0.3:
        found["uniqueItems"] = True
    if chance.random() < 0.3:
        found["minItems"] = chance.randint(0, 2)
    if chance.random() < 0.3:
        found["maxItems"] = chance.randint(1, 3)
    return found
