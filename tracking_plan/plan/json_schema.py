"""What an event version means: the JSON Schema (draft 2020-12) of its `properties` object."""

import re
from collections.abc import Iterable
from functools import lru_cache

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.facts import (
    DEPRECATED,
    DEPRECATED_VALUES,
    ENUM_DESCRIPTIONS,
    PII,
    PII_ACTION,
    REPLACED_BY,
    STATUS,
    UNIT,
)
from tracking_plan.plan.limits import LIMITS, NUMBERS
from tracking_plan.plan.model import EnumValue, Event, EventVersion, Plan, Property, Status, Type
from tracking_plan.plan.pii import Pii, PiiAction
from tracking_plan.validation.equality import decimal, is_same

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HASH_PATTERN = "^[0-9a-f]{64}$"


_WORD = re.compile(r"[a-z0-9]+")


def version_schema(plan: Plan, event: Event, version: EventVersion) -> JsonSchema:
    """The schema of what `version` of `event` may carry in its `properties`.

    Names that begin with `$` and the plan's `version_property` are always allowed at the top
    level: SDKs and helpers send them by themselves.
    """
    schema: JsonSchema = {
        "$schema": DIALECT,
        "$id": schema_id(plan, event.name, version),
        "title": event.name,
    }
    description = version.description or event.description
    if description:
        schema["description"] = description
    if version.status in (Status.DEPRECATED, Status.RETIRED):
        schema[DEPRECATED] = True
    schema |= _object(version.properties, version.additional_properties)
    if version.additional_properties is not True:
        schema["patternProperties"] = {"^\\$": True}
        if plan.version_property is not None:
            properties = schema["properties"]
            assert isinstance(properties, dict)
            properties.setdefault(plan.version_property, True)
    return schema


def traits_schema(plan: Plan) -> JsonSchema | None:
    """The schema of what identify() may set; None where the plan says nothing of traits."""
    if plan.traits is None:
        return None
    schema: JsonSchema = {"$schema": DIALECT, "$id": f"{plan.registry.base_uri}traits.json"}
    schema |= _object(plan.traits, False)
    schema["patternProperties"] = {"^\\$": True}
    return schema


def schema_id(plan: Plan, event: str, version: EventVersion) -> str:
    """The `$id` of an event version's schema: the plan's base, and the path in the registry."""
    return f"{plan.registry.base_uri}{slug(event)}/{version.version}.json"


@lru_cache(maxsize=65_536)  # asked for by the schemas and the registry
def slug(name: str) -> str:
    """A name for files and ids: its ASCII words, and 8 hex digits of its SHA-256.

    The digits keep names apart that differ only in case or in script.
    """
    import hashlib  # costs 3 ms, and no command but `schema` and `generate` needs ids

    digits = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join([*_WORD.findall(name.lower()), digits])


def property_schema(prop: Property) -> JsonSchema:
    """The schema of one property's value.

    Of what must never be on the wire it accepts nothing, and says why under the keys of `facts`.
    """
    schema = _annotations(prop)
    if not prop.is_sent_as_is:
        return _withheld(prop, schema)
    if prop.type is not Type.ANY:
        schema["type"] = _typed(str(prop.type), prop.nullable)
    if prop.enum is not None or prop.const is not None:
        schema |= _values(prop)
    if prop.format is not None:
        schema["format"] = prop.format
    if prop.pattern is not None:
        schema["pattern"] = prop.pattern
    for name, value in prop.limits.items():
        schema[LIMITS[name].keyword] = value if type(value) is int else _limit(name, value)
    if prop.items is not None:
        schema["items"] = property_schema(prop.items)
    if prop.properties is not None:
        of_object = _object(prop.properties, prop.additional_properties)
        schema |= {key: value for key, value in of_object.items() if key != "type"}
    elif isinstance(prop.additional_properties, Property):
        schema["additionalProperties"] = property_schema(prop.additional_properties)
    return schema


