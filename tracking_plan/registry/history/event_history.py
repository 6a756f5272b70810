"""The history of one event, followed from name to name through the changes of a plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracking_plan.plan.model import Plan
from tracking_plan.registry.bases.commit_log import Commit
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.history.differences import Difference, beside, has_moved
from tracking_plan.registry.history.plan_history import Faulty, PlanChange
from tracking_plan.registry.planned import planned, planned_before
from tracking_plan.registry.shown import changed
from tracking_plan.registry.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """What a commit changed of an event; `commit` None: it is not committed yet.

    `words` are what no version shows, `unjudged` what no rule judges: of drafts, say.
    """

    commit: Commit | None
    compared: tuple[Compared, ...]
    words: tuple[Difference, ...]
    unjudged: tuple[Difference, ...]
    skipped: tuple[Faulty, ...] = ()

    @property
    def current(self) -> tuple[Verdict, ...]:
        """What became of the version that new code sends, of each event of the entry."""
        return tuple(one.verdicts[0] for one in self.compared if one.verdicts)


class EventHistory:
    """The entries of the event that has, or had, some name.

    `names` are those that it is known by, the newest first, and `known` all names of events that
    have been met; both are complete once all entries have been seen. `successor` is the newest name
    of an event that was found by one which newer plans do not list: its history is to be shown
    instead, and there are no entries.
    """

    def __init__(self, name: str, today: date) -> None:
        self._today = today
        self._asked = name
        self._tracked: frozenset[str] = frozenset()
        self._earlier: set[str] = set()
        self.names: list[str] = []
        self.known: dict[str, None] = {}
        self.successor: str | None = None
        self._renamed: dict[str, str] = {}

    def look(self, plan: Plan) -> None:
        """Looks for the event in a plan, until one has it: the newest first."""
        self.known.update(dict.fromkeys(plan.events))
        if self._tracked or self.successor is not None:
            return
        renamed = {
            old: event.name
            for event in plan.events.values()
            for old in event.previous_names
            if old not in plan.events
        }
        name = renamed.get(self._asked, self._asked)
        newest = _newest(name, self._renamed)
        if newest != name:
            self.successor = newest
        elif name in plan.events:
            self._track([name])
        self._renamed = renamed | self._renamed

    def entries(self, changes: Iterable[PlanChange]) -> Iterator[Entry]:
        """What each change made of the event, newest first; where it made nothing, nothing."""
        for change in changes:
            self.look(change.after)
            self.look(change.before)
            if self.successor is not None:
                return
            entry = self._entry(change) if self._tracked else None
            if entry is not None:
                yield entry

    def _track(self, names: Iterable[str]) -> None:
        """Goes on with the events of these names, if any."""
        found = list(names)
        self._tracked = frozenset(found) or self._tracked
        self.names.extend(name for name in found if name not in self.names)

    def _entry(self, change: PlanChange) -> Entry | None:
        before, after = change.before, change.after
        now = [name for name in after.events if name in self._tracked]
        self._earlier.update(old for name in now for old in after.events[name].previous_names)
        names = self._tracked | (self._earlier - after.events.keys())
        then = [name for name in before.events if name in names]
        day = (change.commit.day if change.commit is not None else None) or self._today
        old, new = planned_before(_only(before, then), after), planned(_only(after, now))
        found = tuple(compare(old, new, day, after.conventions.compatibility))
        entry = _entry(change, found)
        self._track(then)
        is_changed = bool(changed(found)) or any(map(has_moved, entry.current))
        return entry if is_changed or entry.words or entry.unjudged else None


def _newest(name: str, renamed: Mapping[str, str]) -> str:
    """The name that an event got in the end."""
    seen = {name}
    while (after := renamed.get(name, name)) not in seen:
        seen.add(name := after)
    return name


def _only(plan: Plan, names: Iterable[str]) -> Plan:
    """The plan with these events alone."""
    return replace(plan, events={name: plan.events[name] for name in names})


def _entry(change: PlanChange, found: tuple[Compared, ...]) -> Entry:
    words, unjudged = beside(found, change.before, change.after)
    return Entry(
        commit=change.commit,
        compared=found,
        words=words,
        unjudged=unjudged,
        skipped=change.skipped,
    )
