"""Reads values of other vendors' JSON, where anything may be of any type, or a text of JSON."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress

import orjson

from tracking_plan.payloads.input.depth import is_too_deep, may_be_too_deep
from tracking_plan.payloads.vendors.vendor import Body
from tracking_plan.place import Json

_MOST_VALUES = 500_000  # as many as a line may have: commas within a text are not counted there
_MANY_DIGITS = re.compile("[0-9]{19}")  # so many may be beyond 64 bits
_DIGITS = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,9})?\Z")


def text(value: Json) -> str | None:
    """The value, where it is a text."""
    return value if isinstance(value, str) else None


def first(body: Body, *names: str) -> Json:
    """The first of these that is there, and not null."""
    return next((body[name] for name in names if body.get(name) is not None), None)


def inner(body: Body, name: str) -> Body:
    """The object under a key; an empty one where there is none."""
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def opened(value: Json) -> dict[str, Json] | None:
    """The object that a value is, or that it is a JSON text of; None where it is neither.

    What is not there, or null, or a text of nothing, is an empty one.
    """
    if value is None or value == "":
        return {}
    if isinstance(value, str):
        value = _parsed(value)
    return value if isinstance(value, dict) else None


def _parsed(value: str) -> Json:
    """What a JSON text says; None where it is none, or beyond the limits of a payload."""
    if value.count(",") > _MOST_VALUES:
        return None
    try:
        found: Json = orjson.loads(value)
        if may_be_too_deep(value.encode()) and is_too_deep(found):
            return None
    except ValueError:  # orjson's own is one, too, and so is half a surrogate pair
        return None
    if _MANY_DIGITS.search(value) is None:
        return found
    with suppress(ValueError):
        found = json.loads(value)  # it knows all digits of whole numbers
    return found


def number(value: Json) -> Json:
    """The number that a text of digits is; anything else as it stands."""
    if isinstance(value, str) and _DIGITS.match(value):
        return float(value) if "." in value else int(value)
    return value


def without(properties: dict[str, Json], names: Iterable[str]) -> dict[str, Json]:
    """The properties without those that are fields of an envelope, by other names."""
    if properties.keys().isdisjoint(names):
        return properties
    left_out = frozenset(names)
    return {name: value for name, value in properties.items() if name not in left_out}
