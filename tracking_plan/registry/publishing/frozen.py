"""An event version as it is published: its JSON Schema, and what else the plan says of it."""

from functools import lru_cache

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.facts import DEPRECATED
from tracking_plan.plan.json_schema import slug, version_schema
from tracking_plan.plan.model import Event, EventVersion, Plan
from tracking_plan.plan.version import Version
from tracking_plan.registry.publishing.kept import with_kept

EVENT, VERSION, SOURCES = "x-event", "x-version", "x-sources"


def frozen(plan: Plan, event: Event, version: EventVersion) -> JsonSchema:
    """The schema of an event version, with the event's own words under `x-` keys.

    Its status is left out: that changes in the life of a version, and stands in the index.
    """
    schema = dict(with_kept(version_schema(plan, event, version), version))
    schema.pop(DEPRECATED, None)
    schema[EVENT] = event.name
    schema[VERSION] = str(version.version)
    if version.sources is not None:
        schema[SOURCES] = list(version.sources)
    said: tuple[tuple[str, Json], ...] = (
        ("x-trigger", event.trigger),
        ("x-answers", list(event.answers)),
        ("x-owner", event.owner),
        ("x-tags", list(event.tags)),
        ("x-metadata", dict(event.metadata)),
    )
    schema.update((key, value) for key, value in said if value)
    return schema


@lru_cache(maxsize=65_536)  # asked for by the index, the files and the plan
def frozen_path(event: str, version: Version) -> str:
    """Where a version is kept, below the registry's folder."""
    return f"{slug(event)}/{version}.json"
