"""Event versions as types, which a parser checks while it reads.

A type refuses more than the schema does: 5.0 is no integer to it, and a property of which a type
cannot say enough (an open object, a multiple) is left out, so that what has it is refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from tracking_plan.altertable.envelope import IDS
from tracking_plan.altertable.system_names import SENT_PROPERTIES
from tracking_plan.payloads.fast_path.plain_formats import PLAIN_FORMATS
from tracking_plan.payloads.judging.calm import LARGE
from tracking_plan.payloads.judging.sent_values import may_fade
from tracking_plan.personal.looks import LEAST_CARD
from tracking_plan.place import JsonSchema
from tracking_plan.plan.model import Property, Type

Field = tuple[str, Any, Any]
"""An attribute, the type of its value, and where that comes from."""

_BOUNDS: Mapping[str, str] = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
}
_LENGTHS: Mapping[str, str] = {"minLength": "min_length", "maxLength": "max_length"}
_SIZES: Mapping[str, str] = {"minItems": "min_length", "maxItems": "max_length"}
_FORMATS: Mapping[str, Any] = {  # with what `screen.line_screen` refuses, they are RFC 3339's
    "date": date,
    "date-time": Annotated[datetime, msgspec.Meta(tz=True)],
    "uuid": UUID,
}
_NO_NAME = "$"  # of no SDK
_EXACT = 2**53  # a double knows integers up to here
_SENT = str | int | bool | None  # what SDKs send by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedVersion:
    """The type of the payloads of an event version.

    `patterns` are those that the texts of its `properties` have to match, by their attributes; what
    is absent is None.
    """

    type: type[msgspec.Struct]
    patterns: Mapping[str, str]


def typed_version(
    name: str,
    planned: Iterable[Property],
    schema: JsonSchema,
    environments: Iterable[str] | None,
    version_property: str | None,
) -> TypedVersion:
    """The type of the payloads of the event `name`; `schema` is the closed one of its version."""
    patterns: dict[str, str] = {}
    properties = _struct(
        "Properties",
        (
            *_planned(planned, _object(schema, "properties"), patterns),
            *_sent(SENT_PROPERTIES - _object(schema, "properties").keys() - {"$lib"}),
            ("lib", str | None, _absent("$lib")),
            ("said", str | None, _absent(version_property or _NO_NAME)),
        ),
    )
    payload = _struct("Payload", _envelope(name, environments, properties))
    return TypedVersion(type=payload, patterns=patterns)


def _envelope(
    name: str, environments: Iterable[str] | None, properties: type[msgspec.Struct]
) -> Iterator[Field]:
    yield "event", _literal([name]), msgspec.field()
    environment = str if environments is None else _literal(environments)
    yield "environment", environment, msgspec.field()
    yield "properties", properties, msgspec.field()
    yield "timestamp", _FORMATS["date-time"] | None, None
    yield from ((each, str | None, None) for each in (*IDS, "session_id"))


def _planned(
    planned: Iterable[Property], schemas: JsonSchema, patterns: dict[str, str]
) -> Iterator[Field]:
    """The fields of properties; the patterns of their texts are added to `patterns`."""
    for at, prop in enumerate(planned):
        own = _object(schemas, prop.name)
        type_ = _type(prop, own)
        if type_ is not None:
            yield _field(f"p{at}", type_, prop)
            pattern = _pattern(own)
            if pattern is not None:
                patterns[f"p{at}"] = pattern


def _sent(names: Iterable[str]) -> Iterator[Field]:
    """The fields of what SDKs send by themselves."""
    return ((f"s{at}", _SENT, _absent(name)) for at, name in enumerate(sorted(names)))


def _type(prop: Property, schema: JsonSchema) -> Any:
    """The type of the property's values; None where no type says enough of them."""
    if not prop.is_sent_as_is or may_fade(prop) or "multipleOf" in schema or "const" in schema:
        return None
    found = _listed(prop) if prop.enum is not None else _unlisted(prop, schema)
    return found | None if found is not None and prop.nullable else found


