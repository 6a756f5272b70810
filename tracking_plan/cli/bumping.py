"""Writing versions that are high enough into the files of the plan, or showing what to write."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracking_plan.cli.comparing import Comparison
from tracking_plan.cli.fixes import show_fixes, write_fixes
from tracking_plan.cli.session import Session
from tracking_plan.convert.bumps import Raised, Stuck, raised
from tracking_plan.convert.entry_text import to_write
from tracking_plan.convert.plan_edits import UnsureError, edits
from tracking_plan.convert.rewritten import Edited, is_right, loaded
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Fix, Safety
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import Disk


class Bumps(NamedTuple):
    """The events to write, each with its edits; and those that are left to people, and why."""

    written: tuple[tuple[Raised, Fix], ...]
    left: tuple[tuple[Raised | Stuck, str], ...]


def bumps(session: Session, plan: Plan, found: Comparison) -> Bumps:
    """What is to be written, as far as the plan is sure to be right with it."""
    texts = {file.path: file.text for file in plan.files}
    placed: list[tuple[Raised, Fix]] = []
    left: list[tuple[Raised | Stuck, str]] = []
    for one in raised(plan, found.old_plan, found.compared):
        if isinstance(one, Stuck):
            left.append((one, one.why))
            continue
        try:
            made = edits(texts[one.origin.path], one)
            placed.append((one, Fix(safety=Safety.SAFE, edits=made)))
        except UnsureError as error:
            left.append((one, str(error)))
    sure = _sure(session, plan, found, placed, texts)
    why = "with that, the plan would not be right"
    left += [(one, why) for one, fix in placed if (one, fix) not in sure]
    return Bumps(written=tuple(sure), left=tuple(left))


def _sure(
    session: Session,
    plan: Plan,
    found: Comparison,
    placed: list[tuple[Raised, Fix]],
    texts: Mapping[str, str],
) -> list[tuple[Raised, Fix]]:
    """Those with which the plan is right: all of them, else all of each file that is alone."""

    def is_fine(each: list[tuple[Raised, Fix]]) -> bool:
        edited = apply_fixes(texts, [fix for _, fix in each])
        if edited.skipped:
            return False
        tree = Edited(Disk(session.folder, session.cwd), edited.texts)
        after = loaded(tree, session.root.name)
        return is_right(plan, after, [one for one, _ in each], found.old, session.today)

    if not placed or is_fine(placed):
        return placed
    by_file: dict[str, list[tuple[Raised, Fix]]] = {}
    for one in placed:
        by_file.setdefault(one[0].origin.path, []).append(one)
    fine = [one for each in by_file.values() if is_fine(each) for one in each]
    return fine if is_fine(fine) else []


def write(session: Session, found: Bumps) -> None:
    """Writes the files, and says what was written and what was not."""
    if found.written:
        write_fixes(session, [fix for _, fix in found.written], what="version")
    for line in _said(found):
        session.note(line)


def show(session: Session, found: Bumps) -> bool:
    """Prints what would be written as a unified diff; says whether that is anything."""
    for line in _left(found):
        session.note(line)
    return show_fixes(session, [fix for _, fix in found.written])


def _said(found: Bumps) -> Iterator[str]:
    for one, _ in found.written:
        yield one.says
    yield from _left(found)


def _left(found: Bumps) -> Iterator[str]:
    if found.left:
        yield f"{plural(len(found.left), 'event')} left to you:"
    for one, why in found.left:
        path = one.path if isinstance(one, Stuck) else one.origin.path
        yield f"{path}: {one.event!r}: {why}"
        if isinstance(one, Raised):
            yield from _indented(to_write(one).split("\n"))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"    {line}"
