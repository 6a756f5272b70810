"""What publishing a plan writes: new versions' files, and the index of all."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.json_schema import DIALECT
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.frozen import frozen, frozen_path
from tracking_plan.registry.meaning import HASH_VERSION, content_hash
from tracking_plan.registry.published import INDEX, Published

Key = tuple[str, Version]


class Writing(NamedTuple):
    """A file to write, below the registry's folder. `is_new`: none of that name was there."""

    path: str
    text: str
    is_new: bool


class Changed(NamedTuple):
    """A version that the plan says something else of than what was published under its number."""

    event: Event
    version: EventVersion
    schema: JsonSchema


class Publication(NamedTuple):
    """What to write, in this order: the index last. `changed` must be empty for any of it."""

    writings: tuple[Writing, ...]
    published: tuple[Key, ...]
    changed: tuple[Changed, ...]
    drafts: int


def publication(plan: Plan, before: Published) -> Publication:
    """What publishing the plan would write into a registry that holds `before`."""
    writings: list[Writing] = []
    changed: list[Changed] = []
    new: list[Key] = []
    schemas: dict[Key, JsonSchema] = {key: file.schema for key, file in before.files.items()}
    drafts = 0
    for event, version in _versions(plan):
        if version.status is Status.DRAFT:
            drafts += 1
            continue
        key, schema = (event.name, version.version), frozen(plan, event, version)
        if key not in before.files:
            path = frozen_path(*key)
            writings.append(Writing(path=path, text=_text(schema), is_new=True))
            schemas[key] = schema
            new.append(key)
        elif before.files[key].hash != content_hash(schema):
            changed.append(Changed(event, version, schema))
    text = _text(index(plan, schemas))
    writings.append(Writing(path=INDEX, text=text, is_new=before.entries is None))
    return Publication(tuple(writings), tuple(new), tuple(changed), drafts)


def _versions(plan: Plan) -> Iterator[tuple[Event, EventVersion]]:
    for event in plan.events.values():
        for version in event.versions:
            yield event, version


def index(plan: Plan, schemas: Mapping[Key, JsonSchema]) -> JsonSchema:
    """The index of all published versions: it follows from them and the plan alone."""
    by_event: dict[str, list[Json]] = {}
    for event, version in sorted(schemas):
        by_event.setdefault(event, []).append(_entry(plan, event, version, schemas[event, version]))
    return {
        "index_version": 1,
        "hash_version": HASH_VERSION,
        "plan": plan.name,
        "dialect": DIALECT,
        "events": [{"event": event, "versions": each} for event, each in by_event.items()],
    }


def _entry(plan: Plan, event: str, version: Version, schema: JsonSchema) -> JsonSchema:
    """A version of the index; its status is that of its major in the plan, or retired."""
    planned = plan.events.get(event)
    newest = planned.newest_of(version.major) if planned is not None else None
    entry: JsonSchema = {
        "version": str(version),
        "status": str(Status.RETIRED if newest is None else newest.status),
        "$id": schema["$id"],
        "path": frozen_path(event, version),
        "hash": content_hash(schema),
    }
    if newest is not None and newest.sunset is not None:
        entry["sunset"] = newest.sunset.isoformat()
    return entry


def _text(value: JsonSchema) -> str:
    """JSON for people and for diffs: a key a line, in the order of the schema."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
