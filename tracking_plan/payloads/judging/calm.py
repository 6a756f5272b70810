"""What the screens look for in values besides what a plan says of them: personal data.

Each screen refers to the definitions here by name, so that a schema of many screens has each of
them, and the pattern in it, once.
"""

from collections.abc import Callable
from functools import cache

from tracking_plan.payloads.judging.personal_values import found
from tracking_plan.personal.looks import CARD_RANGES, LEAST_CARD, personal_pattern
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.model import Property, Type
from tracking_plan.plan.walk import walk
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

LARGE = 9 * 10**18  # of integers of that size and beyond, the engine may not know all digits
_SHORT_NUMBER: JsonSchema = {"minimum": -LARGE, "exclusiveMaximum": LEAST_CARD}
CALM: JsonSchema = {"$ref": "#/$defs/calm"}
"""Any value in which nothing looks personal, and of which the engine knows all digits."""
TEXT: JsonSchema = {"not": {"$ref": "#/$defs/personal"}}
"""A text that does not look personal; and whatever is no text."""
NUMBER: JsonSchema = {"anyOf": [_SHORT_NUMBER, {"$ref": "#/$defs/long_number"}]}
"""A number of known digits that cannot be a card's; and whatever is no number."""
KNOWN_DIGITS: JsonSchema = {"$ref": "#/$defs/known_digits"}
"""Any value of which the engine knows all digits."""
CALM_NAMES = TEXT
"""A key that does not look personal."""

_WITHOUT_NUMBERS = frozenset((Type.STRING, Type.BOOLEAN))
_IMPERSONAL = frozenset(("date", "date-time", "time", "uuid"))  # formats of texts that are nobody's


def definitions(*, noisy: bool) -> JsonSchema:
    """What the screens refer to."""
    return {
        "personal": {"type": "string", "pattern": personal_pattern(noisy=noisy)},
        "long_number": {"anyOf": _long_numbers()},
        "calm": {
            **TEXT,
            **NUMBER,
            "items": CALM,
            "additionalProperties": CALM,
            "propertyNames": CALM_NAMES,
        },
        "known_digits": _known_digits(),
    }


def lenient_definitions() -> JsonSchema:
    """The same where somebody else looks for personal data."""
    digits = _known_digits()
    return {"personal": False, "long_number": digits, "calm": digits, "known_digits": digits}


def calm_test(engine: Engine, *, noisy: bool) -> Callable[[object], bool]:
    """The test for values in which nothing looks personal, compiled when it is first asked."""

    def is_calm(value: object) -> bool:
        return compiled().accepts(value)

    @cache
    def compiled() -> Validator:
        return Validator({"$defs": definitions(noisy=noisy), **CALM}, engine)

    return is_calm


def calm_of(prop: Property) -> JsonSchema:
    """What to look for in values of the property besides what its schema says; empty: nothing."""
    if prop.pii is not None:
        return {} if prop.type in _WITHOUT_NUMBERS else KNOWN_DIGITS
    if prop.type is Type.BOOLEAN or prop.format in _IMPERSONAL or _is_listed(prop):
        return {}
    if prop.type in {Type.INTEGER, Type.NUMBER}:
        return {} if _is_small(prop) else NUMBER
    if prop.type is Type.STRING:
        return TEXT
    return _calm_nest(prop) if is_reviewed(prop) else CALM


def is_reviewed(prop: Property) -> bool:
    """Whether the plan says of the property, or of something within it, if it is personal."""
    return any(inner.pii is not None for _, inner in walk((prop,)))


def _calm_nest(prop: Property) -> JsonSchema:
    """What to look for in an object or an array in which the plan has reviewed something."""
    calm: JsonSchema = {
        "propertyNames": CALM_NAMES,
        "additionalProperties": CALM if prop.others is None else calm_of(prop.others),
    }
    if prop.properties:
        calm["properties"] = {inner.name: calm_of(inner) for inner in prop.properties}
    if prop.items is not None:
        calm["items"] = calm_of(prop.items)
    return calm


def _is_listed(prop: Property) -> bool:
    """Whether the plan lists all values, and none of them is one to look for."""
    if prop.enum is None:
        return False
    values = [entry.value for entry in prop.enum]
    numbers = (value for value in values if isinstance(value, int | float))
    are_known = all(-LARGE <= number <= LARGE for number in numbers)
    return are_known and next(found([*values], (), noisy=True), None) is None


def _is_small(prop: Property) -> bool:
    """Whether all values have fewer digits than a card."""
    least, most = prop.limits.get("minimum"), prop.limits.get("maximum")
    return least is not None and most is not None and least >= -LARGE and most < LEAST_CARD


def _known_digits() -> JsonSchema:
    return {
        "minimum": -LARGE,
        "maximum": LARGE,
        "items": KNOWN_DIGITS,
        "additionalProperties": KNOWN_DIGITS,
    }


def _long_numbers() -> list[Json]:
    """What a number is one of that has as many digits as a card, and is none; nor is too large."""
    cards = sorted(
        (first * 10 ** (size - 4), (last + 1) * 10 ** (size - 4))
        for first, last, size in CARD_RANGES
    )
    ends = [end for _, end in cards[:-1]]
    between: list[Json] = [
        {"minimum": end, "exclusiveMaximum": start}
        for end, (start, _) in zip(ends, cards[1:], strict=True)
    ]
    return [*between, {"minimum": cards[-1][1], "maximum": LARGE}]
