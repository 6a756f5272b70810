"""Schemas that accept a payload only if no rule has anything to report about it.

They may refuse more than that: the rules look at what they refuse. They are compiled by the
same engines as the plan's own schemas, so that a clean payload costs a few microseconds.
"""

from collections.abc import Iterable

from tracking_plan.altertable.envelope import FIELDS, FIELDS_OF, IDS, Kind
from tracking_plan.altertable.moment import ISO_8601
from tracking_plan.altertable.system_names import SENT_PREFIXES, SENT_PROPERTIES
from tracking_plan.altertable.user_ids import EXACT, IN_ANY_CASE
from tracking_plan.payloads.fast_path.plain_formats import with_plain_formats
from tracking_plan.payloads.judging.odd_texts import (
    DIGITS_PATTERN,
    NOTHING_PATTERN,
    NUL_PATTERN,
    QUANTITY_PATTERN,
    names_quantity,
    stands_for_nothing,
)
from tracking_plan.personal.looks import CARD_RANGES, personal_pattern
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.facts import DEPRECATED_VALUES
from tracking_plan.plan.model import Plan, Property, Type
from tracking_plan.plan.walk import walk
from tracking_plan.validation.equality import comparable
from tracking_plan.validation.keywords import rewritten
from tracking_plan.validation.patterns import escape

_LARGE = 9 * 10**18  # of integers of that size and beyond, the engine may not know all digits
_USERS = (*IDS, "new_user_id")
_NAMING = frozenset(("$id", "$schema"))
_PREFIXES = "|".join(escape(prefix) for prefix in SENT_PREFIXES)


def envelope_screen(plan: Plan, kind: Kind, *, noisy: bool) -> JsonSchema:
    """A schema of payloads of one kind whose envelope no rule reports."""
    needed: list[Json] = [name for name in FIELDS if kind in FIELDS[name].needed_by]
    fields = _fields(plan, needed, noisy=noisy)
    screen: JsonSchema = {
        "type": "object",
        "properties": {name: fields[name] for name in fields if name in FIELDS_OF[kind]},
        "required": needed,
        "additionalProperties": False,
    }
    if kind is Kind.TRACK:
        screen["anyOf"] = [
            {"required": [name], "properties": {name: {"type": "string"}}} for name in IDS
        ]
    return screen


def _fields(plan: Plan, needed: list[Json], *, noisy: bool) -> JsonSchema:
    """A schema for each field of an envelope; those that are `needed` may not be null."""
    reserved = f"{_reserved_pattern()}|{NUL_PATTERN}"
    session = _id(reserved)
    user = _id(f"{reserved}|{personal_pattern(noisy=noisy)}")
    return {
        "environment": _environment(plan.environments),
        "event": {"type": "string"},
        "properties": {"type": "object"},
        "traits": {"type": ["object", "null"]},
        "session_id": session,
        "timestamp": {
            "type": ["string", "number", "null"],
            "pattern": ISO_8601,
            "minimum": 1e11,
            "exclusiveMaximum": 1e14,
        },
        **{name: user | {"type": "string"} if name in needed else user for name in _USERS},
    }


def _id(refused: str) -> JsonSchema:
    """A schema of ids in which the pattern finds nothing."""
    return {
        "type": ["string", "null"],
        "pattern": "[!-~]",  # a letter that nobody takes for a blank
        "not": {"type": "string", "pattern": refused},
    }


def _reserved_pattern() -> str:
    """One pattern for a linear-time engine: it finds every reserved id, and some others."""
    exact = "|".join(escape(word) for word in sorted(EXACT))
    words = f"(?i:{'|'.join(sorted(IN_ANY_CASE))})|{exact}"
    return f"^[^!-~]*(?:{words})[^!-~]*$"


def _environment(planned: Iterable[str] | None) -> JsonSchema:
    if planned is None:
        return {"type": "string", "not": {"type": "string", "pattern": NUL_PATTERN}}
    return {"enum": list(planned)}


def properties_screen(
    schema: JsonSchema,
    planned: tuple[Property, ...],
    others: Property | None,
    *,
    noisy: bool,
) -> JsonSchema:
    """A schema that refuses what `schema` refuses, and whatever a rule may report.

    That is: personal data that is not declared, odd texts, fading properties and values, and `$`
    keys of no SDK. Numbers as large as integers beyond 64 bits are refused, too: only the slow path
    knows their digits.
    """
    calm: JsonSchema = {"$ref": "#/$defs/calm"}
    known_digits: JsonSchema = {"$ref": "#/$defs/known_digits"}
    key: JsonSchema = {"$ref": "#/$defs/key"}
    screen: JsonSchema = {
        "$defs": {
            **_texts(personal_pattern(noisy=noisy)),
            "calm": _calm(calm),
            "known_digits": _known_digits(known_digits),
        },
        "allOf": [_screened({k: v for k, v in schema.items() if k not in _NAMING})],
        "properties": {
            **dict.fromkeys(SENT_PROPERTIES, calm),
            **{prop.name: _look(prop) for prop in planned},
        },
        "patternProperties": {f"^(?:{_PREFIXES})[a-z0-9_]*$": calm},
        "additionalProperties": calm,
    }
    if "additionalProperties" in schema:  # the version has a place of its own
        version_property = set(_object(schema, "properties")) - set(_object(screen, "properties"))
        _object(screen, "properties").update(dict.fromkeys(version_property, calm))
    if others is not None:
        screen["additionalProperties"] = _look(others)
    elif schema.get("additionalProperties") is False:  # there are no other keys but `$` ones
        return screen | {"additionalProperties": False}
    else:
        _object(screen, "patternProperties").update(_QUANTITIES)
    known: list[Json] = [*(prop.name for prop in planned), *sorted(SENT_PROPERTIES)]
    other: JsonSchema = {"pattern": f"^(?:[^$]|{_PREFIXES}|$)", "not": key}
    return screen | {"propertyNames": {"anyOf": [other, {"enum": known}]}}


