"""Renaming an event in plan and code together, or showing what would be written."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import click

from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.fixes import show_fixes, text_of, write_fixes
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.session import Session
from tracking_plan.convert.rewritten import Edited, loaded
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Fix
from tracking_plan.globs import literal
from tracking_plan.lint.corrections import Renaming
from tracking_plan.names.likeness import nearest
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Event, Plan
from tracking_plan.plan.text.tree import Disk
from tracking_plan.report.escape import visible
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.inventory import unknowns
from tracking_plan.usage.mentions import mentions
from tracking_plan.usage.renaming import Left, differences, renamed
from tracking_plan.usage.rewriting import Rewriter

_SHOWN = 3  # lines of a file that mention the old name


class Renamed(NamedTuple):
    """What renames an event, and what is left to people."""

    old: str
    new: str
    fixes: tuple[Fix, ...]
    left: tuple[Left, ...]
    is_back: bool


def renaming(
    session: Session, plan: Plan, scan: Scan, rewriter: Rewriter, names: tuple[str, str]
) -> Renamed:
    """What renames an event of the plan.

    Raises:
        click.UsageError: the plan has no such event, or the new name already.
        UnusableError: the plan is written in a way that an edit might break.
    """
    old, new = names
    event = _event(plan, old, new)
    is_back = new in event.previous_names
    in_plan = _in_plan(session, plan, event, new)
    in_code = renamed(scan, rewriter, old, new)
    return Renamed(old, new, (in_plan, *in_code.fixes), in_code.left, is_back)


def _event(plan: Plan, old: str, new: str) -> Event:
    event = plan.events.get(old)
    if event is None:
        near = nearest(old, plan.events)
        hint = f"; did you mean {near!r}?" if near else ""
        raise click.UsageError(f"the plan has no event {old!r}{hint}")
    if new in plan.events:
        raise click.UsageError(f"the plan has an event {new!r} already")
    if not new.strip() or new != new.strip() or not new.isprintable():
        raise click.UsageError(f"{new!r} is no name for an event")
    return event


def _in_plan(session: Session, plan: Plan, event: Event, new: str) -> Fix:
    """The fix of the plan, with which it is sure to be as it was but for the name."""
    fix = Renaming(plan).fix(event, new)
    if fix is not None:
        texts = {file.path: file.text for file in plan.files}
        edited = apply_fixes(texts, [fix])
        after = loaded(Edited(Disk(session.folder, session.cwd), edited.texts), session.root.name)
        wanted = [new if name == event.name else name for name in plan.events]
        if not edited.skipped and after is not None and list(after.events) == wanted:
            return fix
    place = visible(event.origin.place.position())
    raise UnusableError(
        f"{place}: {event.name!r} cannot be renamed by an edit that is sure to be right:"
        f" write {new!r} there, and `previous_names: [{event.name}]` below it"
    )


def show(session: Session, found: Renamed) -> bool:
    """Prints what would be written as a unified diff; says whether that is anything."""
    for line in _left(found):
        session.note(line)
    return show_fixes(session, found.fixes)


def write(
    session: Session, plan: Plan, scan: Scan, found: Renamed, again: Callable[[], Scan]
) -> bool:
    """Writes the files, says what is left, and whether no call that was found is.

    `again` scans the code anew: where a call would then send what it should not, all is taken back.

    Raises:
        UnusableError: so it is.
    """
    paths = {edit.path for fix in found.fixes for edit in fix.edits}
    kept = {path: text_of(session, path) for path in paths}
    edited = write_fixes(session, found.fixes, what="place")
    wrong = tuple(differences(scan, again(), found.old, found.new))
    if wrong or edited.skipped:
        for path in edited.texts:
            write_file(session.cwd / path, kept[path])
        why = f"{wrong[0].at.path}: {wrong[0].why}" if wrong else "two edits are of one place"
        raise UnusableError(f"{visible(why)}: nothing is renamed, all files are as they were")
    written = {(edit.path, edit.span.line) for fix in edited.applied for edit in fix.edits}
    for line in _said(session, plan, scan, found, written):
        put(f"{line}\n")
    return not found.left


def _said(
    session: Session, plan: Plan, scan: Scan, found: Renamed, written: set[tuple[str, int]]
) -> Iterator[str]:
    """What is left to do, and what is not known."""
    yield from _left(found)
    yield from _mentioned(session, plan, found, written)
    if found.is_back:
        yield (
            f"{found.new!r} was a previous name: the renaming is taken back. Where"
            f" {found.old!r} has been sent, put it under `previous_names`"
        )
    yield from unknowns(scan)
    if plan.generate:
        yield "the generated helpers are those of before: run `tracking-plan generate`"


def _left(found: Renamed) -> Iterator[str]:
    if found.left:
        yield f"{plural(len(found.left), 'call')} left to you:"
    for one in found.left:
        yield f"  {visible(one.at.position())}: {one.why}"


def _mentioned(
    session: Session, plan: Plan, found: Renamed, written: set[tuple[str, int]]
) -> Iterator[str]:
    """The lines that have the old name in other text: docs, SQL, comments, tests."""
    known = written | {(one.at.path, one.at.span.line) for one in found.left if one.at.span}
    outputs = [literal(target.output) for target in plan.generate]
    excluded = (literal(plan.registry.path), *outputs)
    listed: dict[str, list[int]] = {}
    for path, line in mentions(session.folder, found.old, cwd=session.cwd, exclude=excluded):
        if (path, line) not in known:
            listed.setdefault(path, []).append(line)
    if listed:
        count = sum(map(len, listed.values()))
        yield f"{plural(count, 'line')} with {found.old!r} in other text, left as they are:"
    for path, lines in listed.items():
        some = ", ".join(map(str, lines[:_SHOWN]))
        more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        yield f"  {visible(path)}:{some}{more}"
