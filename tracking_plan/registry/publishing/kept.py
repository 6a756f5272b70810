"""What a plan says of properties beside their meaning on the wire, kept in what is published.

Those who compare a later plan, or move a version under `previous`, have the file alone: a retired
property accepts nothing, so that its schema does not say what it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan import facts
from tracking_plan.plan.json_schema import property_schema
from tracking_plan.plan.model import EventVersion, Property, Status
from tracking_plan.validation.keywords import rewritten


def with_kept(schema: JsonSchema, version: EventVersion) -> JsonSchema:
    """The schema of a version, with what is kept of each property under `x-` keys."""
    if not (any(map(_says_more, version.properties)) or _says_more(version.others)):
        return schema
    return schema | _inner(schema, version.properties, version.others)


def _says_more(prop: Property | None) -> bool:
    """Whether something is kept of a property or within it; of few plans anything is."""
    if prop is None:
        return False
    if prop.sunset is not None or prop.status is Status.RETIRED:
        return True
    if prop.enum is not None and any(one.replaced_by is not None for one in prop.enum):
        return True
    if prop.items is None and not prop.properties and not prop.additional_properties:
        return False
    return any(map(_says_more, (*(prop.properties or ()), prop.items, prop.others)))


def without_kept(schema: JsonSchema) -> JsonSchema:
    """The schema without what is kept: what it means on the wire."""
    return rewritten(
        schema, lambda one: {key: value for key, value in one.items() if key not in facts.KEPT}
    )


def retired_shapes(schema: JsonSchema) -> Mapping[str, JsonSchema]:
    """What each retired property was, by its path; older registries do not say it."""
    return dict(_retired(schema, ""))


def _retired(schema: Json, path: str) -> Iterator[tuple[str, JsonSchema]]:
    if not isinstance(schema, dict):
        return
    was = schema.get(facts.WAS)
    if isinstance(was, dict):
        yield path, was
    properties = schema.get("properties")
    for name, one in properties.items() if isinstance(properties, dict) else ():
        yield from _retired(one, below(path, name))
    yield from _retired(schema.get("items"), items_of(path))
    yield from _retired(schema.get("additionalProperties"), values_of(path))


def _of(schema: Json, prop: Property) -> Json:
    """The schema of a property with what is kept of it."""
    if not isinstance(schema, dict):
        return schema
    kept: JsonSchema = {}
    if prop.sunset is not None:
        kept[facts.SUNSET] = prop.sunset.isoformat()
    if prop.is_retired:
        before = replace(prop, status=Status.ACTIVE)
        return schema | kept | {facts.WAS: _of(property_schema(before), before)}
    replaced: JsonSchema = {
        str(entry.value): entry.replaced_by
        for entry in prop.enum or ()
        if entry.replaced_by is not None
    }
    if replaced and "enum" in schema:
        kept[facts.REPLACED_VALUES] = replaced
    if prop.items is not None and "items" in schema:
        kept["items"] = _of(schema["items"], prop.items)
    return schema | kept | _inner(schema, prop.properties or (), prop.others)


def _inner(
    schema: JsonSchema, properties: Iterable[Property], others: Property | None
) -> JsonSchema:
    """`properties` and `additionalProperties` of an object with what is kept of each."""
    found: JsonSchema = {}
    listed = schema.get("properties")
    if isinstance(listed, dict):
        found["properties"] = listed | {
            prop.name: _of(listed[prop.name], prop) for prop in properties if prop.name in listed
        }
    if others is not None and "additionalProperties" in schema:
        found["additionalProperties"] = _of(schema["additionalProperties"], others)
    return found
