"""Two JSON Schema documents, compared as two versions of an event are."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracking_plan.finding import Finding, Related, Severity
from tracking_plan.place import Json, JsonSchema, Place
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry import codes
from tracking_plan.registry.findings import refuted_by, shortened
from tracking_plan.registry.proofs.accepting import as_object
from tracking_plan.registry.shapes.drafts import META_SCHEMAS, Draft, draft_of, in_words, strictly
from tracking_plan.registry.shapes.modern import DIALECT, modern
from tracking_plan.registry.shapes.read_shape import ASSERTING
from tracking_plan.registry.shown import (
    bump_word,
    change_json,
    line_of,
    unexplained,
    unproved,
    whom_it_breaks,
    with_article,
)
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.steps.step import Shared, Side, Step
from tracking_plan.registry.verdict import Verdict, verdict
from tracking_plan.rule import Problem
from tracking_plan.validation.keywords import rewritten

_OLD, _NEW = Version(1, 0), Version(1, 1)  # as minors, so that breaks are what is too much
_RANK = tuple(Effect)
_ODD = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentPair:
    """Two documents by their names, and what came of comparing them.

    `unread` says of each that cannot be used why, and where; `verdict` is None then.
    """

    old: str
    new: str
    verdict: Verdict | None
    unread: tuple[Problem, ...] = ()

    @property
    def producers(self) -> Effect:
        """The worst that happens to those that send."""
        assert self.verdict is not None
        if self.verdict.is_unexplained:
            return Effect.BREAK
        return _worst(one.change.producers for one in self.verdict.changes)

    @property
    def consumers(self) -> Effect:
        """The worst that happens to those that read."""
        assert self.verdict is not None
        return _worst(one.change.consumers for one in self.verdict.changes)

    @property
    def required(self) -> Bump:
        """The bump that the changes need."""
        assert self.verdict is not None
        return Bump.MAJOR if self.producers is Effect.BREAK else self.verdict.required


def _worst(effects: Iterable[Effect]) -> Effect:
    return max(effects, key=_RANK.index, default=Effect.SAFE)


class _InFile:
    """The places of a document: the file as a whole."""

    def __init__(self, path: str) -> None:
        self._path = path

    def shared(self, path: str) -> Shared | None:
        """None."""
        return None

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        """The file."""
        return Place(path=self._path)


def compare_documents(old: str, new: str, before: Json, after: Json, day: date) -> DocumentPair:
    """Two documents, both directions looked at; nothing is raised, whatever they hold."""
    try:
        each = ((old, _flaw(before)), (new, _flaw(after)))
        unread = tuple(_unread(name, why) for name, why in each if why is not None)
        if unread:
            return DocumentPair(old=old, new=new, verdict=None, unread=unread)
        step = Step(old=_side(new, old, _OLD, before), new=_side(new, new, _NEW, after), day=day)
        found = verdict(step, Compatibility.ALL)
    except _ODD as error:
        is_deep = isinstance(error, RecursionError)
        said = "it is nested too deeply" if is_deep else str(error) or type(error).__name__
        why = f"cannot be compared: {said}"
        return DocumentPair(old=old, new=new, verdict=None, unread=(_unread(new, why),))
    return DocumentPair(old=old, new=new, verdict=found)


def _unread(name: str, why: str) -> Problem:
    return Problem(message=why, at=Place(path=name))


def _flaw(document: Json) -> str | None:
    """Why a document is no JSON Schema; what only describes, and foreign keywords, may be anything.

    Of one that is none, as an Avro schema or one of draft 3, nothing true could be said.
    """
    import jsonschema_rs  # costs 15 ms, for documents only

    if not isinstance(document, dict):
        return None
    if _has_no_number(document):
        return "has a number that JSON has not: NaN or infinity"
    if (why := _flaw_of_draft(document)) is not None:
        return why
    asserted = rewritten(
        as_object(modern(strictly(document))),
        lambda one: {k: v for k, v in one.items() if k in ASSERTING},
    )
    try:
        jsonschema_rs.meta.validate({**asserted, "$schema": DIALECT})
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path))
        return "is no JSON Schema of draft 4 or later" + (f": see {place!r}" if place else "")
    return None


_OF_ONE_DRAFT = frozenset(("items", "exclusiveMinimum", "exclusiveMaximum"))


def _flaw_of_draft(document: JsonSchema) -> str | None:
    """What is wrong with keywords that drafts write in different ways, in the draft it names."""
    import jsonschema_rs

    draft = draft_of(document)
    if draft is Draft.ANY:
        return None
    validators = {
        Draft.FOUR: jsonschema_rs.Draft4Validator,
        Draft.SIX: jsonschema_rs.Draft6Validator,
        Draft.SEVEN: jsonschema_rs.Draft7Validator,
        Draft.OF_2019: jsonschema_rs.Draft201909Validator,
        Draft.OF_2020: jsonschema_rs.Draft202012Validator,
    }
    validator: Any = validators[draft]
    # By its own name, which the library knows: documents write it in ways that it would look up.
    for error in validator({"$ref": META_SCHEMAS[draft]}, offline=True).iter_errors(document):
        route = [*error.instance_path]
        if route and route[-1] in _OF_ONE_DRAFT and route[-2:-1] != ["properties"]:
            return f"is no JSON Schema of {in_words(draft)}: see {'/'.join(map(str, route))!r}"
    return None


def _has_no_number(value: Json) -> bool:
    """Whether a number within is none, as some writers of JSON write it."""
    if isinstance(value, float):
        return not math.isfinite(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_has_no_number, inner))


def _side(name: str, path: str, version: Version, schema: Any) -> Side:
    """A document as a version; a boolean is a schema, too, and every reader takes one."""
    strict: Any = strictly(schema)
    return Side(event=name, version=version, schema=strict, places=_InFile(path), is_of_plan=False)


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