def _screened(schema: JsonSchema) -> JsonSchema:
    """The schema with plain formats, and without the values that are deprecated."""
    return rewritten(with_plain_formats(schema), _without_deprecated)


def _without_deprecated(schema: JsonSchema) -> JsonSchema:
    deprecated, listed = schema.get(DEPRECATED_VALUES), schema.get("enum")
    if not isinstance(deprecated, list) or not isinstance(listed, list):
        return schema
    out = frozenset(map(comparable, deprecated))
    kept = [value for value in listed if comparable(value) not in out]
    return schema | {"enum": kept} if kept else {"not": {}}


def _texts(personal: str) -> JsonSchema:
    """Schemas of texts that are refused: as a value, as a key, and where the plan reviewed it."""
    odd = f"{NUL_PATTERN}|{NOTHING_PATTERN}"
    return {
        "value": {"type": "string", "pattern": f"{personal}|{odd}"},
        "key": {"type": "string", "pattern": f"{personal}|{NUL_PATTERN}"},
        "odd": {"type": "string", "pattern": odd},
    }


_NO_NUMBER: JsonSchema = {"not": {"type": "string", "pattern": DIGITS_PATTERN}}
_QUANTITIES: JsonSchema = {QUANTITY_PATTERN: {"$ref": "#/$defs/calm", **_NO_NUMBER}}
"""Properties whose names count or measure: calm, and no numbers as texts."""


def _known_digits(known_digits: JsonSchema) -> JsonSchema:
    """A schema of values whose texts are not odd, and whose numbers are known to the last digit."""
    return {
        "not": {"$ref": "#/$defs/odd"},
        "minimum": -_LARGE,
        "maximum": _LARGE,
        "items": known_digits,
        "additionalProperties": known_digits,
        "propertyNames": {"not": {"type": "string", "pattern": NUL_PATTERN}},
    }


def _calm(calm: JsonSchema) -> JsonSchema:
    """A schema of values that are neither personal nor odd, nor is what is in them."""
    return {
        "not": {"$ref": "#/$defs/value"},
        "anyOf": _usual_numbers(),
        "items": calm,
        "patternProperties": _QUANTITIES,
        "additionalProperties": calm,
        "propertyNames": {"not": {"$ref": "#/$defs/key"}},
    }


def _usual_numbers() -> list[Json]:
    """What a value is one of unless it is a number that may be a card's, or too large."""
    cards = sorted(
        (first * 10 ** (size - 4), (last + 1) * 10 ** (size - 4))
        for first, last, size in CARD_RANGES
    )
    ends = [end for _, end in cards[:-1]]
    between: list[Json] = [
        {"minimum": end, "exclusiveMaximum": start}
        for end, (start, _) in zip(ends, cards[1:], strict=True)
    ]
    return [
        {"minimum": -_LARGE, "exclusiveMaximum": cards[0][0]},
        *between,
        {"minimum": cards[-1][1], "maximum": _LARGE},
    ]


def _look(prop: Property) -> Json:
    """What to look for in values of the property, besides what its own schema says."""
    if _fades(prop):
        return False
    if prop.pii is not None:
        return {"$ref": "#/$defs/known_digits"}
    if any(stands_for_nothing(str(entry.value)) for entry in prop.enum or ()):
        return {"not": {"$ref": "#/$defs/key"}, "anyOf": _usual_numbers()}
    calm: JsonSchema = {"$ref": "#/$defs/calm"}
    return (
        calm | {"not": {"type": "string", "pattern": DIGITS_PATTERN}}
        if _is_quantity(prop)
        else calm
    )


def _is_quantity(prop: Property) -> bool:
    """Whether the property counts or measures, and the plan gives it no type."""
    return prop.type is Type.ANY and prop.enum is None and names_quantity(prop.name)


def _object(schema: JsonSchema, key: str) -> JsonSchema:
    found = schema[key]
    assert isinstance(found, dict)
    return found


def _fades(prop: Property) -> bool:
    """Whether the property, or one within it, is on its way out."""
    return any(inner.is_leaving for _, inner in walk((prop,)))
