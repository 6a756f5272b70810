"""What changed between two plans beside their events, which no event's version shows."""

from collections.abc import Iterator
from datetime import date

from tracking_plan.finding import Related
from tracking_plan.names.phrases import literal
from tracking_plan.place import Json
from tracking_plan.plan.json_schema import traits_schema
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry import codes
from tracking_plan.registry.planned import PlanPlaces
from tracking_plan.registry.steps.step import Side, Step
from tracking_plan.registry.verdict import verdict
from tracking_plan.registry.wording import listed
from tracking_plan.rule import Found, Problem

BESIDE_EVENTS = frozenset((codes.SETTING_CHANGED, codes.TRAIT_CHANGED))
_SETTINGS = ("environments", "version_property")


def plan_changes(old: Plan, new: Plan, day: date) -> Iterator[Found]:
    """A problem for each setting that is another one, and for each change of a trait."""
    for name in _SETTINGS:
        before, after = getattr(old, name), getattr(new, name)
        if _set(before) != _set(after):
            message = f"`{name}` is {_said(after)} now; it was {_said(before)}"
            yield codes.SETTING_CHANGED, Problem(message=message, at=new.origin.key(name))
    yield from _traits(old, new, day)


def _traits(old: Plan, new: Plan, day: date) -> Iterator[Found]:
    if (old.traits is None) is not (new.traits is None):
        is_gone = new.traits is None
        message = f"traits are {'no longer' if is_gone else 'now'} checked against the plan"
        yield codes.TRAIT_CHANGED, Problem(message=message, at=new.origin.key("traits"))
        return
    step = Step(old=_side(old), new=_side(new), day=day)
    for one in verdict(step, Compatibility.NONE).changes:
        change = one.change
        assert step.old is not None
        assert step.new is not None
        before = step.old.places.of(change.path, change.key)
        yield (
            codes.TRAIT_CHANGED,
            Problem(
                message=f"trait {change.path!r} {change.says}",
                at=step.new.places.of(change.path, change.key),
                related=(Related(message="before", at=before),) if before is not None else (),
                property=change.path,
            ),
        )


def _side(plan: Plan) -> Side:
    """The traits as if they were a version of an event."""
    return Side(
        event="identify",
        version=Version(1, 0),
        schema=traits_schema(plan) or {},
        places=PlanPlaces(plan, plan.traits or (), plan.origin),
    )


def _set(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value


def _said(value: Json | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return listed(value)
    return "nothing" if value is None else literal(value)