def _listed(prop: Property) -> Any:
    """The values of a list of texts, or of integers."""
    values = [entry.value for entry in prop.enum or ()]
    kinds = {type(value) for value in values}
    is_plain = kinds in ({str}, {int}) and prop.type in {Type.STRING, Type.INTEGER}
    return _literal(values) if is_plain else None


def _unlisted(prop: Property, schema: JsonSchema) -> Any:
    if prop.type is Type.STRING:
        return _text(schema)
    if prop.type is Type.BOOLEAN:
        return bool
    if prop.type in {Type.INTEGER, Type.NUMBER}:
        return _number(prop, schema)
    if prop.type is Type.ARRAY:
        return _array(prop, schema)
    return _closed_object(prop, schema) if prop.type is Type.OBJECT else None


def _text(schema: JsonSchema) -> Any:
    """A text; None where its format has neither a type nor a pattern, or there are both."""
    written = schema.get("format")
    if written is None:
        return _limited(str, schema, _LENGTHS)
    if "pattern" in schema or schema.keys() & _LENGTHS.keys():
        return None
    return _FORMATS.get(str(written)) or (str if written in PLAIN_FORMATS else None)


def _pattern(schema: JsonSchema) -> str | None:
    """The pattern that remains to be matched."""
    written = str(schema.get("format"))
    found = schema.get("pattern", None if written in _FORMATS else PLAIN_FORMATS.get(written))
    return found if isinstance(found, str) else None


def _number(prop: Property, schema: JsonSchema) -> Any:
    """A number that cannot be a card's, and of which all digits are known."""
    limits: dict[str, Any] = {_BOUNDS[key]: schema[key] for key in _BOUNDS if key in schema}
    if any(abs(limit) > _EXACT for limit in limits.values()):
        return None
    if limits.keys() >= {"ge", "gt"} or limits.keys() >= {"le", "lt"}:
        return None  # of two bounds on a side, the parser knows one
    if "gt" not in limits:
        limits["ge"] = max(limits.get("ge", -LARGE), -LARGE)
    most = "lt" if "lt" in limits else "le"
    limits[most] = min(limits.get(most, LEAST_CARD - 1), LEAST_CARD - 1)
    return Annotated[int if prop.type is Type.INTEGER else float, msgspec.Meta(**limits)]


def _array(prop: Property, schema: JsonSchema) -> Any:
    if prop.items is None or "uniqueItems" in schema:
        return None
    own = _object(schema, "items")
    items = None if _pattern(own) is not None else _type(prop.items, own)
    return None if items is None else _limited(list.__class_getitem__(items), schema, _SIZES)


def _closed_object(prop: Property, schema: JsonSchema) -> Any:
    if not prop.properties or schema.get("additionalProperties") is not False:
        return None
    if "minProperties" in schema or "maxProperties" in schema:
        return None
    schemas = _object(schema, "properties")
    fields: list[Field] = []
    for at, inner in enumerate(prop.properties):
        own = _object(schemas, inner.name)
        type_ = None if _pattern(own) is not None else _type(inner, own)
        if type_ is not None:
            fields.append(_field(f"p{at}", type_, inner))
        elif inner.required:
            return None
    return _struct("Inner", fields)


def _field(attribute: str, type_: Any, prop: Property) -> Field:
    source = msgspec.field(name=prop.name) if prop.required else _absent(prop.name)
    return attribute, type_, source


def _absent(name: str) -> Any:
    """A field that may be absent. The default is never checked, so that a null can be refused."""
    return msgspec.field(name=name, default=None)


def _limited(type_: Any, schema: JsonSchema, words: Mapping[str, str]) -> Any:
    limits: dict[str, Any] = {
        words[key]: value for key, value in schema.items() if key in words and value is not None
    }
    return Annotated[type_, msgspec.Meta(**limits)] if limits else type_


def _literal(values: Iterable[object]) -> Any:
    return Literal[tuple(values)]


def _struct(name: str, fields: Iterable[Field]) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        name, [*fields], forbid_unknown_fields=True, kw_only=True, gc=False, frozen=False
    )


def _object(schema: JsonSchema, key: str) -> JsonSchema:
    found = schema.get(key)
    return found if isinstance(found, dict) else {}
