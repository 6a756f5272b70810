"""Two versions of one major that a plan keeps, of which the newer may break the older."""

from dataclasses import replace
from datetime import date

from tracking_plan.finding import Related
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.registry.planned import side
from tracking_plan.registry.steps.step import Side, Step
from tracking_plan.registry.verdict import verdict
from tracking_plan.rule import Problem


def minor_break(
    plan: Plan, event: Event, older: EventVersion, newer: EventVersion, day: date
) -> Problem | None:
    """What the newer version breaks, by the plan's `compatibility`; None: nothing."""
    old, new = _as_if_sent(plan, event, older), _as_if_sent(plan, event, newer)
    found = verdict(Step(old=old, new=new, day=day), plan.conventions.compatibility)
    if not found.refused:
        return None
    first, *others = found.refused
    what = f"property {first.change.path!r}" if first.change.path else "it"
    more = f", and {len(others)} more" if others else ""
    return Problem(
        message=f"{new.name} breaks what {old.version} promised: {what} {first.change.says}{more}",
        hint=f"call it {found.version_for(first.bump)}",
        at=new.places.of(first.change.path, first.change.key),
        related=(Related(message=f"{old.version} is here", at=older.origin.place),),
        event=event.name,
        version=str(new.version),
        property=first.change.path or None,
    )


def _as_if_sent(plan: Plan, event: Event, version: EventVersion) -> Side:
    """The version as if it were sent today: an older one is on its way out anyway."""
    found = side(plan, event, version)
    return replace(found, status=Status.ACTIVE, sunset=None, replaced_by=None)
