"""Schemas that a payload passes only where no rule has anything to say of it.

They may refuse more than that: what they refuse is looked at closely. They are compiled by the
same engines as the plan's own schemas, so that a clean payload costs a few microseconds.
"""

import re
from collections.abc import Iterable

from tracking_plan.payloads.envelope import FIELDS, IDS, Kind
from tracking_plan.payloads.moment import ISO_8601
from tracking_plan.payloads.personal import personal_pattern
from tracking_plan.plan.model import EventVersion, Plan, Property
from tracking_plan.plan.system_names import SENT_PREFIXES, SENT_PROPERTIES
from tracking_plan.plan.user_ids import EXACT, IN_ANY_CASE
from tracking_plan.source import Json

Schema = dict[str, Json]

_NAMING = frozenset(("$id", "$schema"))
_PREFIXES = "|".join(re.escape(prefix) for prefix in SENT_PREFIXES)


def envelope_screen(plan: Plan, *, noisy: bool) -> Schema:
    """Refuses every payload but track payloads of whose envelope there is nothing to say."""
    user: Schema = {
        "type": ["string", "null"],
        "pattern": "[!-~]",  # a letter that nobody takes for a blank
        "not": {
            "type": "string",
            "pattern": f"{_reserved_pattern()}|{personal_pattern(noisy=noisy)}",
        },
    }
    fields: Schema = dict.fromkeys(IDS, user)
    fields["session_id"] = {"type": ["string", "null"]}
    fields["event"] = {"type": "string"}
    fields["properties"] = {"type": "object"}
    fields["environment"] = _environment(plan.environments)
    fields["timestamp"] = {
        "type": ["string", "number", "null"],
        "pattern": ISO_8601,
        "minimum": 1e11,
        "exclusiveMaximum": 1e14,
    }
    someone: list[Json] = [
        {"required": [name], "properties": {name: {"type": "string"}}} for name in IDS
    ]
    needed: list[Json] = [name for name in FIELDS if Kind.TRACK in FIELDS[name].needed_by]
    return {
        "type": "object",
        "properties": fields,
        "required": needed,
        "additionalProperties": False,
        "anyOf": someone,
    }


def _reserved_pattern() -> str:
    """One pattern, for a linear-time engine, of all ids that are reserved, and of some more."""
    exact = "|".join(re.escape(word) for word in sorted(EXACT))
    words = f"(?i:{'|'.join(sorted(IN_ANY_CASE))})|{exact}"
    return f"^[^!-~]*(?:{words})[^!-~]*$"


def _environment(planned: Iterable[str] | None) -> Schema:
    return {"type": "string"} if planned is None else {"enum": list(planned)}


def properties_screen(schema: Schema, version: EventVersion, *, noisy: bool) -> Schema:
    """Refuses what the version's `schema` refuses, and what some rule may have a word about.

    That is: personal data that is not declared, fading properties, and `$` keys of no SDK.
    """
    calm: Schema = {"$ref": "#/$defs/calm"}
    pattern = personal_pattern(noisy=noisy)
    unsuspicious: Schema = {
        "not": {"type": "string", "pattern": pattern},
        "items": calm,
        "additionalProperties": calm,
    }
    screen: Schema = {
        "$defs": {"calm": unsuspicious},
        "allOf": [{k: v for k, v in schema.items() if k not in _NAMING}],
        "properties": {
            **dict.fromkeys(SENT_PROPERTIES, calm),
            **{prop.name: _look(prop, calm) for prop in version.properties},
        },
        "patternProperties": {f"^(?:{_PREFIXES})": calm},
        "additionalProperties": calm,
    }
    if "additionalProperties" in schema:  # a closed version has no other keys but `$` ones
        version_property = set(_object(schema, "properties")) - set(_object(screen, "properties"))
        _object(screen, "properties").update(dict.fromkeys(version_property, calm))
        return screen | {"additionalProperties": False}
    known: list[Json] = [prop.name for prop in version.properties]
    names: list[Json] = [
        {"pattern": f"^(?:[^$]|{_PREFIXES}|$)"},
        {"enum": [*known, *sorted(SENT_PROPERTIES)]},
    ]
    return screen | {"propertyNames": {"anyOf": names}}


def _look(prop: Property, calm: Schema) -> Json:
    if _fades(prop):
        return False
    return True if prop.pii else calm


def _object(schema: Schema, key: str) -> Schema:
    found = schema[key]
    assert isinstance(found, dict)
    return found


def _fades(prop: Property) -> bool:
    """Whether the property, or one within it, is deprecated."""
    inner = (*(prop.properties or ()), *((prop.items,) if prop.items else ()))
    return prop.status.is_leaving or any(map(_fades, inner))
