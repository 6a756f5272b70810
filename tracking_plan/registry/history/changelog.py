"""What became of a plan between two commits, by kind: for release notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.history.differences import Difference, beside, has_moved
from tracking_plan.registry.history.plan_history import PlanChange
from tracking_plan.registry.plan_changes import plan_changes
from tracking_plan.registry.planned import planned, planned_before
from tracking_plan.registry.steps.change import Effect
from tracking_plan.registry.steps.step import History
from tracking_plan.registry.verdict import Verdict, Weighed


class Section(StrEnum):
    """What became of an event, or of a version, as release notes are arranged."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    DEPRECATED = "deprecated"
    RETIRED = "retired"
    REMOVED = "removed"


_SECTIONS = {
    "event-added": Section.ADDED,
    "event-renamed": Section.RENAMED,
    "event-retired": Section.RETIRED,
    "event-removed": Section.REMOVED,
    "version-dropped": Section.REMOVED,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """An event in a section, with the changes that belong there."""

    compared: Compared
    verdict: Verdict
    changes: tuple[Weighed, ...]
    description: str | None = None

    @property
    def is_breaking(self) -> bool:
        """Whether a change breaks somebody, or may."""
        sides = ((one.change.producers, one.change.consumers) for one in self.changes)
        return any(one in _BREAKS for each in sides for one in each) or self.verdict.is_unsound


_BREAKS = frozenset((Effect.BREAK, Effect.UNKNOWN))


class Reworded(NamedTuple):
    """An event of which something changed that no version shows."""

    event: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changelog:
    """The sections that are not empty; what concerns no single event; and what no version shows.

    `drafts` are events that are drafts, or that were and are gone, and that differ.
    """

    sections: Mapping[Section, tuple[Item, ...]]
    whole_plan: tuple[str, ...]
    words: tuple[Reworded, ...]
    drafts: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be said."""
        return not (self.sections or self.whole_plan or self.words or self.drafts)


def changelog(
    old: Plan, new: Plan, day: date, earlier: Mapping[str, frozenset[str]], *, is_first: bool
) -> Changelog:
    """What became of each event; `earlier` has names that the history knows and the plan does not.

    Drafts are nobody's yet: an event counts as new once it is no longer one. `is_first`: there was
    no plan before.
    """
    before, after = _without_drafts(planned_before(old, new)), planned(new)
    after = {
        name: replace(one, previous_names=(*one.previous_names, *sorted(earlier.get(name, ()))))
        for name, one in after.items()
        if one.current.status is not Status.DRAFT or name in before
    }
    found = tuple(compare(before, after, day, new.conventions.compatibility))
    sections: dict[Section, list[Item]] = {}
    for section, item in _items(found, new):
        sections.setdefault(section, []).append(item)
    return Changelog(
        sections={
            section: tuple(sorted(sections[section], key=lambda one: not one.is_breaking))
            for section in Section
            if section in sections
        },
        whole_plan=()
        if is_first
        else tuple(problem.message for _, problem in plan_changes(old, new, day)),
        words=tuple(_words(found, old, new)),
        drafts=tuple(_drafts(old, new)),
    )


def _without_drafts(events: Mapping[str, History]) -> Mapping[str, History]:
    return {n: one for n, one in events.items() if one.current.status is not Status.DRAFT}


def _items(found: Iterable[Compared], new: Plan) -> Iterator[tuple[Section, Item]]:
    for one in found:
        event = new.events.get(one.event)
        for verdict in one.verdicts:
            grouped: dict[Section, list[Weighed]] = {}
            for change in verdict.changes:
                grouped.setdefault(_section(verdict, change), []).append(change)
            is_only_moved = not grouped and has_moved(verdict) and _is_current(verdict)
            if verdict.is_unsound or is_only_moved:
                grouped.setdefault(Section.CHANGED, [])
            for section, changes in grouped.items():
                is_new = section is Section.ADDED and event is not None
                description = event.description if is_new and event is not None else None
                yield (
                    section,
                    Item(
                        compared=one,
                        verdict=verdict,
                        changes=tuple(changes),
                        description=description,
                    ),
                )


def _is_current(verdict: Verdict) -> bool:
    return verdict.step.new is not None and verdict.step.new.is_current


def _section(verdict: Verdict, one: Weighed) -> Section:
    old, new = verdict.step.old, verdict.step.new
    if one.code.name == "event-status-changed" and old is not None and new is not None:
        is_leaving = new.status is Status.DEPRECATED is not old.status
        return Section.DEPRECATED if is_leaving else Section.CHANGED
    return _SECTIONS.get(one.code.name, Section.CHANGED)


def _words(found: Iterable[Compared], old: Plan, new: Plan) -> Iterator[Reworded]:
    for one in found:
        if not any(verdict.step.old and verdict.step.new for verdict in one.verdicts):
            continue  # all of it is new, or gone
        words, unjudged = beside((one,), old, new)
        is_judged = all(verdict.step.is_judged for verdict in one.verdicts)
        differences = (*words, *(unjudged if is_judged else ()))
        if differences:
            yield Reworded(one.event, differences)


def _drafts(old: Plan, new: Plan) -> Iterator[str]:
    """The events that are drafts, or were and are gone, and that differ."""
    for name in dict.fromkeys((*new.events, *old.events)):
        before, after = old.events.get(name), new.events.get(name)
        known = after or before
        if known is not None and known.status is Status.DRAFT and _differ(before, after, old, new):
            yield name


def _differ(before: Event | None, after: Event | None, old: Plan, new: Plan) -> bool:
    if before is None or after is None:
        return True
    then = planned_before(replace(old, events={before.name: before}), new)
    now = planned(replace(new, events={after.name: after}))
    found = tuple(compare(then, now, date.min, new.conventions.compatibility))
    return any(beside(found, old, new))


def earlier_names(
    changes: Iterable[PlanChange], old: Plan, new: Plan
) -> Mapping[str, frozenset[str]]:
    """The names that new events had in the old plan, as far as the commits between tell.

    An event that was renamed twice may list only its last name.
    """
    names = {name: {name} for name in new.events if name not in old.events}
    for change in changes:
        for known in names.values():
            listed = {
                before
                for name in known & change.after.events.keys()
                for before in change.after.events[name].previous_names
                if before not in change.after.events
            }
            known |= listed
    gone = old.events.keys() - new.events.keys()
    return {name: frozenset(known & gone) for name, known in names.items() if known & gone}
