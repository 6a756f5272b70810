"""The versions of an event that a plan keeps side by side, the older against the newer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tracking_plan.finding import Finding, Related
from tracking_plan.plan.model import Event, Plan, Status
from tracking_plan.registry import codes
from tracking_plan.registry.planned import side
from tracking_plan.registry.steps.change import Bump
from tracking_plan.registry.steps.step import Side, Step
from tracking_plan.registry.verdict import Verdict, verdict
from tracking_plan.rule import Problem, finding


def live_version_findings(plan: Plan, day: date) -> Iterator[Finding]:
    """What the numbers of `previous` and the current version promise, and their shapes do not.

    Nothing is asked of drafts and of versions that are retired.
    """
    for event in plan.events.values():
        if event.previous and event.status is not Status.DRAFT:
            for old, new in pairwise(sorted(_sides(plan, event), key=lambda one: one.version)):
                found = verdict(Step(old=old, new=new, day=day), plan.conventions.compatibility)
                yield from _judged(event, found, old, new)


def _sides(plan: Plan, event: Event) -> Iterator[Side]:
    """The versions, each as if it were sent today: an older one is on its way out anyway."""
    for version in event.versions:
        if version.status is not Status.RETIRED:
            found = side(plan, event, version)
            yield replace(found, status=Status.ACTIVE, sunset=None, replaced_by=None)


def _judged(event: Event, found: Verdict, old: Side, new: Side) -> Iterator[Finding]:
    if old.version.major == new.version.major:
        if found.refused:
            yield finding(codes.BREAK_UNDER_MINOR, _break(found, old, new))
    elif found.required is Bump.NONE and not event.previous_names:  # another name needs a major
        message = f"{new.name} asks for just what {old.version} asks for"
        hint = "a new meaning is a good reason for a new major; without one, this is one version"
        yield finding(codes.SAME_SHAPE, _problem(message, hint, old, new))


def _break(found: Verdict, old: Side, new: Side) -> Problem:
    first, *others = found.refused
    what = f"property {first.change.path!r}" if first.change.path else "it"
    more = f", and {len(others)} more" if others else ""
    message = f"{new.name} breaks what {old.version} promised: {what} {first.change.says}{more}"
    hint = f"call it {found.version_for(first.bump)}"
    at = new.places.of(first.change.path, first.change.key)
    return replace(_problem(message, hint, old, new), at=at, property=first.change.path or None)


def _problem(message: str, hint: str, old: Side, new: Side) -> Problem:
    before = old.places.of()
    return Problem(
        message=message,
        hint=hint,
        at=new.places.of(),
        related=(Related(message=f"{old.version} is here", at=before),) if before else (),
        event=new.event,
        version=str(new.version),
    )
