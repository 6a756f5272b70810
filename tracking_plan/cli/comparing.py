"""What the plan is compared with: a base that is named, the registry, or a pull request's base."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import Disk
from tracking_plan.registry import codes
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.choose import base_of, first_base
from tracking_plan.registry.bases.ci_base import ci_base
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.captured import Answers
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.findings import findings
from tracking_plan.registry.planned import planned
from tracking_plan.registry.publication import publication
from tracking_plan.registry.published import Published, published
from tracking_plan.registry.step import History
from tracking_plan.rule import Problem, finding


class Captures(Protocol):
    """Captured payloads."""

    def answers(self, plan: Plan, compared: Iterable[Compared], /) -> Answers:
        """What they say of the keys that are asked about."""
        ...


class Comparison(NamedTuple):
    """Every event compared, with what, and what is found.

    `base` is the label of the base, `old` are its versions; `old_plan` None: they are published.
    The first `flaws` of the findings are about the registry. `answers` None: no captured payloads
    were looked at.
    """

    compared: tuple[Compared, ...]
    base: str
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    flaws: int
    old: Mapping[str, History]
    old_plan: Plan | None = None
    answers: Answers | None = None


def comparison(session: Session, plan: Plan, against: str | None) -> Comparison | None:
    """The plan compared with an earlier one; None: there is nothing to compare it with.

    That is what `against` names, else the registry, else the base of the pull request that a known
    CI service is looking at.

    Raises:
        UnusableError: the base is not there, or the plan in it has errors.
    """
    registry = read_registry(session, plan)
    flaws = tuple(_registry_findings(session, plan, registry))
    if against is None and not registry.is_empty:
        label = f"the registry ({plan.registry.path})"
        return _compared(session, plan, registry.histories(), label, (), flaws)
    base = _base(session, against)
    if base is None:
        return None
    loaded = base.load()
    if loaded.plan is None or loaded.is_faulty:
        count = sum(1 for one in loaded.findings if one.severity is Severity.ERROR)
        raise UnusableError(
            f"the plan of {base.label} has {plural(count, 'error')}; compare with an earlier one"
        )
    found = _compared(session, plan, planned(loaded.plan), base.label, base.notes, flaws)
    return found._replace(old_plan=loaded.plan)


def _base(session: Session, against: str | None) -> Base | None:
    try:
        if against is not None:
            return base_of(against, session.root, session.cwd)
        ci = ci_base(os.environ)
        return first_base(ci.revisions, session.root) if ci is not None else None
    except BaseError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise UnusableError(f"{error.message}{hint}") from error


def _compared(
    session: Session,
    plan: Plan,
    old: Mapping[str, History],
    label: str,
    notes: tuple[str, ...],
    flaws: tuple[Finding, ...],
) -> Comparison:
    policy = plan.conventions.compatibility
    each = tuple(compare(old, planned(plan), session.today, policy))
    found = tuple(findings(each, Place(path=plan.path)))
    return Comparison(
        compared=each, base=label, notes=notes, findings=(*flaws, *found), flaws=len(flaws), old=old
    )


def with_captures(found: Comparison, plan: Plan, captures: Captures) -> Comparison:
    """The comparison, with what captured payloads say of keys that may be in use."""
    answers = captures.answers(plan, found.compared)
    policy = plan.conventions.compatibility
    compared = tuple(answers.settled(one, policy) for one in found.compared)
    flaws = found.findings[: found.flaws]
    judged = findings(compared, Place(path=plan.path))
    return found._replace(compared=compared, findings=(*flaws, *judged), answers=answers)


def registry_folder(session: Session, plan: Plan) -> Path:
    """The folder that holds what was published."""
    return session.folder / plan.registry.path


def read_registry(session: Session, plan: Plan) -> Published:
    """What was published, as it stands on disk."""
    return published(Disk(registry_folder(session, plan), session.cwd), "")


def _registry_findings(session: Session, plan: Plan, registry: Published) -> Iterator[Finding]:
    """What is wrong with the registry, and versions that the plan has changed since."""
    folder = registry_folder(session, plan)
    for flaw in registry.flaws:
        at = Place(path=session.shown_path(folder / flaw.path))
        problem = Problem(message=f"{flaw.path!r} {flaw.says}", at=at, hint=flaw.hint)
        yield finding(codes.REGISTRY_FLAW, problem)
    if registry.is_empty:
        return
    for event, version, _ in publication(plan, registry).changed:
        problem = Problem(
            message=f"{event.name!r} {version.version} was published with another meaning",
            at=version.origin.place,
            hint="give it the next version: `tracking-plan diff` shows what differs",
            event=event.name,
            version=str(version.version),
        )
        yield finding(codes.PUBLISHED_CHANGED, problem)
