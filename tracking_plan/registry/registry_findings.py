"""A plan that says something else of a version than was published: a finding for each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from tracking_plan.finding import Finding, Together
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.model import Plan, Status
from tracking_plan.registry import codes
from tracking_plan.registry.planned import side
from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.published import Published, changed
from tracking_plan.registry.publishing.published_history import side_of, wire
from tracking_plan.registry.publishing.version_file import Frozen
from tracking_plan.registry.run import seen
from tracking_plan.registry.shapes.pattern_keys import matching
from tracking_plan.registry.steps.change import Change
from tracking_plan.registry.steps.step import Shared, Side, Step
from tracking_plan.registry.wording import listed
from tracking_plan.rule import Problem, finding
from tracking_plan.validation.keywords import rewritten

_MOST_SHOWN = 3
_MOST_PLACES = 5
_HINT = "give {} the next version; `tracking-plan diff` says which (words may change at any time)"
_OLDER = "it is an older version: restore it as it was (words may change at any time)"
_RETIRED = "write it as it was published; the plan may leave it out once it is published as retired"


class _Changed(NamedTuple):
    """A version that is no longer what was published, and the changes on the wire."""

    one: Candidate
    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def takes_the_same(self) -> bool:
        """Whether it is proved that both take the same payloads."""
        old, new = (rewritten(one.schema, _without_refused) for one in (self.old, self.new))
        return all(proof(*each) is Proof.PROVED for each in ((old, new), (new, old)))

    @property
    def cause(self) -> tuple[Shared, str] | None:
        """The shared definition that all changes come of, with what it says; None: several do."""
        causes = {(self.new.places.shared(one.path), one.says) for one in self.changes}
        shared, says = causes.pop() if len(causes) == 1 else (None, "")
        return (shared, says) if shared is not None else None


class ChangedVersions(NamedTuple):
    """The published versions that mean something else now, and what is said of them."""

    keys: frozenset[Key]
    findings: tuple[Finding, ...]


def changed_versions(
    plan: Plan, candidates: Mapping[Key, Candidate], before: Published
) -> ChangedVersions:
    """A finding for each version that has changed since it was published, with what differs.

    Those that one shared definition changes are said as one. What is proved to be the same in
    other words has not changed.
    """
    keys: set[Key] = set()
    each: list[Finding] = []
    for one, file in changed(candidates, before):
        found = _changed(plan, one, file, before)
        if not found.changes and not one.is_draft and found.takes_the_same:
            continue  # the same in other words, or a retired property that is gone
        keys.add(file.key)
        each.append(finding(codes.PUBLISHED_CHANGED, _problem(found)))
    return ChangedVersions(frozenset(keys), tuple(each))


def _changed(plan: Plan, one: Candidate, file: Frozen, before: Published) -> _Changed:
    old, new = _without_status(side_of(file, before), plan), side(plan, one.event, one.version)
    new = _without_status(replace(new, schema=one.schema), plan)
    step = Step(old=old, new=new, day=date.min)
    return _Changed(one, old, new, tuple(change for _, change in seen(step) if change.is_wire))


def _without_refused(schema: JsonSchema) -> JsonSchema:
    """A closed object without the keys that it lists to refuse them: it refuses them anyway."""
    listed = schema.get("properties")
    is_closed = "additionalProperties" in schema and _takes_nothing(schema["additionalProperties"])
    if not is_closed or not isinstance(listed, dict):
        return schema
    found = schema.get("patternProperties")
    patterns = tuple(found) if isinstance(found, dict) else ()
    kept = {
        name: one
        for name, one in listed.items()
        if not _takes_nothing(one) or any(matching(pattern, name) for pattern in patterns)
    }
    return {**schema, "properties": kept}


def _takes_nothing(schema: Json) -> bool:
    return schema is False or (isinstance(schema, dict) and schema.get("not") == {})


def _problem(found: _Changed) -> Problem:
    first = found.changes[0] if found.changes else None
    path, key = (first.path, first.key) if first is not None else ("", None)
    cause = found.cause
    draft = ", and is a draft now" if found.one.is_draft else ""
    says = f"was published{draft}, and means something else: {_listed(found.changes)}"
    return Problem(
        message=f"{found.old.name} {says}",
        at=found.new.places.of(path, key),
        hint=_hint(found),
        event=found.new.event,
        version=str(found.new.version),
        property=path or None,
        together=_together(*cause) if cause is not None and not found.one.is_draft else None,
    )


def _hint(found: _Changed) -> str:
    """What to do: only the current version of an event can be followed by another one."""
    if found.one.is_retired:
        return _RETIRED
    return _HINT.format("the event") if found.new.is_current else _OLDER


def _together(shared: Shared, says: str) -> Together:
    """How the problems of several versions that a shared definition changes are said."""

    def say(each: tuple[Problem, ...]) -> Problem:
        names = [f"{one.event} {one.version}" for one in each]
        return Problem(
            message=f"the shared {shared.name!r} {says}, which gives {len(each)} published versions"
            f" another meaning: {listed(names)}",
            at=shared.at,
            hint=_hint_for_all(each),
            count=len(each),
            places=tuple(one.at for one in each if one.at is not None)[:_MOST_PLACES],
        )

    return Together(key=(shared.name, says), least=2, say=say, at=shared.at)


def _hint_for_all(each: tuple[Problem, ...]) -> str:
    """What to do about several versions, some of which nobody may send any more."""
    older, over = (
        [f"{one.event} {one.version}" for one in each if one.hint == hint]
        for hint in (_OLDER, _RETIRED)
    )
    hint = _HINT.format("each of these events") if len(older) + len(over) < len(each) else ""
    restored = f"what is older ({listed(older)}): restore it as it was" if older else ""
    retired = f"what is retired ({listed(over)}): {_RETIRED}" if over else ""
    return "; ".join(filter(None, (hint, restored, retired)))


def _without_status(side: Side, plan: Plan) -> Side:
    """A version whose status is no matter: it changes in the life of what was published."""
    schema = wire(side.schema, plan.version_property)
    return replace(side, schema=schema, status=Status.ACTIVE, sunset=None, replaced_by=None)


def _listed(changes: tuple[Change, ...]) -> str:
    if not changes:
        return "its schema is another one, in a way that no rule has words for"
    shown = [f"{one.path!r} {one.says}" if one.path else f"it {one.says}" for one in changes]
    more = f"; and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return "; ".join(shown[:_MOST_SHOWN]) + more
