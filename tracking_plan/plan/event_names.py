"""Finding the event that a name means: exact, by an old name, by a variant spelling."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.names.likeness import Nearest, fold
from tracking_plan.plan.model import Event, Plan


class MatchKind(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    PREVIOUS = "previous"
    VARIANT = "variant"


class Match(NamedTuple):
    """The event that a name means, and how that is known."""

    event: Event
    kind: MatchKind


class EventNames:
    """The event names of a plan, old and variant spellings included."""

    def __init__(self, plan: Plan) -> None:
        self._exact: Mapping[str, Event] = plan.events
        self._nearest: Nearest | None = None  # made at the first question
        self._previous: dict[str, Event] = {}
        self._folded: dict[str, Event] = {}
        for event in plan.events.values():
            self._folded.setdefault(fold(event.name), event)
            for old in event.previous_names:
                self._previous.setdefault(old, event)

    def find(self, name: str) -> Match | None:
        """The event that `name` means; None where the plan has none."""
        if name in self._exact:
            return Match(event=self._exact[name], kind=MatchKind.EXACT)
        if name in self._previous:
            return Match(event=self._previous[name], kind=MatchKind.PREVIOUS)
        variant = self._folded.get(fold(name))
        return Match(event=variant, kind=MatchKind.VARIANT) if variant else None

    def nearest(self, name: str) -> str | None:
        """The planned name that looks most like `name`; None where none comes near."""
        if self._nearest is None:
            self._nearest = Nearest(self._exact)
        return self._nearest.to(name)
