"""A published version's JSON Schema as what a plan says of it."""

from collections.abc import Iterator, Mapping

from tracking_plan.convert.written_out import Written, leaving, short
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan import facts
from tracking_plan.plan.json_schema import HASH_PATTERN
from tracking_plan.plan.limits import LIMITS
from tracking_plan.plan.model import Status
from tracking_plan.plan.pii import PiiAction, PiiKind
from tracking_plan.registry.steps.step import Side

_SAME = ("description", "examples", "const", "format", "pattern")
_RENAMED: Mapping[str, str] = {
    facts.UNIT: "unit",
    facts.REPLACED_BY: "replaced_by",
    facts.SUNSET: "sunset",
    **{limit.keyword: name for name, limit in LIMITS.items()},
}


def published_entry(side: Side, version_property: str | None) -> Written:
    """What stands under `previous` for a published version, on its way out from now on."""
    schema = side.schema if side.published is None else side.published
    found: Written = {"status": leaving(side.status)}
    if side.sunset is not None:
        found["sunset"] = side.sunset.isoformat()
    if isinstance(schema.get("description"), str):
        found["description"] = schema["description"]
    if side.sources is not None:
        found["sources"] = list(side.sources)
    body = dict(_object(schema))
    properties = body.get("properties")
    if isinstance(properties, dict) and schema.get("properties") is not None:
        sent = _mapping(schema["properties"])
        if version_property is not None and sent.get(version_property) is True:
            properties.pop(version_property, None)  # always allowed, and never listed
    if not properties:
        body.pop("properties", None)
    others = body.get("additional_properties", False)
    if others is not side.event.startswith("$"):
        found["additional_properties"] = others
    return found | {name: one for name, one in body.items() if name == "properties"}


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _object(schema: JsonSchema) -> Iterator[tuple[str, Json]]:
    """The properties of an object, and what its other keys may hold."""
    if "properties" in schema:
        required = schema.get("required")
        needed = required if isinstance(required, list) else []
        yield (
            "properties",
            {
                name: short(_property(one) | ({"required": True} if name in needed else {}))
                for name, one in _mapping(schema["properties"]).items()
            },
        )
    others = schema.get("additionalProperties", True)
    if "properties" in schema or isinstance(others, dict):
        yield (
            "additional_properties",
            short(_property(others)) if isinstance(others, dict) else (others is True),
        )


def _property(schema: Json) -> Written:
    if schema is False:
        never: Json = {"kind": str(PiiKind.OTHER), "action": str(PiiAction.FORBID)}
        return {"type": "any", "pii": never}
    said = _mapping(schema)
    was = said.get(facts.WAS)
    if was is not None:
        return _property(was) | dict(_stage(said))
    type_ = said.get("type", "any")
    is_nullable = isinstance(type_, list)
    if isinstance(type_, list):
        type_ = next((one for one in type_ if one != "null"), "any")
    found: Written = {"type": type_}
    if is_nullable:
        found["nullable"] = True
    found |= {key: said[key] for key in _SAME if key in said}
    found |= {name: said[keyword] for keyword, name in _RENAMED.items() if keyword in said}
    if "enum" in said:
        found["enum"] = list(_values(said))
    if "items" in said:
        found["items"] = short(_property(said["items"]))
    if type_ == "object":
        found |= dict(_object(said))
    found |= dict(_stage(said))
    return _personal(said, found)


def _values(said: Mapping[str, Json]) -> Iterator[Json]:
    """The entries of an enum: values, or with what else is said of them."""
    listed, leaving_ = said["enum"], said.get(facts.DEPRECATED_VALUES)
    words = _mapping(said.get(facts.ENUM_DESCRIPTIONS))
    replaced = _mapping(said.get(facts.REPLACED_VALUES))
    for value in listed if isinstance(listed, list) else ():
        entry: Written = {"value": value}
        if str(value) in words:
            entry["description"] = words[str(value)]
        if isinstance(leaving_, list) and value in leaving_:
            entry["status"] = str(Status.DEPRECATED)
        if str(value) in replaced:
            entry["replaced_by"] = replaced[str(value)]
        if value is not None:
            yield entry if len(entry) > 1 else value


def _stage(said: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    if said.get(facts.STATUS) is not None:
        yield "status", said[facts.STATUS]
    elif said.get(facts.DEPRECATED) is True:
        yield "status", str(Status.DEPRECATED)


def _personal(said: Mapping[str, Json], found: Written) -> Written:
    """The property with what is said of personal data in it."""
    kind = said.get(facts.PII)
    if kind is None:
        return found
    action = said.get(facts.PII_ACTION, str(PiiAction.ALLOW))
    is_hashed = action == str(PiiAction.HASH) or found.get("pattern") == HASH_PATTERN
    if is_hashed:
        found.pop("pattern", None)
        found["pii"] = {"kind": kind, "action": str(PiiAction.HASH)}
    else:
        found["pii"] = {"kind": kind, "action": action, "reason": "as it was published"}
    return found
