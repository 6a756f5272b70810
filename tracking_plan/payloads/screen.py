"""Schemas that a payload passes only where no rule has anything to say of it.

They may refuse more than that: what they refuse is looked at closely. They are compiled by the
same engines as the plan's own schemas, so that a clean payload costs a few microseconds.
"""

import re
from collections.abc import Iterable

from tracking_plan.payloads.envelope import FIELDS, FIELDS_OF, IDS, Kind
from tracking_plan.payloads.identity import reserved_pattern
from tracking_plan.payloads.moment import ISO_8601
from tracking_plan.payloads.personal import personal_pattern
from tracking_plan.payloads.system import SYSTEM_PREFIXES, SYSTEM_PROPERTIES
from tracking_plan.plan.model import Plan, Property, Status
from tracking_plan.source import Json

Schema = dict[str, Json]

_FADED = frozenset((Status.DEPRECATED, Status.RETIRED))


def envelope_screen(plan: Plan, *, noisy: bool) -> Schema:
    """Refuses every payload but track payloads of whose envelope there is nothing to say."""
    track = FIELDS_OF[Kind.TRACK]
    user: Schema = {
        "type": ["string", "null"],
        "pattern": "[!-~]",  # a letter that nobody takes for a blank
        "not": {
            "type": "string",
            "pattern": f"{reserved_pattern()}|{personal_pattern(noisy=noisy)}",
        },
    }
    fields: Schema = {name: user for name in track if name.endswith("_id")}
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


def _environment(planned: Iterable[str] | None) -> Schema:
    return {"type": "string"} if planned is None else {"enum": list(planned)}


def properties_screen(properties: tuple[Property, ...], *, noisy: bool) -> Schema:
    """Refuses what may hold personal data that is not declared, or fading or unknown `$` keys."""
    calm: Schema = {
        "not": {"type": "string", "pattern": personal_pattern(noisy=noisy)},
        "items": {"$ref": "#/$defs/calm"},
        "additionalProperties": {"$ref": "#/$defs/calm"},
    }
    known: list[Json] = [
        *SYSTEM_PROPERTIES,
        *(prop.name for prop in properties if prop.name.startswith("$")),
    ]
    prefixes = "|".join(re.escape(prefix) for prefix in SYSTEM_PREFIXES)
    reviewed: Schema = {prop.name: True for prop in properties if prop.pii}
    return {
        "$defs": {"calm": calm},
        "properties": {**reviewed, **{prop.name: False for prop in properties if _fades(prop)}},
        "additionalProperties": {"$ref": "#/$defs/calm"},
        "propertyNames": {"anyOf": [{"pattern": rf"^(?:[^$]|{prefixes}|$)"}, {"enum": known}]},
    }


def _fades(prop: Property) -> bool:
    """Whether the property, or one within it, is deprecated."""
    inner = (*(prop.properties or ()), *((prop.items,) if prop.items else ()))
    return prop.status in _FADED or any(map(_fades, inner))
