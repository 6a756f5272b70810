"""Two compared documents as findings, as data and as lines."""

from collections.abc import Iterator

from tracking_plan.finding import Finding, Related, Severity
from tracking_plan.place import Json, Place
from tracking_plan.registry import codes
from tracking_plan.registry.documents import DocumentPair
from tracking_plan.registry.findings import refuted_by, shortened
from tracking_plan.registry.shown import (
    bump_word,
    change_json,
    line_of,
    unexplained,
    unproved,
    whom_it_breaks,
    with_article,
)
from tracking_plan.registry.steps.change import Bump
from tracking_plan.rule import Problem


def findings(pair: DocumentPair) -> Iterator[Finding]:
    """An error for each change that breaks somebody, or may; and for what cannot be used."""
    for problem in pair.unread:
        yield Finding(code=codes.UNREADABLE_SCHEMA, severity=Severity.ERROR, problem=problem)
    if pair.verdict is None:
        return
    before = (Related(message="before", at=Place(path=pair.old)),)
    at = Place(path=pair.new)
    for one in pair.verdict.refused:
        change = one.change
        shown = f": {shortened(one.witness)} was valid" if one.witness is not None else ""
        subject = f"property {change.path!r}" if change.path else "the document"
        problem = Problem(
            message=f"{subject} {change.says}",
            at=at,
            hint=f"{whom_it_breaks(one)}{shown}",
            related=before,
            property=change.path or None,
        )
        yield Finding(code=one.code, severity=Severity.ERROR, problem=problem)
    if pair.verdict.is_unexplained:
        problem = Problem(
            message="documents that were valid are refused, and no rule says why",
            at=at,
            hint=refuted_by(pair.verdict),
            related=before,
        )
        yield Finding(code=codes.UNEXPLAINED, severity=Severity.ERROR, problem=problem)


def as_json(pair: DocumentPair) -> Json:
    """The pair as the JSON report has it."""
    names: list[Json] = [pair.old, pair.new]
    if pair.verdict is None:
        said = "; ".join(f"{_at(one)}: {one.message}" for one in pair.unread)
        return {"pair": names, "error": said, "verdict": None, "changes": []}
    return {
        "pair": names,
        "error": None,
        "producers": str(pair.producers),
        "consumers": str(pair.consumers),
        "required_bump": bump_word(pair.required),
        "verdict": "refused" if pair.required.value > Bump.MINOR.value else "accepted",
        "proof": str(pair.verdict.proof),
        "counterexample": pair.verdict.counterexample,
        "changes": [change_json(one) for one in pair.verdict.changes],
    }


def _at(problem: Problem) -> str:
    assert problem.at is not None
    return problem.at.position()


def as_lines(pair: DocumentPair) -> Iterator[str]:
    """The pair for people: a line, then one for each of its changes."""
    if pair.verdict is None:
        return
    yield f"{pair.old} -> {pair.new}: needs {with_article(pair.required)}{unproved(pair.verdict)}"
    for one in pair.verdict.changes:
        yield f"  {line_of(one, whole='document')}"
    if pair.verdict.is_unexplained:
        yield f"  {unexplained(pair.verdict)}"
    yield ""
