"""Which findings are shown: selection, severity, suppressions, baseline, order. Nothing is lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from tracking_plan.families import family_of
from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.place import Place
from tracking_plan.rule import Problem, finding
from tracking_plan.suppression import Fault
from tracking_plan.suppression import Suppression as Suppression  # part of this module's face
from tracking_plan.triage.baseline import Compared, Entry, PathNorm, compare
from tracking_plan.triage.codes import (
    EXPIRED_SUPPRESSION,
    MALFORMED_COMMENT,
    STALE_BASELINE_ENTRY,
    SUPPRESSION_WITHOUT_CODE,
    UNKNOWN_CODE,
    UNSUPPRESSIBLE_CODE,
    UNUSED_SUPPRESSION,
)
from tracking_plan.triage.selection import Selection, is_prefix, matches

RULES_ARE_LISTED = "'tracking-plan explain ALL' lists the rules"
Catalog = Callable[[str], tuple[Code, ...]]  # a selector -> the codes that it means


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What triage goes by.

    `judged` holds the families (first letters of codes) that this run looked at in full:
    a suppression or a baseline entry of another family is not called unused. `baseline` None:
    there is none. `baseline_at` is its file. `catalog` is asked only about selectors that a
    suppression names.
    """

    selection: Selection
    today: date
    judged: frozenset[str]
    catalog: Catalog
    norm: PathNorm
    baseline: tuple[Entry, ...] | None = None
    baseline_at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """Every finding, in exactly one of four heaps, each in order.

    `shown` also holds the X findings that triage itself makes. `pruned` is the baseline without
    its stale entries.
    """

    shown: tuple[Finding, ...]
    deselected: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    excused: tuple[Finding, ...]
    pruned: tuple[Entry, ...] = ()

    def settled(self, *, is_written_anew: bool) -> "Triaged":
        """What is left to show once the baseline has been pruned, or written anew."""
        excused = (item for item in self.shown if is_written_anew and is_excusable(item))
        gone = set(map(id, excused))
        left = (item for item in self.shown if id(item) not in gone)
        return replace(
            self,
            shown=tuple(item for item in left if item.code is not STALE_BASELINE_ENTRY),
            excused=_ordered((*self.excused, *(f for f in self.shown if id(f) in gone))),
        )


def triage(
    findings: Iterable[Finding],
    suppressions: Iterable[Suppression],
    settings: Settings,
    own: Iterable[Finding] = (),
) -> Triaged:
    """The findings sorted into heaps. `own` are X findings about the settings themselves."""
    selection = settings.selection
    selected, deselected = _select(findings, selection)
    silencing = _Silencing(suppressions, settings)
    suppressed = [item for item in selected if silencing.silences(item)]
    silenced = set(map(id, suppressed))
    left = sorted((item for item in selected if id(item) not in silenced), key=order)

    compared = _compared(left, settings)
    excused = set(map(id, compared.excused))
    about = (*own, *silencing.findings(), *(_stale(entry, settings) for entry in compared.stale))
    shown, unwanted = _select(about, selection)
    return Triaged(
        shown=_ordered((*(item for item in left if id(item) not in excused), *shown)),
        deselected=_ordered((*deselected, *unwanted)),
        suppressed=_ordered(suppressed),
        excused=compared.excused,
        pruned=compared.pruned,
    )


def _compared(findings: Iterable[Finding], settings: Settings) -> Compared:
    """The findings compared with the baseline, if there is one."""
    if not settings.baseline:
        return Compared(new=(), excused=(), stale=(), pruned=())
    return compare(
        (item for item in findings if is_excusable(item)),
        settings.baseline,
        settings.norm,
        is_judged=lambda code: is_judged(code, settings),
    )


def is_judged(code: str, settings: Settings) -> bool:
    """Whether findings of the code (its id) would have been seen in this run."""
    if code[0] not in settings.judged:
        return False
    known = [found for found in settings.catalog(code) if found.id == code]
    return not known or any(map(settings.selection.is_on, known))


def _select(
    findings: Iterable[Finding], selection: Selection
) -> tuple[list[Finding], list[Finding]]:
    """The findings of codes that are on, in the severity chosen for them, and the others."""
    on: list[Finding] = []
    off: list[Finding] = []
    is_on: dict[str, bool] = {}
    for item in findings:
        code = item.code
        if code.id not in is_on:
            is_on[code.id] = selection.is_on(code)
        if not is_on[code.id]:
            off.append(item)
            continue
        severity = selection.severity(code, item.severity)
        on.append(item if severity is item.severity else replace(item, severity=severity))
    return on, off


