"""What a plan has to publish: its event versions, frozen, each with its hash."""

from collections.abc import Mapping
from functools import cached_property

from tracking_plan.place import JsonSchema
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.publishing.frozen import frozen
from tracking_plan.registry.publishing.json_text import json_bytes

Key = tuple[str, Version]
"""An event version: the event's name on the wire, and the number."""


class Candidate:
    """An event version of the plan as it would be published."""

    def __init__(self, plan: Plan, event: Event, version: EventVersion) -> None:
        self.event = event
        self.version = version
        self.schema: JsonSchema = frozen(plan, event, version)

    @cached_property
    def content(self) -> bytes:
        """The content of its file."""
        return json_bytes(self.schema)

    @cached_property
    def hash(self) -> str:
        """The hash of what it means."""
        from tracking_plan.registry.publishing.meaning import (
            content_hash,  # seldom asked for: see `changed`
        )

        return content_hash(self.schema)

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet, as it may still change."""
        return self.version.status is Status.DRAFT

    @property
    def is_retired(self) -> bool:
        """Whether nothing may send it any more."""
        return self.version.status is Status.RETIRED


def candidates(plan: Plan) -> Mapping[Key, Candidate]:
    """Every event version of a plan, in its order."""
    return {
        (event.name, version.version): Candidate(plan, event, version)
        for event in plan.events.values()
        for version in event.versions
    }
