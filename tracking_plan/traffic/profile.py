"""The profile of a run over payloads: what came in, beside what the plan expects."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tracking_plan.altertable.system_names import is_sent_event
from tracking_plan.finding import Code, Finding
from tracking_plan.payloads.results import Totals
from tracking_plan.payloads.run import Run
from tracking_plan.payloads.tally.rule_counts import RuleCounts
from tracking_plan.payloads.tally.traffic import OTHERS_KEY, Row, TrafficKey
from tracking_plan.plan.model import Plan, Status

_UNKNOWN_EVENT = "D101"
_UNKNOWN_PROPERTIES = ("D201", "D205")
_NAMES_ANOTHER = ("did you mean", "send it as")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplannedEvent:
    """An event that the plan does not have. `hint`: what its name may be meant to be."""

    name: str
    count: int
    hint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplannedProperty:
    """A property that the version of an event does not have, and how often it was there.

    `event` None: it is a trait of `identify`.
    """

    event: str | None
    version: str | None
    property: str
    count: int
    hint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What came in.

    `rows` are events by version and how that was chosen, the most frequent first; `beside` is what
    the rules found in what is no event. Only so many unplanned names are kept apart: `more_events`
    are payloads of others, `more_properties` is how often others were there. `never_seen` are
    active events of the plan. `first` and `last` are when events are from, as far as they say; of
    `untimed` ones it is not known.
    """

    inputs: int
    totals: Totals
    rows: tuple[Row, ...]
    beside: Mapping[str, RuleCounts]
    unplanned_events: tuple[UnplannedEvent, ...]
    unplanned_properties: tuple[UnplannedProperty, ...]
    more_events: int
    more_properties: int
    never_seen: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    untimed: int

    @property
    def events(self) -> int:
        """How many events there were."""
        return sum(row.count for row in self.rows)


def profile_of(run: Run, plan: Plan, *, inputs: int, is_on: Callable[[Code], bool]) -> Profile:
    """The profile of a run, in which these rules are on."""
    rows = run.traffic
    findings = [one for one in run.findings if is_on(one.code)]
    return Profile(
        inputs=inputs,
        totals=run.totals,
        rows=rows,
        beside=run.beside,
        unplanned_events=tuple(_unplanned_events(rows, plan, findings)),
        unplanned_properties=tuple(_unplanned_properties(findings)),
        more_events=sum(row.count for row in rows if row.key == OTHERS_KEY),
        more_properties=sum(
            one.problem.count
            for one in findings
            if one.code.id in _UNKNOWN_PROPERTIES and one.problem.property is None
        ),
        never_seen=tuple(_never_seen(rows, plan)),
        first=min((row.first for row in rows if row.first is not None), default=None),
        last=max((row.last for row in rows if row.last is not None), default=None),
        untimed=sum(row.untimed for row in rows),
    )


def _unplanned_events(
    rows: Iterable[Row], plan: Plan, findings: Iterable[Finding]
) -> Iterator[UnplannedEvent]:
    hints = {
        one.problem.event: _meant(one.problem.hint)
        for one in findings
        if one.code.id == _UNKNOWN_EVENT
    }
    for row in by_event(rows):
        name = row.key.event
        if name not in plan.events and not is_sent_event(name) and row.key != OTHERS_KEY:
            yield UnplannedEvent(name=name, count=row.count, hint=hints.get(name))


def _unplanned_properties(findings: Iterable[Finding]) -> Iterator[UnplannedProperty]:
    """Out of the findings, which are bounded and the same whatever the number of processes."""
    found: dict[tuple[str | None, str | None, str], UnplannedProperty] = {}
    for one in findings:
        problem = one.problem
        if one.code.id not in _UNKNOWN_PROPERTIES or problem.property is None:
            continue
        key = problem.event, problem.version, problem.property
        known = found.get(key)
        found[key] = UnplannedProperty(
            event=problem.event,
            version=problem.version,
            property=problem.property,
            count=problem.count + (known.count if known else 0),
            hint=known.hint if known else _meant(problem.hint),
        )
    yield from sorted(found.values(), key=lambda one: -one.count)


def _meant(hint: str | None) -> str | None:
    """The hint, if it names what was meant."""
    return hint if hint is not None and hint.startswith(_NAMES_ANOTHER) else None


def _never_seen(rows: Iterable[Row], plan: Plan) -> Iterator[str]:
    seen = {row.key.event for row in rows}
    for event in plan.events.values():
        if event.name not in seen and event.current.status is Status.ACTIVE:
            yield event.name


def by_version(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows without regard to how the version was chosen, the most frequent first."""
    return _joined(rows, lambda key: replace(key, how=None))


def by_event(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of each event as one, the most frequent first."""
    return _joined(rows, lambda key: replace(key, version=None, how=None))


def _joined(rows: Iterable[Row], key_of: Callable[[TrafficKey], TrafficKey]) -> tuple[Row, ...]:
    """The rows of one key as one. Its first and last places are none: they have no order."""
    found: dict[TrafficKey, Row] = {}
    for row in rows:
        key = key_of(row.key)
        found.setdefault(key, Row(key)).merge(row)
    return tuple(sorted(found.values(), key=lambda row: -row.count))
