"""What a plan lacks that captures show, as a patch to review."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tracking_plan.cli.checkout import CheckedOut
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.fixes import show_fixes, text_of
from tracking_plan.cli.init.observing import notes, observe
from tracking_plan.cli.session import Session
from tracking_plan.convert.extension import extends
from tracking_plan.convert.from_payloads import draft
from tracking_plan.convert.lacking import Addition, Lacking, lacking
from tracking_plan.convert.lacking_edits import UnsureError, edit_of_addition, edit_of_events
from tracking_plan.convert.plan_text import event_lines, property_lines
from tracking_plan.convert.rewritten import Edited, loaded
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Edit, Fix, Safety
from tracking_plan.names.phrases import plural
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.plan.model import Plan
from tracking_plan.report.escape import visible


def print_missing(session: Session, root: Path, files: tuple[str, ...]) -> None:
    """Prints what the plan lacks as a unified diff; nothing is written.

    Raises:
        UnusableError: there is no event in the payloads, or no place for one in the plan's text.
    """
    plan = session.plan()
    observed = observe(session, files, version_property=plan.version_property)
    found = draft(observed.seen, version_property=plan.version_property)
    for line in notes(observed):
        session.note(line)
    if not found.events:
        raise UnusableError(
            "no event was found in the payloads, so nothing was compared: `tracking-plan validate`"
            " says what is wrong with them"
        )
    missing = lacking(plan, found)
    for name, planned in missing.variants:
        session.note(visible(f"event {shown(name)!r} is another spelling of {planned!r}: left out"))
    if not missing.events and not missing.additions:
        session.note(f"{session.shown_path(root)} has all that the payloads show")
        return
    session.note(_summary(missing))
    patch = _Patch(session, plan)
    patch.add(missing)
    patch.show()


def _summary(missing: Lacking) -> str:
    properties = sum(len(addition.properties) for addition in missing.additions)
    return (
        f"the plan lacks {plural(len(missing.events), 'event')} and"
        f" {plural(properties, 'property', 'properties')} of events that it has"
    )


class _Patch:
    """The edits of a plan's text, each of which is sure to add what it should and no more."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session = session
        self._plan = plan
        self._fixes: list[Fix] = []

    def add(self, missing: Lacking) -> None:
        """Adds all that can be put into the text; the rest is said on standard error."""
        if missing.events:
            lines = [line for event in missing.events for line in event_lines(event)]
            names = tuple(event.name for event in missing.events)
            self._try(partial(edit_of_events, self._plan, missing.events), names, "events", lines)
        for addition in missing.additions:
            edit = partial(edit_of_addition, self._plan, addition)
            lines = list(property_lines(addition.properties, "  "))
            self._try(edit, (), _owner(addition), lines)

    def show(self) -> None:
        """Prints the edits as a unified diff."""
        show_fixes(self._session, self._fixes)

    def _try(
        self, edit: Callable[[], Edit], events: tuple[str, ...], owner: str, lines: list[str]
    ) -> None:
        try:
            fix = Fix(safety=Safety.SAFE, edits=(edit(),))
            if not self._is_right(fix, events):
                raise UnsureError("the text is laid out in an unusual way")
        except UnsureError as error:
            self._session.note(f"no patch for {owner}, since {error}: put this there by hand")
            for line in lines:
                self._session.note(visible(line))
        else:
            self._fixes.append(fix)

    def _is_right(self, fix: Fix, events: tuple[str, ...]) -> bool:
        before = {path: text_of(self._session, path) for path in {e.path for e in fix.edits}}
        edited = apply_fixes(before, [fix])
        tree = CheckedOut(self._session.folder, self._session.cwd, named=self._session.root.name)
        after = loaded(Edited(tree, edited.texts), self._session.root.name)
        return not edited.skipped and extends(self._plan, after, events)


def _owner(addition: Addition) -> str:
    inner = f" of {shown(addition.path)!r}" if addition.path else ""
    owner = "the traits" if addition.event is None else f"the properties of {addition.event!r}"
    return visible(f"{owner}{inner}")
