"""The lines of text that a report may quote: of plans and code, never of captured data."""

from collections.abc import Callable, Iterable, Mapping

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.place import Place, lines_of


def excerpts(findings: Iterable[Finding], text_of: Callable[[str], str]) -> Mapping[Place, str]:
    """The line of each finding's place. `text_of` gives a file's text, and is asked once a file."""
    lines: dict[str, list[str]] = {}
    found: dict[Place, str] = {}
    for item in findings:
        at = item.problem.at
        if at is None or at.span is None or family_of(item.code.id).of_data:
            continue
        if at.path not in lines:
            lines[at.path] = lines_of(text_of(at.path))
        if at.span.line <= len(lines[at.path]):
            found[at] = lines[at.path][at.span.line - 1]
    return found
