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
from tracking_plan.payloads.judging.calm import CALM, CALM_NAMES, calm_of
from tracking_plan.personal.looks import personal_line_pattern, personal_pattern
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.facts import DEPRECATED_VALUES
from tracking_plan.plan.model import Plan, Property
from tracking_plan.plan.walk import walk
from tracking_plan.validation.equality import comparable
from tracking_plan.validation.keywords import rewritten
from tracking_plan.validation.patterns import escape

_USERS = (*IDS, "new_user_id")
_WORDS = frozenset(("$id", "$schema", "title", "description"))
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
    user: JsonSchema = {
        "type": ["string", "null"],
        "pattern": "[!-~]",  # a letter that nobody takes for a blank
        "not": {
            "type": "string",
            "pattern": f"{_reserved_pattern()}|{personal_pattern(noisy=noisy)}",
        },
    }
    return {
        "environment": _environment(plan.environments),
        "event": {"type": "string"},
        "properties": {"type": "object"},
        "traits": {"type": ["object", "null"]},
        "session_id": {"type": ["string", "null"]},
        "timestamp": {
            "type": ["string", "number", "null"],
            "pattern": _ISO_8601,
            "minimum": 1e11,
            "exclusiveMaximum": 1e14,
        },
        **{name: user | {"type": "string"} if name in needed else user for name in _USERS},
    }


_ISO_8601 = ISO_8601.replace("^[0-9]{4}", "^(?:[1-8][0-9]{3}|9[0-8][0-9]{2})")
"""The years at both ends are beyond the calendar in some time zones: the rules look at them."""


def _reserved_pattern() -> str:
    """One pattern for a linear-time engine: it finds every reserved id, and some others."""
    return f"^[^!-~]*(?:{_reserved_words()})[^!-~]*$"


def _reserved_words() -> str:
    exact = "|".join(escape(word) for word in sorted(EXACT))
    return f"(?i:{'|'.join(sorted(IN_ANY_CASE))})|{exact}"


def line_screen() -> JsonSchema:
    """A schema of lines of JSON, as text, in which no value looks personal and no id is reserved.

    Ids are the values of which the key ends in `_id`. Lines with escapes are refused, since they
    may hide anything; so are moments of more digits than Python knows, and the spellings of times
    and UUIDs that types accept and formats do not.
    """
    blank = '[^!-~"]*'
    unusual = (
        personal_line_pattern(),
        rf'_id"[ \t]*:[ \t]*"{blank}(?:(?:{_reserved_words()}){blank})?"',
        r":[0-9]{2}\.[0-9]{7}",
        r":[0-9]{2}(?:\.[0-9]+)?[+-][0-9]{4}",  # an offset without a colon
        r"[0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}",
        '"(?:0001|9999)-',  # what is beyond the calendar in some time zones
        '"[0-9A-Fa-f]{32}"',  # a UUID without hyphens
        r"\\",
    )
    return {"not": {"pattern": "|".join(f"(?:{pattern})" for pattern in unusual)}}


def _environment(planned: Iterable[str] | None) -> JsonSchema:
    return {"type": "string"} if planned is None else {"enum": list(planned)}


def properties_screen(
    schema: JsonSchema, planned: tuple[Property, ...], others: Property | None
) -> JsonSchema:
    """A schema that refuses what `schema` refuses, and whatever a rule may report.

    That is: personal data that is not declared, fading properties and values, and `$` keys of no
    SDK. It refers to the definitions of a `shared_screen`.
    """
    screen = _screened({key: value for key, value in schema.items() if key not in _WORDS})
    known = _object(screen, "properties") if "properties" in screen else {}
    free = [*SENT_PROPERTIES, *known]  # of which the version's own place is one
    looks = {prop.name: _look(prop, known[prop.name]) for prop in planned}
    screen["properties"] = {**dict.fromkeys(free, CALM), **looks}
    screen["patternProperties"] = {f"^(?:{_PREFIXES})[a-z0-9_]*$": CALM}
    if others is not None:
        screen["additionalProperties"] = _look(others, screen["additionalProperties"])
    elif screen.get("additionalProperties") is False:  # there are no other keys but `$` ones
        return screen
    else:
        screen["additionalProperties"] = CALM
    named: list[Json] = [*(prop.name for prop in planned), *sorted(SENT_PROPERTIES)]
    other: JsonSchema = {"pattern": f"^(?:[^$]|{_PREFIXES}|$)", **CALM_NAMES}
    return screen | {"propertyNames": {"anyOf": [other, {"enum": named}]}}


def _look(prop: Property, schema: Json) -> Json:
    """The schema of a planned property, which looks for what rules report of its values, too."""
    if _fades(prop):
        return False
    calm = calm_of(prop)
    if not isinstance(schema, dict):
        return calm
    return {"allOf": [schema, calm]} if calm.keys() & schema.keys() else schema | calm


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


def _object(schema: JsonSchema, key: str) -> JsonSchema:
    found = schema[key]
    assert isinstance(found, dict)
    return found


def _fades(prop: Property) -> bool:
    """Whether the property, or one within it, is on its way out."""
    return any(inner.is_leaving for _, inner in walk((prop,)))
