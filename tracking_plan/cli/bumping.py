"""Writing versions that are high enough into the files of the plan, or showing what to write."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tracking_plan.cli.comparing import Comparison
from tracking_plan.cli.fixes import show_fixes, write_fixes
from tracking_plan.cli.session import Session
from tracking_plan.convert.bumps import Raised, Stuck, raised
from tracking_plan.convert.plan_edits import UnsureError, edits
from tracking_plan.convert.rewritten import Edited, is_right, loaded
from tracking_plan.convert.version_text import to_write
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Fix, Safety
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import Disk
from tracking_plan.registry.captured import evidence

_MAX_TRIES = 60
_Placed = tuple[Raised, Fix]


class Bumps(NamedTuple):
    """The events to write, each with its edits; and those that are left to people, and why.

    `evidence` is what captured payloads say, where a lower version is enough because of it.
    """

    written: tuple[tuple[Raised, Fix], ...]
    left: tuple[tuple[Raised | Stuck, str], ...]
    evidence: tuple[str, ...]


def bumps(session: Session, plan: Plan, found: Comparison) -> Bumps:
    """What is to be written, as far as the plan is sure to be right with it."""
    texts = {file.path: file.text for file in plan.files}
    placed: list[_Placed] = []
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
    said = tuple(evidence(found.compared)) if sure else ()
    return Bumps(written=tuple(sure), left=tuple(left), evidence=said)


def _sure(
    session: Session,
    plan: Plan,
    found: Comparison,
    placed: list[_Placed],
    texts: Mapping[str, str],
) -> list[_Placed]:
    """Those with which the plan is right: all of them, else those of the halves that are."""
    tree = Disk(session.folder, session.cwd)

    def is_fine(each: list[_Placed]) -> bool:
        edited = apply_fixes(texts, [fix for _, fix in each])
        if edited.skipped:
            return False
        after = loaded(Edited(tree, edited.texts), session.root.name)
        written = [one for one, _ in each]
        return is_right(plan, after, written, found.old, session.today, found.answers)

    each = _halved(sorted(placed, key=lambda one: one[0].origin.path), is_fine)
    return each if is_fine(each) else []


def _halved(placed: list[_Placed], is_fine: Callable[[list[_Placed]], bool]) -> list[_Placed]:
    """All where they are fine, else what is fine of the halves; each try loads the plan again."""
    found: list[_Placed] = []
    todo = [placed]
    for _ in range(_MAX_TRIES):
        each = todo.pop() if todo else []
        if is_fine(each):
            found += each
        elif len(each) > 1:
            middle = len(each) // 2
            todo += [each[middle:], each[:middle]]
        if not todo:
            break
    return found


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
    yield from found.evidence
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
