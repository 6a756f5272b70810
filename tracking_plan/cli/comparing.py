"""What the plan is compared with: a base that is named, the registry, or a pull request's base."""

import os
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from tracking_plan.cli import garbage
from tracking_plan.cli.bases import UnusableBaseError
from tracking_plan.cli.ci_base import ci_base
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.published_since import Since
from tracking_plan.cli.registry_gone import gone_registry
from tracking_plan.cli.registry_state import RegistryState, registry_state
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.registry import codes
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.choose import base_of, first_base
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.captured import Answers
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.findings import findings
from tracking_plan.registry.plan_changes import BESIDE_EVENTS, plan_changes
from tracking_plan.registry.planned import planned, planned_before
from tracking_plan.registry.publishing.published_history import earlier
from tracking_plan.registry.steps.step import History
from tracking_plan.registry.verdict import Verdict
from tracking_plan.registry.wording import listed
from tracking_plan.rule import finding

_ABOUT_REGISTRY = {codes.HISTORY_REWRITTEN, codes.NOT_COMPARED, codes.NO_REGISTRY}
_NO_CHANGE_OF_AN_EVENT = BESIDE_EVENTS | _ABOUT_REGISTRY


class Captures(Protocol):
    """Captured payloads."""

    def answers(self, plan: Plan, compared: Iterable[Compared], /) -> Answers:
        """What they say of the keys that are asked about."""
        ...


