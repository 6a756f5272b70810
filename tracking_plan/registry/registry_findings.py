"""A plan that says something else of a version than was published: a finding for each."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from tracking_plan.finding import Finding
from tracking_plan.plan.model import Plan, Status
from tracking_plan.registry import codes
from tracking_plan.registry.planned import side
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.published import Frozen, Published, changed
from tracking_plan.registry.publishing.published_history import side_of, wire
from tracking_plan.registry.run import seen
from tracking_plan.registry.steps.change import Change
from tracking_plan.registry.steps.step import Side, Step
from tracking_plan.rule import Problem, finding

_MOST_SHOWN = 3


def changed_findings(
    plan: Plan, candidates: Mapping[Key, Candidate], before: Published
) -> Iterator[Finding]:
    """A finding for each version that has changed since it was published, with what differs."""
    for one, file in changed(candidates, before):
        yield finding(codes.PUBLISHED_CHANGED, _problem(plan, one, file, before))


def _problem(plan: Plan, one: Candidate, file: Frozen, before: Published) -> Problem:
    old, new = _without_status(side_of(file, before), plan), side(plan, one.event, one.version)
    new = _without_status(replace(new, schema=one.schema), plan)
    step = Step(old=old, new=new, day=date.min)
    changes = [change for _, change in seen(step) if change.is_wire]
    first = changes[0] if changes else None
    path, key = (first.path, first.key) if first is not None else ("", None)
    draft = ", and is a draft now" if one.is_draft else ""
    return Problem(
        message=f"{old.name} was published{draft}, and means something else: {_listed(changes)}",
        at=new.places.of(path, key),
        hint="give the event the next version; `tracking-plan diff` says which"
        " (words may change at any time)",
        event=new.event,
        version=str(new.version),
        property=path or None,
    )


def _without_status(side: Side, plan: Plan) -> Side:
    """A version whose status is no matter: it changes in the life of what was published."""
    schema = wire(side.schema, plan.version_property)
    return replace(side, schema=schema, status=Status.ACTIVE, sunset=None, replaced_by=None)


def _listed(changes: list[Change]) -> str:
    if not changes:
        return "its schema is another one, in a way that no rule has words for"
    shown = [f"{one.path!r} {one.says}" if one.path else f"it {one.says}" for one in changes]
    more = f"; and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return "; ".join(shown[:_MOST_SHOWN]) + more
