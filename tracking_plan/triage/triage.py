"""Which findings are shown: selection, severity, suppressions, baseline, order. Nothing is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracking_plan.families import family_of
from tracking_plan.finding import Finding, Severity
from tracking_plan.rule import Problem, finding
from tracking_plan.suppression import Suppression
from tracking_plan.triage.baseline import Compared, Entry, compare
from tracking_plan.triage.codes import (
    STALE_BASELINE_ENTRY,
)
from tracking_plan.triage.selection import Selection
from tracking_plan.triage.settings import Settings
from tracking_plan.triage.silencing import _Silencing


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
    at = item.problem.at
    path = at.path if at else ""
    line, column = (at.span.line, at.span.column) if at and at.span else (0, 0)
    return (
        path,
        line,
        column,
        item.code.id,
        item.problem.event or "",
        item.problem.property or "",
        item.problem.message,
    )


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=order))


def is_failure(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether the findings fail the run: any at or above `error` or `warning`; `never`: none."""
    if fail_on == "never":
        return False
    floor = Severity(fail_on).rank
    return any(item.severity.rank >= floor for item in findings)


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