def is_excusable(item: Finding) -> bool:
    """Whether a baseline may excuse the finding: not what could not be read, nor its own faults."""
    return family_of(item.code.id).excusable


def order(item: Finding) -> tuple[str, int, int, str, str, str, str]:
    """The sorting key of findings: path, line, column, code; then what makes runs repeatable."""
    at = item.at
    path = at.path if at else ""
    line, column = (at.span.line, at.span.column) if at and at.span else (0, 0)
    return path, line, column, item.code.id, item.event or "", item.property or "", item.message


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=order))


def is_failure(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether the findings fail the run: any at or above `error` or `warning`; `never`: none."""
    if fail_on == "never":
        return False
    floor = Severity(fail_on).rank
    return any(item.severity.rank >= floor for item in findings)


class _Silencing:
    """The suppressions at work: which findings they silence, and which of their codes did."""

    def __init__(self, suppressions: Iterable[Suppression], settings: Settings) -> None:
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
        if item.at is None or not family_of(item.code.id).suppressible:
            return False
        used = [
            (suppression, code)
            for suppression in self._by_path.get(item.at.path, ())
            if _covers(suppression.covers, item.at)
            for code in suppression.codes
            if matches(code, item.code)
        ]
        self._used.update(used)
        return bool(used)

    def findings(self) -> Iterable[Finding]:
        """What is wrong with the suppressions, now that every finding has been seen."""
        for suppression in self._all:
            if suppression.fault is not None:
                yield finding(MALFORMED_COMMENT, _malformed(suppression.at, suppression.fault))
                continue
            if not suppression.codes:
                yield finding(SUPPRESSION_WITHOUT_CODE, _nameless(suppression))
            for code in suppression.codes:
                yield from self._about(suppression, code)

    def _about(self, suppression: Suppression, code: str) -> Iterable[Finding]:
        settings = self._settings
        if (suppression, code) in self._used:
            return
        meant = settings.catalog(code)
        judged = [found for found in meant if found.id[0] in settings.judged]
        if is_unsuppressible(code, meant):
            yield finding(UNSUPPRESSIBLE_CODE, unsuppressible(code, suppression.at))
        elif not meant:
            near = code.upper() if settings.catalog(code.upper()) else None
            yield finding(UNKNOWN_CODE, unknown(code, suppression.at, near))
        elif judged and self._is_expired(suppression):
            yield finding(EXPIRED_SUPPRESSION, _expired(suppression, code))
        elif any(settings.selection.is_on(found) for found in judged):
            yield finding(UNUSED_SUPPRESSION, _unused(suppression, code))


def is_unsuppressible(selector: str, meant: Iterable[Code]) -> bool:
    """Whether the selector, which means these codes, would silence F codes and no others."""
    if is_prefix(selector):
        return not family_of(selector).suppressible
    found = [family_of(code.id).suppressible for code in meant]
    return bool(found) and not any(found)


def _covers(stretch: Place, at: Place) -> bool:
    """Whether `at`, in the same file, begins within the stretch."""
    if stretch.span is None:
        return True
    return at.span is not None and stretch.span.contains(at.span)


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


def unknown(selector: str, at: Place | None, near: str | None = None) -> Problem:
    """The problem of a selector that means no code."""
    return Problem(
        message=f"no rule is called {selector!r}",
        at=at,
        hint=f"did you mean {near!r}?" if near else RULES_ARE_LISTED,
    )


def unsuppressible(selector: str, at: Place | None) -> Problem:
    """The problem of a selector that would silence an F code."""
    return Problem(
        message=f"{selector!r} cannot be silenced: F findings say what could not be read",
        at=at,
        hint="correct the file instead",
    )


def _stale(entry: Entry, settings: Settings) -> Finding:
    """The finding that a baseline entry excuses what no longer occurs."""
    about = " of ".join(repr(name) for name in (entry.property, entry.event) if name)
    times = f" {entry.count} times" if entry.count > 1 else ""
    where = f" in {entry.path}" if entry.path else ""
    problem = Problem(
        message=f"the baseline excuses {entry.code}{f' for {about}' if about else ''}{where},"
        f" which no longer occurs{times}",
        at=settings.baseline_at,
        hint="run once with --prune-baseline",
        event=entry.event,
        property=entry.property,
    )
    return finding(STALE_BASELINE_ENTRY, problem)
