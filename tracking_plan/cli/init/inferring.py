"""A plan inferred from captures: its text, and what is said of it on standard error."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.init.observing import Observed, notes, observe
from tracking_plan.cli.init.surroundings import FoundSource
from tracking_plan.cli.session import Session
from tracking_plan.convert.draft import Draft
from tracking_plan.convert.from_payloads import draft
from tracking_plan.convert.inference.observation import Observation
from tracking_plan.convert.near_names import NearName, near_names, with_remarks
from tracking_plan.convert.plan_text import events_text, traits_text
from tracking_plan.names.phrases import plural
from tracking_plan.plan.load import load_text
from tracking_plan.plan.version import VERSION_PROPERTY

_MOST_SAID = 10  # names that may be taken for others


class InferredPlan(NamedTuple):
    """The rest of a plan after its head, its sources, and the environments that were seen."""

    text: str
    sources: tuple[FoundSource, ...]
    environments: tuple[str, ...]


def infer_plan(
    session: Session, files: tuple[str, ...], sources: Iterable[FoundSource]
) -> InferredPlan:
    """An entry for each event of which there are payloads.

    Raises:
        UnusableError: there is none, or more than a plan can have.
    """
    observed = observe(session, files, version_property=VERSION_PROPERTY)
    seen = observed.seen
    found = draft(seen, version_property=VERSION_PROPERTY)
    for line in notes(observed):
        session.note(line)
    if not found.events:
        raise UnusableError(
            "no event was found in the payloads, so nothing was written: `tracking-plan validate`"
            " says what is wrong with them"
        )
    near = _near(session, found)
    for line in (*_about(observed, found), *_about_names(near)):
        session.note(line)
    found = with_remarks(found, near)
    return InferredPlan(
        text="\n".join(filter(None, (traits_text(found), events_text(found)))),
        sources=tuple(_sources(seen, sources)),
        environments=seen.plain_environments,
    )


def _near(session: Session, found: Draft) -> tuple[NearName, ...]:
    plan = load_text(f"tracking_plan: 1\n{traits_text(found)}{events_text(found)}").plan
    if plan is None or len(plan.events) != len(found.events):
        raise UnusableError(
            "the payloads have more events and properties than a plan can have: infer it from fewer"
        )
    return near_names(plan, session.today)


def _about(observed: Observed, found: Draft) -> Iterator[str]:
    yield f"found {plural(len(found.events), 'event')}"
    seen = observed.seen
    if found.traits is None and seen.traits.objects:
        yield "the traits of users have keys that are data, so that no plan can list them"
    if seen.environments != {} and not seen.plain_environments:
        yield "the environments are many, or none that a plan can list, so that any is allowed"


def _about_names(near: tuple[NearName, ...]) -> Iterator[str]:
    for one in near[:_MOST_SAID]:
        yield one.message
    if len(near) > _MOST_SAID:
        yield f"and {len(near) - _MOST_SAID} more names that can be taken for others: see the plan"


def _sources(seen: Observation, found: Iterable[FoundSource]) -> Iterator[FoundSource]:
    """The sources that the folders suggest or the payloads name, with the libraries seen."""
    paths = {source.name: source for source in found}
    for name in (*paths, *sorted(seen.libs.keys() - paths.keys())):
        known = paths.get(name)
        libs = {*seen.libs.get(name, ()), *(known.libs if known else ())}
        yield FoundSource(name=name, paths=known.paths if known else (), libs=tuple(sorted(libs)))
