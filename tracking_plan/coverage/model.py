"""What is known of each event: whether it is planned, which code sends it, what data has of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracking_plan.place import Place
from tracking_plan.plan.model import Status


class Answer(StrEnum):
    """Whether something is so, as far as it can be told."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What the plan says of a version of an event. `sources` is empty where it names none."""

    version: str
    status: Status
    is_current: bool
    owner: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCall:
    """A call that sends the event, and the functions of the project by way of which it does."""

    at: Place
    language: str
    source: str | None
    through: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentInCode:
    """How many of the calls send a property.

    Of `unknown` of them that cannot be told. `is_elsewhere`: it is set once and for all events, so
    that calls need not give it. `is_open`: other calls may send the event, and the property.
    """

    calls: int = 0
    sent: int = 0
    unknown: int = 0
    is_elsewhere: bool = False
    is_open: bool = False

    @property
    def answer(self) -> Answer:
        """Whether some call sends it."""
        if self.sent:
            return Answer.YES
        is_unknown = self.unknown or self.is_elsewhere or self.is_open
        return Answer.UNKNOWN if is_unknown else Answer.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyCoverage:
    """A property by its path. `seen` is in how many payloads it is; None: there is no data.

    `is_expected` False: the plan has it, and nothing should send it.
    """

    path: str
    is_planned: bool
    is_required: bool = False
    is_expected: bool = True
    code: SentInCode = SentInCode()
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How many payloads of a version there were, and their first and last moments."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCoverage:
    """A version of an event, or an event that is not planned (`planned` None).

    `coded` says whether code sends it, and `doubts` why that is unknown. `possible` are the calls
    that may send it and may not. `seen` None: there is no data.
    """

    name: str
    planned: Planned | None
    coded: Answer
    calls: tuple[CodedCall, ...] = ()
    possible: tuple[Place, ...] = ()
    doubts: tuple[str, ...] = ()
    seen: Seen | None = None
    properties: tuple[PropertyCoverage, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether code is expected to send it: the current version of an active event."""
        planned = self.planned
        return planned is not None and planned.is_current and planned.status == Status.ACTIVE

    @property
    def is_retired(self) -> bool:
        """Whether nothing may send it any more."""
        return self.planned is not None and self.planned.status == Status.RETIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A function of the project by way of which events are sent, and how many calls it has."""

    at: Place
    calls: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The plan, the code and the data side by side.

    `unknowns` are lines about what could not be told. `payloads` is how many were read, and
    `unread` how many could not be; None: no data was given.
    """

    plan: str
    events: tuple[EventCoverage, ...]
    ways: tuple[Way, ...] = ()
    calls: int = 0
    files: int = 0
    payloads: int | None = None
    unread: int = 0
    unknowns: tuple[str, ...] = ()

    @property
    def unplanned(self) -> tuple[EventCoverage, ...]:
        """The events that the plan does not have."""
        return tuple(event for event in self.events if event.planned is None)

    @property
    def live(self) -> tuple[EventCoverage, ...]:
        """The active events, of each the current version."""
        return tuple(event for event in self.events if event.is_live)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of the active events, and of those not planned. `seen` None: there is no data."""

    planned: int
    coded: int
    not_coded: int
    unknown: int
    seen: int | None
    unplanned: int

    @property
    def share_coded(self) -> float | None:
        """How many percent of them code sends; None where there are none."""
        return share(self.coded, self.planned)

    @property
    def share_seen(self) -> float | None:
        """How many percent of them are in the data; None where there are none, or no data."""
        return None if self.seen is None else share(self.seen, self.planned)


def totals(comparison: Comparison) -> Totals:
    """The counts over a comparison."""
    live = comparison.live
    by_answer = {answer: sum(1 for one in live if one.coded is answer) for answer in Answer}
    has_data = comparison.payloads is not None
    return Totals(
        planned=len(live),
        coded=by_answer[Answer.YES],
        not_coded=by_answer[Answer.NO],
        unknown=by_answer[Answer.UNKNOWN],
        seen=sum(1 for one in live if one.seen and one.seen.count) if has_data else None,
        unplanned=len(comparison.unplanned),
    )


def share(part: int, whole: int) -> float | None:
    """The share in percent, to one digit, never rounded up to all; None of nothing."""
    if not whole:
        return None
    return int(part * 1000 / whole) / 10
