"""Which findings the suppressions silence, and what is wrong with the suppressions."""

from collections.abc import Iterable, Iterator

from tracking_plan.families import family_of
from tracking_plan.finding import Code, Finding
from tracking_plan.place import Place, Span
from tracking_plan.rule import Problem, finding
from tracking_plan.suppression import Fault, Suppression
from tracking_plan.triage.codes import (
    EXPIRED_SUPPRESSION,
    MALFORMED_COMMENT,
    SUPPRESSION_WITHOUT_CODE,
    UNUSED_SUPPRESSION,
)
from tracking_plan.triage.selectors import is_unsuppressible, selectors_of, unknown, unsuppressible
from tracking_plan.triage.settings import TriageSettings
from tracking_plan.triage.spans import Spans


class Silencing:
    """The suppressions of a run, and which of their codes have silenced a finding so far.

    Comments that cover the same are looked at as one: a plan may have thousands of them.
    """

    def __init__(self, suppressions: Iterable[Suppression], settings: TriageSettings) -> None:
        self._settings = settings
        self._all = tuple(dict.fromkeys(suppressions))
        self._codes: dict[Place, set[str]] = {}
        self._used: set[tuple[Place, str]] = set()
        self._known: dict[str, tuple[Code, ...]] = {}
        self._selectors: dict[str, tuple[str, ...]] = {}
        for suppression in self._all:
            if suppression.fault is None and not self._is_expired(suppression):
                self._codes.setdefault(suppression.covers, set()).update(suppression.codes)
        spans: dict[str, list[Span]] = {}
        for path, span in self._codes:
            if span is not None:
                spans.setdefault(path, []).append(span)
        self._spans = {path: Spans(each) for path, each in spans.items()}

    def _is_expired(self, suppression: Suppression) -> bool:
        return suppression.until is not None and suppression.until < self._settings.today

    def silences(self, item: Finding) -> bool:
        """Whether a comment silences the finding; every comment that does counts as used."""
        places = _places(item)
        if not places or not family_of(item.code.id).suppressible:
            return False
        selectors = self._meaning(item.code)
        used = [
            (covered, selector)
            for at in places
            for covered in self._around(at)
            for selector in selectors
            if selector in self._codes[covered]
        ]
        self._used.update(used)
        return bool(used)

    def _around(self, at: Place) -> Iterator[Place]:
        """The places that comments cover and that the finding begins in."""
        whole = Place(at.path)
        if whole in self._codes:
            yield whole
        if at.span is not None and at.path in self._spans:
            for span in self._spans[at.path].around(at.span.line, at.span.column):
                yield Place(at.path, span)

    def _meaning(self, code: Code) -> tuple[str, ...]:
        """Every selector that means the code."""
        known = self._selectors.get(code.id)
        if known is None:
            known = self._selectors[code.id] = selectors_of(code)
        return known

    def findings(self) -> Iterable[Finding]:
        """The X findings about the suppressions; call it after the last `silences`."""
        for suppression in self._all:
            if suppression.fault is not None:
                yield finding(MALFORMED_COMMENT, _malformed(suppression.at, suppression.fault))
                continue
            if not suppression.codes:
                yield finding(SUPPRESSION_WITHOUT_CODE, _nameless(suppression))
            for code in suppression.codes:
                yield from self._about(suppression, code)

    def _meant(self, selector: str) -> tuple[Code, ...]:
        """The codes that a selector means."""
        if selector not in self._known:
            self._known[selector] = self._settings.selectors.codes(selector)
        return self._known[selector]

    def _about(self, suppression: Suppression, code: str) -> Iterable[Finding]:
        if (suppression.covers, code) in self._used and not self._is_expired(suppression):
            return
        settings, at = self._settings, suppression.at
        meant = self._meant(code)
        judged = [found for found in meant if found.id[0] in settings.judged]
        if is_unsuppressible(code, meant):
            yield unsuppressible(code, at)
        elif not meant:
            yield unknown(code, at, settings.selectors.in_capitals(code))
        elif judged and self._is_expired(suppression):
            yield finding(EXPIRED_SUPPRESSION, _expired(suppression, code))
        elif any(settings.selection.is_on(found) for found in judged):
            yield finding(UNUSED_SUPPRESSION, _unused(suppression, code))


def _places(item: Finding) -> tuple[Place, ...]:
    """The places at which a comment silences the finding: its own, and that of its like."""
    together = item.problem.together
    both = (item.problem.at, together.at if together is not None else None)
    return tuple(at for at in both if at is not None)


def _malformed(at: Place, fault: Fault) -> Problem:
    return Problem(message=fault.message, at=at, hint=fault.hint)


def _nameless(suppression: Suppression) -> Problem:
    return Problem(
        message="the suppression names no rule",
        at=suppression.at,
        hint="write tracking-plan: ignore[CODE], with the code of the finding that it silences",
    )


def _expired(suppression: Suppression, code: str) -> Problem:
    return Problem(
        message=f"the suppression of {code!r} ended on {suppression.until}",
        at=suppression.at,
        hint="solve what it excuses, or give it a later day",
    )


def _unused(suppression: Suppression, code: str) -> Problem:
    return Problem(
        message=f"the suppression of {code!r} silences nothing",
        at=suppression.at,
        hint="remove it, or put it on the line of the finding or on the line above",
    )
