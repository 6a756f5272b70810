"""Near-duplicate names in a drafted plan, as comments beside them: what lint would say of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracking_plan.convert.draft import Draft, Drafted, DraftEvent
from tracking_plan.lint.rules.near_duplicate_event_name import RULE as OF_EVENTS
from tracking_plan.lint.rules.near_duplicate_property_name import RULE as OF_PROPERTIES
from tracking_plan.lint.run import lint_plan
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.plan.model import Plan
from tracking_plan.report.escape import visible

_CODES = frozenset((OF_EVENTS.code.id, OF_PROPERTIES.code.id))


class NearName(NamedTuple):
    """A name that can be taken for another one: of an event, or of its property at a path."""

    event: str | None
    path: str | None
    message: str


def near_names(plan: Plan, today: date) -> tuple[NearName, ...]:
    """The names of a plan that can be taken for others."""
    findings = lint_plan(plan, today=today, is_on=lambda code: code.id in _CODES)
    return tuple(
        NearName(one.problem.event, one.problem.property, visible(one.problem.message))
        for one in findings
    )


def with_remarks(found: Draft, near: Iterable[NearName]) -> Draft:
    """The draft with a comment beside each such name."""
    said = {(one.event, one.path): one.message for one in near}
    traits = found.traits
    return replace(
        found,
        events=tuple(_of_event(event, said) for event in found.events),
        traits=None if traits is None else _of_properties(traits, "", None, said),
    )


_Said = Mapping[tuple[str | None, str | None], str]


def _of_event(event: DraftEvent, said: _Said) -> DraftEvent:
    message = said.get((event.name, None))
    return replace(
        event,
        remarks=event.remarks if message is None else (*event.remarks, message),
        properties=_of_properties(event.properties, "", event.name, said),
    )


def _of_properties(
    properties: Mapping[str, Drafted], path: str, event: str | None, said: _Said
) -> Mapping[str, Drafted]:
    return {
        name: _of_property(found, below(path, name), event, said)
        for name, found in properties.items()
    }


def _of_property(found: Drafted, path: str, event: str | None, said: _Said) -> Drafted:
    message = said.get((event, path))
    inner = None
    if found.properties is not None:
        inner = _of_properties(found.properties, path, event, said)
    items, others = found.items, found.others
    if items is not None:
        items = _of_property(items, items_of(path), event, said)
    if isinstance(others, Drafted):
        others = _of_property(others, values_of(path), event, said)
    remark = "; ".join(filter(None, (found.remark, message)))
    return replace(found, remark=remark, properties=inner, items=items, others=others)
