"""The properties of one event before and after, as tests compare them."""

from datetime import date

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.planned import planned
from tracking_plan.registry.steps.change import Bump


def plan(properties: str) -> Plan:
    """A plan with one event, which has these properties."""
    text = f"tracking_plan: 1\nevents:\n  E: {{version: 1.0, properties: {{{properties}}}}}\n"
    loaded = load_text(text)
    assert loaded.plan is not None
    assert not loaded.is_faulty, loaded.findings
    return loaded.plan


def said(old: str, new: str, day: date) -> tuple[list[str], Bump]:
    """The codes of the changes, and the bump that the step needs."""
    (event,) = compare(planned(plan(old)), planned(plan(new)), day, Compatibility.ALL)
    (found,) = event.verdicts
    assert not found.is_unsound
    return [f"{one.code.id} {one.change.path}" for one in found.changes], found.required
