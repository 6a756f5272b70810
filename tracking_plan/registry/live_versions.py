"""The versions of an event that a plan keeps side by side, the older against the newer."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracking_plan.finding import Finding, Related
from tracking_plan.place import JsonSchema
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.model import Event, EventVersion, Plan, Status
from tracking_plan.registry import codes
from tracking_plan.registry.publishing.frozen import SOURCES
from tracking_plan.registry.publishing.meaning import content_hash
from tracking_plan.rule import Problem, finding


def live_version_findings(plan: Plan, day: date) -> Iterator[Finding]:
    """What the numbers of `previous` and the current version promise, and their shapes do not.

    Nothing is asked of drafts and of versions that are retired.
    """
    for event in plan.events.values():
        if event.previous and event.status is not Status.DRAFT:
            live = [one for one in event.versions if one.status is not Status.RETIRED]
            for old, new in pairwise(sorted(live, key=lambda one: one.version)):
                yield from _judged(plan, event, old, new, day)


def _judged(
    plan: Plan, event: Event, old: EventVersion, new: EventVersion, day: date
) -> Iterator[Finding]:
    if old.version.major == new.version.major:
        from tracking_plan.registry.minor_breaks import minor_break  # 60 ms: all V rules, proofs

        found = minor_break(plan, event, old, new, day)
        if found is not None:
            yield finding(codes.BREAK_UNDER_MINOR, found)
    elif not event.previous_names and _meant(plan, event, old) == _meant(plan, event, new):
        problem = Problem(  # of a renamed event it is not said: a new name needs a new major
            message=f"{event.name!r} {new.version} asks for just what {old.version} asks for",
            hint="a new meaning is a good reason for a new major; without one, this is one version",
            at=new.origin.place,
            related=(Related(message=f"{old.version} is here", at=old.origin.place),),
            event=event.name,
            version=str(new.version),
        )
        yield finding(codes.SAME_SHAPE, problem)


def _meant(plan: Plan, event: Event, version: EventVersion) -> str:
    """What a version asks for, words and status apart."""
    schema = version_schema(plan, event, version)
    of_sources: JsonSchema = {} if version.sources is None else {SOURCES: list(version.sources)}
    kept = {keyword: one for keyword, one in schema.items() if keyword != "deprecated"}
    return content_hash(kept | of_sources)