class Comparison(NamedTuple):
    """Every event compared, with what, and what is found.

    `base` is the label of the base, `old` are its versions; `old_plan` None: they are published.
    `of_registry` are findings that `lint` has too, `about_changes` all others. `reported` are the
    published versions of which it is said that they have changed, and nothing else. `answers` None:
    no captured payloads were looked at.
    """

    compared: tuple[Compared, ...]
    base: str
    notes: tuple[str, ...]
    of_registry: tuple[Finding, ...]
    about_changes: tuple[Finding, ...]
    old: Mapping[str, History]
    old_plan: Plan | None = None
    answers: Answers | None = None
    reported: Collection[tuple[str, object]] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is found."""
        return (*self.of_registry, *self.about_changes)


def comparison(session: Session, plan: Plan, against: str | None) -> Comparison | None:
    """The plan compared with an earlier one; None: there is nothing to compare it with.

    That is what `against` names, else the registry, else the base of the pull request that a known
    CI service is looking at.

    Raises:
        UnusableBaseError: the base cannot be had, or the plan in it has errors.
    """
    registry = registry_state(session, plan)
    if against is None and not registry.published.is_empty:
        return with_registry(session, plan, registry)
    base = _base(session, against)
    if base is None:
        return None
    old_plan = _earlier(base, is_named=against is not None)
    lost = tuple(Since(session, plan, base, old_plan).findings(registry))
    if all(one.code is not codes.HISTORY_REWRITTEN for one in lost):
        lost += gone_registry(session, plan)
    old = planned_before(old_plan, plan)
    compared = _compared(session, plan, old)
    beside = () if base.is_absent else plan_changes(old_plan, plan, session.today)
    of_events = findings(compared, _events(plan))
    found = (*of_events, *(finding(code, problem) for code, problem in beside), *lost)
    ci = ci_base(os.environ) if against is None else None
    label = base.label if ci is None else f"{base.label}, the base that {ci.ci} names"
    return Comparison(compared, label, base.notes, registry.findings, found, old, old_plan)


def rewritten(session: Session, plan: Plan) -> tuple[Finding, ...]:
    """What was published at the base of a pull request and is not there as it was.

    Nothing where no known CI service is looking at one.

    Raises:
        UnusableBaseError: the base cannot be read.
    """
    base = _base(session, None)
    if base is None:
        return ()
    try:
        old_plan = base.load().plan  # one with errors says where its registry is, too
    except BaseError as error:
        raise UnusableBaseError(error.message, error.hint, is_named=False) from error
    if old_plan is None:
        message, hint = f"the plan of {base.label} cannot be read", "compare with an earlier one"
        raise UnusableBaseError(message, hint, is_named=False, is_faulty=True)
    since, registry = Since(session, plan, base, old_plan), registry_state(session, plan)
    return (*since.findings(registry), *since.retired(registry))


def with_registry(session: Session, plan: Plan, registry: RegistryState) -> Comparison:
    """The plan compared with the newest published versions.

    A version that has changed since it was published is reported as that alone: all that differs
    in it comes of the one mistake.
    """
    before = registry.published
    try:
        old, unknown = earlier(before, plan, registry.candidates)
        compared = _compared(session, plan, old, without=unknown)
    except ValueError as error:  # a file that says it is published, with a schema that is none
        raise UnusableError(f"the registry cannot be compared with: {error}") from error
    same = registry.changed
    found = tuple(findings(_but(compared, same), _events(plan)))
    label = f"the registry ({plan.registry.path})"
    notes = tuple(_unknown(unknown))
    return Comparison(compared, label, notes, registry.findings, found, old, reported=same)


def _but(
    compared: Iterable[Compared], reported: Collection[tuple[str, object]]
) -> Iterator[Compared]:
    """What was compared without the versions of which all is said already."""
    for event in compared:
        left = tuple(one for one in event.verdicts if not _is_of(one, reported))
        yield replace(event, verdicts=left)


def _unknown(events: Collection[str]) -> Iterator[str]:
    """How many events are not compared, as a part of the registry is lost or corrupt."""
    if events:
        names = f"{plural(len(events), 'event')} ({listed(sorted(events))})"
        yield f"not compared, as the registry does not say what was published: {names}"


def _events(plan: Plan) -> Place:
    """Where the root file lists events, or the files that do."""
    key = next((key for key in ("events", "include") if plan.origin.has(key)), None)
    return plan.origin.key(key) if key is not None else Place(path=plan.path)


def _is_of(verdict: Verdict, keys: Iterable[tuple[str, object]]) -> bool:
    """Whether both versions are the same published one."""
    old, new = verdict.step.old, verdict.step.new
    if old is None or new is None:
        return False
    return (old.event, old.version) == (new.event, new.version) and (
        (old.event, old.version) in keys
    )


def _compared(
    session: Session, plan: Plan, old: Mapping[str, History], without: Container[str] = ()
) -> tuple[Compared, ...]:
    garbage.search_seldom()  # what is compared stays, and none of it is in circles
    new = {name: one for name, one in planned(plan).items() if name not in without}
    return tuple(compare(old, new, session.today, plan.conventions.compatibility))


def _earlier(base: Base, *, is_named: bool) -> Plan:
    """The plan that a base has."""
    try:
        with garbage.kept_to_the_end():
            loaded = base.load()
    except BaseError as error:
        raise UnusableBaseError(error.message, error.hint, is_named=is_named) from error
    if loaded.plan is None or loaded.is_faulty:
        message = f"the plan of {base.label} has {_errors(loaded.findings)}"
        hint = "compare with another one"
        raise UnusableBaseError(message, hint, is_named=is_named, is_faulty=True)
    return loaded.plan


def _errors(findings: Iterable[Finding]) -> str:
    """How many errors there are, and the first of them with its place."""
    errors = [one for one in findings if one.severity is Severity.ERROR]
    first = errors[0].problem
    line = f":{first.at.span.line}" if first.at is not None and first.at.span is not None else ""
    where = f"{first.at.path}{line}: " if first.at is not None else ""
    count = "an error" if len(errors) == 1 else f"{len(errors):,} errors, of which the first is"
    return f"{count}: {where}{first.message}"


def _base(session: Session, against: str | None) -> Base | None:
    try:
        if against is not None:
            return base_of(against, session.root, session.cwd)
        ci = ci_base(os.environ)
        if ci is None:
            return None
        if not ci.revisions:
            raise BaseError(ci.lacks, "`--against REF` names one")
        return first_base(ci.revisions, session.cwd / session.root)
    except BaseError as error:
        raise UnusableBaseError(error.message, error.hint, is_named=against is not None) from error


def with_captures(found: Comparison, plan: Plan, captures: Captures) -> Comparison:
    """The comparison, with what captured payloads say of keys that may be in use."""
    answers = captures.answers(plan, found.compared)
    policy = plan.conventions.compatibility
    compared = tuple(answers.settled(one, policy) for one in found.compared)
    beside = (one for one in found.about_changes if one.code in _NO_CHANGE_OF_AN_EVENT)
    of_changes = findings(_but(compared, found.reported), _events(plan))
    return found._replace(compared=compared, about_changes=(*of_changes, *beside), answers=answers)
