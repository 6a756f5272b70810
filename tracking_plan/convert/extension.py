"""Whether an edited plan says all that it said, and has only more events and properties."""

from collections.abc import Iterable

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.plan.model import Event, Plan


def extends(before: Plan, after: Plan | None, events: Iterable[str]) -> bool:
    """Whether a plan is the one before, with these events, and further properties of others."""
    if after is None or after.events.keys() != before.events.keys() | set(events):
        return False
    if not _has_all(traits_schema(before), traits_schema(after)):
        return False
    return all(_has_all_versions(before, after, event) for event in before.events.values())


def _has_all_versions(before: Plan, after: Plan, event: Event) -> bool:
    schemas = _schemas(before, event), _schemas(after, after.events[event.name])
    return len(schemas[0]) == len(schemas[1]) and all(map(_has_all, *schemas))


def _schemas(plan: Plan, event: Event) -> list[JsonSchema]:
    return [version_schema(plan, event, version) for version in event.versions]


def _has_all(before: Json, after: Json) -> bool:
    """Whether two schemas say the same, but for properties that the second one adds."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before == after
    return before.keys() == after.keys() and all(
        _has_all_properties(before[key], after[key])
        if key == "properties"
        else _has_all(before[key], after[key])
        for key in before
    )


def _has_all_properties(before: Json, after: Json) -> bool:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before == after
    return all(name in after and _has_all(before[name], after[name]) for name in before)
