"""The lines of text that a report may quote: of plans and code, never of captured data."""

from collections.abc import Iterable, Iterator, Mapping

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.place import Place, lines_of


def quotable(findings: Iterable[Finding]) -> Iterator[Place]:
    """The places of the findings whose lines may be quoted, each with a span."""
    for item in findings:
        at = item.problem.at
        if at is not None and at.span is not None and not family_of(item.code.id).of_data:
            yield at


def excerpts(places: Iterable[Place], texts: Mapping[str, str]) -> Mapping[Place, str]:
    """The line at each place, by the texts of the files; none where a text ends before it."""
    lines = {path: lines_of(text) for path, text in texts.items()}
    found: dict[Place, str] = {}
    for at in places:
        if at.span is not None and at.span.line <= len(lines[at.path]):
            found[at] = lines[at.path][at.span.line - 1]
    return found
