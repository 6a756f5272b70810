"""What a plan has to publish: its event versions, frozen, each with its hash."""

from collections.abc import Mapping
from typing import NamedTuple

from tracking_plan.place import JsonSchema
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.frozen import frozen
from tracking_plan.registry.meaning import content_hash

Key = tuple[str, Version]
"""An event version: the event's name on the wire, and the number."""


class Candidate(NamedTuple):
    """An event version of the plan as it would be published."""

    event: Event
    version: EventVersion
    schema: JsonSchema
    hash: str

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet, as it may still change."""
        return self.version.status is Status.DRAFT


def candidates(plan: Plan) -> Mapping[Key, Candidate]:
    """Every event version of a plan, in its order."""
    found: dict[Key, Candidate] = {}
    for event in plan.events.values():
        for version in event.versions:
            schema = frozen(plan, event, version)
            found[event.name, version.version] = Candidate(
                event, version, schema, content_hash(schema)
            )
    return found
