"""The events of a new plan, drafted from the repository's code."""

import os
from collections.abc import Iterable
from pathlib import Path

from tracking_plan.cli.session import Session
from tracking_plan.cli.surroundings import FoundSource
from tracking_plan.draft import SourceOf, draft, events_text, unnamed_text
from tracking_plan.globs import matcher
from tracking_plan.report.model import plural
from tracking_plan.usage.scan import scan_project


def draft_events(session: Session, root: Path, sources: Iterable[FoundSource]) -> str:
    """The rest of a plan after its head: an entry for each event that the code sends."""
    scan = scan_project(root.parent, cwd=session.cwd)
    found = draft(scan.calls, _source_of(sources, cwd=session.cwd, folder=root.parent))
    calls = plural(len(scan.calls), "tracking call")
    files = plural(scan.files, "file")
    session.note(f"found {plural(len(found.events), 'event')} in {calls} in {files}")
    if found.unnamed:
        count = plural(len(found.unnamed), "call")
        session.note(f"of {count} the event name could not be told: see the end of the plan")
    rest = unnamed_text(found)
    return events_text(found) + (f"\n{rest}" if rest else "")


def _source_of(sources: Iterable[FoundSource], *, cwd: Path, folder: Path) -> SourceOf:
    """Finds the source of a path as findings name it; None where none or several claim it."""
    claims = [(source.name, matcher(source.paths)) for source in sources]

    def source_of(path: str) -> str | None:
        below = os.path.relpath(cwd / path, folder).replace(os.sep, "/")
        names = [name for name, is_match in claims if is_match(below)]
        return names[0] if len(names) == 1 else None

    return source_of