def _withheld(prop: Property, schema: JsonSchema) -> JsonSchema:
    """The schema of what is not sent in clear: of a hash, or of nothing at all."""
    schema.pop("examples", None)  # they show the clear value
    if not prop.is_sent:
        return {"not": {}} | schema
    return schema | {"type": _typed("string", prop.nullable), "pattern": HASH_PATTERN}


def _limit(name: str, value: float) -> Json:
    """The limit; one that counts is an integer, however the plan writes it: `max_length: 3.0`."""
    if isinstance(value, bool):
        return value
    if not LIMITS[name].types.isdisjoint(NUMBERS):
        return value
    return int(decimal(value))


def _typed(type_: str, nullable: bool) -> Json:
    return [type_, "null"] if nullable else type_


def _values(prop: Property) -> JsonSchema:
    """`enum` and `const`, with null where it may be sent."""
    values: JsonSchema = {}
    if prop.enum is not None:
        listed: list[Json] = [entry.value for entry in prop.enum]
        values["enum"] = [*listed, None] if prop.nullable else listed
    if prop.const is not None and not prop.nullable:
        values["const"] = prop.const
    elif prop.const is not None:
        # Null is allowed beside the const, so an enum says it; an enum of its own may forbid it.
        others = (entry.value for entry in prop.enum or ())
        is_listed = prop.enum is None or any(is_same(prop.const, other) for other in others)
        values["enum"] = [prop.const, None] if is_listed else [None]
    return values


def _object(properties: Iterable[Property], others: bool | Property) -> JsonSchema:
    """`properties`, `required`, and what other keys may hold, if they are allowed."""
    each = tuple(properties)
    schema: JsonSchema = {
        "type": "object",
        "properties": {prop.name: property_schema(prop) for prop in each},
    }
    required: list[Json] = [prop.name for prop in each if prop.required and not prop.is_retired]
    if required:
        schema["required"] = required
    if isinstance(others, Property):
        schema["additionalProperties"] = property_schema(others)
    elif not others:
        schema["additionalProperties"] = False
    return schema


def _annotations(prop: Property) -> JsonSchema:
    """What people read: it changes nothing about which values are valid."""
    schema: JsonSchema = {}
    description = prop.description
    if description:
        schema["description"] = description
    if prop.examples:
        schema["examples"] = list(prop.examples)
    if prop.status is not Status.ACTIVE or prop.replaced_by:
        schema |= _life(prop)
    if prop.unit:
        schema[UNIT] = prop.unit
    if prop.enum is not None and any(map(_is_more_than_itself, prop.enum)):
        schema |= _about_values(prop)
    if prop.pii is not None:
        schema |= _personal(prop.pii)
    return schema


def _life(prop: Property) -> JsonSchema:
    """Whether it is on its way out, and what to send instead."""
    schema: JsonSchema = {}
    if prop.status is Status.DEPRECATED:
        schema[DEPRECATED] = True
    elif prop.is_retired:
        schema[STATUS] = str(prop.status)
    if prop.replaced_by:
        schema[REPLACED_BY] = prop.replaced_by
    return schema


def _personal(pii: Pii) -> JsonSchema:
    """Whose data it is, and what is done with it."""
    schema: JsonSchema = {}
    if pii.is_personal:
        schema[PII] = str(pii.kind)
    if pii.action is not PiiAction.ALLOW:
        schema[PII_ACTION] = str(pii.action)
    return schema


def _is_more_than_itself(entry: EnumValue) -> bool:
    return bool(entry.description) or entry.status is not Status.ACTIVE


def _about_values(prop: Property) -> JsonSchema:
    """What is said of the values of its list."""
    schema: JsonSchema = {}
    described: dict[str, str | None] = {}
    for entry in prop.enum or ():
        described.setdefault(str(entry.value), entry.description)  # listed twice: the first counts
    if any(described.values()):
        schema[ENUM_DESCRIPTIONS] = {k: v for k, v in described.items() if v}
    if deprecated := [entry.value for entry in prop.deprecated_values]:
        schema[DEPRECATED_VALUES] = list(deprecated)
    return schema
