"""Which findings the suppressions silence, and what is wrong with the suppressions."""

from collections.abc import Iterable

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.place import Place
from tracking_plan.rule import Problem, finding
from tracking_plan.suppression import Fault, Suppression
from tracking_plan.triage.codes import (
    EXPIRED_SUPPRESSION,
    MALFORMED_COMMENT,
    SUPPRESSION_WITHOUT_CODE,
    UNUSED_SUPPRESSION,
)
from tracking_plan.triage.selectors import is_unsuppressible, matches, unknown, unsuppressible
from tracking_plan.triage.settings import TriageSettings


class Silencing:
    """The suppressions of a run, and which of their codes have silenced a finding so far."""

    def __init__(self, suppressions: Iterable[Suppression], settings: TriageSettings) -> None:
        self._settings = settings
        self._all = tuple(dict.fromkeys(suppressions))
        self._by_path: dict[str, list[Suppression]] = {}
        self._used: set[tuple[Suppression, str]] = set()
        for suppression in self._all:
            if suppression.fault is None and not self._is_expired(suppression):
                self._by_path.setdefault(suppression.covers.path, []).append(suppression)

    def _is_expired(self, suppression: Suppression) -> bool:
        return suppression.until is not None and suppression.until < self._settings.today

    def silences(self, item: Finding) -> bool:
        """Whether a comment silences the finding; every comment that does counts as used."""
        at = item.problem.at
        if at is None or not family_of(item.code.id).suppressible:
            return False
        used = [
            (suppression, code)
            for suppression in self._by_path.get(at.path, ())
            if _is_within(at, suppression.covers)
            for code in suppression.codes
            if matches(code, item.code)
        ]
        self._used.update(used)
        return bool(used)

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

    def _about(self, suppression: Suppression, code: str) -> Iterable[Finding]:
        if (suppression, code) in self._used:
            return
        settings, at = self._settings, suppression.at
        meant = settings.selectors.codes(code)
        judged = [found for found in meant if found.id[0] in settings.judged]
        if is_unsuppressible(code, meant):
            yield unsuppressible(code, at)
        elif not meant:
            yield unknown(code, at, settings.selectors.in_capitals(code))
        elif judged and self._is_expired(suppression):
            yield finding(EXPIRED_SUPPRESSION, _expired(suppression, code))
        elif any(settings.selection.is_on(found) for found in judged):
            yield finding(UNUSED_SUPPRESSION, _unused(suppression, code))


def _is_within(at: Place, covered: Place) -> bool:
    """Whether `at` begins within a place of the same file."""
    if covered.span is None:
        return True
    return at.span is not None and covered.span.contains(at.span)


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
