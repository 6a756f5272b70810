"""What a U rule looks at: the plan, the calls, and what the scan could not read."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from tracking_plan.plan.event_names import EventNames, Match, MatchKind
from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.matching import Held, Level, Pair, hold


class Subject:
    """A plan and the code that was scanned for it."""

    def __init__(self, plan: Plan, scan: Scan, *, today: date) -> None:
        self.plan = plan
        self.scan = scan
        self.today = today
        self.names = EventNames(plan)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call, once each."""
        return self.scan.calls

    def sent(self) -> Iterator[tuple[Call, SentEvent]]:
        """Each event that a call may send, patterns left out."""
        for call in self.calls:
            for event in call.events:
                if event.resolution is not Resolution.PATTERN:
                    yield call, event

    def matched(self, *kinds: MatchKind) -> Iterator[tuple[SentEvent, Match]]:
        """Each sent event that the plan knows, if it is known in one of the ways."""
        for _, event in self.sent():
            match = self.names.find(event.name)
            if match is not None and (not kinds or match.kind in kinds):
                yield event, match

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every call against every event version that it may send."""
        return tuple(held for call in self.calls for held in hold(self.plan, self.names, call))

    def levels(self) -> Iterator[tuple[Held, Level]]:
        """Every object that a call sends, beside the planned one."""
        for held in self.held:
            for level in held.levels():
                yield held, level

    def pairs(self) -> Iterator[tuple[Held, Pair]]:
        """Every value that a call sends for a planned property."""
        for held, level in self.levels():
            for pair in level.pairs():
                yield held, pair

    def fitting(self, sent: SentEvent) -> tuple[Event, ...]:
        """The events whose names a pattern may stand for."""
        parts = re.split(r"\*+", sent.name)
        form = re.compile(".*".join(re.escape(part) for part in parts), re.DOTALL)
        events = self.plan.events.values()
        return tuple(
            e for e in events if any(form.fullmatch(n) for n in (e.name, *e.previous_names))
        )

    def names_sent(self) -> frozenset[str]:
        """The events of the plan that some call may send, in whatever spelling."""
        names = {match.event.name for _, match in self.matched()}
        for call in self.scan.doubtful:
            found = (self.names.find(sent.name) for sent in call.events)
            names.update(match.event.name for match in found if match)
        for call in (*self.calls, *self.scan.doubtful):
            for sent in call.events:
                if sent.resolution is Resolution.PATTERN:
                    names.update(event.name for event in self.fitting(sent))
        return frozenset(names)

    def was_scanned_for(self, event: Event) -> bool:
        """Whether all code that would send the event was looked at.

        An event that names no sources may come from any of the plan's.
        """
        named = event.current.sources
        sources = self.plan.sources if named is None or not self.plan.sources else named
        if None in self.scan.foreign or not self.scan.foreign.isdisjoint(sources):
            return False
        return all(source in self.scan.sources for source in sources)

    def standings(self) -> Iterator[tuple[SentEvent, Event, Status]]:
        """Each sent event that the plan knows, with the status of the version it is held to."""
        versions = {(h.sent.at, h.event_name): h.version for h in self.held if h.sent}
        for sent, match in self.matched():
            version = versions.get((sent.at, match.event.name)) or match.event.current
            yield sent, match.event, version.status_on(self.today)
