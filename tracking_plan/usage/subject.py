"""The subject of U rules: the plan, the calls, and what the scan could not read."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from tracking_plan.plan.event_names import EventNames, Match, MatchKind
from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent, SentProperty
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.matching import MatchedCall, MatchedObject, MatchedValue, match_call
from tracking_plan.usage.recognition.helpers import NONE, Helpers
from tracking_plan.usage.rewriting import NO_REWRITER, Rewriter


class Subject:
    """A plan and the code that was scanned for it."""

    def __init__(
        self,
        plan: Plan,
        scan: Scan,
        *,
        today: date,
        rewriter: Rewriter = NO_REWRITER,
        helpers: Helpers = NONE,
    ) -> None:
        self.plan = plan
        self.rewriter = rewriter
        self.helpers = helpers
        self.scan = scan
        self.today = today
        self.names = EventNames(plan)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call, once each."""
        return self.scan.calls

    @property
    def written_calls(self) -> tuple[Call, ...]:
        """Every call of an SDK as it is written: those that send what callers give among them."""
        return (*self.scan.calls, *self.scan.forwarding)

    def options(self) -> Iterator[tuple[Call, SentProperty]]:
        """Each option of its SDK that a call gives, without the one that holds the properties."""
        for call in self.written_calls:
            names = call.option_names - {call.nested_key}
            for option in call.options.properties if call.options else ():
                if option.name in names:
                    yield call, option

    def sent(self) -> Iterator[tuple[Call, SentEvent]]:
        """Each event that a call sends in some runs, patterns left out."""
        for call in self.calls:
            for event in call.events:
                if event.resolution is not Resolution.PATTERN and not event.is_possible:
                    yield call, event

    def matched(self, *kinds: MatchKind) -> Iterator[tuple[SentEvent, Match]]:
        """Each sent event that the plan knows, if it is known in one of the ways."""
        for _, event in self.sent():
            match = self.names.find(event.name)
            if match is not None and (not kinds or match.kind in kinds):
                yield event, match

    def swapped(self, call: Call) -> Event | None:
        """The event of the plan that a call gives as the user's id, where its event is none."""
        ids = call.user_id.values if call.user_id else ()
        names = [value.literal for value in ids if isinstance(value.literal, str)]
        if len(ids) != 1 or not names or not call.events or call.dynamic is not None:
            return None
        if any(self.names.find(sent.name) is not None for sent in call.events):
            return None
        return self.plan.events.get(names[0])

    @cached_property
    def matched_calls(self) -> tuple[MatchedCall, ...]:
        """Every call with every event version that it may send."""
        return tuple(m for call in self.calls for m in match_call(self.plan, self.names, call))

    @cached_property
    def objects(self) -> tuple[tuple[MatchedCall, MatchedObject], ...]:
        """Every object that a call sends, beside the planned one."""
        return tuple((call, found) for call in self.matched_calls for found in call.objects())

    @cached_property
    def values(self) -> tuple[tuple[MatchedCall, MatchedValue], ...]:
        """Every value that a call sends for a planned property."""
        return tuple((call, value) for call, found in self.objects for value in found.values())

    def fitting(self, sent: SentEvent) -> tuple[Event, ...]:
        """The events whose names match a pattern."""
        fragments = re.split(r"\*+", sent.name)
        form = re.compile(".*".join(re.escape(fragment) for fragment in fragments), re.DOTALL)
        events = self.plan.events.values()
        return tuple(
            e for e in events if any(form.fullmatch(n) for n in (e.name, *e.previous_names))
        )

    def names_sent(self) -> frozenset[str]:
        """The events of the plan that some call may send, in whatever spelling."""
        every = (*self.calls, *self.scan.doubtful)
        return frozenset(name for call in every for name in self.names_of(call))

    def names_of(self, call: Call) -> Iterator[str]:
        """The events of the plan that a call may send, in whatever spelling."""
        for sent in call.events:
            if sent.resolution is Resolution.PATTERN:
                yield from (event.name for event in self.fitting(sent))
            elif match := self.names.find(sent.name):
                yield match.event.name

    def with_status(self) -> Iterator[tuple[SentEvent, Event, Status]]:
        """Each sent event that the plan knows, with the status of its version."""
        versions = {(h.sent.at, h.event_name): h.version for h in self.matched_calls if h.sent}
        for sent, match in self.matched():
            version = versions.get((sent.at, match.event.name)) or match.event.current
            yield sent, match.event, version.status_on(self.today)
