"""`tracking-plan publish`: freezes each event version as a JSON Schema that never changes."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from tracking_plan.cli.capture_options import capture_options
from tracking_plan.cli.comparing import Captures, with_captures, with_registry
from tracking_plan.cli.conclusion.ending import conclude, is_refused
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.options import common_options
from tracking_plan.cli.registry_files import alone, write
from tracking_plan.cli.registry_gone import gone_since_head
from tracking_plan.cli.registry_state import (
    RegistryState,
    misplaced,
    readable,
    registry_folder,
    registry_state,
)
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.plan.model import Plan
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.registry import codes
from tracking_plan.registry.captured import evidence
from tracking_plan.registry.publishing.candidates import candidates
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.layout import INDEX
from tracking_plan.registry.publishing.publication import Publication, publication
from tracking_plan.registry.publishing.published import Flaw
from tracking_plan.report.escape import visible


@click.command()
@click.option("--dry-run", is_flag=True, help="Write nothing; list what would be written.")
@capture_options
@common_options
def command(
    session: Session, *, dry_run: bool, captured: tuple[str, ...], show_values: bool
) -> None:
    r"""Freeze each event version as a JSON Schema that never changes, in the registry's folder.

    Drafts stay back. A version that has been published is never written again: what changes needs a
    new number, and `diff` says which. Where a version is too low, nothing is published. Publishing
    again does nothing; an index that a merge has left with conflicts is written anew.

    \b
    Examples:
      tracking-plan publish --dry-run
      tracking-plan publish
    """
    plan = session.plan()
    folder = registry_folder(session, plan)
    says = misplaced(session.folder, plan)
    if says is not None:
        raise UnusableError(f"cannot publish: the registry {plan.registry.path!r} {says}")
    refuse_to_destroy(session)
    captures = None
    if captured:
        from tracking_plan.cli.captures import opened  # most runs have none

        captures = opened(session, captured, show_values=show_values)
    if dry_run:
        conclude(session, _outcome(session, plan, captures, is_dry=True))
    with alone(session, folder) as has_waited:
        if has_waited:
            plan = _read_again(session, folder)
        outcome = _outcome(session, plan, captures, is_dry=False)
    conclude(session, outcome)


def _read_again(session: Session, folder: Path) -> Plan:
    """The plan as it is now: what another run has published may be of a newer one.

    Raises:
        UnusableError: it has its registry elsewhere now.
    """
    session.forget_plan()
    plan = session.plan()
    if registry_folder(session, plan) != folder:
        raise UnusableError("the plan has another `registry.path` now: run `publish` again")
    return plan


def _outcome(session: Session, plan: Plan, captures: Captures | None, *, is_dry: bool) -> Outcome:
    """Publishes, unless something speaks against it, and says what was done."""
    registry = registry_state(session, plan)
    mended = {flaw.shown for flaw in registry.published.flaws if flaw.is_mendable}
    outcome = _judged(session, plan, registry, captures, mended)
    if not registry.is_usable and not is_refused(session, outcome):  # silenced, and yet so
        raise UnusableError(f"cannot publish: {registry.findings[0].problem.message}")
    final = [flaw for flaw in registry.published.flaws if not flaw.is_mendable]
    if final or is_refused(session, outcome):
        return _refused(session, outcome, final)
    with readable():
        wanted = publication(plan, registry.candidates or candidates(plan), registry.published)
    if not is_dry:
        write(registry_folder(session, plan), wanted, registry.published)
    work = _Work(session, plan, registry, wanted, is_dry)
    return replace(
        outcome,
        sections={"published": work.listed()},
        summary=work.summary(),
        notes=(*outcome.notes, *work.notes()),
        shown={"text": work.paths} if is_dry else {},
        is_judgment=False,
    )


def _judged(
    session: Session,
    plan: Plan,
    registry: RegistryState,
    captures: Captures | None,
    mended: Container[str],
) -> Outcome:
    """What speaks against publishing: not the flaws that it puts right."""
    found = registry.findings
    notes: tuple[str, ...] = ()
    if not registry.published.is_empty:
        compared = with_registry(session, plan, registry)
        if captures is not None:
            compared = with_captures(compared, plan, captures)
        found, notes = compared.findings, (*compared.notes, *evidence(compared.compared))
    else:
        found += gone_since_head(session, plan)
    return Outcome(
        command="publish",
        findings=tuple(one for one in found if not _is_mended(one, mended)),
        suppressions=suppressions(plan),
        notes=notes,
        judged=frozenset("V"),
        is_partial=bool(mended),
    )


def _is_mended(one: Finding, mended: Container[str]) -> bool:
    at = one.problem.at
    return one.code is codes.REGISTRY_FLAW and at is not None and at.path in mended


def _refused(session: Session, outcome: Outcome, final: Sequence[Flaw]) -> Outcome:
    """Nothing is published, and it is said why: flaws of the registry, even where silenced."""
    if final and not is_refused(session, outcome):
        says = f"{final[0].shown!r} {final[0].says}"
        raise UnusableError(f"cannot publish: {says}; {final[0].hint}")
    count = plural(len(session.plan().events), "event")
    return replace(outcome, summary=f"{count}: nothing was published")


class _Work(NamedTuple):
    """What was published, or would be, in words."""

    session: Session
    plan: Plan
    registry: RegistryState
    wanted: Publication
    is_dry: bool

    def listed(self) -> Json:
        """The new versions as the JSON report has them."""
        return [
            {
                "event": event,
                "version": str(version),
                "path": self._shown(frozen_path(event, version)),
            }
            for event, version in self.wanted.versions
        ]

    def paths(self) -> str:
        """Each file that would be written, on a line."""
        index = [INDEX] if self.wanted.index is not None else []
        each = [f"would write {self._shown(path)}" for path in (*self.wanted.files, *index)]
        return "".join(f"{visible(line)}\n" for line in each)

    def summary(self) -> str:
        """How much was published."""
        new, before = len(self.wanted.versions), len(self.registry.published.files)
        if new and not before:
            done = "would be published" if self.is_dry else "published"
            return f"{plural(new, 'version')} {done}, in {self.plan.registry.path}"
        if new and self.is_dry:
            there = plural(before, "published version")
            return f"{there}, in {self.plan.registry.path}: {new} more would be published"
        total = plural(new + before, "published version")
        where = f"{total}, in {self.plan.registry.path}"
        if self.wanted.index is None and not new:
            return f"{where}: nothing new"
        if not new:
            return (
                f"{where}: none of them new, {INDEX} {'would change' if self.is_dry else 'written'}"
            )
        return f"{where}: {new} of them new"

    def notes(self) -> Iterator[str]:
        """What a reader has to know beside the figures."""
        for flaw in self.registry.published.flaws:
            done = "would be written anew" if self.is_dry else "has been written anew"
            yield f"{flaw.shown} {flaw.says}: {INDEX} {done}"
        stay = len(self.registry.changed)
        if stay:
            them = "it was" if stay == 1 else "they were"
            yield f"left as {them} published, whatever the plan says: {plural(stay, 'version')}"
        if self.wanted.drafts:
            yield f"{plural(self.wanted.drafts, 'draft')} not published"

    def _shown(self, path: str) -> str:
        return self.session.shown_path(registry_folder(self.session, self.plan) / path)
