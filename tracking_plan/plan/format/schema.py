"""The vocabulary as JSON Schema 2020-12: what editors check and complete plans with."""

from collections.abc import Callable

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Choice,
    Count,
    Either,
    Excludes,
    FirstOf,
    Flag,
    Form,
    InnerOf,
    Kind,
    Later,
    ListOf,
    Literal,
    MapOf,
    Name,
    Needs,
    Null,
    Number,
    PlainValue,
    Shape,
    Text,
    VersionText,
    When,
)
from tracking_plan.plan.format.property_keys import NAME_PATTERN
from tracking_plan.plan.version import MAX_NUMBER, VERSION_PATTERN

SCHEMA_ID = "urn:tracking-plan:schema:plan:1"


def plan_schema() -> JsonSchema:
    """The schema of a plan's root file (it says `tracking_plan`) and of the files it includes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Tracking plan",
        "description": "A tracking plan, format 1, or a file that one includes.",
        "if": {"type": "object", "required": ["tracking_plan"]},
        "then": {"$ref": "#/$defs/root"},
        "else": {"$ref": "#/$defs/included"},
        "$defs": {name: _shape(shape) for name, shape in sorted(SHAPES.items())},
    }


def _shape(shape: Shape) -> JsonSchema:
    properties: dict[str, Json] = {
        name: {"description": key.doc, **_schema(key.kind)} for name, key in shape.keys.items()
    }
    schema: JsonSchema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if shape.required:
        schema["required"] = list(shape.required)
    if shape.constraints:
        schema["allOf"] = [
            _needs(c) if isinstance(c, Needs) else _excludes(c) for c in shape.constraints
        ]
    return schema


def _needs(needs: Needs) -> JsonSchema:
    one_of_them: list[Json] = [{"required": [key]} for key in needs.keys]
    demand: JsonSchema = {"anyOf": one_of_them}
    return demand if needs.when is None else {"if": _when(needs.when), "then": demand}


def _excludes(excludes: Excludes) -> JsonSchema:
    allowed: Json = {"enum": list(excludes.unless)} if excludes.unless else False
    refused: dict[str, Json] = dict.fromkeys(excludes.refused, allowed)
    return {"if": _when(excludes.when), "then": {"properties": refused}}


def _when(when: When) -> JsonSchema:
    schema: JsonSchema = {} if when.values is None else {"enum": list(when.values)}
    for step in reversed(when.route):
        schema = {"type": "object", "required": [step], "properties": {step: schema}}
    return schema


def _schema(kind: Kind) -> JsonSchema:
    return _SCHEMAS[kind.__class__](kind)


def _flag(kind: Flag) -> JsonSchema:
    return {"type": "boolean"} if kind.only is None else {"const": kind.only}


def _number(kind: Number) -> JsonSchema:
    return {"type": "number", "exclusiveMinimum": 0} if kind.positive else {"type": "number"}


def _list_of(kind: ListOf) -> JsonSchema:
    schema: JsonSchema = {"type": "array", "items": _schema(kind.item)}
    return schema | {"minItems": kind.at_least} if kind.at_least else schema


def _map_of(kind: MapOf) -> JsonSchema:
    names = NAME_PATTERN if isinstance(kind.key, Name) else VERSION_PATTERN
    return {
        "type": "object",
        "propertyNames": {"pattern": names},
        "additionalProperties": _schema(kind.value),
    }


def _either(kind: Either) -> JsonSchema:
    options = [k for k in (kind.scalar, kind.sequence, kind.mapping) if k is not None]
    return {"anyOf": [_schema(option) for option in options]}


def _first_of(kind: FirstOf) -> JsonSchema:
    return {"anyOf": [_schema(option) for option in kind.kinds]}


def _version(kind: VersionText) -> JsonSchema:
    return {
        "anyOf": [
            {"type": "string", "pattern": VERSION_PATTERN},
            {"type": "number", "minimum": 0, "maximum": MAX_NUMBER},
        ]
    }


_SCHEMAS: dict[type, Callable[..., JsonSchema]] = {
    Text: lambda kind: {"type": "string"},
    Name: lambda kind: {"type": "string", "pattern": NAME_PATTERN},
    Form: lambda kind: {"type": "string", "pattern": kind.pattern},
    VersionText: _version,
    Flag: _flag,
    Null: lambda kind: {"type": "null"},
    Number: _number,
    Count: lambda kind: {"type": "integer", "minimum": kind.minimum},
    Literal: lambda kind: {"const": kind.value},
    PlainValue: lambda kind: {"type": ["string", "number", "boolean"]},
    Choice: lambda kind: {"enum": list(kind.values)},
    ListOf: _list_of,
    InnerOf: lambda kind: _schema(kind.kind),
    MapOf: _map_of,
    AnyObject: lambda kind: {"type": "object"},
    Anything: lambda kind: {},
    Later: lambda kind: {"$ref": f"#/$defs/{kind.shape}"},
    Either: _either,
    FirstOf: _first_of,
}
