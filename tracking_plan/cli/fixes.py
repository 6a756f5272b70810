"""Applying the fixes of findings to the user's files, or showing what they would change."""

import sys
from collections.abc import Iterable, Iterator, Mapping

from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.option_values import Fixing
from tracking_plan.cli.session import Session
from tracking_plan.edit import Edited, apply_fixes
from tracking_plan.finding import Fix, Safety
from tracking_plan.names.phrases import plural
from tracking_plan.regular_file import read_regular, real_path
from tracking_plan.report.escape import visible
from tracking_plan.triage.run import triage_findings


def corrected(session: Session, found: Outcome, fixing: Fixing) -> bool:
    """Writes the fixes of what was found, and says whether there were any; the plan is read anew.

    Where they are only to be shown, shows them and ends the run.
    """
    refuse_to_destroy(session)  # before anything is fixed
    wanted = chosen(session, found, unsafe=fixing.is_unsafe)
    if fixing.is_shown:
        sys.exit(1 if show_fixes(session, wanted) else 0)
    if wanted:
        write_fixes(session, wanted)
        session.forget_plan()
    return bool(wanted)


def chosen(session: Session, outcome: Outcome, *, unsafe: bool) -> tuple[Fix, ...]:
    """The fixes of the findings that would be shown; the unsafe ones only where asked for."""
    settings = session.triage_settings()
    shown = triage_findings(outcome.findings, outcome.suppressions, settings).shown
    fixes = (item.problem.fix for item in shown)
    return tuple(fix for fix in fixes if fix and (unsafe or fix.safety is Safety.SAFE))


def write_fixes(session: Session, fixes: Iterable[Fix], what: str | None = "finding") -> Edited:
    """Applies the fixes to the files on disk, and says how many on standard error (None: not)."""
    edited, _ = _edited(session, tuple(fixes))
    for path in edited.texts:
        real = real_path(session.cwd / path)
        if not real.is_relative_to(real_path(session.folder)):
            raise UnusableError(f"{path!r} is a link to {str(real)!r}: fix it there")
    for path, text in edited.texts.items():
        write_file(session.cwd / path, text)
    if edited.applied and what is not None:
        files = plural(len(edited.texts), "file")
        done = "fixed" if what == "finding" else "wrote"
        session.note(f"{done} {plural(len(edited.applied), what)} in {files}")
    if edited.skipped:
        session.note(f"{plural(len(edited.skipped), 'fix', 'fixes')} overlap others: run it again")
    return edited


def show_fixes(session: Session, fixes: Iterable[Fix]) -> bool:
    """Prints what the fixes would change as a unified diff; says whether that is anything."""
    edited, before = _edited(session, tuple(fixes))
    for path in sorted(edited.texts):
        for line in _diff(path, before[path], edited.texts[path]):
            put(line)
    return bool(edited.texts)


def _edited(session: Session, fixes: tuple[Fix, ...]) -> tuple[Edited, Mapping[str, str]]:
    paths = sorted({edit.path for fix in fixes for edit in fix.edits})
    before = {path: text_of(session, path) for path in paths}
    return apply_fixes(before, fixes), before


def text_of(session: Session, path: str) -> str:
    """The file's text, byte order mark and line ends included.

    Raises:
        UnusableError: it cannot be read.
    """
    try:
        return read_regular(session.cwd / path).decode("utf-8")
    except OSError as error:
        raise UnusableError(f"cannot read {path!r}: {error.strerror or error}") from error


def _diff(path: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff; what acts in a terminal is escaped, the line's end is not."""
    import difflib  # only `--diff` pays for it

    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), path, path
    )
    for line in lines:
        text = line.rstrip("\r\n")
        yield "\t".join(visible(part) for part in text.split("\t")) + "\n"
